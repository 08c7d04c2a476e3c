//! One word of a name with every form under which it may be met.

use unicode_normalization::UnicodeNormalization;

use super::script::Writing;
use super::words;
use crate::crossscript::{Latin, Models, fold_latin, letters_of};
use crate::lexicon::Lexicon;
use crate::mrz::transliterate::latin_forms;

/// What kind of word a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// A name.
    #[default]
    Name,
    /// A name derived from the father's.
    Patronymic,
    /// One letter that stands for a name.
    Initial,
    /// Article, preposition, `bin` and the like.
    Particle,
    /// Junior, II and the like.
    Suffix,
}

/// A token of a name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Token {
    /// Small letters of its own script, composed, without marks that writers leave out.
    pub text: String,
    /// Forms in a-z: the plain folding first, then other legal or likely ones; at most five.
    pub latin: Vec<String>,
    /// The Latin forms packed.
    pub packed: Vec<Latin>,
    /// Letters of its own script, for tokens that are not Latin.
    pub letters: Vec<char>,
    /// Writing.
    pub writing: Writing,
    /// Kind of word.
    pub kind: Kind,
    /// Groups of the lexicon.
    pub groups: Vec<u32>,
    /// How much it counts in a name: 1 for a rare name, less for a common one or a small word.
    pub weight: f32,
}

/// Most forms in a-z of one token.
const MOST_FORMS: usize = 5;
/// Longest token that is looked at, in characters.
const LONGEST: usize = 48;

impl Token {
    /// Makes a token from one word without spaces; `None` when it has no letters.
    #[must_use]
    pub fn new(word: &str) -> Option<Self> {
        if word.is_ascii() {
            return Self::plain_ascii(word);
        }
        let text: String = word
            .nfkc()
            .flat_map(char::to_lowercase)
            .filter(|c| keeps(*c))
            .take(LONGEST)
            .collect();
        let writing = Writing::of(&text);
        let letters = if writing == Writing::Latin {
            Vec::new()
        } else {
            letters_of(&text)
        };
        let plain = fold_latin(&text);
        if plain.is_empty() && letters.is_empty() {
            return None;
        }
        let latin = forms(&text, &plain, writing, &letters);
        let kind = kind_of(&text, &plain);
        let lexicon = Lexicon::embedded();
        let groups = if matches!(kind, Kind::Name | Kind::Patronymic) {
            lexicon.groups(&text)
        } else {
            Vec::new()
        };
        let commonness = latin
            .iter()
            .take(2)
            .map(|form| lexicon.commonness(form))
            .max()
            .unwrap_or(0);
        let packed = latin.iter().map(|form| Latin::pack(form)).collect();
        Some(Self {
            text,
            packed,
            latin,
            letters,
            writing,
            kind,
            groups,
            weight: weight(kind, commonness),
        })
    }

    /// A word of plain letters needs no folding: most words are such.
    fn plain_ascii(word: &str) -> Option<Self> {
        let text: String = word
            .bytes()
            .filter(u8::is_ascii_alphabetic)
            .take(LONGEST)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if text.is_empty() {
            return None;
        }
        let kind = kind_of_ascii(&text);
        let latin: Vec<String> = words::plain_abd(&text)
            .into_iter()
            .filter(|joined| *joined != text)
            .chain(std::iter::once(text.clone()))
            .chain(words::written_out(&text).map(str::to_owned))
            .collect();
        let lexicon = Lexicon::embedded();
        let groups = if matches!(kind, Kind::Name | Kind::Patronymic) {
            lexicon.groups_of_filed(&text)
        } else {
            Vec::new()
        };
        let commonness = latin.iter().map(|form| lexicon.commonness(form)).max().unwrap_or(0);
        Some(Self {
            packed: latin.iter().map(|form| Latin::pack(form)).collect(),
            latin,
            letters: Vec::new(),
            writing: Writing::Latin,
            kind,
            groups,
            weight: weight(kind, commonness),
            text,
        })
    }

    /// First letter in a-z, if there is one.
    #[must_use]
    pub fn first_letter(&self) -> Option<u8> {
        self.latin.first().and_then(|form| form.bytes().next())
    }

