//! Taking a name apart.

use super::script::Writing;
use super::token::{Kind, Token};
use super::words;

/// Which identifier a token belongs to, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Not known.
    #[default]
    Any,
    /// Family name or primary identifier.
    Family,
    /// Given name or secondary identifier.
    Given,
}

/// One part of a name: a token with its role.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// The word.
    pub token: Token,
    /// Its role.
    pub role: Role,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Name {
    /// Its tokens in order, without titles.
    pub parts: Vec<Part>,
    /// The name comes from a zone whose name field was full: tokens may be cut or missing.
    pub truncated: bool,
}

/// Most tokens of a name that are looked at.
const MOST_TOKENS: usize = 12;
/// Longest text that is looked at, in characters.
const LONGEST_TEXT: usize = 300;

impl Name {
    /// Takes a full name apart. A comma after one to four words marks what stands before it as the family name.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST_TEXT).collect();
        match text.split_once([',', '\u{60c}', '\u{ff0c}']) {
            Some((family, given)) if is_inverted(family, given) => Self::from_parts(family, given),
            _ => {
                let mut words = words_of(&text, Role::Any);
                if let [first, second] = words.as_mut_slice() {
                    if words::is_abd(&second.0.to_lowercase()) {
                        std::mem::swap(first, second);
                    }
                }
                Self {
                    parts: finished(words),
                    truncated: false,
                }
            }
        }
    }

    /// A name whose family and given names are known apart, as from a zone or a form.
    #[must_use]
    pub fn from_parts(family: &str, given: &str) -> Self {
        let mut words = words_of(family, Role::Family);
        let mut given = words_of(given, Role::Given);
        rejoin_abd(&mut words, &mut given);
        words.extend(given);
        Self {
            parts: finished(words),
            truncated: false,
        }
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Tokens that carry a name: no particles, initials or suffixes.
    pub fn names(&self) -> impl Iterator<Item = &Part> {
        self.parts
            .iter()
            .filter(|part| matches!(part.token.kind, Kind::Name | Kind::Patronymic))
    }
}

fn is_inverted(family: &str, given: &str) -> bool {
    let before = family.split_whitespace().count();
    let suffix_only = given
        .split_whitespace()
        .all(|word| words::is_suffix(&word.trim_matches('.').to_lowercase()));
    (1..=4).contains(&before) && !given.trim().is_empty() && !suffix_only
}

