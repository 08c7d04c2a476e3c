//! A request to the owner of a link that the reader may only know to exist.
//!
//! The request goes to every owner who holds the value; each answers for himself. What the asker sees of it is only
//! what was shared with him. A refusal, a silence and "there was one owner" look alike to him, so that a request cannot
//! be used to count.

use cordon_vocabulary::{BureauId, CaseRef, Instant};
use serde::{Deserialize, Serialize};

use crate::find::Found;
use crate::index::LinkRefusal;
use crate::key::LinkKey;

/// A request, as the program holds it. Give the asker [`LinkRequest::as_asker_sees_it`], an owner
/// [`LinkRequest::as_owner_sees_it`], nobody the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequest {
    /// The value asked about.
    pub key: LinkKey,
    /// Who asks.
    pub asker: BureauId,
    /// The asker's case.
    pub for_case: CaseRef,
    /// What for.
    pub purpose: String,
    /// When.
    pub asked_at: Instant,
    /// When it closes, answered or not.
    pub closes_at: Instant,
    /// Taken back by the asker.
    pub withdrawn: bool,
    parts: Vec<OwnersPart>,
}

/// One owner's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersPart {
    /// Who owns the cases.
    pub owner: BureauId,
    /// The owner's cases that hold the value.
    pub cases: Vec<CaseRef>,
    /// What the owner said.
    pub answer: Option<OwnersAnswer>,
}

/// What an owner says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum OwnersAnswer {
    /// These cases are shared. The sharing itself is an act on each case.
    Shares {
        /// Which.
        cases: Vec<CaseRef>,
        /// When.
        at: Instant,
    },
    /// Nothing is shared. The reason stays with the owner.
    Declines {
        /// Why.
        reason: String,
        /// When.
        at: Instant,
    },
}

/// What the asker sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskersView {
    /// Cases shared with him, in order.
    pub shared: Vec<CaseRef>,
    /// False once the closing time has passed or he took the request back.
    pub open: bool,
    /// When it closes.
    pub closes_at: Instant,
}

/// Decides whether a request may be made after this answer, and draws it up. `holders` are the cases from
/// [`crate::LinkIndex::holders_to_ask`], each with its owner.
///
/// # Errors
/// [`LinkRefusal::NothingToAsk`], [`LinkRefusal::PurposeMissing`].
pub fn ask(
    found: &Found,
    key: LinkKey,
    (asker, for_case, purpose): (&BureauId, &CaseRef, &str),
    (asked_at, closes_at): (Instant, Instant),
    holders: Vec<(BureauId, CaseRef)>,
) -> Result<LinkRequest, LinkRefusal> {
    if !found.elsewhere || holders.is_empty() {
        return Err(LinkRefusal::NothingToAsk);
    }
    if purpose.trim().is_empty() {
        return Err(LinkRefusal::PurposeMissing);
    }
    let mut parts: Vec<OwnersPart> = Vec::new();
    for (owner, case) in holders {
        match parts.iter_mut().find(|part| part.owner == owner) {
            Some(part) => part.cases.push(case),
            None => parts.push(OwnersPart {
                owner,
                cases: vec![case],
                answer: None,
            }),
        }
    }
    Ok(LinkRequest {
        key,
        asker: asker.clone(),
        for_case: for_case.clone(),
        purpose: purpose.trim().to_owned(),
        asked_at,
        closes_at,
        withdrawn: false,
        parts,
    })
}

impl LinkRequest {
    /// An owner answers for his cases, once.
    ///
    /// # Errors
    /// [`LinkRefusal::RequestClosed`] after closing, or when he answered; [`LinkRefusal::NotHolding`] when he was not
    /// asked or shares a case that does not hold the value.
    pub fn answer(&mut self, owner: &BureauId, answer: OwnersAnswer) -> Result<(), LinkRefusal> {
        let at = match &answer {
            OwnersAnswer::Shares { at, .. } | OwnersAnswer::Declines { at, .. } => *at,
        };
        if self.withdrawn || at > self.closes_at {
            return Err(LinkRefusal::RequestClosed);
        }
        let part = self
            .parts
            .iter_mut()
            .find(|part| part.owner == *owner)
            .ok_or(LinkRefusal::NotHolding)?;
        if part.answer.is_some() {
            return Err(LinkRefusal::RequestClosed);
        }
        if let OwnersAnswer::Shares { cases, .. } = &answer
            && (cases.is_empty() || cases.iter().any(|case| !part.cases.contains(case)))
        {
            return Err(LinkRefusal::NotHolding);
        }
        part.answer = Some(answer);
        Ok(())
    }

    /// Who is to be asked, for routing.
    pub fn owners(&self) -> impl Iterator<Item = &BureauId> {
        self.parts.iter().map(|part| &part.owner)
    }

    /// An owner's own part; `None` for everyone else.
    #[must_use]
    pub fn as_owner_sees_it(&self, owner: &BureauId) -> Option<&OwnersPart> {
        self.parts.iter().find(|part| part.owner == *owner)
    }

    /// What the asker sees: what was shared with him, and whether the time has run out.
    #[must_use]
    pub fn as_asker_sees_it(&self, now: Instant) -> AskersView {
        let mut shared: Vec<CaseRef> = self
            .parts
            .iter()
            .filter_map(|part| match &part.answer {
                Some(OwnersAnswer::Shares { cases, .. }) => Some(cases.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        shared.sort_unstable();
        AskersView {
            shared,
            open: !self.withdrawn && now <= self.closes_at,
            closes_at: self.closes_at,
        }
    }
}
