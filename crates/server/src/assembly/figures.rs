//! The program's own figures: how often each country used each service in each quarter, counted in the journal and entered
//! into what it promised. Nobody reports them.

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::actor::{Actor, Capacity};
use cordon_assembly::assembly::{Act, Assembly};
use cordon_assembly::commitment::{CommitmentAct, Quarter};
use cordon_assembly::member::{MemberCode, PersonId};
use cordon_assembly::turn::day_of;
use cordon_store::JournalEntry;
use cordon_vocabulary::{Exercise, Instant};
use jiff::Timestamp;
use serde_json::Value;

use crate::answer::No;
use crate::app::App;
use crate::assembly::service;

/// Answers to requests to stop a payment within one hour of the request.
pub const WITHIN_HOUR: &str = "stop-answer-within-hour";
/// Outcomes recorded for requests to stop a payment.
pub const OUTCOME: &str = "stop-outcome";
/// Payments reported stolen.
pub const REQUEST: &str = "stop-request";
/// Acts on notices.
pub const NOTICE: &str = "notice";

/// An answer within so many microseconds counts as within the hour.
const HOUR_US: i64 = 3_600_000_000;

/// Uses by service, country and quarter.
pub type Uses = BTreeMap<(&'static str, String, Quarter), u64>;

/// Counts as the journal is read, entry by entry.
#[derive(Debug, Default)]
pub struct Counter {
    uses: Uses,
    /// When the newest request of a case went out, by case and request.
    sent: BTreeMap<(String, i64), i64>,
}

impl Counter {
    /// Takes one entry into account.
    pub fn read(&mut self, entry: &JournalEntry) {
        match entry.kind.as_str() {
            "notices.act" => self.count(NOTICE, country_of(&entry.bureau), entry.at_us),
            kind if kind.starts_with("stop_payment.") => {
                let case = entry.case.clone().unwrap_or_default();
                for event in entry.public["events"].as_array().into_iter().flatten() {
                    self.event(&case, event, entry);
                }
            }
            _ => {}
        }
    }

    fn event(&mut self, case: &str, event: &Value, entry: &JournalEntry) {
        let ask = event["ask"].as_i64().unwrap_or(-1);
        match event["what"].as_str().unwrap_or_default() {
            "filed" => self.count(REQUEST, country_of(&entry.bureau), entry.at_us),
            "ask_sent" | "ask_raised" => {
                self.sent.insert((case.to_owned(), ask), entry.at_us);
            }
            "answered" => {
                let country = answering(event);
                self.count(OUTCOME, country.clone(), entry.at_us);
                let sent = self.sent.get(&(case.to_owned(), ask));
                if sent.is_some_and(|sent| entry.at_us.saturating_sub(*sent) <= HOUR_US) {
                    self.count(WITHIN_HOUR, country, entry.at_us);
                }
            }
            _ => {}
        }
    }

    fn count(&mut self, service: &'static str, country: Option<String>, at_us: i64) {
        let Some(country) = country else { return };
        let quarter = Quarter::of(day_of(Instant::from_micros(at_us).timestamp()));
        let uses = self.uses.entry((service, country, quarter)).or_insert(0);
        *uses = uses.saturating_add(1);
    }
}

fn country_of(bureau: &str) -> Option<String> {
    let country = bureau.split('-').next().unwrap_or_default();
    (!country.is_empty() && country != "HQ").then(|| country.to_owned())
}

/// The country that answered: the bureau told beside the one that asked, which is named first.
fn answering(event: &Value) -> Option<String> {
    let told = event["to"].as_array()?;
    let bureaus: Vec<&str> = told
        .iter()
        .filter_map(|to| to.as_str()?.strip_prefix("bureau:"))
        .collect();
    let asked = bureaus.first().copied();
    bureaus
        .iter()
        .find(|one| Some(**one) != asked)
        .copied()
        .or(asked)
        .and_then(country_of)
}

/// Counts the whole journal: exercises for an exercise session, the real world for a real one, never one for the other.
///
/// # Errors
/// When the store fails.
pub async fn count(app: &App, exercise: bool) -> Result<Uses, No> {
    let wanted = serde_json::to_value(if exercise { Exercise::Exercise } else { Exercise::Real })?;
    let mut counter = Counter::default();
    let mut after = 0;
    loop {
        let entries = app.store.journal(after, 1000).await?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        for entry in entries.iter().filter(|one| one.public.get("exercise") == Some(&wanted)) {
            counter.read(entry);
        }
    }
    Ok(counter.uses)
}

/// What the figures say and the commitments of a session do not: service, member, quarter, uses.
fn news(state: &Assembly, uses: &Uses) -> Vec<(String, MemberCode, Quarter, u64)> {
    let services: BTreeSet<&str> = state.commitments.values().map(|one| one.service.as_str()).collect();
    let mut all = BTreeMap::new();
    for ((service, country, quarter), n) in uses {
        if let (true, Ok(member)) = (services.contains(service), MemberCode::new(country)) {
            all.insert(((*service).to_owned(), member, *quarter), *n);
        }
    }
    // A figure that was entered and that the journal no longer bears out is set right, to nought if need be.
    for one in state.commitments.values() {
        for (member, progress) in &one.members {
            for quarter in progress.uses.keys() {
                all.entry((one.service.clone(), member.clone(), *quarter)).or_insert(0);
            }
        }
    }
    let known = |service: &str, member: &MemberCode, quarter: &Quarter| {
        let of = state
            .commitments
            .values()
            .filter(|one| one.service == service && one.ended.is_none());
        of.filter_map(|one| one.members.get(member))
            .filter_map(|p| p.uses.get(quarter).copied())
            .next()
    };
    all.into_iter()
        .filter(|((service, member, quarter), n)| {
            state.roll.contains(member) && known(service, member, quarter) != Some(*n)
        })
        .map(|((service, member, quarter), n)| (service, member, quarter, n))
        .collect()
}

/// Enters the figures into every commitment of a session; gives how many were new.
///
/// # Errors
/// When the store fails.
pub async fn feed(app: &App, id: &str, at: Timestamp) -> Result<usize, No> {
    let state = service::load(app, id).await?.value;
    if state.commitments.is_empty() {
        return Ok(0);
    }
    let uses = count(app, state.session.exercise).await?;
    let platform = Actor {
        person: PersonId::new("platform").map_err(|e| No::field("actor", "malformed", e.to_string()))?,
        capacity: Capacity::Platform,
    };
    let news = news(&state, &uses);
    for (service_name, member, quarter, uses) in &news {
        let act = Act::Commitment(CommitmentAct::EnterUse {
            service: service_name.clone(),
            member: member.clone(),
            quarter: *quarter,
            uses: *uses,
        });
        service::act(app, id, &platform, &act, at, None).await?;
    }
    Ok(news.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(kind: &str, at_us: i64, bureau: &str, events: Value) -> JournalEntry {
        JournalEntry {
            seq: 1,
            id: "id".into(),
            kind: kind.into(),
            actor: "officer:x".into(),
            bureau: bureau.into(),
            at_us,
            purpose: "duty".into(),
            case: Some("case-1".into()),
            public: json!({ "events": events }),
            sealed: vec![],
            audiences: vec![],
        }
    }

    fn answered(after_us: i64) -> Counter {
        let mut counter = Counter::default();
        let to = json!(["bureau:QM", "bureau:QN", "institution:b-birch"]);
        counter.read(&entry(
            "stop_payment.filed",
            0,
            "QM",
            json!([{"what": "filed", "to": ["bureau:QM"]}]),
        ));
        counter.read(&entry(
            "stop_payment.released",
            0,
            "QM",
            json!([{"what": "ask_sent", "ask": 1, "to": to}]),
        ));
        counter.read(&entry(
            "stop_payment.answered",
            after_us,
            "",
            json!([{"what": "answered", "ask": 1, "to": to}]),
        ));
        counter
    }

    #[test]
    fn an_answer_counts_for_the_country_that_gave_it_and_within_the_hour_only_then() {
        let first = Quarter::of(jiff::civil::date(1970, 1, 1));
        for (after, within) in [(HOUR_US - 1, Some(1)), (HOUR_US, Some(1)), (HOUR_US + 1, None)] {
            let uses = answered(after).uses;
            let of = |service, country: &str| uses.get(&(service, country.to_owned(), first)).copied();
            assert_eq!(of(WITHIN_HOUR, "QN"), within, "{after}");
            assert_eq!(
                (of(OUTCOME, "QN"), of(REQUEST, "QM"), of(OUTCOME, "QM")),
                (Some(1), Some(1), None)
            );
        }
    }

    #[test]
    fn headquarters_and_nobody_count_for_no_country() {
        let mut counter = Counter::default();
        for bureau in ["HQ", ""] {
            counter.read(&entry("notices.act", 0, bureau, json!([])));
        }
        counter.read(&entry("notices.act", 0, "QO-FIU", json!([])));
        assert_eq!(
            counter
                .uses
                .keys()
                .map(|(_, country, _)| country.as_str())
                .collect::<Vec<_>>(),
            ["QO"]
        );
    }
}
