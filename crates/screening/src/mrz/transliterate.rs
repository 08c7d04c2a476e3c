//! Letters of other alphabets as the zone writes them (Doc 9303 part 3 section 6 and appendix B).
//!
//! Latin letters may have several legal forms, of which the issuer picks one: all are given. Cyrillic depends on the
//! language. Arabic is a reversible code with `X` escapes, so it is also decoded.

/// Language whose letters are transliterated in its own way; anything else follows the general column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CyrillicLanguage {
    /// The general column: Russian and all languages without a row of their own.
    #[default]
    General,
    /// Belarusian.
    Belarusian,
    /// Bulgarian.
    Bulgarian,
    /// Macedonian.
    Macedonian,
    /// Serbian.
    Serbian,
    /// Ukrainian, whose initial letters differ.
    Ukrainian,
}

/// Legal forms of a capital or small Latin letter in a zone, the recommended one first; empty for any other character.
///
/// ```
/// use cordon_screening::mrz::transliterate::latin_forms;
/// assert_eq!(latin_forms('Ü'), ["UE", "UXX", "U"]);
/// assert_eq!(latin_forms('ß'), ["SS"]);
/// ```
#[must_use]
pub fn latin_forms(letter: char) -> Vec<String> {
    let forms: &[&str] = match letter {
        'Ä' | 'ä' => &["AE", "A"],
        'Å' | 'å' => &["AA", "A"],
        'Æ' | 'æ' => &["AE"],
        'Ð' | 'ð' | 'Đ' | 'đ' => &["D"],
        'Ñ' | 'ñ' => &["N", "NXX"],
        'Ö' | 'ö' => &["OE", "O"],
        'Ø' | 'ø' | 'Œ' | 'œ' => &["OE"],
        'Ü' | 'ü' => &["UE", "UXX", "U"],
        'Þ' | 'þ' => &["TH"],
        'ẞ' | 'ß' => &["SS"],
        'Ĳ' | 'ĳ' => &["IJ"],
        'ı' | 'İ' => &["I"],
        'Ŋ' | 'ŋ' => &["N"],
        'Ə' | 'ə' => &["A", "E"],
        _ => &[],
    };
    if !forms.is_empty() {
        return forms.iter().map(|form| (*form).to_owned()).collect();
    }
    base_letter(letter)
        .map(|base| vec![base.to_string()])
        .unwrap_or_default()
}

/// The A-Z letter under a letter's marks.
fn base_letter(letter: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    let base = letter.nfd().next().unwrap_or(letter);
    let stroked = match base {
        'Ł' | 'ł' => 'L',
        'Ħ' | 'ħ' => 'H',
        'Ŧ' | 'ŧ' => 'T',
        'Ŀ' | 'ŀ' => 'L',
        other => other.to_ascii_uppercase(),
    };
    stroked.is_ascii_uppercase().then_some(stroked)
}

/// A Cyrillic letter in the zone; `initial` is true for the first letter of a name component. `None` for a character
/// that is not in the table; the soft sign is in it with nothing to write.
#[must_use]
pub fn cyrillic(letter: char, language: CyrillicLanguage, initial: bool) -> Option<&'static str> {
    use CyrillicLanguage as L;
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let special = match (small, language) {
        ('ё', L::Belarusian) => Some("IO"),
        ('г', L::Belarusian | L::Serbian | L::Ukrainian) => Some("H"),
        ('ж', L::Serbian) | ('з', _) => Some("Z"),
        ('и', L::Ukrainian) => Some("Y"),
        ('є', L::Ukrainian) if initial => Some("YE"),
        ('ї', L::Ukrainian) if initial => Some("YI"),
        ('й', L::Ukrainian) if initial => Some("Y"),
        ('ю', L::Ukrainian) if initial => Some("YU"),
        ('я', L::Ukrainian) if initial => Some("YA"),
        ('х', L::Serbian | L::Macedonian) => Some("H"),
        ('ц', L::Serbian | L::Macedonian) | ('ч', L::Serbian) => Some("C"),
        ('ш', L::Serbian) => Some("S"),
        ('щ', L::Bulgarian) => Some("SHT"),
        ('ќ', L::Macedonian) => Some("KJ"),
        ('џ', L::Macedonian) => Some("DJ"),
        ('ѓ' | 'ғ', L::Macedonian) => Some("GJ"),
        _ => None,
    };
    special.or_else(|| general_cyrillic(small))
}

