//! Member countries as dated data.
//!
//! The number of members is never written down: it is counted, on a date, from the rows. Exercise states are kept
//! apart and are never counted.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cordon_vocabulary::{Country, Exercise};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dated::{BadData, SourceDate, rows, version};

/// The regions that the organisation works in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// Africa.
    Africa,
    /// The Americas.
    Americas,
    /// Asia and South Pacific.
    AsiaAndSouthPacific,
    /// Europe.
    Europe,
    /// Middle East and North Africa.
    MiddleEastAndNorthAfrica,
}

impl Region {
    /// Every region.
    pub const ALL: [Self; 5] = [
        Self::Africa,
        Self::Americas,
        Self::AsiaAndSouthPacific,
        Self::Europe,
        Self::MiddleEastAndNorthAfrica,
    ];

    /// The region's name in English.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Americas => "Americas",
            Self::AsiaAndSouthPacific => "Asia and South Pacific",
            Self::Europe => "Europe",
            Self::MiddleEastAndNorthAfrica => "Middle East and North Africa",
        }
    }

    /// Reads a name or its short form, such as `Africa` or `asia-and-south-pacific`, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |text: &str| {
            text.to_lowercase()
                .replace(['-', '_', '&'], " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let wanted = plain(text);
        Self::ALL.into_iter().find(|region| plain(region.name()) == wanted)
    }
}

/// Names in the four languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
    /// Spanish.
    pub es: String,
}

impl Names {
    /// The name in a language (`ar`, `en`, `fr`, `es`); English for any other.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        match language {
            "ar" => &self.ar,
            "fr" => &self.fr,
            "es" => &self.es,
            _ => &self.en,
        }
    }
}

/// A member country, or an exercise state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberCountry {
    /// Its two-letter code.
    pub code: Country,
    /// Its three-letter code.
    pub alpha3: String,
    /// Its names.
    pub names: Names,
    /// Its region.
    pub region: Region,
    /// Whether the region is confirmed by the organisation's own list.
    pub region_verified: bool,
    /// Its time zones, IANA names; that of the capital comes first.
    pub zones: Vec<String>,
    /// Since when it is a member. With a month alone it counts from the last day of that month.
    pub member_since: SourceDate,
    /// Until when it was one; the day itself no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_until: Option<SourceDate>,
    /// Where the membership comes from.
    pub source: String,
    /// Whether the source names the day.
    pub verified: bool,
    /// Whether the state exists only in drills.
    #[serde(skip_serializing_if = "is_real")]
    pub exercise: Exercise,
}

fn is_real(exercise: &Exercise) -> bool {
    *exercise == Exercise::Real
}

impl MemberCountry {
    /// Whether it is certainly a member on a date.
    #[must_use]
    pub fn is_member_on(&self, date: Date) -> bool {
        self.member_since.latest() <= date && self.member_until.as_ref().is_none_or(|until| date < until.earliest())
    }

    /// The zone of its capital.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zones.first().map_or("UTC", String::as_str)
    }
}

/// All member countries that ever were, and the exercise states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryBook {
    version: String,
    countries: BTreeMap<Country, MemberCountry>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    alpha3: String,
    name_ar: String,
    name_en: String,
    name_fr: String,
    name_es: String,
    region: Region,
    region_verified: bool,
    zones: String,
    member_since: String,
    member_until: String,
    source: String,
    verified: bool,
}

