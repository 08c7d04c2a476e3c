//! The words of the report: one file a language, `id = text { $name }` a line.

use std::collections::BTreeMap;

use super::findings::Argument;
use super::inputs::Refusal;
use crate::chart::Direction;
use crate::iccs::{IccsCode, shipped_title};
use crate::questionnaire::{Questionnaire, Words as DataWords};

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
}

/// All languages of the report.
pub const LANGUAGES: [Language; 4] = [Language::En, Language::Fr, Language::Es, Language::Ar];

impl Language {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }

    /// In which direction it reads.
    #[must_use]
    pub fn direction(self) -> Direction {
        if self == Self::Ar {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::En => include_str!("../../locales/en.ftl"),
            Self::Fr => include_str!("../../locales/fr.ftl"),
            Self::Es => include_str!("../../locales/es.ftl"),
            Self::Ar => include_str!("../../locales/ar.ftl"),
        }
    }

    /// Decimal mark and mark between thousands.
    fn marks(self) -> (char, char) {
        match self {
            Self::En | Self::Ar => ('.', ','),
            Self::Fr => (',', '\u{202f}'),
            Self::Es => (',', '.'),
        }
    }
}

/// The words of one language.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub language: Language,
    lines: BTreeMap<&'static str, &'static str>,
}

impl Words {
    /// Reads the file of a language.
    pub fn load(language: Language) -> Result<Self, Refusal> {
        let mut lines = BTreeMap::new();
        for (i, line) in language.file().lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (id, text) = line.split_once(" = ").ok_or_else(|| Refusal::Words {
                language: language.code(),
                problem: format!("line {} has no \" = \"", i + 1),
            })?;
            lines.insert(id, text);
        }
        Ok(Self { language, lines })
    }

    /// The line as it stands; its own name if it is missing, which a test rules out.
    pub fn line(&self, id: &'static str) -> &'static str {
        self.lines.get(id).copied().unwrap_or(id)
    }

    /// The line with its places filled. What is put in is isolated, so that it cannot turn the direction of the sentence.
    pub fn with(&self, id: &'static str, arguments: &[(&str, String)]) -> String {
        let mut text = self.line(id).to_owned();
        for (name, value) in arguments {
            text = text.replace(&format!("{{ ${name} }}"), &format!("\u{2068}{value}\u{2069}"));
        }
        text
    }

    /// A word from a data file.
    pub fn data<'a>(&self, words: &'a DataWords) -> &'a str {
        crate::questionnaire::word(words, self.language.code())
    }

    /// A number with `places` decimals and marks between thousands.
    pub fn number(&self, value: f64, places: usize) -> String {
        let (decimal, thousands) = self.language.marks();
        let plain = format!("{:.places$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            text.push('\u{2212}');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                text.push(thousands);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(decimal);
            text.push_str(fraction);
        }
        let mirrored = self.language.direction() == Direction::Rtl && text.starts_with('\u{2212}');
        if mirrored {
            format!("\u{2066}{text}\u{2069}")
        } else {
            text
        }
    }

    /// The mark between two parts of a title.
    pub fn comma(&self) -> &'static str {
        if self.language == Language::Ar { "، " } else { ", " }
    }

    /// A share as per cent.
    pub fn percent(&self, share: f64, places: usize) -> String {
        let number = self.number(share * 100.0, places);
        match self.language {
            // Between Western digits the Arabic sign is set so small that it reads as a letter.
            Language::En | Language::Ar => format!("{number}%"),
            Language::Fr | Language::Es => format!("{number}\u{202f}%"),
        }
    }

    /// An interval of shares.
    pub fn percent_range(&self, (low, high): (f64, f64), places: usize) -> String {
        self.range(&self.percent(low, places), &self.percent(high, places))
    }

    /// Two numbers as a range that keeps its order in a sentence from right to left.
    pub fn range(&self, low: &str, high: &str) -> String {
        match self.language.direction() {
            Direction::Ltr => format!("{low}–{high}"),
            Direction::Rtl => format!("\u{2066}{low}–{high}\u{2069}"),
        }
    }

    /// Money in its smallest unit, with the decimals of its currency.
    pub fn money(&self, minor: i64, asset: &str) -> String {
        let places = decimals(asset);
        let scale = 10_i64.pow(places);
        let whole = self.number((minor / scale) as f64, 0);
        let rest = (minor % scale).unsigned_abs();
        if places == 0 {
            return format!("{whole} {asset}");
        }
        let (decimal, _) = self.language.marks();
        format!("{whole}{decimal}{rest:0width$} {asset}", width = places as usize)
    }

    /// A region's name: `R3` is the third exercise region.
    pub fn region(&self, region: &str) -> String {
        match region
            .strip_prefix('R')
            .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
        {
            Some(number) => self.with("region-name", &[("n", number.to_owned())]),
            None => region.to_owned(),
        }
    }

    /// A crime's short title, its code where no title is shipped.
    pub fn crime(&self, code: &str) -> String {
        let title = IccsCode::parse(code)
            .ok()
            .and_then(|code| shipped_title(&code, self.language.code()));
        title.unwrap_or_else(|| code.to_owned())
    }

    /// An item's title.
    pub fn item(&self, questionnaire: &Questionnaire, item: &str) -> String {
        questionnaire
            .item(item)
            .map_or_else(|| item.to_owned(), |found| self.data(&found.title).to_owned())
    }

    /// What is put into a sentence, in words.
    pub fn argument(&self, questionnaire: &Questionnaire, argument: &Argument) -> String {
        match argument {
            Argument::Items(items) => items
                .iter()
                .map(|item| self.item(questionnaire, item))
                .collect::<Vec<_>>()
                .join(self.comma()),
            Argument::Region(region) => self.region(region),
            Argument::Plain(text) => text.clone(),
            Argument::Share(share) => self.percent(*share, 0),
            Argument::Number(number) => self.number(*number, 0),
            Argument::Crime(code) => self.crime(code),
            Argument::Millionths(ppm) => self.percent(*ppm as f64 / 1e6, 1),
        }
    }
}