/// Words of a text with their role, titles left out.
fn words_of(text: &str, role: Role) -> Vec<(String, Role)> {
    let apart = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2010}'
                    ..='\u{2015}'
                        | ','
                        | ';'
                        | '/'
                        | '('
                        | ')'
                        | '"'
                        | '<'
                        | '\u{b7}'
                        | '\u{30fb}'
                        | '\u{2022}'
                        | '\u{ff65}'
                        | '_'
                        | '\u{60c}'
                        | '='
            )
    };
    let mut words = Vec::new();
    for word in text.split(apart) {
        // A full stop ends an initial or an abbreviation: J.R. are two initials.
        for piece in word.split('.') {
            let piece: String = piece
                .chars()
                .filter(|c| !is_apostrophe(*c) || is_hebrew_geresh(piece, *c))
                .collect();
            if piece.chars().any(char::is_alphabetic) {
                words.push((piece, role));
            }
        }
        if words.len() > 4 * MOST_TOKENS {
            break;
        }
    }
    let kept: Vec<(String, Role)> = words
        .iter()
        .filter(|(word, _)| !words::is_title(&word.to_lowercase()))
        .cloned()
        .collect();
    // A title may be all that a list knows; then it is a name after all.
    if kept.is_empty() { words } else { kept }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2bf}' | '\u{2be}' | '`' | '\u{b4}'
    )
}

fn is_hebrew_geresh(word: &str, c: char) -> bool {
    c == '\'' && Writing::of(word) == Writing::Hebrew
}

/// From words to parts: compounds with `abd` joined, articles split off, East Asian names split into family and given.
fn finished(words: Vec<(String, Role)>) -> Vec<Part> {
    let words = split_east_asian(words);
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while let Some((word, role)) = words.get(at) {
        let folded = word.to_lowercase();
        let (joined, used) = join_abd(&words, at, &folded);
        at += used;
        let pieces = match joined {
            Some(joined) => vec![joined],
            None => split_article(word),
        };
        for piece in pieces {
            if let Some(token) = Token::new(&piece) {
                parts.push(Part { token, role: *role });
            }
        }
        if parts.len() >= MOST_TOKENS {
            parts.truncate(MOST_TOKENS);
            break;
        }
    }
    parts
}

/// `HADI, Abdul` is Abdul Hadi, whose name is one word: the list has cut it in two.
fn rejoin_abd(family: &mut Vec<(String, Role)>, given: &mut Vec<(String, Role)>) {
    let ends_so = given
        .last()
        .is_some_and(|(word, _)| words::is_abd(&word.to_lowercase()));
    let telling = |word: &str| word.chars().count() > 2 && !words::is_article(&word.to_lowercase());
    let Some(at) = family.iter().position(|(word, _)| telling(word)) else {
        return;
    };
    if ends_so {
        given.pop();
        family.drain(..at);
        if let Some((word, _)) = family.first_mut() {
            *word = format!("abdul{}", word.to_lowercase());
        }
    }
}

/// `abd al X`, `abdul X` and `عبد X` are one name.
fn join_abd(words: &[(String, Role)], at: usize, folded: &str) -> (Option<String>, usize) {
    let next = |step: usize| words.get(at + step).map(|(word, _)| word.to_lowercase());
    if words::is_abd(folded) {
        let (rest, used) = match next(1) {
            Some(article) if words::is_article(&article) && next(2).is_some() => (next(2), 3),
            other => (other, 2),
        };
        if let Some(rest) = rest.filter(|rest| rest.chars().count() > 2) {
            return (Some(format!("abdul{rest}")), used);
        }
        if next(1).is_none() && folded != "abd" {
            return (Some("abdul".to_owned()), 1);
        }
    }
    let after = next(1).filter(|rest| folded == "عبد" && rest.chars().count() > 2);
    if let Some(rest) = after {
        return (Some(format!("عبد{rest}")), 2);
    }
    (None, 1)
}

/// The Arabic article before a name of three letters or more is a word of its own.
fn split_article(word: &str) -> Vec<String> {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => vec!["ال".to_owned(), rest.to_owned()],
        _ => vec![word.to_owned()],
    }
}

/// A single word of two to four Han characters or Hangul syllables is a family name and a given name.
fn split_east_asian(words: Vec<(String, Role)>) -> Vec<(String, Role)> {
    let [(word, Role::Any)] = words.as_slice() else {
        return words;
    };
    let characters: Vec<char> = word.chars().collect();
    let writing = Writing::of(word);
    let splits = match writing {
        Writing::Han => {
            (2..=4).contains(&characters.len()) && characters.iter().all(|c| crate::crossscript::is_han(*c))
        }
        Writing::Hangul => (2..=4).contains(&characters.len()),
        _ => false,
    };
    if !splits {
        return words;
    }
    let family = if characters.len() == 4 { 2 } else { 1 };
    let (family, given) = characters.split_at(family);
    vec![
        (family.iter().collect(), Role::Family),
        (given.iter().collect(), Role::Given),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        Name::parse(name)
            .parts
            .into_iter()
            .map(|part| part.token.text)
            .collect()
    }

    #[test]
    fn names_come_apart() {
        assert_eq!(texts("O'Brannigan, Mary-Ann"), ["obrannigan", "mary", "ann"]);
        assert_eq!(texts("Dr. J.R. Tolander"), ["j", "r", "tolander"]);
        assert_eq!(texts("Abd al-Rahman Khalil"), ["abdulrahman", "khalil"]);
        assert_eq!(texts("عبد الرحمن"), ["عبدالرحمن"]);
        assert_eq!(texts("الحمداني"), ["ال", "حمداني"]);
        assert_eq!(texts("김민아"), ["김", "민아"]);
        assert_eq!(texts("ジャン・ファビアン"), ["ジャン", "ファビアン"]);
        assert!(texts("  --- 123 ").is_empty());
    }

    #[test]
    fn roles_follow_the_comma() {
        let roles: Vec<Role> = Name::parse("VAN DOORN, Piet")
            .parts
            .iter()
            .map(|part| part.role)
            .collect();
        assert_eq!(roles, [Role::Family, Role::Family, Role::Given]);
        assert!(
            Name::parse("Piet Doorn, Jr.")
                .parts
                .iter()
                .all(|part| part.role == Role::Any)
        );
    }
}
