//! "What is rising": the assessment's story, played through the module's own service.

use cordon_trends::questionnaire::Answer;
use cordon_trends::report::exercise_files;
use serde_json::{Value, json};

use crate::answer::No;
use crate::app::App;
use crate::trends::by::By;
use crate::trends::queries;
use crate::trends::service::{self, Saying};

/// The year that is asked about.
pub const YEAR: i32 = 2026;
/// Days to answer: short, so that the silent are written to within the story.
const DAYS: i64 = 10;
/// Everyone who is asked: two exercise regions.
const ASKED: &str = "respondent,region\nQM,R1\nQN,R1\nQO,R1\nQP,R1\nQQ,R2\nQR,R2\nQS,R2\nQT,R2\n";
/// Who answers, and after how many days. The others are written to.
const ANSWERS: [(&str, &str); 6] = [
    ("dmitra", "QN"),
    ("omar", "QO"),
    ("pema", "QP"),
    ("qiu", "QQ"),
    ("rangi", "QR"),
    ("sol", "QS"),
];

fn plain(no: No) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", no.code, no.detail)
}

/// Sends the questionnaire, answers it for six of eight bureaus, leaves one a draft, and shows three refusals.
///
/// # Errors
/// When an act ends otherwise than the story says.
pub async fn set_scene(app: &App, seed: u64) -> anyhow::Result<Value> {
    let hana = By::named("hana", "HQ");
    let mut refused = Vec::new();
    let stranger = service::send(app, &By::named("lea", "QM"), YEAR, DAYS, ASKED, None).await;
    refused.push(stranger.err().map(|no| no.code));
    service::send(app, &hana, YEAR, DAYS, ASKED, None)
        .await
        .map_err(plain)?;
    let again = service::send(app, &hana, YEAR, DAYS, ASKED, None).await;
    refused.push(again.err().map(|no| no.code));
    for (officer, bureau) in ANSWERS {
        let saying = Saying::HandIn(answers(bureau, seed)?);
        service::reply(app, &By::named(officer, bureau), YEAR, &saying, None)
            .await
            .map_err(plain)?;
        service::hand_in_counts(app, &By::named(officer, bureau), &counts(bureau)?, None)
            .await
            .map_err(plain)?;
    }
    let lea = By::named("lea", "QM");
    let mut half = answers("QM", seed)?;
    half.truncate(14);
    service::reply(app, &lea, YEAR, &Saying::Save(half), None)
        .await
        .map_err(plain)?;
    service::hand_in_counts(app, &lea, &counts("QM")?, None)
        .await
        .map_err(plain)?;
    let open = service::reply(app, &lea, YEAR, &Saying::HandIn(vec![]), None).await;
    refused.push(open.err().map(|no| no.code));
    let replies = queries::replies(app, YEAR).await.map_err(plain)?;
    let report = service::report(app, service::EXERCISE_YEAR).await.map_err(plain)?;
    Ok(json!({
        "year": YEAR,
        "asked": 8,
        "handed_in": replies.iter().filter(|r| r.handed_in.is_some()).count(),
        "drafts": replies.iter().filter(|r| r.handed_in.is_none()).count(),
        "counts": queries::all_counts(app).await.map_err(plain)?.len(),
        "refused": refused,
        "report": {"year": report.year, "asked": report.response.0, "answered": report.response.1, "findings": report.findings.len()},
    }))
}

/// A bureau's invented answers: the same for the same seed.
fn answers(bureau: &str, seed: u64) -> anyhow::Result<Vec<Answer>> {
    const CODES: [&str; 8] = ["2", "3", "3", "4", "4", "5", "5", "DK"];
    let questionnaire = service::questionnaire().map_err(plain)?;
    let mut all = Vec::new();
    for (i, item) in questionnaire.items.iter().enumerate() {
        for (s, scale) in questionnaire.scales.iter().enumerate() {
            let text = format!("{seed}/{bureau}/{i}/{s}");
            let draw = text
                .bytes()
                .fold(7_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b)));
            all.push(Answer {
                respondent: bureau.to_owned(),
                item: item.id.clone(),
                scale: scale.id.clone(),
                code: CODES[(draw >> 5) as usize % CODES.len()].to_owned(),
            });
        }
    }
    Ok(all)
}

/// A bureau's rows of the exercise counts that ship with the program, as its own file; periods count back from the year asked about.
fn counts(bureau: &str) -> anyhow::Result<String> {
    let file = exercise_files().counts.unwrap_or_default();
    let text = String::from_utf8(file)?;
    let mut own = String::new();
    for (n, line) in text.lines().enumerate() {
        let mut fields: Vec<String> = line.split(',').map(str::to_owned).collect();
        if n > 0 {
            if fields.first().is_none_or(|area| area != bureau) {
                continue;
            }
            let period: i32 = fields.get(2).map_or(Ok(0), |p| p.parse())?;
            fields[2] = (YEAR + period).to_string();
        }
        own.push_str(&fields.join(","));
        own.push('\n');
    }
    Ok(own)
}
