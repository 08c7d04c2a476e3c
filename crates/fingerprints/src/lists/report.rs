//! A report: what a bureau found by its leads, put to the bureaus concerned, before every other queue but an imminent
//! danger; and what came of it, so that outcomes are counted from the first day.

use cordon_vocabulary::{BureauId, Instant, PartRef};
use serde::{Deserialize, Serialize};

use super::{Lead, Queue, concerned_bureaus, queue};

/// What a bureau concerned says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It has the report and works on it.
    InHand,
    /// The series is known; nothing new for the victim.
    SeriesKnown,
    /// The victim had been identified before.
    VictimKnown,
    /// A victim was identified through this report.
    VictimIdentified,
    /// An offender was identified through this report.
    OffenderIdentified,
    /// The material is not what the list says.
    NotTheSame,
}

impl Outcome {
    /// All of them, in the order in which forms show them.
    pub const ALL: [Self; 6] = [
        Self::InHand,
        Self::SeriesKnown,
        Self::VictimKnown,
        Self::VictimIdentified,
        Self::OffenderIdentified,
        Self::NotTheSame,
    ];

    /// The name in forms and files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InHand => "in-hand",
            Self::SeriesKnown => "series-known",
            Self::VictimKnown => "victim-known",
            Self::VictimIdentified => "victim-identified",
            Self::OffenderIdentified => "offender-identified",
            Self::NotTheSame => "not-the-same",
        }
    }
}

/// One answer to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAnswer {
    /// Who answers.
    pub bureau: BureauId,
    /// What.
    pub outcome: Outcome,
    /// When.
    pub at: Instant,
}

/// A report as it is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// Who reports.
    pub reporter: BureauId,
    /// A child is in danger now.
    pub imminent_danger: bool,
    /// The leads it rests on.
    pub leads: Vec<Lead>,
    /// How many files were compared.
    pub compared: usize,
    /// Where the words about the facts lie, sealed.
    pub words: Option<PartRef>,
    /// When.
    pub at: Instant,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Who reports.
    pub reporter: BureauId,
    /// In which queue it stands.
    pub queue: Queue,
    /// The leads it rests on.
    pub leads: Vec<Lead>,
    /// How many files were compared.
    pub compared: usize,
    /// Where the words about the facts lie, sealed.
    pub words: Option<PartRef>,
    /// To whom it goes.
    pub concerned: Vec<BureauId>,
    /// The headquarters' duty desk is told too.
    pub duty_desk: bool,
    /// When it was opened.
    pub opened: Instant,
    /// Answers, oldest first; a bureau's latest counts.
    pub answers: Vec<ReportAnswer>,
    /// When the reporter closed it.
    pub closed: Option<Instant>,
}

/// Why an act on a report was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportRefusal {
    /// There is nobody to put it to.
    #[error("no lead names another bureau; a danger to a child now goes to the duty desk all the same: say so")]
    NobodyConcerned,
    /// The report was not put to this bureau.
    #[error("this report was not put to your bureau")]
    NotPutToYou,
    /// The same answer again.
    #[error("your bureau's last answer says the same already")]
    SameAgain,
    /// Closed.
    #[error("the report is closed")]
    Closed,
    /// Only the reporter closes it.
    #[error("the bureau that reported closes the report")]
    NotTheReporter,
}

impl ReportRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NobodyConcerned => "nobody-concerned",
            Self::NotPutToYou => "not-put-to-you",
            Self::SameAgain => "same-answer-again",
            Self::Closed => "report-closed",
            Self::NotTheReporter => "not-the-reporter",
        }
    }
}

impl Report {
    /// Opens a report: it goes to everyone its leads name, and to the duty desk when a child is in danger now.
    ///
    /// # Errors
    /// [`ReportRefusal::NobodyConcerned`].
    pub fn open(new: NewReport) -> Result<Self, ReportRefusal> {
        let concerned = concerned_bureaus(&new.leads, &new.reporter);
        if concerned.is_empty() && !new.imminent_danger {
            return Err(ReportRefusal::NobodyConcerned);
        }
        Ok(Self {
            reporter: new.reporter,
            queue: queue(new.imminent_danger),
            leads: new.leads,
            compared: new.compared,
            words: new.words,
            concerned,
            duty_desk: new.imminent_danger,
            opened: new.at,
            answers: Vec::new(),
            closed: None,
        })
    }