impl CountryBook {
    /// The book that ships with the program.
    ///
    /// # Errors
    /// Never for the shipped files; a test holds that.
    pub fn shipped() -> Result<&'static Self, BadData> {
        static BOOK: LazyLock<Result<CountryBook, BadData>> = LazyLock::new(|| {
            CountryBook::load(
                include_str!("../data/countries.csv"),
                include_str!("../data/exercise.csv"),
            )
        });
        BOOK.as_ref().map_err(Clone::clone)
    }

    /// Reads a file of members and a file of exercise states.
    ///
    /// # Errors
    /// The first row that cannot be taken; a book is taken whole or not at all.
    pub fn load(members: &str, exercise: &str) -> Result<Self, BadData> {
        let mut book = Self {
            version: version("countries.csv", members)?,
            countries: BTreeMap::new(),
        };
        book.read("countries.csv", members, Exercise::Real)?;
        version("exercise.csv", exercise)?;
        book.read("exercise.csv", exercise, Exercise::Exercise)?;
        Ok(book)
    }

    fn read(&mut self, file: &str, text: &str, exercise: Exercise) -> Result<(), BadData> {
        for (line, row) in rows::<Row>(file, text)? {
            let bad = |reason: String| BadData {
                file: file.to_owned(),
                line,
                reason,
            };
            let country = row.country(exercise).map_err(bad)?;
            let twin = self
                .countries
                .values()
                .find(|other| other.code == country.code || other.alpha3 == country.alpha3);
            if let Some(twin) = twin {
                return Err(bad(format!("{} stands here a second time", twin.code)));
            }
            self.countries.insert(country.code, country);
        }
        Ok(())
    }

    /// The version of the member data.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// A country by its two-letter code.
    #[must_use]
    pub fn get(&self, code: Country) -> Option<&MemberCountry> {
        self.countries.get(&code)
    }

    /// A country by its two- or three-letter code, in any case.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&MemberCountry> {
        let code = code.trim().to_uppercase();
        self.countries
            .values()
            .find(|country| country.code.code() == code || country.alpha3 == code)
    }

    /// The members on a date, by code. Exercise states are none.
    pub fn members_on(&self, date: Date) -> impl Iterator<Item = &MemberCountry> {
        self.countries
            .values()
            .filter(move |country| is_real(&country.exercise) && country.is_member_on(date))
    }

    /// The exercise states, by code.
    pub fn exercise_states(&self) -> impl Iterator<Item = &MemberCountry> {
        self.countries.values().filter(|country| !is_real(&country.exercise))
    }
}

impl Row {
    fn country(self, exercise: Exercise) -> Result<MemberCountry, String> {
        let code = Country::parse(&self.code).map_err(|malformed| malformed.to_string())?;
        if code.is_exercise() != (exercise == Exercise::Exercise) {
            return Err(format!(
                "{code}: the codes QM to QT are those of exercise states, and only theirs"
            ));
        }
        if self.alpha3.len() != 3 || !self.alpha3.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(format!("{code}: '{}' is not a three-letter code", self.alpha3));
        }
        let names = Names {
            ar: self.name_ar,
            en: self.name_en,
            fr: self.name_fr,
            es: self.name_es,
        };
        if [&names.ar, &names.en, &names.fr, &names.es, &self.source]
            .into_iter()
            .any(|text| text.trim().is_empty())
        {
            return Err(format!("{code}: names in four languages and a source are needed"));
        }
        let zones: Vec<String> = self.zones.split_whitespace().map(str::to_owned).collect();
        if zones.is_empty() || zones.iter().any(|zone| !zone.contains('/')) {
            return Err(format!("{code}: '{}' are not IANA zones", self.zones));
        }
        let date = |text: &str| SourceDate::parse(text).ok_or_else(|| format!("{code}: '{text}' is not a date"));
        let member_since = date(&self.member_since)?;
        let member_until = if self.member_until.is_empty() {
            None
        } else {
            Some(date(&self.member_until)?)
        };
        if member_until
            .as_ref()
            .is_some_and(|until| until.latest() <= member_since.earliest())
        {
            return Err(format!("{code}: the membership ends before it begins"));
        }
        Ok(MemberCountry {
            code,
            alpha3: self.alpha3,
            names,
            region: self.region,
            region_verified: self.region_verified,
            zones,
            member_since,
            member_until,
            source: self.source,
            verified: self.verified,
            exercise,
        })
    }
}
