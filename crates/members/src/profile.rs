//! The profile of a country: what its law and habits say about holds, notices, clocks, days off and languages.
//!
//! A profile holds sourced rows only. What has no row is unknown and has to be asked; nothing is guessed. Rows are dated:
//! a profile is always that of a day.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cordon_vocabulary::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::{BadData, SourceDate, rows, version};
use crate::profile_value::{Allocation, Contact, ExtraditionClock, HoldPower, Holiday, RedNoticeValue, Value, Weekend};

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who may hold money, on what, how long.
    Hold,
    /// Days off each week.
    Weekend,
    /// A day off.
    Holiday,
    /// The languages in which its authorities and banks are written to.
    Languages,
    /// What a red notice is worth.
    RedNotice,
    /// How long a step of extradition may take.
    Extradition,
    /// Whether a request may reach its banks without an officer there releasing it.
    AutomatedAsks,
    /// How new money held is divided among several requests.
    Allocation,
    /// Whether an innocent holder may appeal through the bank.
    AppealThroughBank,
    /// Whether its financial intelligence unit is asked, too, where money went.
    AskFiuWhereTo,
    /// How a desk is reached.
    Contact,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 11] = [
        Self::Hold,
        Self::Weekend,
        Self::Holiday,
        Self::Languages,
        Self::RedNotice,
        Self::Extradition,
        Self::AutomatedAsks,
        Self::Allocation,
        Self::AppealThroughBank,
        Self::AskFiuWhereTo,
        Self::Contact,
    ];

    /// Whether a country has at most one row of it on a day.
    #[must_use]
    pub const fn is_single(self) -> bool {
        !matches!(self, Self::Hold | Self::Holiday | Self::Extradition | Self::Contact)
    }
}

/// A value with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub source: String,
    /// Whether its reading has been confirmed.
    pub verified: bool,
    /// From which day it holds; absent if the source names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<SourceDate>,
    /// Until which day it holds; that day no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<SourceDate>,
}

/// The profile of a country on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The country.
    pub country: Country,
    /// The day.
    pub on: Date,
    /// The version of the data.
    pub version: String,
    /// Who may hold money, on what, how long.
    pub holds: Vec<Sourced<HoldPower>>,
    /// Days off each week.
    pub weekend: Option<Sourced<Weekend>>,
    /// Days off, by date.
    pub holidays: Vec<Sourced<Holiday>>,
    /// The languages in which its authorities and banks are written to, first the best.
    pub languages: Option<Sourced<Vec<String>>>,
    /// What a red notice is worth.
    pub red_notice: Option<Sourced<RedNoticeValue>>,
    /// How long steps of extradition may take.
    pub extradition: Vec<Sourced<ExtraditionClock>>,
    /// Whether a request may reach its banks without an officer there releasing it.
    pub automated_asks: Option<Sourced<bool>>,
    /// How new money held is divided among several requests.
    pub allocation: Option<Sourced<Allocation>>,
    /// Whether an innocent holder may appeal through the bank.
    pub appeal_through_bank: Option<Sourced<bool>>,
    /// Whether its financial intelligence unit is asked, too, where money went.
    pub ask_fiu_where_to: Option<Sourced<bool>>,
    /// How its desks are reached.
    pub contacts: Vec<Sourced<Contact>>,
    /// What is unknown and has to be asked.
    pub unknown: Vec<Topic>,
}

/// The profiles of all countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileBook {
    version: String,
    rows: BTreeMap<Country, Vec<Entry>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    topic: Topic,
    row: Sourced<Value>,
}

#[derive(Deserialize)]
struct Row {
    country: String,
    kind: Topic,
    valid_from: String,
    valid_until: String,
    value: String,
    source: String,
    verified: bool,
}

impl ProfileBook {
    /// The profiles that ship with the program.
    ///
    /// # Errors
    /// Never for the shipped files; a test holds that.
    pub fn shipped() -> Result<&'static Self, BadData> {
        static BOOK: LazyLock<Result<ProfileBook, BadData>> = LazyLock::new(|| {
            ProfileBook::load(&[
                ("profiles.csv", include_str!("../data/profiles.csv")),
                ("profiles-cldr.csv", include_str!("../data/profiles-cldr.csv")),
                ("exercise-profiles.csv", include_str!("../data/exercise-profiles.csv")),
            ])
        });
        BOOK.as_ref().map_err(Clone::clone)
    }

    /// Reads files, each by its name; their rows add up. The version is the latest of theirs.
    ///
    /// # Errors
    /// The first row that cannot be taken; a book is taken whole or not at all.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, BadData> {
        let mut book = Self {
            version: String::new(),
            rows: BTreeMap::new(),
        };
        for (file, text) in files {
            book.version = book.version.max(version(file, text)?);
            for (line, row) in rows::<Row>(file, text)? {
                let bad = |reason: String| BadData {
                    file: (*file).to_owned(),
                    line,
                    reason,
                };
                let country = Country::parse(&row.country).map_err(|malformed| bad(malformed.to_string()))?;
                let entry = row.entry().map_err(bad)?;
                let known = book.rows.entry(country).or_default();
                if entry.topic.is_single() && known.iter().any(|other| other.overlaps(&entry)) {
                    return Err(bad(format!("{country} has two rows on {:?} for one day", entry.topic)));
                }
                known.push(entry);
            }
        }
        Ok(book)
    }

    /// The version of the data, to be kept with whatever is computed from it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The countries that have any row.
    pub fn countries(&self) -> impl Iterator<Item = Country> {
        self.rows.keys().copied()
    }

    /// The profile of a country on a day; empty, and all topics unknown, if it has no row.
    #[must_use]
    pub fn profile(&self, country: Country, on: Date) -> Profile {
        let mut profile = Profile::empty(country, on, &self.version);
        for entry in self.rows.get(&country).map_or(&[][..], Vec::as_slice) {
            if entry.holds_on(on) {
                profile.take(entry);
            }
        }
        profile.holidays.sort_by_key(|one| one.value.date);
        profile
    }
}

