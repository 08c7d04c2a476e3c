//! `cordon trends …` as a program of its own, and the forms that take files.

use std::path::{Path, PathBuf};
use std::process::Command;

use cordon::documents::child;
use cordon::trends::by::By;
use cordon::trends::service;
use serde_json::{Value, json};

use crate::world::World;

/// A folder that is removed at the end of its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cordon-trends-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).expect("a file");
        self.at(name)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `cordon …`: its exit status and the object that it prints. No answer holds a number that is none.
fn cordon(arguments: &[&str]) -> (i32, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_cordon"))
        .args(arguments)
        .output()
        .expect("runs");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(!out.contains("NaN") && !out.contains("inf,"), "{out}");
    let said = serde_json::from_str(&out).unwrap_or(Value::Null);
    assert!(
        said.is_object(),
        "{arguments:?}: {out} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.code().expect("a status"), said)
}

/// `cordon trends VERB` on a table.
fn asked(name: &str, verb: &[&str], option: &str, table: &str) -> (i32, Value) {
    let folder = Folder::new(name);
    let file = folder.put("table.csv", table);
    cordon(&[&["trends"][..], verb, &[option, file.as_str(), "--json"][..]].concat())
}

fn close(found: &Value, expected: f64, relative: f64) {
    let number = found.as_f64().unwrap_or(f64::NAN);
    assert!(
        (number - expected).abs() <= relative * expected.abs(),
        "found {found}, expected {expected}"
    );
}

/// Cells such as `("124", 17)`: 17 people on lists 1, 2 and 4 only.
fn cells(lists: usize, cells: &[(&str, u64)]) -> String {
    let mut text: String = (1..=lists).map(|i| format!("l{i},")).collect::<String>() + "count\n";
    for (on, people) in cells {
        let marks = (1..=lists).map(|i| if on.contains(&i.to_string()) { "1," } else { "0," });
        text.push_str(&format!("{}{people}\n", marks.collect::<String>()));
    }
    text
}

/// UK modern slavery 2013 on five lists: bernardsilverman/modslavmse UKdat_5.
const UK_FIVE: [(&str, u64); 18] = [
    ("1", 54),
    ("2", 463),
    ("3", 995),
    ("4", 695),
    ("5", 316),
    ("12", 15),
    ("13", 19),
    ("14", 3),
    ("23", 62),
    ("24", 19),
    ("25", 1),
    ("34", 76),
    ("35", 11),
    ("45", 8),
    ("123", 1),
    ("124", 1),
    ("234", 4),
    ("1234", 1),
];

#[test]
fn one_published_table_tells_two_stories_at_the_command_line() {
    // R Rcapture and SparseMSE on UKdat_5; published in Silverman, Chan and Vincent 2024.
    let table = cells(5, &UK_FIVE);
    let (status, headline) = asked(
        "headline",
        &["estimate", "--model", "[12,13,24,25,35,45]", "--interval", "profile"],
        "--cells",
        &table,
    );
    assert_eq!(
        (status, &headline["observed"], &headline["df"]),
        (0, &2744.into(), &19.into())
    );
    close(&headline["estimate"], 11_312.9903, 1e-6);
    close(&headline["se"], 802.726, 1e-6);
    close(&headline["deviance"], 16.351383, 1e-6);
    close(&headline["aic"], 127.59863, 1e-6);
    close(&headline["bic"], 198.60469, 1e-6);
    close(&headline["interval"]["lower"], 9_889.196, 1e-3);
    close(&headline["interval"]["upper"], 13_063.096, 1e-3);
    let (_, wald) = asked(
        "wald",
        &["estimate", "--model", "independence", "--interval", "wald"],
        "--cells",
        &table,
    );
    close(&wald["estimate"], 13_444.1312, 1e-6);
    close(&wald["interval"]["lower"], 11_985.171, 1e-6);
    close(&wald["interval"]["upper"], 15_133.426, 1e-6);
    let (_, best) = asked(
        "best",
        &["estimate", "--order", "2", "--criterion", "bic", "--interval", "none"],
        "--cells",
        &table,
    );
    assert_eq!(best["model"], "[12,13,23,25,34]");
    close(&best["estimate"], 22_991.3313, 1e-6);
    close(&best["bic"], 196.539756, 1e-6);
    assert!(
        best["warnings"]
            .as_array()
            .is_some_and(|all| all.iter().any(|w| w["code"] == "models_disagree")),
        "{best}"
    );
    let (_, stepwise) = asked(
        "steps",
        &["estimate", "--criterion", "stepwise", "--interval", "none"],
        "--cells",
        &table,
    );
    assert_eq!(stepwise["model"], "[12,13,24,25,35,45]");
}

#[test]
fn what_cannot_be_estimated_is_refused_at_the_command_line() {
    // Separation after cran/SparseMSE Artificial_3: its codes 2, 1 and 0.
    let artificial = cells(3, &[("1", 40), ("2", 30), ("3", 20), ("12", 6)]);
    let (status, answered) = asked(
        "exists",
        &["estimate", "--model", "[13,23]", "--interval", "none"],
        "--cells",
        &artificial,
    );
    assert_eq!((status, &answered["existence"]["status"]), (0, &"extended".into()));
    let thirty = (1..=30).map(|i| format!("l{i},")).collect::<String>() + "count\n" + &"1,".repeat(30) + "3\n";
    for (n, (model, table, code)) in [
        ("[12,13,23]", artificial.as_str(), "not_identifiable"),
        ("[12,3]", artificial.as_str(), "no_estimate"),
        ("auto", "a,b,count\n1,0,30\n0,1,20\n", "no_overlap"),
        ("auto", "a,b,count\n1,0,30\n0,1,20\n1,1,0\n", "no_overlap"),
        ("auto", "a,count\n1,5\n", "too_few_lists"),
        ("auto", "a,b,count\n1,0,-5\n0,1,6\n1,1,3\n", "negative_count"),
        ("auto", thirty.as_str(), "too_many_lists"),
        ("auto", "a,b,count\n1,0,NaN\n0,1,6\n1,1,3\n", "malformed"),
        ("auto", "", "malformed"),
    ]
    .into_iter()
    .enumerate()
    {
        let (status, refused) = asked(
            &format!("refused-{n}"),
            &["estimate", "--model", model],
            "--cells",
            table,
        );
        assert_eq!(
            (status, refused["refusal"]["code"].as_str()),
            (1, Some(code)),
            "{refused}"
        );
        assert!(
            refused["refusal"]["reason"]
                .as_str()
                .is_some_and(|reason| !reason.is_empty())
        );
    }
    // The pairs of thirty lists are answered: each needs only two of them.
    let (status, pairs) = asked("thirty", &["pairs"], "--cells", &thirty);
    assert_eq!((status, pairs["pairs"].as_array().map(Vec::len)), (0, Some(435)));
    for (n, (table, code)) in [
        ("a,count\n1,5\n", "too_few_lists"),
        ("a,b,count\n1,0,-5\n0,1,6\n", "negative_count"),
        ("a,b,count\n1,0,30\n0,1,20\n", "no_overlap"),
    ]
    .into_iter()
    .enumerate()
    {
        let (status, refused) = asked(&format!("pairs-{n}"), &["pairs"], "--cells", table);
        assert_eq!(
            (status, refused["refusal"]["code"].as_str()),
            (1, Some(code)),
            "{refused}"
        );
    }
    // A pair without overlap beside others that have some: Chapman's estimate is finite and Petersen's does not exist.
    let (status, apart) = asked("apart", &["pairs"], "--cells", &artificial);
    assert_eq!((status, &apart["pairs"][1]["petersen"]), (0, &Value::Null));
    close(&apart["pairs"][1]["chapman"], 47.0 * 21.0 - 1.0, 1e-12);
}

/// Flow of the Nile at Aswan, 1871 to 1970 (R datasets).
const NILE: &str = "1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150 1250 1260 1220 1030 1100 \
774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821 768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 \
897 822 1010 771 676 649 846 812 742 801 1040 860 874 848 890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740";

#[test]
fn change_is_measured_at_the_command_line() {
    let nile: String = NILE
        .split(' ')
        .enumerate()
        .map(|(i, v)| format!("{},{v}\n", 1871 + i))
        .collect();
    let nile = format!("time,value\n{nile}");
    // R Kendall.
    let (status, found) = asked("nile-mk", &["mann-kendall"], "--input", &nile);
    assert_eq!((status, &found["s"]), (0, &(-1387).into()));
    close(&found["var_s"], 112_728.33, 1e-7);
    close(&found["tau"], -0.280_741_33, 1e-7);
    close(&found["z"], -4.128_066_5, 1e-7);
    close(&found["p"], 3.658_262_9e-5, 1e-6);
    close(&found["sen_slope"], -2.6, 1e-12);
    // R changepoint.
    let (_, found) = asked("nile-pelt", &["pelt"], "--input", &nile);
    assert_eq!(found["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&found["changes"][0]["after_index"], &found["changes"][0]["after_time"]),
        (&28.into(), &"1898".into())
    );
    close(&found["segments"][0]["mean"], 1097.75, 1e-9);
    close(&found["segments"][1]["mean"], 849.972_22, 1e-8);
    // R epitools on Rothman's numbers.
    let (_, found) = asked("rothman", &["rate-ratio"], "--input", "a,ta,b,tb\n41,28010,15,19017\n");
    close(&found["ratio"], 1.855_758_7, 1e-7);
    close(&found["wald"]["lower"], 1.027226, 1e-6);
    close(&found["wald"]["upper"], 3.352563, 1e-6);
    close(&found["exact"]["lower"], 1.005_684_1, 1e-7);
    close(&found["exact"]["upper"], 3.609_300_3, 1e-7);
    close(&found["exact"]["p"], 0.040852, 1e-5);
    close(&found["mid_p"]["estimate"], 1.842_976_6, 1e-4);
    close(&found["mid_p"]["lower"], 1.041_036_2, 1e-4);
    close(&found["mid_p"]["upper"], 3.449_051_5, 2e-4);
}

#[test]
fn ranks_and_odds_are_answered_at_the_command_line() {
    // R epitools on Doll and Hill.
    let (status, found) = asked("doll", &["odds-ratio"], "--input", "a,b,c,d\n688,650,21,59\n");
    assert_eq!(status, 0);
    close(&found["odds_ratio"], 2.973_772_9, 1e-7);
    close(&found["lower"], 1.786_737_0, 1e-7);
    close(&found["upper"], 4.949_427_4, 1e-7);
    // Ranks 1 and 2 of the published table of 2022, had all 195 answered: statsmodels' interval, and no order.
    let (_, found) = asked(
        "ranks",
        &["rank"],
        "--input",
        "item,high,answered\nmoney laundering,131,195\nransomware,129,195\nfirearms,40,195\n",
    );
    let items = found["items"].as_array().expect("items");
    let of = |name: &str| items.iter().find(|item| item["name"] == name).expect("an item");
    close(&of("money laundering")["interval"]["lower"], 0.603126, 1e-6);
    close(&of("money laundering")["interval"]["upper"], 0.733826, 1e-6);
    assert_eq!(of("ransomware")["tie_group"], of("money laundering")["tie_group"]);
    assert_ne!(of("firearms")["tie_group"], of("money laundering")["tie_group"]);
}

/// The printed papers of a folder: both editions in the four languages.
fn all_printed(out: &Path) {
    for edition in ["summary", "full"] {
        for language in ["en", "fr", "es", "ar"] {
            let file = out.join(format!("{edition}.{language}.pdf"));
            let pdf = std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 50_000, "{}", file.display());
            let page = std::fs::read_to_string(out.join(format!("{edition}.{language}.html"))).expect("a page");
            assert!(page.starts_with("<!doctype html>"));
        }
    }
}

#[test]
fn one_command_makes_the_whole_report() {
    assert!(
        child::HOUSE.program().is_some(),
        "cordon-documents is not built: run the whole workspace's tests"
    );
    let folder = Folder::new("report");
    let out = folder.at("out");
    let (status, told) = cordon(&["trends", "report", "--year", "2026", "--out", &out, "--json"]);
    assert_eq!(
        (status, &told["exercise"], &told["no_papers"]),
        (0, &true.into(), &Value::Null)
    );
    let papers = told["papers"].as_array().expect("papers");
    assert_eq!(papers.len(), 8);
    assert!(
        papers.iter().all(|paper| paper["issued"] == false),
        "no store issued them: {told}"
    );
    all_printed(Path::new(&out));
    for table in [
        "shares.csv",
        "counts.csv",
        "models.csv",
        "trail.csv",
        "summary.sdmx.csv",
        "full.sdmx.csv",
    ] {
        assert!(Path::new(&out).join(table).is_file(), "{table}");
    }
    // An unissued paper never passes for one that was.
    let paper = Path::new(&out).join("full.en.pdf").display().to_string();
    let founded = folder.at("store");
    found(&founded);
    let (status, checked) = cordon(&["document", "verify", &paper, "--store", &founded, "--json"]);
    assert_eq!((status, &checked["finding"]), (1, &"unknown".into()));
}

/// Founds an organisation that may issue papers.
fn found(store: &str) {
    let ran = Command::new(env!("CARGO_BIN_EXE_cordon"))
        .args([
            "init",
            "--store",
            store,
            "--profile",
            "regional",
            "--organisation",
            "Invented Regional Centre",
        ])
        .output()
        .expect("runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let (status, _) = cordon(&["document", "key", "--store", store, "--adopt", "--json"]);
    assert_eq!(status, 0);
}

#[test]
fn real_figures_are_printed_by_a_store_alone() {
    let folder = Folder::new("real");
    let inputs = folder.at("inputs");
    std::fs::create_dir_all(&inputs).expect("a folder");
    let files = cordon_trends::report::exercise_files();
    let about = "key,value\nyear,2026\nexercise,0\nedition,1\n";
    for (name, bytes) in [
        ("about.csv", about.as_bytes()),
        ("respondents.csv", &files.respondents[..]),
        ("answers.csv", &files.answers[..]),
    ] {
        std::fs::write(Path::new(&inputs).join(name), bytes).expect("a file");
    }
    let out = folder.at("out");
    let asked = [
        "trends",
        "report",
        "--year",
        "2026",
        "--inputs",
        inputs.as_str(),
        "--out",
        out.as_str(),
        "--json",
    ];
    let (status, told) = cordon(&asked);
    assert_eq!(
        (status, &told["no_papers"]["code"], &told["papers"]),
        (0, &"no-store".into(), &json!([]))
    );
    assert!(!Path::new(&out).join("summary.en.pdf").exists());
    let store = folder.at("store");
    found(&store);
    let (status, told) = cordon(&[&asked[..], &["--store", store.as_str()][..]].concat());
    assert_eq!(
        (status, told["papers"].as_array().map(Vec::len)),
        (0, Some(8)),
        "{told}"
    );
    assert!(
        told["papers"]
            .as_array()
            .is_some_and(|all| all.iter().all(|p| p["issued"] == true && p["reference"].is_string()))
    );
    all_printed(Path::new(&out));
    let paper = Path::new(&out).join("full.ar.pdf").display().to_string();
    let (status, checked) = cordon(&["document", "verify", &paper, "--store", &store, "--json"]);
    assert_eq!(
        (status, &checked["finding"], &checked["exercise"]),
        (0, &"genuine".into(), &false.into())
    );
    // Nothing was collected there.
    let (status, told) = cordon(&[
        "trends", "report", "--year", "2026", "--store", &store, "--out", &out, "--json",
    ]);
    assert_eq!((status, &told["refusal"]["code"]), (1, &"not-found".into()));
}

/// A form with a chosen file and a sign-off.
fn form(field: &str, file: &str, act: &str) -> String {
    let part = |name: &str, more: &str, text: &str| {
        format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{text}\r\n")
    };
    let chosen = part(field, "; filename=\"answers.csv\"", file);
    format!(
        "{}{chosen}{}{}--edge--\r\n",
        part("key", "", &cordon::app::new_id()),
        part(field, "", ""),
        part("do", "", act)
    )
}

const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=edge");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_and_counts_are_handed_in_as_chosen_files() {
    let world = World::on_sqlite("trends-files").await;
    let asked = "respondent,region\nQM,R1\nQN,R1\n";
    service::send(&world.app, &By::named("hana", "HQ"), 2026, 30, asked, None)
        .await
        .expect("sent");
    let lea = world.officer("lea").await;
    let path = "/trends/answer/2026";
    let page = lea
        .call("GET", path, &[("accept", "text/html")], "")
        .await
        .expect(200)
        .text;
    assert!(page.contains("type=\"file\"") && page.contains("multipart/form-data"));
    let blank = lea
        .call("POST", path, &[MULTIPART], &form("file", "", "save"))
        .await
        .expect(422);
    assert!(blank.text.contains("choose a file"), "{}", blank.text);
    let wrong = lea
        .call(
            "POST",
            path,
            &[MULTIPART],
            &form("file", "respondent,item,question,answer\nQM,nothing,x,4\n", "save"),
        )
        .await;
    assert!(
        wrong.expect(422).text.contains("QM,nothing,x,4"),
        "what was read stands there to be mended"
    );
    let blank = lea.get("/trends/answer/2026/form.csv").await.expect(200).text;
    let filled: String = blank
        .lines()
        .enumerate()
        .map(|(n, line)| {
            if n == 0 {
                format!("{line}\n")
            } else {
                format!("{}\n", fill(&blank, line))
            }
        })
        .collect();
    lea.call("POST", path, &[MULTIPART], &form("file", &filled, "hand_in"))
        .await
        .expect(303);
    let own = lea.get("/v1/trends/assessments/2026").await.expect(200).json;
    assert_eq!(
        (&own["answered"], own["own"]["given"].as_array().map(Vec::len)),
        (&1.into(), Some(26)),
        "{own}"
    );
    let counts = "area,iccs,period,count\nQM,0401,2025,12\n";
    lea.call("POST", "/trends/counts", &[MULTIPART], &form("counts", counts, ""))
        .await
        .expect(303);
    let held = lea
        .call("GET", "/trends/counts", &[("accept", "text/html")], "")
        .await
        .expect(200)
        .text;
    assert!(held.contains("0401") && held.contains("2025"));
    let empty = lea
        .call(
            "POST",
            "/trends/counts",
            &[MULTIPART],
            &form("counts", "area,iccs,period,count\n", ""),
        )
        .await
        .expect(422);
    assert!(empty.text.contains("there is a header but no row"), "{}", empty.text);
}

/// A line of the file to fill in, with an answer in the column of that name.
fn fill(file: &str, line: &str) -> String {
    let head = file.lines().next().unwrap_or_default();
    let place = head
        .split(',')
        .position(|column| column == "answer")
        .expect("a column for answers");
    let mut fields: Vec<&str> = line.split(',').collect();
    fields[place] = "4";
    fields.join(",")
}
