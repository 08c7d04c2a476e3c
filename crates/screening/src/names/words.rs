//! Words in names that are not names: particles, titles, generation marks, and what patronymics end in.

/// Small words that may be left out, moved or glued on.
const PARTICLES: [&str; 62] = [
    "al", "el", "ul", "ad", "as", "ar", "az", "an", "at", "ash", "ed", "ud", "bin", "ibn", "ben", "bint", "binti",
    "bent", "bte", "ould", "wuld", "mint", "de", "da", "do", "dos", "das", "di", "del", "della", "dello", "degli",
    "dei", "la", "le", "las", "los", "lo", "des", "du", "van", "von", "der", "den", "ten", "ter", "zu", "zum", "zur",
    "vom", "af", "av", "y", "e", "i", "ve", "st", "a", "the", "of", "oglu", "kyzy",
];

/// Patronymic joiners in their own scripts.
const OTHER_PARTICLES: [&str; 9] = ["ال", "بن", "ابن", "بنت", "ולד", "בן", "בת", "де", "фон"];

/// Titles and forms of address.
const TITLES: [&str; 34] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "hon",
    "rev",
    "father",
    "sheikh",
    "shaykh",
    "shaikh",
    "cheikh",
    "haji",
    "hajji",
    "hadji",
    "haj",
    "hajj",
    "mullah",
    "mulla",
    "maulvi",
    "mawlawi",
    "maulana",
    "imam",
    "ayatollah",
    "general",
    "colonel",
    "captain",
    "sayyid",
];

/// Marks of generation.
const SUFFIXES: [&str; 10] = [
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "filho", "neto", "hijo",
];

/// Whether a folded token is a particle.
pub(super) fn is_particle(folded: &str, text: &str) -> bool {
    (folded.len() <= 5 && PARTICLES.contains(&folded)) || (!text.is_ascii() && OTHER_PARTICLES.contains(&text))
}

/// Whether a folded token is a title.
pub(super) fn is_title(folded: &str) -> bool {
    TITLES.contains(&folded)
}

/// Whether a folded token is a mark of generation.
pub(super) fn is_suffix(folded: &str) -> bool {
    SUFFIXES.contains(&folded)
}

/// Whether a folded token ends as East Slavic, Kazakh or Azerbaijani patronymics do.
pub(super) fn is_patronymic(folded: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "ovich", "evich", "ovitch", "evitch", "owitsch", "ewitsch", "ovych", "evych", "ovna", "evna", "yevich", "ivna",
        "avich", "uly", "qizi", "ichna",
    ];
    folded.len() > 6 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// What clerks shorten: the name that an abbreviation stands for.
pub(super) fn written_out(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "mohd" | "muhd" | "mhd" | "md" | "mohmd" | "mohammd" => "mohammed",
        "abdullh" => "abdullah",
        "wm" => "william",
        "chas" => "charles",
        "geo" => "george",
        "jas" => "james",
        "thos" => "thomas",
        "jos" => "joseph",
        "robt" => "robert",
        "edw" => "edward",
        "fco" => "francisco",
        _ => return None,
    })
}

/// `abd` in its many spellings, as a token of its own or before an article.
pub(super) fn is_abd(folded: &str) -> bool {
    matches!(
        folded,
        "abd"
            | "abdul"
            | "abdel"
            | "abdal"
            | "abdoul"
            | "abdol"
            | "abdil"
            | "abdur"
            | "abdus"
            | "abder"
            | "abdu"
            | "abdull"
    )
}

/// The article in its many spellings.
pub(super) fn is_article(folded: &str) -> bool {
    matches!(
        folded,
        "al" | "el" | "ul" | "ar" | "as" | "ash" | "ad" | "an" | "at" | "az" | "er" | "es" | "ed" | "en" | "ur" | "us"
    )
}

/// Compounds with `abd` written with an assimilated article, as with a plain one: `abdurrahman` as `abdulrahman`.
pub(super) fn plain_abd(folded: &str) -> Option<String> {
    let rest = folded.strip_prefix("abd")?;
    let rest = rest
        .strip_prefix("ou")
        .or_else(|| rest.strip_prefix(['u', 'e', 'a', 'o', 'i']))?;
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    if first == 'l' && rest.len() > 3 && !rest.starts_with("lla") {
        return Some(format!("abdul{}", rest.get(1..)?));
    }
    let sun = matches!(first, 'r' | 's' | 'n' | 'z' | 't' | 'd');
    (sun && first == second && rest.len() > 4).then(|| format!("abdul{}", rest.get(1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{is_patronymic, plain_abd};

    #[test]
    fn assimilated_articles_are_seen_through() {
        assert_eq!(plain_abd("abdurrahman").as_deref(), Some("abdulrahman"));
        assert_eq!(plain_abd("abderrahman").as_deref(), Some("abdulrahman"));
        assert_eq!(plain_abd("abdelkader").as_deref(), Some("abdulkader"));
        assert_eq!(plain_abd("abdullah"), None);
        assert_eq!(plain_abd("abdi"), None);
    }

    #[test]
    fn patronymics_are_told_by_their_endings() {
        assert!(is_patronymic("petrovich") && is_patronymic("sergeevna"));
        assert!(!is_patronymic("rich") && !is_patronymic("hanna"));
    }
}
