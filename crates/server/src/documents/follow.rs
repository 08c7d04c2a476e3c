//! Papers follow what they are about: a notice that is recalled, raised or paused takes its papers with it, in one change.

use std::collections::BTreeMap;

use cordon_notices::lifecycle::{Audience, Decision, EventKind};
use cordon_store::Change;
use cordon_vocabulary::Instant;

use crate::answer::No;
use crate::app::App;
use crate::documents::paper::About;
use crate::documents::queries::{self, IssuedPaper};
use crate::documents::service::write;

/// Recalls the papers of a notice that a decision makes untrue. Each house's papers are recalled when that house is told,
/// never before: what a check says must not tell the owner more, or earlier, than its letters.
///
/// # Errors
/// When the store fails.
pub async fn notice_decided(app: &App, change: &mut Change, decision: &Decision) -> Result<(), No> {
    let notice = &decision.notice;
    let about = About::Notice {
        id: notice.id.to_string(),
    };
    let papers = queries::about(&app.store, &about).await?;
    if papers.is_empty() {
        return Ok(());
    }
    let owner = notice.owner.to_string();
    let told = told(decision, &owner);
    for paper in papers {
        let house = paper.value.house.clone();
        let is_desk = house != owner && !notice.copies.keys().any(|b| b.as_str() == house);
        let at = match told.get(&house) {
            Some(at) => Some(*at),
            // The desk knows at once what anybody is told.
            None if is_desk => told.values().min().copied(),
            None => None,
        };
        let Some(at) = at.filter(|at| paper.value.recalled.is_none_or(|before| *at < before)) else {
            continue;
        };
        let value = IssuedPaper {
            recalled: Some(at),
            ..paper.value
        };
        change.records.push(write(&value, paper.revision)?);
    }
    Ok(())
}

/// Recalls every paper about a thing, because an act made them untrue.
///
/// # Errors
/// When the store fails.
pub async fn recall_about(app: &App, change: &mut Change, about: &About, at: Instant) -> Result<(), No> {
    for paper in queries::about(&app.store, about).await? {
        if paper.value.recalled.is_none_or(|before| at < before) {
            let value = IssuedPaper {
                recalled: Some(at),
                ..paper.value
            };
            change.records.push(write(&value, paper.revision)?);
        }
    }
    Ok(())
}

/// Which houses learn that their papers no longer say what holds, and when.
fn told(decision: &Decision, owner: &str) -> BTreeMap<String, Instant> {
    let mut told = BTreeMap::new();
    let mut tell = |house: String, at: jiff::Timestamp| {
        let at = Instant::from_micros(at.as_microsecond());
        told.entry(house)
            .and_modify(|first: &mut Instant| *first = (*first).min(at))
            .or_insert(at);
    };
    for event in &decision.events {
        let untrue = matches!(
            event.kind,
            EventKind::Recalled | EventKind::Updated(_) | EventKind::Addendum(_) | EventKind::Suspended
        );
        match &event.audience {
            Audience::Owner if untrue => tell(owner.to_owned(), event.at),
            Audience::Bureaus(bureaus) if untrue => bureaus.iter().for_each(|b| tell(b.to_string(), event.at)),
            _ => {}
        }
    }
    if let Some(end) = &decision.notice.end {
        tell(owner.to_owned(), end.told_at);
    }
    told
}

/// Erases the files of all papers about a destroyed notice: adds them to the erasure that the change carries.
///
/// # Errors
/// When the store fails.
pub async fn notice_destroyed(app: &App, change: &mut Change, notice: &str) -> Result<(), No> {
    let about = About::Notice { id: notice.to_owned() };
    for paper in queries::about(&app.store, &about).await? {
        if paper.value.erased {
            continue;
        }
        if let Some(erasure) = change.erasures.last_mut() {
            erasure.files.push(paper.value.file()?);
        }
        let now = app.now();
        let recalled = paper.value.recalled.map_or(now, |at| at.min(now));
        let value = IssuedPaper {
            recalled: Some(recalled),
            erased: true,
            ..paper.value
        };
        // A paper that the same decision recalls is written once.
        change
            .records
            .retain(|r| !(r.kind == queries::KIND && r.id == value.reference));
        change.records.push(write(&value, paper.revision)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cordon_notices::ids::{BureauId, NoticeId, OfficerId, PayloadId};
    use cordon_notices::lifecycle::{End, EndReason, Event, NewNotice, Notice, PayloadRef, Recipients, State};
    use cordon_notices::request::Channel;
    use jiff::{SignedDuration, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn decision(events: Vec<(Audience, EventKind)>, end: Option<End>) -> Decision {
        let new = NewNotice {
            id: NoticeId(Uuid::nil()),
            kind: "red".into(),
            channel: Channel::Notice,
            exercise: true,
            owner: BureauId::try_from("QM").expect("a bureau"),
            country: None,
            author: OfficerId::try_from("mira").expect("an officer"),
            payload: PayloadRef::of(PayloadId(Uuid::nil()), b"{}"),
            subject: None,
            recipients: Recipients::All,
            with_warrant: false,
        };
        let mut notice = Notice::draft(new, at(0));
        notice.end = end;
        let events = events
            .into_iter()
            .map(|(audience, kind)| Event {
                at: at(1),
                audience,
                kind,
            })
            .collect();
        Decision {
            notice,
            events,
            asks: vec![],
            erase: vec![],
            remember: None,
            next_due: None,
            rulebook: "model".into(),
        }
    }

    fn hours(told: &BTreeMap<String, Instant>, house: &str) -> Option<i64> {
        told.get(house).map(|at| at.micros() / 3_600_000_000)
    }

    fn qn() -> Audience {
        Audience::Bureaus(BTreeSet::from([BureauId::try_from("QN").expect("a bureau")]))
    }

    #[test]
    fn each_house_learns_at_its_own_hour() {
        let end = End {
            at: at(1),
            before: State::Published,
            reason: EndReason::Art3,
            articles: BTreeSet::new(),
            told_at: at(60),
            sealed: true,
        };
        let told = super::told(&decision(vec![(qn(), EventKind::Recalled)], Some(end)), "QM");
        assert_eq!(
            (hours(&told, "QN"), hours(&told, "QM"), hours(&told, "QO")),
            (Some(1), Some(60), None)
        );
    }

    #[test]
    fn what_the_owner_is_not_told_leaves_its_papers_alone() {
        for kind in [EventKind::Addendum(1), EventKind::Suspended, EventKind::Updated(2)] {
            let told = super::told(
                &decision(vec![(qn(), kind.clone()), (Audience::Desk, kind)], None),
                "QM",
            );
            assert_eq!((hours(&told, "QN"), hours(&told, "QM")), (Some(1), None));
        }
        let both = vec![
            (qn(), EventKind::Addendum(1)),
            (Audience::Owner, EventKind::Addendum(1)),
        ];
        let told = super::told(&decision(both, None), "QM");
        assert_eq!((hours(&told, "QN"), hours(&told, "QM")), (Some(1), Some(1)));
    }

    #[test]
    fn what_changes_no_word_recalls_no_paper() {
        for kind in [
            EventKind::Published,
            EventKind::WarrantAsked,
            EventKind::PurgeReminder(1),
            EventKind::Letter,
        ] {
            assert!(told(&decision(vec![(qn(), kind)], None), "QM").is_empty());
        }
    }
}
