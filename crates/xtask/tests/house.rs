//! The rules of the house, held by tests: sizes, words, walls, names, languages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).expect("the repository").to_owned()
}

/// Every file below a folder that a rule is about; built and fetched things are not ours.
fn files(under: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![under.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | ".git") {
                folders.push(path);
            } else if wanted(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is(extension: &'static str) -> impl Fn(&Path) -> bool {
    move |path| path.extension().is_some_and(|e| e == extension)
}

fn sources() -> Vec<PathBuf> {
    let in_src = |path: &Path| is("rs")(path) && path.components().any(|c| c.as_os_str() == "src");
    let all = files(&root().join("crates"), &in_src);
    assert!(all.len() > 100, "only {} sources were found", all.len());
    all
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn no_source_is_longer_than_seven_hundred_lines() {
    let long: Vec<String> = sources()
        .iter()
        .map(|path| (short(path), read(path).lines().count()))
        .filter(|(_, lines)| *lines > 700)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    none("split these by purpose", &long);
}

#[test]
fn nothing_is_left_to_be_done_later() {
    // Put together here, so that this file does not break its own rule.
    let words = [
        ["to", "do!("].concat(),
        ["unimple", "mented!("].concat(),
        ["db", "g!("].concat(),
    ];
    let broken: Vec<String> = sources()
        .iter()
        .filter(|path| {
            words.iter().any(|word| {
                let text = read(path);
                text.match_indices(word.as_str())
                    .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            })
        })
        .map(|path| short(path))
        .collect();
    none("finish these", &broken);
}

#[test]
fn modules_are_named_after_what_they_do() {
    let vague = [
        "utils", "util", "common", "helpers", "helper", "core", "manager", "misc",
    ];
    let broken: Vec<String> = sources()
        .iter()
        .filter(|path| {
            let inside = path.strip_prefix(root()).unwrap_or(path);
            inside.iter().any(|step| {
                let step = step.to_string_lossy();
                vague.contains(&step.trim_end_matches(".rs"))
            })
        })
        .map(|path| short(path))
        .collect();
    none("name the thing", &broken);
}

/// What decides never touches the world.
#[test]
fn rulebooks_and_engines_have_no_runtime_no_network_and_no_database() {
    let deciding = [
        "vocabulary",
        "members",
        "stop-payment",
        "iso20022",
        "asset-tracing",
        "notices",
        "screening",
        "fingerprints",
        "links",
        "trends",
        "assembly",
        "ballot",
    ];
    let barred = [
        "tokio",
        "axum",
        "sqlx",
        "reqwest",
        "hyper",
        "async-trait",
        "futures",
        "cordon-store",
        "cordon",
    ];
    let mut broken = Vec::new();
    let mut seen = 0;
    for room in deciding {
        let manifest = root().join("crates").join(room).join("Cargo.toml");
        if !manifest.is_file() {
            continue;
        }
        seen += 1;
        for name in dependencies(&read(&manifest)) {
            if barred.contains(&name.as_str()) {
                broken.push(format!("crates/{room} depends on {name}"));
            }
        }
    }
    assert!(seen >= 10, "only {seen} rooms were found");
    none("one wall: what decides, and what touches the world", &broken);
}

/// The names under `[dependencies]`, in whichever form they are written.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            inside = section == "dependencies]";
            if let Some(name) = section.strip_prefix("dependencies.") {
                names.push(name.trim_end_matches(']').to_owned());
            }
        } else if inside && !line.starts_with('#') {
            let name: String = line.chars().take_while(|c| !matches!(c, '.' | '=' | ' ')).collect();
            names.extend(Some(name).filter(|n| !n.is_empty()));
        }
    }
    names
}

#[test]
fn dependencies_are_read_in_every_form() {
    let manifest = "[dependencies]\na.workspace = true\nb = \"1\"\n# c = \"1\"\n[dependencies.d]\nversion = \"1\"\n[dev-dependencies]\ne = \"1\"\n";
    assert_eq!(dependencies(manifest), ["a", "b", "d"]);
}

/// The store knows no rulebook, and no rulebook knows the store.
#[test]
fn the_store_depends_on_no_rulebook() {
    let names = dependencies(&read(&root().join("crates/store/Cargo.toml")));
    let rooms: Vec<String> = names
        .into_iter()
        .filter(|n| n.starts_with("cordon-") && n != "cordon-vocabulary")
        .collect();
    none("rulebooks and store never see each other", &rooms);
}

#[test]
fn a_path_that_a_page_names_is_there() {
    let mut pages: Vec<PathBuf> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
        .iter()
        .map(|name| root().join(name))
        .filter(|path| path.is_file())
        .collect();
    pages.extend(files(&root().join("docs"), &is("md")));
    let mut broken = Vec::new();
    for page in pages {
        let text = read(&page);
        for named in named_paths(&text) {
            let beside = page.parent().unwrap_or(Path::new("")).join(&named);
            if !root().join(&named).exists() && !beside.exists() {
                broken.push(format!("{} names {named}", short(&page)));
            }
        }
    }
    none("a page names what is not there", &broken);
}