/// Decimals of a currency (ISO 4217); 2 for all that are not named.
fn decimals(asset: &str) -> u32 {
    match asset {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_have_the_same_lines_and_places() {
        let places = |text: &str| {
            let mut found: Vec<String> = text
                .split("{ $")
                .skip(1)
                .filter_map(|p| p.split(" }").next())
                .map(Into::into)
                .collect();
            found.sort();
            found
        };
        let english = Words::load(Language::En).unwrap();
        for language in LANGUAGES {
            let words = Words::load(language).unwrap();
            assert_eq!(words.lines.len(), english.lines.len(), "{language:?}");
            for (id, text) in &english.lines {
                assert_eq!(places(words.lines[id]), places(text), "{id} in {language:?}");
            }
        }
    }

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        let said = LANGUAGES.map(|language| Words::load(language).unwrap().number(-1_234_567.891, 2));
        assert_eq!(
            said,
            [
                "−1,234,567.89",
                "−1\u{202f}234\u{202f}567,89",
                "−1.234.567,89",
                "\u{2066}−1,234,567.89\u{2069}"
            ]
        );
        assert_eq!(Words::load(Language::En).unwrap().percent(0.671, 0), "67%");
        assert_eq!(Words::load(Language::En).unwrap().number(-0.001, 1), "0.0");
        let money = |minor, asset| Words::load(Language::Fr).unwrap().money(minor, asset);
        assert_eq!(money(123_456, "EUR"), "1\u{202f}234,56 EUR");
        assert_eq!(money(123_456, "JPY"), "123\u{202f}456 JPY");
        assert_eq!(money(1_234_005, "KWD"), "1\u{202f}234,005 KWD");
    }
}