fn general_cyrillic(small: char) -> Option<&'static str> {
    Some(match small {
        'а' => "A",
        'б' => "B",
        'в' => "V",
        'д' => "D",
        'е' => "E",
        'з' => "Z",
        'й' => "I",
        'к' => "K",
        'л' => "L",
        'м' => "M",
        'н' => "N",
        'о' => "O",
        'п' => "P",
        'р' => "R",
        'с' => "S",
        'т' => "T",
        'у' => "U",
        'ф' => "F",
        'ъ' => "IE",
        'ы' => "Y",
        'э' => "E",
        'ю' => "IU",
        'я' => "IA",
        'ђ' => "D",
        'ѓ' => "G",
        'є' => "IE",
        'ѕ' => "DZ",
        'і' => "I",
        'ї' => "I",
        'ј' => "J",
        'љ' => "LJ",
        'њ' => "NJ",
        'ћ' => "D",
        'ќ' => "K",
        'ў' => "U",
        'џ' => "DZ",
        'ѫ' => "U",
        'ѵ' => "Y",
        'ґ' => "G",
        'ғ' => "G",
        'һ' => "C",
        'г' => "G",
        'ж' => "ZH",
        'и' => "I",
        'х' => "KH",
        'ц' => "TS",
        'ч' => "CH",
        'ш' => "SH",
        'щ' => "SHCH",
        'ё' => "E",
        'ь' => "",
        _ => return None,
    })
}

/// Arabic script and its code; teh marbuta at the end of a component is `XAH` and treated apart.
const ARABIC: [(char, &str); 68] = [
    ('\u{0621}', "XE"),
    ('\u{0622}', "XAA"),
    ('\u{0623}', "XAE"),
    ('\u{0624}', "U"),
    ('\u{0625}', "I"),
    ('\u{0626}', "XI"),
    ('\u{0627}', "A"),
    ('\u{0628}', "B"),
    ('\u{0629}', "XTA"),
    ('\u{062a}', "T"),
    ('\u{062b}', "XTH"),
    ('\u{062c}', "J"),
    ('\u{062d}', "XH"),
    ('\u{062e}', "XKH"),
    ('\u{062f}', "D"),
    ('\u{0630}', "XDH"),
    ('\u{0631}', "R"),
    ('\u{0632}', "Z"),
    ('\u{0633}', "S"),
    ('\u{0634}', "XSH"),
    ('\u{0635}', "XSS"),
    ('\u{0636}', "XDZ"),
    ('\u{0637}', "XTT"),
    ('\u{0638}', "XZZ"),
    ('\u{0639}', "E"),
    ('\u{063a}', "G"),
    ('\u{0641}', "F"),
    ('\u{0642}', "Q"),
    ('\u{0643}', "K"),
    ('\u{0644}', "L"),
    ('\u{0645}', "M"),
    ('\u{0646}', "N"),
    ('\u{0647}', "H"),
    ('\u{0648}', "W"),
    ('\u{0649}', "XAY"),
    ('\u{064a}', "Y"),
    ('\u{0671}', "XXA"),
    ('\u{0679}', "XXT"),
    ('\u{067c}', "XRT"),
    ('\u{067e}', "P"),
    ('\u{0681}', "XKE"),
    ('\u{0685}', "XXH"),
    ('\u{0686}', "XC"),
    ('\u{0688}', "XXD"),
    ('\u{0689}', "XDR"),
    ('\u{0691}', "XXR"),
    ('\u{0693}', "XRR"),
    ('\u{0696}', "XRX"),
    ('\u{0698}', "XJ"),
    ('\u{069a}', "XXS"),
    ('\u{06a4}', "V"),
    ('\u{06a5}', "XF"),
    ('\u{06a9}', "XKK"),
    ('\u{06ab}', "XXK"),
    ('\u{06ad}', "XNG"),
    ('\u{06af}', "XGG"),
    ('\u{06ba}', "XNN"),
    ('\u{06bc}', "XXN"),
    ('\u{06be}', "XDO"),
    ('\u{06c0}', "XYH"),
    ('\u{06c1}', "XXG"),
    ('\u{06c2}', "XGE"),
    ('\u{06c3}', "XTG"),
    ('\u{06cc}', "XYA"),
    ('\u{06cd}', "XXY"),
    ('\u{06d0}', "Y"),
    ('\u{06d2}', "XYB"),
    ('\u{06d3}', "XBE"),
];
const TEH_MARBUTA: char = '\u{0629}';
const SHADDA: char = '\u{0651}';