    /// A bureau concerned answers.
    ///
    /// # Errors
    /// [`ReportRefusal`].
    pub fn answer(&mut self, bureau: &BureauId, outcome: Outcome, at: Instant) -> Result<(), ReportRefusal> {
        if !self.concerned.contains(bureau) {
            return Err(ReportRefusal::NotPutToYou);
        }
        if self.closed.is_some() {
            return Err(ReportRefusal::Closed);
        }
        if self.last_answer(bureau) == Some(outcome) {
            return Err(ReportRefusal::SameAgain);
        }
        self.answers.push(ReportAnswer {
            bureau: bureau.clone(),
            outcome,
            at,
        });
        Ok(())
    }

    /// The reporter closes it.
    ///
    /// # Errors
    /// [`ReportRefusal`].
    pub fn close(&mut self, bureau: &BureauId, at: Instant) -> Result<(), ReportRefusal> {
        if *bureau != self.reporter {
            return Err(ReportRefusal::NotTheReporter);
        }
        if self.closed.is_some() {
            return Err(ReportRefusal::Closed);
        }
        self.closed = Some(at);
        Ok(())
    }

    /// A bureau's latest answer.
    #[must_use]
    pub fn last_answer(&self, bureau: &BureauId) -> Option<Outcome> {
        self.answers
            .iter()
            .rev()
            .find(|answer| answer.bureau == *bureau)
            .map(|answer| answer.outcome)
    }

    /// Whether a bureau may read the report: the reporter, and those it was put to.
    #[must_use]
    pub fn readable_by(&self, bureau: &BureauId) -> bool {
        self.reporter == *bureau || self.concerned.contains(bureau)
    }

    /// Whether the report waits for this bureau's first word.
    #[must_use]
    pub fn waits_for(&self, bureau: &BureauId) -> bool {
        self.closed.is_none() && self.concerned.contains(bureau) && self.last_answer(bureau).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Algorithm;
    use crate::lists::Standing;

    fn bureau(name: &str) -> BureauId {
        BureauId::parse(name).expect("a bureau")
    }

    fn at(second: i64) -> Instant {
        Instant::from_micros(second * 1_000_000)
    }

    fn lead(call: &[&str]) -> Lead {
        Lead {
            list: "national".into(),
            record: "7".into(),
            algorithm: Algorithm::Pdq,
            distance: 3,
            standing: Standing::Reported,
            grades: vec![],
            series_known: Some(true),
            victim_identified: None,
            gravest: false,
            cautions: vec![],
            call: call.iter().map(|name| bureau(name)).collect(),
        }
    }

    fn report(call: &[&str], imminent_danger: bool) -> Result<Report, ReportRefusal> {
        Report::open(NewReport {
            reporter: bureau("QM"),
            imminent_danger,
            leads: vec![lead(call)],
            compared: 1,
            words: None,
            at: at(1),
        })
    }

    #[test]
    fn a_report_goes_to_those_its_leads_name_and_waits_for_their_word() {
        let mut report = report(&["QP", "QM", "QR"], false).expect("a report");
        assert_eq!(report.concerned, [bureau("QP"), bureau("QR")]);
        assert_eq!((report.queue, report.duty_desk), (Queue::ChildProtection, false));
        assert!(report.waits_for(&bureau("QP")) && !report.waits_for(&bureau("QM")));
        report
            .answer(&bureau("QP"), Outcome::VictimIdentified, at(2))
            .expect("answered");
        assert!(!report.waits_for(&bureau("QP")) && report.waits_for(&bureau("QR")));
        assert!(report.readable_by(&bureau("QM")) && !report.readable_by(&bureau("QO")));
    }

    #[test]
    fn a_danger_now_reaches_the_duty_desk_even_without_a_lead() {
        let report = report(&["QM"], true).expect("a report");
        assert!(report.duty_desk && report.concerned.is_empty());
        assert_eq!(report.queue, Queue::ImminentDanger);
    }

    #[test]
    fn each_refusal_has_its_cause() {
        assert_eq!(report(&["QM"], false).expect_err("nobody").code(), "nobody-concerned");
        let mut report = report(&["QP"], false).expect("a report");
        let code = |said: Result<(), ReportRefusal>| said.expect_err("refused").code();
        assert_eq!(
            code(report.answer(&bureau("QO"), Outcome::InHand, at(2))),
            "not-put-to-you"
        );
        report.answer(&bureau("QP"), Outcome::InHand, at(2)).expect("answered");
        assert_eq!(
            code(report.answer(&bureau("QP"), Outcome::InHand, at(3))),
            "same-answer-again"
        );
        assert_eq!(code(report.close(&bureau("QP"), at(3))), "not-the-reporter");
        report.close(&bureau("QM"), at(4)).expect("closed");
        assert_eq!(code(report.close(&bureau("QM"), at(5))), "report-closed");
        assert_eq!(
            code(report.answer(&bureau("QP"), Outcome::SeriesKnown, at(5))),
            "report-closed"
        );
    }
}
