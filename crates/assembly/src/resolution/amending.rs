//! Amending a draft that is before the assembly, and dividing it.

use std::collections::BTreeSet;

use super::acts::{find, no_ballot};
use super::amendment::{Amendment, AmendmentState, Change, Order, suggested_order};
use super::drafting::check_role;
use super::{Resolution, ResolutionState, division};
use crate::actor::Capacity;
use crate::language::Language;
use crate::multilingual::Multilingual;
use crate::refusal::Refusal;
use crate::turn::{Turn, check_text, next_id};

pub(super) fn amend(turn: &mut Turn<'_>, id: u32, oral: bool, change: &Change) -> Result<(), Refusal> {
    const LIMIT: usize = 500;
    let mover = turn.delegate("move an amendment")?;
    no_ballot(turn)?;
    let moved = turn.now;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "amend it")?;
    if resolution.division.iter().any(|part| part.decided.is_some()) || resolution.whole_votes > 0 {
        return Err(Refusal::WrongState {
            what: "resolution",
            state: "being voted",
            act: "amend it",
        });
    }
    if resolution.amendments.len() >= LIMIT {
        return Err(Refusal::TooMany {
            what: "amendments",
            limit: LIMIT,
        });
    }
    if let Some(paragraph) = change.paragraph() {
        resolution.body.paragraph(paragraph)?;
    }
    let body = resolution.body.clone();
    if let Change::Insert { role, .. } = change {
        check_role(turn, role, &body)?;
    }
    if let Some(texts) = change.texts() {
        if let (false, Some(language)) = (oral, texts.missing().first()) {
            return Err(Refusal::LanguageMissing {
                language: *language,
                paragraph: change.paragraph().unwrap_or(0),
            });
        }
        // Anything that the text itself would refuse is refused now, not after the vote.
        Multilingual::new(std::slice::from_ref(texts))?;
    }
    let resolution = find(turn, id)?;
    let number = next_id(&resolution.amendments);
    let amendment = Amendment {
        mover,
        moved,
        oral,
        change: change.clone(),
        state: AmendmentState::Open,
        on_paper: false,
    };
    resolution.amendments.insert(number, amendment);
    turn.enter(
        "amendment-moved",
        [("resolution", id.to_string()), ("amendment", number.to_string())],
    );
    Ok(())
}

fn open_amendment(resolution: &mut Resolution, id: u32) -> Result<&mut Amendment, Refusal> {
    let missing = || Refusal::Unknown {
        what: "open amendment",
        id: id.to_string(),
    };
    let amendment = resolution.amendments.get_mut(&id).ok_or_else(missing)?;
    if amendment.state == AmendmentState::Open {
        Ok(amendment)
    } else {
        Err(missing())
    }
}

pub(super) fn translate(
    turn: &mut Turn<'_>,
    id: u32,
    amendment: u32,
    language: Language,
    text: &str,
) -> Result<(), Refusal> {
    turn.only(&[Capacity::Secretariat], "translate amendments")?;
    no_ballot(turn)?;
    check_text("text", text)?;
    let found = open_amendment(find(turn, id)?, amendment)?;
    match &mut found.change {
        Change::Replace { texts, .. } | Change::Insert { texts, .. } => {
            texts.0.entry(language).or_insert_with(|| text.to_owned());
        }
        Change::Delete { .. } => return Err(Refusal::EmptyText { what: "amendment" }),
    }
    turn.enter(
        "amendment-translated",
        [
            ("resolution", id.to_string()),
            ("amendment", amendment.to_string()),
            ("language", language.to_string()),
        ],
    );
    Ok(())
}

pub(super) fn withdraw_amendment(turn: &mut Turn<'_>, id: u32, amendment: u32) -> Result<(), Refusal> {
    let member = turn.delegate("withdraw an amendment")?;
    no_ballot(turn)?;
    let found = open_amendment(find(turn, id)?, amendment)?;
    if found.mover != member {
        return Err(Refusal::NotYourPart {
            capacity: "another delegation",
            act: "withdraw this amendment",
        });
    }
    found.state = AmendmentState::Withdrawn;
    turn.enter(
        "amendment-withdrawn",
        [("resolution", id.to_string()), ("amendment", amendment.to_string())],
    );
    Ok(())
}

pub(super) fn order(turn: &mut Turn<'_>, id: u32, ruled: Option<&[u32]>, reason: Option<&str>) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "order amendments")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "order its amendments")?;
    let suggested = suggested_order(resolution);
    let ruled = ruled.map_or_else(|| suggested.clone(), <[u32]>::to_vec);
    let (mut left, mut right) = (suggested.clone(), ruled.clone());
    left.sort_unstable();
    right.sort_unstable();
    if left != right {
        return Err(Refusal::OrderIncomplete { resolution: id });
    }
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    if ruled != suggested && reason.is_none() {
        return Err(Refusal::ReasonMissing {
            what: "another order than furthest first",
        });
    }
    let listed = ruled.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    resolution.order = Some(Order {
        suggested,
        ruled,
        reason: reason.map(str::to_owned),
    });
    turn.enter(
        "amendments-ordered",
        [("resolution", id.to_string()), ("order", listed)],
    );
    Ok(())
}

pub(super) fn moot(turn: &mut Turn<'_>, id: u32, amendment: u32, reason: &str) -> Result<(), Refusal> {
    turn.only(&[Capacity::Chair], "find an amendment moot")?;
    no_ballot(turn)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing {
            what: "finding an amendment moot",
        });
    }
    open_amendment(find(turn, id)?, amendment)?.state = AmendmentState::Moot {
        reason: reason.to_owned(),
    };
    turn.enter(
        "amendment-moot",
        [("resolution", id.to_string()), ("amendment", amendment.to_string())],
    );
    Ok(())
}

pub(super) fn divide(turn: &mut Turn<'_>, id: u32, parts: &[BTreeSet<u32>]) -> Result<(), Refusal> {
    turn.delegate("ask for a division")?;
    no_ballot(turn)?;
    let resolution = find(turn, id)?;
    resolution.expect(ResolutionState::Tabled, "divide it")?;
    if resolution.whole_votes > 0 {
        return Err(Refusal::WrongState {
            what: "resolution",
            state: "being voted",
            act: "divide it",
        });
    }
    division::divide(resolution, id, parts)?;
    turn.enter(
        "division-asked",
        [("resolution", id.to_string()), ("parts", parts.len().to_string())],
    );
    Ok(())
}
