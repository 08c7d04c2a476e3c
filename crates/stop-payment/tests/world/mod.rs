//! A small invented world for the rulebook's tests: exercise states, invented banks.
#![allow(dead_code, reason = "each test file uses its own share of this world")]

use cordon_stop_payment::acts::HoldRules;
use cordon_stop_payment::allocation::SharingRule;
use cordon_stop_payment::term::{TermEnd, TermRoll, TermUnit};
use cordon_stop_payment::*;
use cordon_vocabulary::*;

pub fn at(minute: i64) -> Instant {
    Instant::parse("2026-03-03T02:14:00Z")
        .unwrap()
        .plus_seconds(minute * 60)
}

pub fn eur(units: i64) -> Money {
    Money::new(units, Asset::parse("EUR").unwrap())
}

pub fn usd(units: i64) -> Money {
    Money::new(units, Asset::parse("USD").unwrap())
}

pub fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

pub fn account(code: &str, n: u32) -> Account {
    Account::Iban {
        iban: Iban::of(country(code), &format!("BANK{n:014}")).unwrap(),
    }
}

pub fn institution(name: &str) -> InstitutionId {
    InstitutionId::parse(name).unwrap()
}

pub fn officer(name: &str, bureau: &str) -> Actor {
    Actor {
        who: Who::Officer {
            officer: OfficerId::parse(name).unwrap(),
            bureau: BureauId::parse(bureau).unwrap(),
        },
        means: Means::Passkey,
        purpose: "stolen payment".into(),
    }
}

pub fn bank(name: &str) -> Actor {
    bank_by(name, Means::Token)
}

pub fn bank_by(name: &str, means: Means) -> Actor {
    Actor {
        who: Who::Institution {
            institution: institution(name),
            user: "fraud desk".into(),
        },
        means,
        purpose: "answer".into(),
    }
}

pub fn to(name: &str, code: &str, n: u32) -> Destination {
    Destination {
        account: account(code, n),
        code: name.into(),
        institution: Some(institution(name)),
        country: country(code),
        flags: vec![],
        holder_country: None,
        officer_needed: false,
    }
}

pub fn rules() -> Box<HoldRules> {
    Box::new(HoldRules {
        term: HoldTerm {
            count: 7,
            unit: TermUnit::Days,
            first_day_counts: false,
            ends: TermEnd::EndOfDay,
            roll: TermRoll::None,
            zone: "UTC".into(),
            verified: true,
        },
        calendar: TermCalendar {
            version: "test-1".into(),
            weekend: vec![6, 7],
            holidays: vec![],
        },
        appeal_through_bank: true,
        sharing: SharingRule::ByReceipt,
        ask_fiu_where_to: false,
    })
}

pub fn filing(units: i64) -> Filing {
    Filing {
        reference: CaseRef::parse("QM-2026-000001").unwrap(),
        exercise: Exercise::Exercise,
        character: Character::OrdinaryCrime,
        crime: "0701".into(),
        payment: Payment {
            uetr: None,
            from_code: "ALDRQM20".into(),
            to: account("QN", 1),
            flags: vec![],
            country: country("QN"),
            route: Route::Institution {
                institution: institution("b1"),
            },
            amount: eur(units),
            executed: at(-60),
            discovered: None,
            recall_sent: true,
        },
        mandate: Mandate {
            grounds: "Exercise criminal code, section 1".into(),
            most_hops: 6,
            most_accounts: 20,
            least_units: 0,
            barred: vec![],
            ends: at(60 * 24 * 3),
        },
        victim: PartRef::parse("v").unwrap(),
        facts: PartRef::parse("f").unwrap(),
        silence: None,
        officer_needed: false,
        reported_elsewhere: false,
    }
}

/// A case filed by mira and released by noor, first request out.
pub fn released(units: i64) -> Case {
    released_as(filing(units))
}

pub fn released_as(filing: Filing) -> Case {
    let filed = file(filing, false, &officer("mira", "QM"), at(0)).unwrap();
    go(&filed.case, &Act::Release, &officer("noor", "QM"), 1).unwrap().case
}

pub fn go(case: &Case, act: &Act, actor: &Actor, minute: i64) -> Result<Decision, Refusal> {
    let decision = decide(case, act, actor, at(minute))?;
    assert!(
        decision.case.sheet().adds_up(),
        "after {act:?}: {:?}",
        decision.case.sheet()
    );
    Ok(decision)
}

pub fn reply(lines: Vec<Line>) -> Reply {
    Reply {
        revision: 1,
        lines,
        account_total: None,
        accounts_for: None,
        holder: None,
    }
}

pub fn answer(ask: AskId, lines: Vec<Line>) -> Act {
    Act::Answer {
        ask,
        reply: reply(lines),
        rules: rules(),
        others: vec![],
    }
}

pub fn held(money: Money) -> Line {
    Line::Held {
        amount: money,
        basis: "exercise law".into(),
        term: None,
    }
}

pub fn moved(money: Money, minute: i64, to: Destination) -> Line {
    Line::Moved {
        uetr: None,
        executed: at(minute),
        debited: money,
        credited: None,
        rate: None,
        charge: None,
        arrives_in: None,
        to,
    }
}

pub fn sum(case: &Case, bucket: Bucket) -> i64 {
    case.sheet().units(bucket)
}

/// The request at an account, by the account's number in this world.
pub fn ask_at(case: &Case, code: &str, n: u32) -> AskId {
    case.asks.iter().find(|a| a.account == account(code, n)).unwrap().id
}
