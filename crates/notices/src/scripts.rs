//! Writing systems in names: letters of two scripts in one word, and characters that nobody can see.
//!
//! The block ranges follow the Unicode Character Database (Scripts.txt), cut down to the scripts that names of persons use.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin.
    Latin,
    /// Greek.
    Greek,
    /// Cyrillic.
    Cyrillic,
    /// Armenian.
    Armenian,
    /// Hebrew.
    Hebrew,
    /// Arabic.
    Arabic,
    /// Scripts of South Asia.
    Indic,
    /// Thai and Lao.
    Thai,
    /// Georgian.
    Georgian,
    /// Ethiopic.
    Ethiopic,
    /// Han, kana, bopomofo and Hangul, which Japanese and Korean names mix lawfully.
    EastAsian,
}

impl Script {
    /// The script of a letter; `None` for marks, digits, punctuation and scripts outside the list.
    #[must_use]
    pub fn of(letter: char) -> Option<Self> {
        Some(match letter as u32 {
            0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x2af => Self::Latin,
            0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff3a | 0xff41..=0xff5a => Self::Latin,
            0x370..=0x373 | 0x376..=0x377 | 0x37b..=0x37d | 0x37f | 0x386 | 0x388..=0x3ff | 0x1f00..=0x1fff => {
                Self::Greek
            }
            0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Self::Cyrillic,
            0x531..=0x58a => Self::Armenian,
            0x5d0..=0x5f2 | 0xfb1d..=0xfb4f => Self::Hebrew,
            0x620..=0x64a | 0x66e..=0x6d3 | 0x6d5 | 0x6fa..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8c9 => Self::Arabic,
            0xfb50..=0xfdff | 0xfe70..=0xfefc => Self::Arabic,
            0x900..=0xdff => Self::Indic,
            0xe01..=0xeff => Self::Thai,
            0x10a0..=0x10ff | 0x1c90..=0x1cbf | 0x2d00..=0x2d2f => Self::Georgian,
            0x1200..=0x139f => Self::Ethiopic,
            0x1100..=0x11ff | 0x2e80..=0x2fdf | 0x3040..=0x31ff | 0x3400..=0x9fff => Self::EastAsian,
            0xac00..=0xd7ff | 0xf900..=0xfaff | 0x20000..=0x3ffff => Self::EastAsian,
            _ => return None,
        })
    }
}

/// What is wrong with the characters of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Letters of two scripts stand together in one field.
    MixedScripts(Script, Script),
    /// A control, a direction mark or a character of no width.
    Invisible(char),
    /// Nothing but signs.
    NoLetters,
}

/// Looks at one name field. Each field holds one script: a spelling in another script has its own field.
#[must_use]
pub fn fault_in_name(name: &str) -> Option<NameFault> {
    if let Some(hidden) = name.chars().find(|c| is_invisible(*c)) {
        return Some(NameFault::Invisible(hidden));
    }
    let mut scripts = name.chars().filter_map(Script::of);
    let Some(first) = scripts.next() else {
        return (!name.chars().any(char::is_alphabetic)).then_some(NameFault::NoLetters);
    };
    scripts
        .find(|other| *other != first)
        .map(|other| NameFault::MixedScripts(first, other))
}

/// Controls, soft hyphens, direction marks, joiners and tags: they change what is compared but not what is seen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
            | 0xe0000..=0xe0fff)
}

/// A name reduced to what is compared: Latin letters and digits in small letters, words in alphabetical order.
///
/// The romanisation is that of `any_ascii` after compatibility composition; Arabic comes without vowels.
#[must_use]
pub fn folded_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = romanised(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

/// A number or reference reduced to its Latin letters and digits, in their order.
#[must_use]
pub fn folded_number(number: &str) -> String {
    romanised(number).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn romanised(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let visible: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    // Apostrophes stand for soft signs and elisions inside a word and do not part it.
    any_ascii::any_ascii(&visible)
        .to_lowercase()
        .replace(['\'', '"', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cyrillic_letter_in_a_latin_name_is_named() {
        assert_eq!(
            fault_in_name("V\u{43e}ssmark"),
            Some(NameFault::MixedScripts(Script::Latin, Script::Cyrillic))
        );
        assert_eq!(
            fault_in_name("\u{391}da"),
            Some(NameFault::MixedScripts(Script::Greek, Script::Latin))
        );
    }

    #[test]
    fn honest_names_pass_in_any_script() {
        for name in [
            "O'Brien-Núñez",
            "Ødegård",
            "Воссмарк",
            "فوسمارك",
            "山田タロウ",
            "김민준",
            "Đặng",
            "שלום",
        ] {
            assert_eq!(fault_in_name(name), None, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        for hidden in ['\u{200b}', '\u{202e}', '\u{feff}', '\0', '\u{ad}', '\u{e0041}'] {
            assert_eq!(
                fault_in_name(&format!("Voss{hidden}mark")),
                Some(NameFault::Invisible(hidden))
            );
        }
        assert_eq!(fault_in_name("--- 12"), Some(NameFault::NoLetters));
    }

    #[test]
    fn spellings_fold_to_the_same_words() {
        assert_eq!(folded_words("VOSSMARK, Ilda"), folded_words("ilda vossmark"));
        assert_eq!(folded_words("Ильда"), ["ilda"]);
    }
}
