//! What a country's profile says, as the rulebooks need it. An empty row means "unknown: ask", never a guess.

use cordon_members::countries::{CountryBook, MemberCountry};
use cordon_members::profile::{Profile, ProfileBook};
use cordon_members::profile_value::{self, HoldPower};
use cordon_stop_payment::HoldRules;
use cordon_stop_payment::allocation::SharingRule;
use cordon_stop_payment::term::{HoldTerm, TermCalendar, TermEnd, TermRoll, TermUnit};
use cordon_vocabulary::Country;
use jiff::civil::Date;

/// The rules of holds in a country on a day, after its profile.
///
/// What the profile does not say takes the reading that lets nobody wait in vain: twenty-four hours, no appeal
/// promised, and the term marked as not verified.
#[must_use]
pub fn hold_rules_on(country: Country, on: Date) -> HoldRules {
    let profile = profile_on(country, on);
    let zone = CountryBook::shipped().ok().and_then(|book| book.get(country));
    let zone = zone.map_or("UTC", MemberCountry::zone).to_owned();
    let power = profile.as_ref().and_then(Profile::hold_on_accounts);
    let term = match power {
        Some(power) => term_of(&power.value, zone, power.verified),
        None => unknown(zone),
    };
    let weekend = profile.as_ref().and_then(|profile| profile.weekend.as_ref());
    let holidays = profile
        .iter()
        .flat_map(|profile| &profile.holidays)
        .map(|row| row.value.date);
    let calendar = TermCalendar {
        version: profile
            .as_ref()
            .map_or_else(|| "none".to_owned(), |profile| profile.version.clone()),
        weekend: weekend.map_or_else(|| vec![6, 7], |row| row.value.0.clone()),
        holidays: holidays.collect(),
    };
    let appeal = profile
        .as_ref()
        .and_then(|profile| profile.appeal_through_bank.as_ref());
    HoldRules {
        term,
        calendar,
        appeal_through_bank: appeal.is_some_and(|row| row.value),
        sharing: match profile.as_ref().and_then(|p| p.allocation.as_ref()) {
            Some(row) if row.value == profile_value::Allocation::ProRata => SharingRule::ProRata,
            _ => SharingRule::ByReceipt,
        },
        ask_fiu_where_to: profile
            .as_ref()
            .and_then(|p| p.ask_fiu_where_to.as_ref())
            .is_some_and(|row| row.value),
    }
}

/// An unknown term: a day, not verified.
fn unknown(zone: String) -> HoldTerm {
    HoldTerm {
        count: 24,
        unit: TermUnit::Hours,
        first_day_counts: true,
        ends: TermEnd::SameTime,
        roll: TermRoll::None,
        zone,
        verified: false,
    }
}

/// Whether on a day the country's profile forbids requests that no officer there has released.
#[must_use]
pub fn officer_needed_on(country: Country, on: Date) -> bool {
    let automated = profile_on(country, on).and_then(|profile| profile.automated_asks);
    automated.is_some_and(|row| !row.value)
}

fn profile_on(country: Country, on: Date) -> Option<Profile> {
    ProfileBook::shipped().ok().map(|book| book.profile(country, on))
}

fn term_of(power: &HoldPower, zone: String, verified: bool) -> HoldTerm {
    HoldTerm {
        count: power.count,
        unit: match power.unit {
            profile_value::TermUnit::Hours => TermUnit::Hours,
            profile_value::TermUnit::Days => TermUnit::Days,
            profile_value::TermUnit::WorkingDays => TermUnit::WorkingDays,
        },
        first_day_counts: power.first_day_counts,
        ends: match power.ends {
            profile_value::TermEnd::SameTime => TermEnd::SameTime,
            profile_value::TermEnd::EndOfDay => TermEnd::EndOfDay,
        },
        roll: match power.roll {
            profile_value::TermRoll::None => TermRoll::None,
            profile_value::TermRoll::NextWorkingDay => TermRoll::NextWorkingDay,
        },
        zone,
        verified,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(code: &str) -> HoldRules {
        hold_rules_on(Country::parse(code).unwrap(), "2026-11-23".parse().unwrap())
    }

    #[test]
    fn a_profile_becomes_the_rules_of_holds() {
        let rules = rules("QO");
        assert_eq!(
            (rules.term.count, rules.term.unit, rules.term.ends),
            (7, TermUnit::Days, TermEnd::EndOfDay)
        );
        assert_eq!((rules.term.zone.as_str(), rules.term.verified), ("Asia/Dubai", true));
        assert_eq!(rules.calendar.weekend, [5, 6]);
        assert!(rules.calendar.holidays.contains(&"2026-12-02".parse().unwrap()));
    }

    #[test]
    fn what_is_unknown_is_short_and_marked() {
        let rules = rules("PW");
        assert_eq!(
            (rules.term.count, rules.term.unit, rules.term.verified),
            (24, TermUnit::Hours, false)
        );
        assert_eq!(
            (rules.term.zone.as_str(), rules.appeal_through_bank),
            ("Pacific/Palau", false)
        );
        assert!(!officer_needed_on(
            Country::parse("PW").unwrap(),
            "2026-11-23".parse().unwrap()
        ));
    }
}
