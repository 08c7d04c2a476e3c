//! Conditions on the steps of a notice's life: publication, answers, pauses, ends, retention.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    AnswerFacts, Bench, CancellationFacts, Checked, DiffusionEndFacts, Fault, PublicationFacts, RequestFacts,
    RetentionFacts, SuspensionFacts, WithdrawalFacts, day_of, general::listed, general::shown,
};
use crate::rulebook::RuleNo;

/// A day some months later; the last day of the month where the day does not exist.
#[must_use]
pub(crate) fn months_after(day: Date, months: u16) -> Date {
    day.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
}

/// A day some months earlier.
#[must_use]
pub(crate) fn months_before(day: Date, months: u16) -> Date {
    day.checked_sub(i64::from(months).months()).unwrap_or(Date::MIN)
}

/// Published only after an approval that came first.
pub(super) fn examined(f: &PublicationFacts) -> Vec<Fault> {
    match (f.published_at, f.approved_at) {
        (Some(_), None) => vec![Fault::broken(
            "not_approved",
            "published_at",
            "It was not approved; nothing is published before the review approves it.",
        )],
        (Some(published), Some(approved)) if published <= approved => {
            vec![Fault::broken(
                "published_before_approval",
                "published_at",
                "The publication does not lie after the approval.",
            )]
        }
        _ => Vec::new(),
    }
}

/// A text, or a place in the translators' queue, for each language; the source text is kept.
pub(super) fn languages(f: &PublicationFacts, wanted: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults: Vec<Fault> = wanted
        .iter()
        .filter(|language| !f.texts.contains_key(*language))
        .map(|language| {
            Fault::missing(
                "language_missing",
                format!("texts.{language}"),
                format!("The text in {language} is neither there nor queued."),
            )
            .value("language", language)
        })
        .collect();
    if !f.source_text_kept {
        faults.push(Fault::missing(
            "source_text_lost",
            "texts.source",
            "Keep the source text beside the translations.",
        ));
    }
    faults
}

/// An incomplete request is not published, and the letter lists all that is missing.
pub(super) fn missing_listed(f: &AnswerFacts) -> Vec<Fault> {
    let mut faults = Vec::new();
    if f.published && !f.missing.is_empty() {
        faults.push(Fault::broken(
            "published_incomplete",
            "published",
            "The request is incomplete and may not be published.",
        ));
    }
    let silent: Vec<&str> = f.missing.difference(&f.listed).map(String::as_str).collect();
    if !silent.is_empty() {
        faults.push(
            Fault::missing(
                "missing_not_listed",
                "listed",
                format!("The answer does not name: {}.", silent.join(", ")),
            )
            .value("fields", silent.join(", ")),
        );
    }
    faults
}

/// A reason, and no more than the months that the rules allow.
pub(super) fn suspension(f: &SuspensionFacts, months: u16) -> Vec<Fault> {
    paused(f.from, f.until, &f.reason, months)
}

fn paused(from: Date, until: Date, reason: &str, months: u16) -> Vec<Fault> {
    let mut faults = Vec::new();
    let latest = months_after(from, months);
    if until > latest {
        let message =
            format!("A suspension from {from} ends on {latest} at the latest ({months} months); {until} is too late.");
        faults.push(
            Fault::broken("suspension_too_long", "until", message)
                .value("day", latest)
                .value("n", months),
        );
    }
    if until < from {
        faults.push(Fault::broken(
            "suspension_ends_first",
            "until",
            "The suspension ends before it begins; correct one of the dates.",
        ));
    }
    if reason.trim().is_empty() {
        faults.push(Fault::missing(
            "suspension_reason",
            "reason",
            "Say why it is suspended.",
        ));
    }
    faults
}

/// The source itself, with a reason code.
pub(super) fn withdrawal(f: &WithdrawalFacts, reasons: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = reason_fault(&f.reason, &f.text, reasons);
    if !f.by_source {
        faults.push(Fault::broken(
            "withdrawal_not_by_source",
            "by_source",
            "Only the source withdraws; the secretariat cancels instead.",
        ));
    }
    faults
}

fn reason_fault(reason: &str, text: &str, reasons: &BTreeSet<String>) -> Vec<Fault> {
    if reason.trim().is_empty() {
        return vec![Fault::missing(
            "reason_missing",
            "reason",
            format!("Give the reason: {}.", listed(reasons)),
        )];
    }
    if !reasons.contains(reason) {
        return vec![Fault::broken(
            "reason_unknown",
            "reason",
            format!("{} is no reason here: {}.", shown(reason), listed(reasons)),
        )];
    }
    if reason == "other" && text.trim().is_empty() {
        return vec![Fault::missing(
            "reason_text_missing",
            "text",
            "The reason other needs its words.",
        )];
    }
    Vec::new()
}

