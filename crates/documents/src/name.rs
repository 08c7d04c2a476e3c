//! Whose name a paper may carry: an organisation's own. A paper that looks as if the world's police organisation had
//! issued it would be a forgery, whoever prints it.

/// Letters that are drawn alike, as the Latin letter they pass for.
const ALIKE: [(char, char); 34] = [
    ('0', 'o'),
    ('1', 'i'),
    ('|', 'i'),
    ('!', 'i'),
    ('3', 'e'),
    ('7', 't'),
    ('l', 'i'),
    ('ı', 'i'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('і', 'i'),
    ('ѕ', 's'),
    ('т', 't'),
    ('г', 'r'),
    ('п', 'n'),
    ('Ι', 'i'),
    ('ι', 'i'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('ν', 'n'),
    ('ε', 'e'),
    ('η', 'n'),
    ('é', 'e'),
    ('è', 'e'),
    ('ê', 'e'),
    ('ó', 'o'),
    ('ö', 'o'),
    ('í', 'i'),
    ('ï', 'i'),
    ('ñ', 'n'),
];

/// A word as it looks: its letters alone, alike ones made one.
fn skeleton(word: &str) -> String {
    word.chars()
        .map(|c| match u32::from(c) {
            // Full-width forms of ASCII.
            wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .map(|c| ALIKE.iter().find(|(like, _)| *like == c).map_or(c, |(_, plain)| *plain))
        .filter(|c| c.is_alphabetic())
        .collect()
}

/// Words, as skeletons, that no word of a name may hold.
const WITHIN: [&str; 3] = ["interpoi", "انتربول", "إنتربول"];

/// Words that stand one after the other, as skeletons written in one.
const WHOLE: [&str; 9] = [
    "interpoi",
    "icpo",
    "oipc",
    "internationaicriminaipoiice",
    "internationaiedepoiicecriminaiie",
    "internationaiedepoiicecrimineiie",
    "internacionaidepoiiciacriminai",
    "الشرطةالجنائيةالدولية",
    "الدوليةللشرطةالجنائية",
];

/// Whether a name is, contains, or passes for that of the International Criminal Police Organization.
pub(crate) fn passes_for_another(name: &str) -> bool {
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || c == '-' || c == '/')
        .map(skeleton)
        .filter(|w| !w.is_empty())
        .collect();
    let within = |word: &String| WITHIN.iter().any(|taken| word.contains(taken));
    let whole = |from: usize| {
        let mut joined = String::new();
        words.iter().skip(from).any(|word| {
            joined.push_str(word);
            WHOLE.contains(&joined.as_str())
        })
    };
    words.iter().any(within) || (0..words.len()).any(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_pass_for_anothers_are_found() {
        for name in [
            "INTERPOL",
            "Interpol Exercise",
            "lnterpol",
            "1NTERP0L",
            "ІNTERPOL",
            "I.N.T.E.R.P.O.L",
            "ＩＮＴＥＲＰＯＬ",
            "ICPO-INTERPOL",
            "OIPC",
            "Inter Pol",
            "I N T E R P O L",
            "International Criminal Police Organization",
            "Organisation internationale de police criminelle",
            "Organización Internacional de Policía Criminal",
            "المنظمة الدولية للشرطة الجنائية (الإنتربول)",
            "منظمة الشرطة الجنائية الدولية",
        ] {
            assert!(passes_for_another(name), "{name}");
        }
    }

    #[test]
    fn an_organisations_own_name_may_stand() {
        for name in [
            "Exercise Police Cooperation",
            "Police cooperation",
            "Centre régional d'alerte",
            "مركز التعاون",
            "Public Police",
            "Winter Policing",
        ] {
            assert!(!passes_for_another(name), "{name}");
        }
    }
}
