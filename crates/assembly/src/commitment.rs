//! Commitments: what members promised by adopting a clause, followed per country until the next session.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::actor::Capacity;
use crate::assembly::Assembly;
use crate::member::MemberCode;
use crate::refusal::Refusal;
use crate::resolution::{Clause, Role};
use crate::turn::{Turn, check_text, next_id};

/// Days before the due day on which members are reminded.
pub const REMINDER_DAYS: [i32; 4] = [90, 30, 7, 0];

/// A quarter of a year, written `2026-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i16,
    number: u8,
}

/// The text is no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no quarter: write 2026-Q4")]
pub struct NotAQuarter(String);

impl Quarter {
    /// The quarter of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            number: (day.month().unsigned_abs().saturating_sub(1)) / 3 + 1,
        }
    }
}

impl TryFrom<String> for Quarter {
    type Error = NotAQuarter;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fault = || NotAQuarter(text.chars().take(40).collect());
        let (year, number) = text.split_once("-Q").ok_or_else(fault)?;
        let plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let number = match number {
            "1" => 1,
            "2" => 2,
            "3" => 3,
            "4" => 4,
            _ => return Err(fault()),
        };
        let year = if plain {
            year.parse().map_err(|_| fault())?
        } else {
            return Err(fault());
        };
        Ok(Self { year, number })
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        format!("{:04}-Q{}", quarter.year, quarter.number)
    }
}

/// What a member shows for a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When.
    pub at: Timestamp,
    /// What, or the paper's reference.
    pub text: String,
}

/// The secretariat's reading of what was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// Under way.
    InProgress,
    /// Done.
    Completed,
    /// Not done.
    NotImplemented,
}

/// One member's part of a commitment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What it shows.
    pub evidence: Vec<Evidence>,
    /// How often it used the service, by quarter, as the platform counted.
    pub uses: BTreeMap<Quarter, u64>,
    /// The secretariat's reading, with the reason.
    pub judged: Option<(Judgement, String)>,
}

/// How a member's part stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing shown, time left.
    Open,
    /// Something shown or used, time left.
    InProgress,
    /// Done: judged so, or used as often as promised in every quarter so far.
    Completed,
    /// The day has passed.
    Overdue,
    /// Judged not done.
    NotImplemented,
}

/// A commitment: one clause and everybody it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The resolution.
    pub resolution: u32,
    /// The operative paragraph.
    pub paragraph: u32,
    /// The service.
    pub service: String,
    /// Uses promised in a quarter.
    pub per_quarter: Option<u64>,
    /// When it was opened.
    pub opened: Date,
    /// By when.
    pub due: Date,
    /// Why it no longer binds, if so.
    pub ended: Option<String>,
    /// By member.
    pub members: BTreeMap<MemberCode, Progress>,
}

impl Commitment {
    /// How a member's part stands on a day. Nothing for members that were not asked.
    #[must_use]
    pub fn standing(&self, member: &MemberCode, today: Date) -> Option<Standing> {
        let progress = self.members.get(member)?;
        Some(match &progress.judged {
            Some((Judgement::Completed, _)) => Standing::Completed,
            Some((Judgement::NotImplemented, _)) => Standing::NotImplemented,
            _ if self.kept_by_figures(progress, today) => Standing::Completed,
            _ if today > self.due => Standing::Overdue,
            None if progress.evidence.is_empty() && progress.uses.is_empty() => Standing::Open,
            _ => Standing::InProgress,
        })
    }

    /// Whether the platform's own figures show the promise kept in every full quarter since it was made.
    fn kept_by_figures(&self, progress: &Progress, today: Date) -> bool {
        let Some(promised) = self.per_quarter else {
            return false;
        };
        let (first, now) = (Quarter::of(self.opened), Quarter::of(today));
        let mut quarter = next_quarter(first);
        let mut full_quarters = 0;
        while quarter < now {
            if progress.uses.get(&quarter).copied().unwrap_or(0) < promised {
                return false;
            }
            full_quarters += 1;
            quarter = next_quarter(quarter);
        }
        full_quarters > 0
    }
}