/// A condition that no longer holds, or a silence that has lasted too long; other reasons need a ruling.
pub(super) fn cancellation(
    f: &CancellationFacts,
    rows: &BTreeSet<RuleNo>,
    silence_days: u16,
    reasons: &BTreeSet<String>,
) -> Vec<Fault> {
    let mut faults = reason_fault(&f.reason, &f.text, reasons);
    let broken = f.broken_rows.intersection(rows).next().is_some();
    let silent = f.silent_days.is_some_and(|days| days > u32::from(silence_days));
    if !broken && !silent && !f.ruled {
        let message = format!(
            "No condition of the notice has failed and the requester was not silent for more than {silence_days} days; a reviewer must rule."
        );
        faults.push(Fault::ruling("cancellation_needs_ruling", "ruled", message).value("n", silence_days));
    }
    faults
}

/// As with notices; and every recipient is told.
pub(super) fn diffusion_end(f: &DiffusionEndFacts, months: u16) -> Vec<Fault> {
    let mut faults = match f.suspended {
        Some((from, until)) => paused(from, until, &f.reason, months),
        None if f.reason.trim().is_empty() => vec![Fault::missing(
            "diffusion_reason",
            "reason",
            "Say why the diffusion ends.",
        )],
        None => Vec::new(),
    };
    let untold: Vec<&str> = f.recipients.difference(&f.told).map(|b| b.as_str()).collect();
    if !untold.is_empty() {
        faults.push(
            Fault::broken(
                "recipients_not_told",
                "told",
                format!("These recipients are not told: {}.", untold.join(", ")),
            )
            .value("bureaus", untold.join(", ")),
        );
    }
    faults
}

/// The end that a request asks for lies within the longest period.
pub(super) fn retention_asked(f: &RequestFacts<'_>, years: u16, bench: &Bench<'_>) -> Checked {
    let ends = f.request.head.retention_ends?;
    let latest = months_after(bench.today, years.saturating_mul(12));
    Some(if ends > latest {
        let message = format!("The record may last until {latest} ({years} years); {ends} is too late.");
        vec![
            Fault::broken("retention_too_long", "retention_ends", message)
                .value("day", latest)
                .value("n", years),
        ]
    } else if ends < bench.today {
        vec![
            Fault::broken(
                "retention_in_past",
                "retention_ends",
                format!("The end {ends} lies in the past."),
            )
            .value("day", ends),
        ]
    } else {
        Vec::new()
    })
}

/// No longer than the period; the source was asked in time; a renewal has a reason and a checked warrant.
pub(super) fn retention(f: &RetentionFacts, years: u16, notice_months: u16, bench: &Bench<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let latest = months_after(f.began_on, years.saturating_mul(12));
    if f.ends_on > latest {
        faults.push(
            Fault::broken(
                "retention_too_long",
                "ends_on",
                format!("The period of {years} years ends on {latest}."),
            )
            .value("day", latest)
            .value("n", years),
        );
    }
    if let Some(renewal) = &f.renewal {
        if renewal.reason.trim().is_empty() {
            faults.push(Fault::missing(
                "renewal_reason",
                "renewal.reason",
                "Say why the record is still needed.",
            ));
        }
        if !renewal.warrant_checked {
            faults.push(Fault::missing(
                "renewal_warrant",
                "renewal.warrant_checked",
                "Check with the authority that the warrant stands.",
            ));
        }
        if renewal.until > months_after(f.ends_on, years.saturating_mul(12)) {
            faults.push(
                Fault::broken(
                    "renewal_too_long",
                    "renewal.until",
                    format!("A renewal lasts {years} years at most."),
                )
                .value("n", years),
            );
        }
        if renewal.until <= f.ends_on {
            faults.push(Fault::broken(
                "renewal_ends_first",
                "renewal.until",
                "The renewal ends before the present period.",
            ));
        }
    } else if day_of(bench.now) > f.ends_on {
        faults.push(
            Fault::broken(
                "retention_over",
                "ends_on",
                format!(
                    "The period ended on {} and the source did not renew it: the record is deleted.",
                    f.ends_on
                ),
            )
            .value("day", f.ends_on),
        );
    } else if f.asked_on.is_none() && day_of(bench.now) >= months_before(f.ends_on, notice_months) {
        faults.push(
            Fault::missing(
                "retention_not_asked",
                "asked_on",
                format!("The source must be asked {notice_months} months before {}.", f.ends_on),
            )
            .value("day", f.ends_on)
            .value("n", notice_months),
        );
    }
    faults
}
