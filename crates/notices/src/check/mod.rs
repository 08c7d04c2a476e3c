//! Checking facts against the rows of a rulebook.
//!
//! Each row names a condition; [`judge`] runs it on the facts of its stage and turns what it finds into an outcome: a row
//! that decides refuses or asks for what is missing, a row that nobody adopted asks or warns.

mod access;
mod facts;
mod fault;
mod general;
mod hits;
mod judicial;
mod kinds;
mod life;
mod offence;
mod oversight;
mod person;
mod record;
mod report;
mod rulings;

pub use facts::{
    AnswerFacts, CancellationFacts, CarryingOutFacts, DiffusionEndFacts, DisclosureFacts, Facts, HitRecordFacts,
    Languages, LocationFacts, MessageFacts, OversightFacts, OversightRequest, PublicationFacts, PursuitFacts,
    QueryFacts, Renewal, RequestFacts, RetentionFacts, SuspensionFacts, TravelDocumentFacts, Unit, UseFacts,
    ViewerSort, WithdrawalFacts,
};
pub use fault::{Fault, Weight};
pub(crate) use kinds::has;
pub use person::acting_facts;
pub use report::{Finding, FindingKind, FindingView, Outcome, Report, ReportView, RowResult, Verdict};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    request::{RequestFile, World},
    rulebook::{Check, RuleRow, Rulebook, Rules, Unadopted},
};

/// What a condition says about the facts: nothing to check, or the faults found (none: the row passes).
pub(crate) type Checked = Option<Vec<Fault>>;

/// The day of an instant, in UTC.
#[must_use]
pub fn day_of(now: Timestamp) -> Date {
    now.to_zoned_datetime(TimeZone::UTC).date()
}

/// What a condition may look at beside the facts.
pub(crate) struct Bench<'a> {
    pub(crate) book: &'a Rulebook,
    pub(crate) world: World,
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

/// Runs every row of the facts' stage that is in force at `now`.
#[must_use]
pub fn judge(facts: &Facts<'_>, now: Timestamp, rules: &Rules) -> Report {
    let bench = Bench {
        book: rules.book(),
        world: rules.world(),
        now,
        today: day_of(now),
    };
    let mut results: Vec<RowResult> = rules
        .book()
        .rows_on(bench.today)
        .filter(|row| row.stage == facts.stage() && concerns(row, facts))
        .filter_map(|row| judge_row(row, facts, &bench, rules))
        .collect();
    results.sort_by_key(|r| r.rule);
    lift_by_exception(&mut results, facts, &bench, rules);
    Report::new(rules.book(), results)
}

/// Checks a request that was read from a file.
#[must_use]
pub fn check_request(file: &RequestFile, now: Timestamp, rules: &Rules) -> Report {
    judge(
        &Facts::Request(RequestFacts {
            request: &file.request,
            desk: &file.desk,
            faults: &file.faults,
        }),
        now,
        rules,
    )
}

fn concerns(row: &RuleRow, facts: &Facts<'_>) -> bool {
    match facts {
        Facts::Request(f) => row.concerns(f.request.head.kind.as_deref(), f.request.head.channel),
        Facts::DiffusionEnd(_) => true,
        _ => row.kinds.is_none() && row.channels.is_none(),
    }
}

fn judge_row(row: &RuleRow, facts: &Facts<'_>, bench: &Bench<'_>, rules: &Rules) -> Option<RowResult> {
    let faults = run(&row.check, facts, bench)?;
    let faults = match facts {
        Facts::Request(f) => rulings::settle(row, faults, f, bench),
        _ => faults,
    };
    let decides = rules.decides(row, bench.today);
    let findings = faults
        .into_iter()
        .map(|fault| Finding::new(row, fault, decides))
        .collect();
    Some(RowResult {
        rule: row.rule,
        article: row.article.clone(),
        title: row.title.clone(),
        decides,
        findings,
    })
}