fn next_quarter(quarter: Quarter) -> Quarter {
    if quarter.number >= 4 {
        Quarter {
            year: quarter.year.saturating_add(1),
            number: 1,
        }
    } else {
        Quarter {
            year: quarter.year,
            number: quarter.number + 1,
        }
    }
}

/// A reminder that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reminder {
    /// The commitment.
    pub commitment: u32,
    /// The member.
    pub member: MemberCode,
    /// Days left; negative once passed.
    pub days_left: i32,
}

/// Reminders to be sent on a day: on the reminder days before the due day, to members that have not completed their part.
#[must_use]
pub fn reminders(assembly: &Assembly, today: Date) -> Vec<Reminder> {
    let mut list = Vec::new();
    for (id, commitment) in &assembly.commitments {
        let Ok(days_left) = today.until(commitment.due).map(|span| span.get_days()) else {
            continue;
        };
        if commitment.ended.is_some() || !REMINDER_DAYS.contains(&days_left) {
            continue;
        }
        let pending = |member: &&MemberCode| commitment.standing(member, today) != Some(Standing::Completed);
        let reminder = |member: &MemberCode| Reminder {
            commitment: *id,
            member: member.clone(),
            days_left,
        };
        list.extend(commitment.members.keys().filter(pending).map(reminder));
    }
    list
}

/// One promise on a country's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// The commitment.
    pub commitment: u32,
    /// The resolution's number.
    pub resolution: Option<String>,
    /// The service.
    pub service: String,
    /// Uses promised in a quarter.
    pub per_quarter: Option<u64>,
    /// By when.
    pub due: Date,
    /// How it stands.
    pub standing: Standing,
    /// What was shown.
    pub evidence: Vec<Evidence>,
    /// Our use, by quarter.
    pub uses: BTreeMap<Quarter, u64>,
}

/// A country's page: what we promised, what we did, our use.
#[must_use]
pub fn country_page(assembly: &Assembly, member: &MemberCode, today: Date) -> Vec<Promise> {
    let promise = |(id, commitment): (&u32, &Commitment)| {
        let progress = commitment.members.get(member)?;
        let number = assembly.resolutions.get(&commitment.resolution)?.number;
        Some(Promise {
            commitment: *id,
            resolution: number.map(|number| number.to_string()),
            service: commitment.service.clone(),
            per_quarter: commitment.per_quarter,
            due: commitment.due,
            standing: commitment.standing(member, today)?,
            evidence: progress.evidence.clone(),
            uses: progress.uses.clone(),
        })
    };
    assembly
        .commitments
        .iter()
        .filter(|(_, one)| one.ended.is_none())
        .filter_map(promise)
        .collect()
}

/// Acts on commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum CommitmentAct {
    /// A member shows what it did.
    Show {
        /// The commitment.
        commitment: u32,
        /// What, or the paper's reference.
        text: String,
    },
    /// The secretariat reads what was shown.
    Judge {
        /// The commitment.
        commitment: u32,
        /// The member.
        member: MemberCode,
        /// The reading.
        judgement: Judgement,
        /// Why.
        reason: String,
    },
    /// The platform enters its own count of a member's use of a service in a quarter.
    EnterUse {
        /// The service.
        service: String,
        /// The member.
        member: MemberCode,
        /// The quarter.
        quarter: Quarter,
        /// The count, replacing an earlier one.
        uses: u64,
    },
}

const EVIDENCE_LIMIT: usize = 200;

pub(crate) fn apply(turn: &mut Turn<'_>, act: &CommitmentAct) -> Result<(), Refusal> {
    match act {
        CommitmentAct::Show { commitment, text } => show(turn, *commitment, text),
        CommitmentAct::Judge {
            commitment,
            member,
            judgement,
            reason,
        } => judge(turn, *commitment, member, *judgement, reason),
        CommitmentAct::EnterUse {
            service,
            member,
            quarter,
            uses,
        } => enter_use(turn, service, member, *quarter, *uses),
    }
}

