//! The case: one stolen payment and everything done about it.

use cordon_vocabulary::{
    Account, AccountFlag, BureauId, CaseRef, Country, Exercise, Instant, Money, OfficerId, PartRef,
};
use serde::{Deserialize, Serialize};

use crate::{Ask, AskId, Mandate, Part, Route, Sheet};

/// The rule under which a case chases onward payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PursuitRule {
    /// The onward payments in the reply, by execution instant then order, until the part is used up.
    TaintFirst,
}

/// What kind of matter it is. Only the first may be chased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Character {
    /// Ordinary-law crime.
    OrdinaryCrime,
    /// Political.
    Political,
    /// Military.
    Military,
    /// Religious.
    Religious,
    /// Racial.
    Racial,
}

/// The stolen payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its number, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uetr: Option<String>,
    /// The payer's bank, as a code.
    pub from_code: String,
    /// The payee's account.
    pub to: Account,
    /// What is known of that account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<AccountFlag>,
    /// The country of that account.
    pub country: Country,
    /// Where the first request goes.
    pub route: Route,
    /// What was paid.
    pub amount: Money,
    /// When it was or will be executed.
    pub executed: Instant,
    /// When the fraud was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovered: Option<Instant>,
    /// Whether the payer's bank has already recalled it.
    #[serde(default)]
    pub recall_sent: bool,
}

/// What an officer files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The reference given to the case.
    pub reference: CaseRef,
    /// Drill or real.
    pub exercise: Exercise,
    /// The kind of matter.
    pub character: Character,
    /// The crime, as an ICCS code.
    pub crime: String,
    /// The payment.
    pub payment: Payment,
    /// The proposed mandate.
    pub mandate: Mandate,
    /// Where the victim's data lies, sealed. Later banks never see it.
    pub victim: PartRef,
    /// Where the facts lie, sealed.
    pub facts: PartRef,
    /// "Do not inform the customer": the legal basis, and until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<Silence>,
    /// Whether the profile of the first country forbids requests without an officer there.
    #[serde(default)]
    pub officer_needed: bool,
    /// Whether another bureau has filed the same payment. Nothing more of that case is known here.
    #[serde(default)]
    pub reported_elsewhere: bool,
}

/// "Do not inform the customer": a field with a basis and an end, never a habit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The legal basis.
    pub basis: String,
    /// The end of it.
    pub until: Instant,
}

/// Where the case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Filed by one officer, waiting for a second.
    Filed,
    /// Released: requests go out.
    Pursuing,
    /// One key stopped the pursuit: nothing new goes out until a second officer resumes it.
    Stopped,
    /// Taken back.
    Withdrawn,
}

/// One stolen payment and everything done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The filing, unchanged but for corrections.
    #[serde(flatten)]
    pub filing: Filing,
    /// The bureau that asks.
    pub bureau: BureauId,
    /// The rule it chases under.
    pub rule: PursuitRule,
    /// Where it stands.
    pub state: CaseState,
    /// Who filed it and when.
    pub filed: (OfficerId, Instant),
    /// Who released it and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<(OfficerId, Instant)>,
    /// Who stopped the pursuit last and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<(OfficerId, Instant)>,
    /// The parts.
    pub parts: Vec<Part>,
    /// The requests.
    pub asks: Vec<Ask>,
    /// The next free number for parts, requests and questions.
    pub next: u32,
}

impl Case {
    /// What was stolen.
    #[must_use]
    pub fn lost(&self) -> Money {
        self.filing.payment.amount
    }

    /// The sheet as it stands.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        Sheet::of(self.lost(), &self.parts)
    }

    /// A request by its number.
    #[must_use]
    pub fn ask(&self, id: AskId) -> Option<&Ask> {
        self.asks.iter().find(|a| a.id == id)
    }

    pub(crate) fn ask_mut(&mut self, id: AskId) -> Option<&mut Ask> {
        self.asks.iter_mut().find(|a| a.id == id)
    }

    pub(crate) fn number(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    /// The parts that lie at a request.
    pub fn parts_at(&self, ask: AskId) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |p| p.ask == ask)
    }

    /// The countries asked so far, each once.
    #[must_use]
    pub fn countries(&self) -> Vec<Country> {
        let mut countries: Vec<Country> = self.asks.iter().map(|a| a.country).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }
}