impl Row {
    fn entry(self) -> Result<Entry, String> {
        let date = |text: &str| match text {
            "" => Ok(None),
            text => SourceDate::parse(text)
                .map(Some)
                .ok_or_else(|| format!("'{text}' is not a date")),
        };
        if self.source.trim().is_empty() {
            return Err("a source is needed".into());
        }
        let value = Value::parse(self.kind, &self.value)?;
        let (valid_from, valid_until) = (date(&self.valid_from)?, date(&self.valid_until)?);
        if let (Some(from), Some(until)) = (&valid_from, &valid_until)
            && until.latest() <= from.earliest()
        {
            return Err("the row ends before it begins".into());
        }
        let row = Sourced {
            value,
            source: self.source,
            verified: self.verified,
            valid_from,
            valid_until,
        };
        Ok(Entry { topic: self.kind, row })
    }
}

impl Entry {
    fn holds_on(&self, date: Date) -> bool {
        self.row.valid_from.as_ref().is_none_or(|from| from.latest() <= date)
            && self
                .row
                .valid_until
                .as_ref()
                .is_none_or(|until| date < until.earliest())
    }

    fn overlaps(&self, other: &Self) -> bool {
        let begins = |entry: &Self| entry.row.valid_from.as_ref().map_or(Date::MIN, SourceDate::latest);
        let ends = |entry: &Self| entry.row.valid_until.as_ref().map_or(Date::MAX, SourceDate::earliest);
        self.topic == other.topic && begins(self) < ends(other) && begins(other) < ends(self)
    }
}

impl<T> Sourced<T> {
    fn with<U>(&self, value: U) -> Sourced<U> {
        Sourced {
            value,
            source: self.source.clone(),
            verified: self.verified,
            valid_from: self.valid_from.clone(),
            valid_until: self.valid_until.clone(),
        }
    }
}

impl Profile {
    fn empty(country: Country, on: Date, version: &str) -> Self {
        Self {
            country,
            on,
            version: version.to_owned(),
            holds: Vec::new(),
            weekend: None,
            holidays: Vec::new(),
            languages: None,
            red_notice: None,
            extradition: Vec::new(),
            automated_asks: None,
            allocation: None,
            appeal_through_bank: None,
            ask_fiu_where_to: None,
            contacts: Vec::new(),
            unknown: Topic::ALL.to_vec(),
        }
    }

    fn take(&mut self, entry: &Entry) {
        let row = &entry.row;
        match (&row.value, entry.topic) {
            (Value::Hold(power), _) => self.holds.push(row.with(power.clone())),
            (Value::Weekend(weekend), _) => self.weekend = Some(row.with(weekend.clone())),
            (Value::Holiday(holiday), _) => self.holidays.push(row.with(holiday.clone())),
            (Value::Languages(languages), _) => self.languages = Some(row.with(languages.clone())),
            (Value::RedNotice(value), _) => self.red_notice = Some(row.with(*value)),
            (Value::Extradition(clock), _) => self.extradition.push(row.with(clock.clone())),
            (Value::Allocation(allocation), _) => self.allocation = Some(row.with(*allocation)),
            (Value::Contact(contact), _) => self.contacts.push(row.with(contact.clone())),
            (Value::YesNo(yes), Topic::AutomatedAsks) => self.automated_asks = Some(row.with(*yes)),
            (Value::YesNo(yes), Topic::AppealThroughBank) => self.appeal_through_bank = Some(row.with(*yes)),
            (Value::YesNo(yes), _) => self.ask_fiu_where_to = Some(row.with(*yes)),
        }
        self.unknown.retain(|topic| *topic != entry.topic);
    }

    /// The hold power that a request for a hold on an account rests on: the first row on accounts, else on transactions.
    /// Powers over the victim's own account are none.
    #[must_use]
    pub fn hold_on_accounts(&self) -> Option<&Sourced<HoldPower>> {
        use crate::profile_value::HoldObject::{Account, Transaction};
        let on = |object| self.holds.iter().find(move |power| power.value.on == object);
        on(Account).or_else(|| on(Transaction))
    }
}