fn progress<'a>(turn: &'a mut Turn<'_>, id: u32, member: &MemberCode) -> Result<&'a mut Progress, Refusal> {
    let missing = || Refusal::Unknown {
        what: "commitment of this member",
        id: id.to_string(),
    };
    let commitment = turn
        .next
        .commitments
        .get_mut(&id)
        .filter(|one| one.ended.is_none())
        .ok_or_else(missing)?;
    commitment.members.get_mut(member).ok_or_else(missing)
}

fn show(turn: &mut Turn<'_>, id: u32, text: &str) -> Result<(), Refusal> {
    let member = turn.delegate("show what another member did")?;
    check_text("evidence", text)?;
    let at = turn.now;
    let progress = progress(turn, id, &member)?;
    if progress.evidence.len() >= EVIDENCE_LIMIT {
        return Err(Refusal::TooMany {
            what: "pieces of evidence",
            limit: EVIDENCE_LIMIT,
        });
    }
    progress.evidence.push(Evidence {
        at,
        text: text.to_owned(),
    });
    turn.enter(
        "evidence-shown",
        [("commitment", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

fn judge(turn: &mut Turn<'_>, id: u32, member: &MemberCode, judgement: Judgement, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "judge what was shown")?;
    check_text("reason", reason)?;
    progress(turn, id, member)?.judged = Some((judgement, reason.to_owned()));
    turn.enter(
        "commitment-judged",
        [("commitment", id.to_string()), ("member", member.to_string())],
    );
    Ok(())
}

fn enter_use(
    turn: &mut Turn<'_>,
    service: &str,
    member: &MemberCode,
    quarter: Quarter,
    uses: u64,
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Platform], "enter the platform's figures")?;
    turn.known(member)?;
    let mut fed = 0;
    for commitment in turn
        .next
        .commitments
        .values_mut()
        .filter(|one| one.service == service && one.ended.is_none())
    {
        if let Some(progress) = commitment.members.get_mut(member) {
            progress.uses.insert(quarter, uses);
            fed += 1;
        }
    }
    turn.enter(
        "use-entered",
        [
            ("service", service.to_owned()),
            ("member", member.to_string()),
            ("quarter", String::from(quarter)),
            ("uses", uses.to_string()),
            ("commitments", fed.to_string()),
        ],
    );
    Ok(())
}

/// Opens the commitments of a resolution that was adopted; those of an earlier adoption of the same resolution end.
pub(crate) fn open_from(turn: &mut Turn<'_>, resolution: u32) -> Result<(), Refusal> {
    let opened = turn.today();
    for earlier in turn
        .next
        .commitments
        .values_mut()
        .filter(|one| one.resolution == resolution)
    {
        earlier
            .ended
            .get_or_insert("the resolution was reconsidered".to_owned());
    }
    let Some(adopted) = turn.next.resolutions.get(&resolution) else {
        return Ok(());
    };
    let all: BTreeSet<MemberCode> = turn.next.roll.members().cloned().collect();
    let mut new = Vec::new();
    for paragraph in adopted.operative() {
        let Some(Role::Operative {
            does:
                Clause::AsksMembers {
                    service,
                    per_quarter,
                    members,
                    due,
                },
            ..
        }) = adopted.roles.get(&paragraph)
        else {
            continue;
        };
        let asked = if members.is_empty() { &all } else { members };
        new.push(Commitment {
            resolution,
            paragraph,
            service: service.clone(),
            per_quarter: *per_quarter,
            opened,
            due: *due,
            ended: None,
            members: asked
                .iter()
                .map(|member| (member.clone(), Progress::default()))
                .collect(),
        });
    }
    for commitment in new {
        let id = next_id(&turn.next.commitments);
        let asked = commitment.members.len().to_string();
        turn.next.commitments.insert(id, commitment);
        turn.enter(
            "commitment-opened",
            [
                ("commitment", id.to_string()),
                ("resolution", resolution.to_string()),
                ("members", asked),
            ],
        );
    }
    Ok(())
}