/// One name component of Arabic script in the reversible code; `None` when a character is not in the table. Short
/// vowels and tatweel are not written, shadda doubles.
///
/// ```
/// use cordon_screening::mrz::transliterate::{decode_arabic, encode_arabic};
/// assert_eq!(encode_arabic("محمد").as_deref(), Some("MXHMD"));
/// assert_eq!(decode_arabic("MXHMD").as_deref(), Some("محمد"));
/// ```
#[must_use]
pub fn encode_arabic(component: &str) -> Option<String> {
    let letters: Vec<char> = component.chars().filter(|letter| !is_unwritten(*letter)).collect();
    let mut out = String::new();
    let mut last = "";
    for (at, letter) in letters.iter().enumerate() {
        let code = if *letter == SHADDA {
            last
        } else if *letter == TEH_MARBUTA && letters.len() == at + 1 {
            "XAH"
        } else {
            ARABIC
                .iter()
                .find(|(arabic, _)| arabic == letter)
                .map(|(_, code)| *code)?
        };
        out.push_str(code);
        last = code;
    }
    (!out.is_empty()).then_some(out)
}

/// Tatweel, short vowels, sukun and superscript alef carry nothing into a zone.
fn is_unwritten(letter: char) -> bool {
    matches!(letter, '\u{0640}' | '\u{064b}'..='\u{0650}' | '\u{0652}' | '\u{0670}')
}

/// Arabic script behind a component in the reversible code, or `None` where it does not parse. A doubled consonant is
/// read as one with shadda left out, as names are usually written.
#[must_use]
pub fn decode_arabic(component: &str) -> Option<String> {
    let mut rest = component;
    let mut out = String::new();
    while !rest.is_empty() {
        if rest == "XAH" {
            out.push(TEH_MARBUTA);
            break;
        }
        // A letter without escape stands for the commonest of the letters that share its code.
        let (letter, code) = ARABIC
            .iter()
            .filter(|(_, code)| rest.starts_with(code))
            .min_by_key(|(letter, code)| (std::cmp::Reverse(code.len()), u32::from(*letter)))?;
        if !out.ends_with(*letter) || !is_doubled(component, rest, code) {
            out.push(*letter);
        }
        rest = rest.get(code.len()..)?;
    }
    (!out.is_empty()).then_some(out)
}

fn is_doubled(component: &str, rest: &str, code: &str) -> bool {
    let read = component.len() - rest.len();
    component.get(..read).is_some_and(|before| before.ends_with(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_reversible_on_the_published_example() {
        let names = ["ابو", "بكر", "محمد", "بن", "زكريا", "الرازي"];
        let codes = ["ABW", "BKR", "MXHMD", "BN", "ZKRYA", "ALRAZY"];
        for (name, code) in names.iter().zip(codes) {
            assert_eq!(encode_arabic(name).as_deref(), Some(code));
            assert_eq!(decode_arabic(code).as_deref(), Some(*name));
        }
    }

    #[test]
    fn shadda_doubles_and_teh_marbuta_knows_its_place() {
        assert_eq!(encode_arabic("عبّاس").as_deref(), Some("EBBAS"));
        assert_eq!(encode_arabic("فضّة").as_deref(), Some("FXDZXDZXAH"));
        assert_eq!(encode_arabic("فاطمة").as_deref(), Some("FAXTTMXAH"));
        assert_eq!(decode_arabic("FAXTTMXAH").as_deref(), Some("فاطمة"));
        assert_eq!(decode_arabic("OMAR"), None);
        assert_eq!(encode_arabic("Omar"), None);
    }

    #[test]
    fn cyrillic_follows_the_language() {
        use CyrillicLanguage as L;
        assert_eq!(cyrillic('Ж', L::General, true), Some("ZH"));
        assert_eq!(cyrillic('Ж', L::Serbian, true), Some("Z"));
        assert_eq!(cyrillic('Щ', L::Bulgarian, false), Some("SHT"));
        assert_eq!(cyrillic('Г', L::Ukrainian, true), Some("H"));
        assert_eq!(cyrillic('Я', L::Ukrainian, true), Some("YA"));
        assert_eq!(cyrillic('Я', L::Ukrainian, false), Some("IA"));
        assert_eq!(cyrillic('Q', L::General, false), None);
    }

    #[test]
    fn every_legal_latin_form_is_given() {
        assert_eq!(latin_forms('ñ'), ["N", "NXX"]);
        assert_eq!(latin_forms('å'), ["AA", "A"]);
        assert_eq!(latin_forms('Ł'), ["L"]);
        assert_eq!(latin_forms('č'), ["C"]);
        assert!(latin_forms('7').is_empty());
    }
}