/// A valid exception turns refusals of the rows it may lift into warnings that name it.
fn lift_by_exception(results: &mut [RowResult], facts: &Facts<'_>, bench: &Bench<'_>, rules: &Rules) {
    let Facts::Request(f) = facts else { return };
    let lifted = rules.book().rows_on(bench.today).find_map(|row| match &row.check {
        Check::Exception { lifts, min_chars } if concerns(row, facts) => {
            Some((row, offence::lifted_rows(f, lifts, *min_chars, bench)))
        }
        _ => None,
    });
    let Some((exception, lifted)) = lifted else {
        return;
    };
    let Some(official) = f.desk.exception.as_ref().and_then(|e| e.official.as_ref()) else {
        return;
    };
    for finding in results
        .iter_mut()
        .filter(|r| lifted.contains(&r.rule))
        .flat_map(|r| r.findings.iter_mut())
    {
        if matches!(
            finding.outcome,
            Outcome::Refused | Outcome::Asks | Outcome::RulingNeeded
        ) {
            finding.outcome = Outcome::Warns;
            finding.message = format!(
                "{} Lifted under {} by {official}, who answers for it in writing.",
                finding.message, exception.article
            );
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one line for each condition")]
fn run(check: &Check, facts: &Facts<'_>, bench: &Bench<'_>) -> Checked {
    match (check, facts) {
        (Check::RulingOnly { watch, sealed_position }, Facts::Request(f)) => {
            Some(general::ruling_only(f, watch, *sealed_position, bench))
        }
        (Check::OneMainPurpose {}, Facts::Request(f)) => Some(general::one_main_purpose(f, bench)),
        (
            Check::AccurateRecord {
                youngest_plausible_age_at_act,
            },
            Facts::Request(f),
        ) => Some(record::accurate_record(f, *youngest_plausible_age_at_act, bench)),
        (Check::InterestStated { min_chars }, Facts::Request(f)) => Some(general::interest_stated(f, *min_chars)),
        (Check::StatusFits {}, Facts::Request(f)) => person::status_fits(f, bench),
        (
            Check::SpecialPersons {
                adult_age,
                statuses,
                sensitive,
            },
            Facts::Request(f),
        ) => person::special_persons(f, *adult_age, statuses, sensitive, bench),
        (Check::KindInCatalogue {}, Facts::Request(f)) => Some(general::kind_in_catalogue(f, bench)),
        (Check::RequesterMayAsk {}, Facts::Request(f)) => Some(general::requester_may_ask(f, bench)),
        (Check::DeclarationSigned {}, Facts::Request(f)) => Some(general::declaration_signed(f, bench)),
        (Check::AimIn { aims }, Facts::Request(f)) => general::aim_in(f, aims),
        (Check::OrdinaryCrime {}, Facts::Request(f)) => Some(offence::ordinary_crime(f, bench)),
        (Check::Exclusion { class, unless }, Facts::Request(f)) => offence::exclusion(f, *class, unless, bench),
        (Check::ProsecutionThreshold { months }, Facts::Request(f)) => offence::prosecution_threshold(f, *months),
        (Check::SentenceThreshold { months, connector }, Facts::Request(f)) => {
            offence::sentence_threshold(f, *months, *connector)
        }
        (Check::Exception { lifts, min_chars }, Facts::Request(f)) => offence::exception(f, lifts, *min_chars, bench),
        (Check::IdentityRoute {} | Check::KindConditions {}, Facts::Request(f)) => kinds::conditions(f, bench),
        (Check::IndividualActs { min_chars }, Facts::Request(f)) => {
            Some(judicial::individual_acts(f, *min_chars, bench))
        }
        (Check::ChargesComplete {}, Facts::Request(f)) => Some(judicial::charges_complete(f)),
        (Check::ValidWarrant { confirmed_within_days }, Facts::Request(f)) => {
            Some(judicial::valid_warrant(f, *confirmed_within_days, bench))
        }
        (Check::ExtraditionAssured {}, Facts::Request(f)) => Some(judicial::extradition_assured(f)),
        (Check::RefugeeProtected {}, Facts::Request(f)) => person::refugee_protected(f),
        (Check::UnListed {}, Facts::Request(f)) => Some(kinds::un_listed(f, bench)),
        (Check::SilverPilot { months, aims }, Facts::Request(f)) => Some(kinds::silver_pilot(f, *months, aims, bench)),
        (Check::DiffusionAddressed {}, Facts::Request(f)) => Some(general::diffusion_addressed(f)),
        (Check::PublicExtract { grounds, never }, Facts::Request(f)) => general::public_extract(f, grounds, never),
        (Check::Retention { years, .. }, Facts::Request(f)) => life::retention_asked(f, *years, bench),
        (Check::Retention { years, notice_months }, Facts::Retention(f)) => {
            Some(life::retention(f, *years, *notice_months, bench))
        }
        (Check::ExaminedBeforePublication {}, Facts::Publication(f)) => Some(life::examined(f)),
        (Check::LanguagesPresent { languages }, Facts::Publication(f)) => Some(life::languages(f, languages)),
        (Check::MissingFieldsListed {}, Facts::Answer(f)) => Some(life::missing_listed(f)),
        (Check::SuspensionLimit { months }, Facts::Suspension(f)) => Some(life::suspension(f, *months)),
        (Check::WithdrawalReason { reasons }, Facts::Withdrawal(f)) => Some(life::withdrawal(f, reasons)),
        (
            Check::CancellationGround {
                rows,
                silence_days,
                reasons,
            },
            Facts::Cancellation(f),
        ) => Some(life::cancellation(f, rows, *silence_days, reasons)),
        (Check::DiffusionEnded { months }, Facts::DiffusionEnd(f)) => Some(life::diffusion_end(f, *months)),
        (Check::QueryPurpose { codes, scoped }, Facts::Query(f)) => Some(access::query_purpose(f, codes, scoped)),
        (Check::NationalGrant {}, Facts::Query(f)) => access::national_grant(f, bench),
        (Check::AccessRestriction {}, Facts::Disclosure(f)) => Some(access::restriction(f)),
        (Check::OversightAccess {}, Facts::Disclosure(f)) => access::oversight_access(f),
        (Check::InterimBlock {}, Facts::Disclosure(f)) => Some(access::interim_block(f)),
        (Check::DirectMessageSealed {}, Facts::Message(f)) => Some(access::direct_message(f)),
        (Check::LocationReported { within_hours }, Facts::Location(f)) => Some(hits::location(f, *within_hours, bench)),
        (Check::RequesterActs {}, Facts::Pursuit(f)) => Some(hits::requester_acts(f, bench)),
        (Check::VerifiedBeforeUse {}, Facts::Use(f)) => Some(hits::verified_before_use(f)),
        (Check::HitRecorded {}, Facts::HitRecord(f)) => Some(hits::recorded(f)),
        (
            Check::OversightClocks {
                admissibility_months,
                access_months,
                correction_months,
            },
            Facts::Oversight(f),
        ) => Some(oversight::clocks(
            f,
            *admissibility_months,
            *access_months,
            *correction_months,
            bench,
        )),
        (Check::DecisionCarriedOut { months }, Facts::CarryingOut(f)) => {
            Some(oversight::carried_out(f, *months, bench))
        }
        (Check::DocumentOwnership {}, Facts::TravelDocument(f)) => Some(access::document_ownership(f)),
        _ => None,
    }
}

/// What an unadopted row makes of a fault that would have stopped the work.
pub(crate) fn softened(row: &RuleRow) -> Outcome {
    match row.unadopted {
        Unadopted::Ask => Outcome::Asks,
        Unadopted::Warn => Outcome::Warns,
    }
}