    /// The plain form in a-z; empty where a script has none.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.latin.first().map_or("", String::as_str)
    }
}

fn keeps(character: char) -> bool {
    let marks = matches!(character, '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}' | '\u{200b}'..='\u{200f}');
    let geresh = matches!(character, '\u{05f3}' | '\u{30fc}');
    !marks && (character.is_alphabetic() || geresh || is_combining(character))
}

const fn is_combining(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036f}')
}

fn forms(text: &str, plain: &str, writing: Writing, letters: &[char]) -> Vec<String> {
    let mut forms = Vec::new();
    let mut add = |form: String| {
        if !form.is_empty() && forms.len() < MOST_FORMS && !forms.contains(&form) {
            forms.push(form);
        }
    };
    match writing {
        Writing::Latin => {
            if let Some(joined) = words::plain_abd(plain) {
                add(joined);
            }
            add(plain.to_owned());
            for form in legal_forms(text) {
                add(form);
            }
        }
        Writing::Cyrillic | Writing::Other => {
            add(plain.to_owned());
            for script in writing.models() {
                let Some(model) = Models::embedded().get(*script) else {
                    continue;
                };
                for form in model.romanise(letters, 3) {
                    add(form);
                }
            }
        }
        _ => {
            for script in writing.models() {
                let Some(model) = Models::embedded().get(*script) else {
                    continue;
                };
                for form in model.romanise(letters, if writing.models().len() > 1 { 2 } else { 4 }) {
                    add(form);
                }
            }
            add(plain.to_owned());
        }
    }
    forms
}

/// Forms of a Latin word with the letters that travel documents write in several ways.
fn legal_forms(text: &str) -> Vec<String> {
    let special = |c: char| matches!(c, 'ä' | 'å' | 'æ' | 'ñ' | 'ö' | 'ø' | 'œ' | 'ü' | 'þ' | 'ə');
    if !text.chars().any(special) {
        return Vec::new();
    }
    let mut forms = vec![String::new()];
    for character in text.chars() {
        let written: Vec<String> = if special(character) {
            let mut all: Vec<String> = latin_forms(character)
                .iter()
                .map(|form| form.to_ascii_lowercase())
                .collect();
            all.push(fold_latin(&character.to_string()));
            all.dedup();
            all.retain(|form| !form.contains('x'));
            all
        } else {
            vec![fold_latin(&character.to_string())]
        };
        let mut next = Vec::new();
        for form in &forms {
            next.extend(written.iter().map(|letters| format!("{form}{letters}")));
        }
        next.truncate(MOST_FORMS);
        forms = next;
    }
    forms
}

fn kind_of(text: &str, plain: &str) -> Kind {
    let single = text.chars().filter(|c| c.is_alphabetic()).count() == 1
        && plain.len() <= 2
        && !text.chars().any(crate::crossscript::is_han);
    if words::is_particle(plain, text) && text.chars().count() > 1 {
        Kind::Particle
    } else if single && !matches!(Writing::of(text), Writing::Hangul | Writing::Kana) {
        Kind::Initial
    } else if words::is_suffix(plain) {
        Kind::Suffix
    } else if words::is_patronymic(plain) {
        Kind::Patronymic
    } else {
        Kind::Name
    }
}

fn kind_of_ascii(text: &str) -> Kind {
    if text.len() > 1 && words::is_particle(text, text) {
        Kind::Particle
    } else if text.len() == 1 {
        Kind::Initial
    } else if words::is_suffix(text) {
        Kind::Suffix
    } else if words::is_patronymic(text) {
        Kind::Patronymic
    } else {
        Kind::Name
    }
}

/// Common names say less than rare ones; small words next to nothing.
fn weight(kind: Kind, commonness: u8) -> f32 {
    let name = 1.0 - 0.04 * f32::from(commonness.min(7));
    match kind {
        Kind::Name => name,
        Kind::Patronymic => 0.7,
        Kind::Initial => 0.4,
        Kind::Particle => 0.1,
        Kind::Suffix => 0.15,
    }
}