/// Paths in backticks and in links: those that begin in a folder of this repository, or lead to a file beside.
fn named_paths(text: &str) -> BTreeSet<String> {
    let folders = ["crates/", "docs/", "fixtures/", "locales/", ".ci/", ".config/", "data/"];
    let mut found = BTreeSet::new();
    let ticked = text.split('`').skip(1).step_by(2);
    let paths = ticked.filter(|t| folders.iter().any(|f| t.starts_with(f)));
    let plain = |path: &str| !path.contains(['*', '{', '<', '…', ' ', '$', '|', '\n']);
    for path in paths.filter(|p| plain(p)) {
        // `crates/x/src/y.rs:12` and `crates/x::item` point into a file.
        let path = path.split("::").next().unwrap_or(path);
        found.insert(path.split(':').next().unwrap_or(path).to_owned());
    }
    for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let path = link.split('#').next().unwrap_or(link);
        if !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:") && plain(path) {
            found.insert(path.to_owned());
        }
    }
    found
}

#[test]
fn paths_are_found_in_backticks_and_links() {
    let text =
        "see `crates/store/src/lib.rs:12`, [it](docs/a.md#b), `crates/*/x`, [w](https://example.org), `cargo xtask`";
    let found: Vec<String> = named_paths(text).into_iter().collect();
    assert_eq!(found, ["crates/store/src/lib.rs", "docs/a.md"]);
}

/// Every message that people read exists in all four languages.
#[test]
fn the_four_languages_say_the_same_things() {
    let languages = ["ar", "en", "es", "fr"];
    let ids = |language: &str| -> BTreeSet<String> {
        files(&root().join("locales").join(language), &is("ftl"))
            .iter()
            .flat_map(|file| {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let text = read(file);
                text.lines()
                    .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
                    .filter_map(|line| Some(format!("{name}: {}", line.split_once('=')?.0.trim())))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let english = ids("en");
    assert!(english.len() > 20, "only {} messages were found", english.len());
    let mut broken = Vec::new();
    for language in languages {
        let there = ids(language);
        broken.extend(english.difference(&there).map(|id| format!("{language} lacks {id}")));
        broken.extend(
            there
                .difference(&english)
                .map(|id| format!("en lacks {id}, which {language} has")),
        );
    }
    none("every language says the same", &broken);
}

/// The eighth character of an invented BIC is 0: it can never be a real bank's.
#[test]
fn the_bics_of_exercise_states_cannot_be_real() {
    let mut broken = Vec::new();
    let text_files = |path: &Path| {
        ["xml", "json", "csv", "txt", "toml"]
            .iter()
            .any(|e| path.extension().is_some_and(|x| x == *e))
    };
    for file in files(&root().join("fixtures"), &text_files) {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if looks_like_a_bic_of_an_exercise_state(word) && word.as_bytes()[7] != b'0' {
                broken.push(format!("{}: {word}", short(&file)));
            }
        }
    }
    none("make the eighth character 0", &broken);
}

/// Four letters, a country QM to QT, two or five more of which one at least is a digit: not a word.
fn looks_like_a_bic_of_an_exercise_state(word: &str) -> bool {
    let bytes = word.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4] == b'Q'
        && (b'M'..=b'T').contains(&bytes[5])
        && bytes[6..].iter().any(u8::is_ascii_digit)
}

#[test]
fn a_bic_is_told_from_a_word() {
    assert!(looks_like_a_bic_of_an_exercise_state("BIRCQN20"));
    assert!(looks_like_a_bic_of_an_exercise_state("BIRCQN2LXXX"));
    assert!(!looks_like_a_bic_of_an_exercise_state("EARTHQUA"));
    assert!(!looks_like_a_bic_of_an_exercise_state("DEUTDEFF"));
}

/// The repository speaks of itself alone: no path of a machine, no place where it was made.
#[test]
fn no_file_names_the_machine_it_was_made_on() {
    let places = [
        ["/wo", "rk/"].concat(),
        ["/ro", "ot/"].concat(),
        ["/ho", "me/"].concat(),
        ["/tm", "p/cordon"].concat(),
    ];
    let text = |path: &Path| {
        ["rs", "md", "toml", "py", "mjs", "yml", "yaml", "ftl", "css", "js"]
            .iter()
            .any(|e| path.extension().is_some_and(|x| x == *e))
    };
    let mut broken = Vec::new();
    for folder in ["crates", "docs", "locales", ".config", ".cargo"] {
        for file in files(&root().join(folder), &text) {
            let written = read(&file);
            for place in places.iter().filter(|place| written.contains(place.as_str())) {
                broken.push(format!("{} names {place}", short(&file)));
            }
        }
    }
    none("write paths from the repository's root", &broken);
}
