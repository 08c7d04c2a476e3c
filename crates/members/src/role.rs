//! Roles, and the rights each role brings.

use serde::{Deserialize, Serialize};

/// What an officer is trusted with. An officer may have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works the bureau's queue by day and night: files, answers, screens.
    DutyOfficer,
    /// Releases what others prepared; takes escalations.
    Supervisor,
    /// Rules on the lawfulness of notices.
    LegalReviewer,
    /// Writes and compares the texts of notices.
    Translator,
    /// Sits in the body that controls the files: blocks, releases and deletes notices.
    Oversight,
    /// Checks travellers and documents.
    BorderOfficer,
    /// Works with trends, links and known pictures.
    Analyst,
    /// Assesses material of child abuse for the gravest list.
    ChildProtectionAssessor,
    /// Speaks and votes for a member in the assembly.
    Delegate,
    /// Observes the assembly for an organisation: speaks, never votes.
    Observer,
    /// Presides over the meetings of the assembly.
    Chair,
    /// Counts votes in the assembly.
    Teller,
    /// Examines credentials for the assembly.
    CredentialsCommittee,
    /// Acts for the Executive Committee: opinions on costs, appeals, waivers.
    ExecutiveCommittee,
    /// Heads the secretariat: records and notifies arrears.
    SecretaryGeneral,
    /// Runs the sessions of the assembly.
    Secretariat,
    /// The headquarters' duty desk: last step of every escalation.
    DutyDesk,
    /// Keeps bureaus, officers, institutions and the directory.
    Administrator,
}

/// One kind of act that needs a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Read the bureau's own queue and cases.
    ReadCases,
    /// File and correct stop-payment cases, answer for the bureau, stop a pursuit.
    WorkCases,
    /// Be the second person: release, resume, decide appeals.
    ReleaseCases,
    /// Read the directory of members.
    ReadMembers,
    /// Keep officers, institutions and the directory of the own bureau.
    KeepMembers,
    /// Read notices that are for the own bureau, and report a hit.
    ReadNotices,
    /// Request notices and work those of the own bureau.
    WorkNotices,
    /// Rule on notices.
    ReviewNotices,
    /// Write and compare the texts of notices.
    TranslateNotices,
    /// Control notices: block, release, delete.
    OverseeNotices,
    /// Check travellers and documents.
    Screen,
    /// Match known pictures by hash and vote on them.
    WorkFingerprints,
    /// Assess records for the gravest list, and strike them from it.
    AssessGravest,
    /// Search links between cases.
    SearchLinks,
    /// Read and estimate trends.
    ReadTrends,
    /// Answer the yearly threat assessment and hand in counts; at the headquarters, send it.
    WorkTrends,
    /// Follow the assembly.
    ReadAssembly,
    /// Vote and move in the assembly.
    ActInAssembly,
    /// Run sessions of the assembly.
    RunAssembly,
    /// Preside over the assembly: give the floor, rule, open and close ballots.
    PresideAssembly,
    /// Hand out papers, count votes and draw lots in the assembly.
    CountVotes,
    /// Examine credentials, give opinions, decide appeals and waivers, apply sanctions for arrears.
    OverseeAssembly,
    /// Read journal checkpoints and proofs.
    ReadJournal,
}

impl Right {
    /// The service behind a right, where a member in arrears for its contributions may lose it. Stop requests, recalls, hits
    /// and missing children are never among them: they always pass.
    #[must_use]
    pub const fn withdrawable(self) -> Option<&'static str> {
        match self {
            Self::SearchLinks | Self::ReadTrends => Some("other-services"),
            _ => None,
        }
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 18] = [
        Self::DutyOfficer,
        Self::Supervisor,
        Self::LegalReviewer,
        Self::Translator,
        Self::Oversight,
        Self::BorderOfficer,
        Self::Analyst,
        Self::ChildProtectionAssessor,
        Self::Delegate,
        Self::Observer,
        Self::Chair,
        Self::Teller,
        Self::CredentialsCommittee,
        Self::ExecutiveCommittee,
        Self::SecretaryGeneral,
        Self::Secretariat,
        Self::DutyDesk,
        Self::Administrator,
    ];

    /// The rights it brings.
    #[must_use]
    pub fn rights(self) -> &'static [Right] {
        use Right as R;
        match self {
            Self::DutyOfficer => &[
                R::ReadCases,
                R::WorkCases,
                R::ReadMembers,
                R::ReadNotices,
                R::WorkNotices,
                R::Screen,
                R::WorkFingerprints,
                R::SearchLinks,
                R::ReadTrends,
                R::ReadAssembly,
                R::ReadJournal,
            ],
            Self::Supervisor => &[
                R::ReadCases,
                R::WorkCases,
                R::ReleaseCases,
                R::ReadMembers,
                R::ReadNotices,
                R::WorkNotices,
                R::Screen,
                R::WorkFingerprints,
                R::SearchLinks,
                R::ReadTrends,
                R::WorkTrends,
                R::ReadAssembly,
                R::ReadJournal,
            ],
            Self::LegalReviewer => &[
                R::ReadNotices,
                R::WorkNotices,
                R::ReviewNotices,
                R::ReadMembers,
                R::ReadAssembly,
                R::ReadJournal,
            ],
            Self::Translator => &[
                R::ReadNotices,
                R::WorkNotices,
                R::TranslateNotices,
                R::ReadMembers,
                R::ReadAssembly,
            ],
            Self::Oversight => &[
                R::ReadNotices,
                R::WorkNotices,
                R::OverseeNotices,
                R::ReadMembers,
                R::ReadAssembly,
                R::ReadJournal,
            ],
            Self::BorderOfficer => &[R::Screen, R::ReadNotices, R::ReadMembers],
            Self::Analyst => &[
                R::ReadCases,
                R::WorkFingerprints,
                R::SearchLinks,
                R::ReadTrends,
                R::WorkTrends,
                R::ReadMembers,
                R::ReadAssembly,
                R::ReadJournal,
            ],
            Self::ChildProtectionAssessor => &[
                R::ReadCases,
                R::WorkFingerprints,
                R::AssessGravest,
                R::ReadMembers,
                R::ReadJournal,
            ],
            Self::Delegate => &[
                R::ReadAssembly,
                R::ActInAssembly,
                R::ReadTrends,
                R::ReadMembers,
                R::ReadJournal,
            ],
            Self::Observer => &[R::ReadAssembly, R::ActInAssembly],
            Self::Chair => &[R::ReadAssembly, R::PresideAssembly, R::ReadMembers, R::ReadJournal],
            Self::Teller => &[R::ReadAssembly, R::CountVotes, R::ReadJournal],
            Self::CredentialsCommittee | Self::ExecutiveCommittee | Self::SecretaryGeneral => {
                &[R::ReadAssembly, R::OverseeAssembly, R::ReadMembers, R::ReadJournal]
            }
            Self::Secretariat => &[
                R::ReadAssembly,
                R::RunAssembly,
                R::ReadTrends,
                R::ReadMembers,
                R::ReadJournal,
            ],
            Self::DutyDesk => &[
                R::ReadCases,
                R::ReadNotices,
                R::WorkNotices,
                R::ReadMembers,
                R::ReadAssembly,
                R::ReadTrends,
                R::ReadJournal,
            ],
            Self::Administrator => &[R::ReadMembers, R::KeepMembers, R::ReadJournal],
        }
    }
}
