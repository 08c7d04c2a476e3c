//! Every line of an explanation can be said in all four languages.

use std::collections::BTreeSet;
use std::path::Path;

use cordon_screening::scoring::messages;

#[test]
fn every_message_stands_in_four_languages() {
    for language in ["ar", "en", "es", "fr"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../locales")
            .join(language)
            .join("screening.ftl");
        let text = std::fs::read_to_string(&path).unwrap();
        let there: BTreeSet<&str> = text
            .lines()
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .collect();
        for id in messages() {
            assert!(there.contains(id), "{language} lacks {id}");
        }
    }
}
