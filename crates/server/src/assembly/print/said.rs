//! Words and figures of a session in one language, as papers carry them: plain text, members by seat alone.

use std::collections::BTreeSet;

use cordon_assembly::assembly::Assembly;
use cordon_assembly::language::Texts;
use cordon_assembly::member::MemberCode;
use cordon_vocabulary::Money;
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::assembly::pages::seen::{known, tongue};
use crate::documents::paper::{Block, Column};
use crate::frame::locale::Language;
use crate::frame::parts::grouped;

/// A session and the language in which it is told.
pub struct Said<'a> {
    pub state: &'a Assembly,
    pub language: Language,
}

/// Pages set the values of a sentence apart by marks that a paper would print as their numbers.
fn plain(text: &str) -> String {
    text.replace(|c: char| ('\u{2066}'..='\u{2069}').contains(&c), "")
}

impl Said<'_> {
    pub fn t(&self, id: &str) -> String {
        plain(&self.language.t(&format!("assembly-{id}")))
    }

    pub fn with(&self, id: &str, values: &[(&'static str, &str)]) -> String {
        plain(&self.language.with(&format!("assembly-{id}"), values))
    }

    /// A text in this language, or in another where it is missing.
    pub fn text(&self, texts: &Texts) -> String {
        let found = texts
            .get(tongue(self.language))
            .or_else(|| texts.0.values().next().map(String::as_str));
        found.unwrap_or_default().to_owned()
    }

    /// A service whose use is counted, in words where there are any.
    pub fn service(&self, name: &str) -> String {
        self.known("figure", name)
    }

    /// A quorum in words where there are any.
    pub fn quorum(&self, written: &str) -> String {
        self.known("quorum", written)
    }

    fn known(&self, kind: &str, written: &str) -> String {
        plain(&known(self.language, kind, written))
    }

    /// Number and place of the session.
    pub fn session_line(&self) -> String {
        let session = &self.state.session;
        self.with(
            "session-line",
            &[("number", &session.number.to_string()), ("place", &session.place)],
        )
    }

    /// The seat of a member.
    pub fn number(&self, member: &MemberCode) -> u16 {
        self.state.roll.seat(member).map_or(0, |seat| seat.number)
    }

    /// A sum in the organisation's currency.
    pub fn sum(&self, units: i64) -> String {
        match Money::parse("0", &self.state.finances.currency) {
            Ok(nought) => grouped(&Money::new(units, nought.asset).decimal()),
            Err(_) => units.to_string(),
        }
    }
}

/// An instant in UTC.
pub fn moment(at: Timestamp) -> String {
    Offset::UTC.to_datetime(at).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Seats in figures, neighbours drawn together: `1–4, 7`.
pub fn seats(numbers: impl IntoIterator<Item = u16>) -> String {
    let sorted: BTreeSet<u16> = numbers.into_iter().collect();
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for n in sorted {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(n) => *last = n,
            _ => runs.push((n, n)),
        }
    }
    let text = runs.into_iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    text.collect::<Vec<_>>().join(", ")
}

/// A table; a star before a column's label makes its cells figures.
pub fn table(caption: &str, columns: &[String], rows: Vec<Vec<String>>) -> Block {
    let columns = columns.iter().map(|label| match label.strip_prefix('*') {
        Some(label) => Column {
            label: label.to_owned(),
            numeric: true,
        },
        None => Column {
            label: label.clone(),
            numeric: false,
        },
    });
    Block::Table {
        caption: caption.to_owned(),
        columns: columns.collect(),
        rows,
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_seats_are_drawn_together() {
        assert_eq!(seats([3, 1, 2, 7, 9, 8, 2, 12]), "1–3, 7–9, 12");
        assert_eq!(seats([]), "");
        assert_eq!(seats([u16::MAX - 1, u16::MAX, 0]), "0, 65534–65535");
    }

    #[test]
    fn marks_of_direction_never_reach_a_paper() {
        for language in Language::ALL {
            let text = plain(&language.with("assembly-session-line", &[("number", "94"), ("place", "Exercise City")]));
            assert!(text.contains("94") && text.contains("Exercise City"));
            assert!(
                !text.contains(|c: char| ('\u{2066}'..='\u{2069}').contains(&c)),
                "{text:?}"
            );
        }
    }
}
