//! Answers are taken or refused, and everyone who was asked is accounted for.

use cordon_trends::questionnaire::*;

const ASKED: &[u8] = b"respondent,region\nQM,north\nQN,north\nQO,south\nQP,south\nQQ,south\n";

fn sheet(answers: &str) -> Result<AnswerSheet, Refusal> {
    let questionnaire = Questionnaire::world_threat_assessment()?;
    read_answers(&questionnaire, read_respondents(ASKED)?, answers.as_bytes())
}

#[test]
fn everyone_asked_is_accounted_for() {
    let answers = "respondent,item,question,answer\nQM,fraud,present-threat,5\nQN,fraud,present-threat,2\n\
                   QO,fraud,present-threat,DK\nQP,fraud,present-threat,NA\n";
    let questionnaire = Questionnaire::world_threat_assessment().unwrap();
    let tallies = tally(&questionnaire, &sheet(answers).unwrap());
    assert_eq!(tallies.len(), 13 * 2 * 3);
    let find = |region: Option<&str>| {
        tallies
            .iter()
            .find(|t| t.item == "fraud" && t.scale == "present-threat" && t.region.as_deref() == region)
            .unwrap()
    };
    let all = find(None);
    assert_eq!((all.top, all.points.clone()), (1, vec![0, 1, 0, 0, 1]));
    let counted = all.responses;
    assert_eq!((counted.asked, counted.answered, counted.dont_know), (5, 2, 1));
    assert_eq!(
        (counted.not_applicable, counted.refused, counted.no_answer()),
        (1, 0, 1)
    );
    assert_eq!(find(Some("north")).share().unwrap().value, 0.5);
    assert_eq!(find(Some("south")).share(), None);
}

#[test]
fn every_refusal_names_its_line() {
    for (rows, code) in [
        ("QX,fraud,present-threat,5", "unknown"),
        ("QM,piracy,present-threat,5", "unknown"),
        ("QM,fraud,past-threat,5", "unknown"),
        ("QM,fraud,present-threat,6", "unknown"),
        ("QM,,present-threat,5", "malformed"),
        ("QM,fraud,present-threat,5\nQM,fraud,present-threat,4", "double"),
    ] {
        let refused = sheet(&format!("respondent,item,question,answer\n{rows}\n")).unwrap_err();
        assert_eq!(refused.code(), code, "{rows}");
        assert!(refused.to_string().contains("line "), "{refused}");
    }
    let refused = sheet("respondent,item,question,answer,scale_version\nQM,fraud,present-threat,5,2\n").unwrap_err();
    assert_eq!(refused.code(), "other_version");
    assert_eq!(
        read_respondents(b"respondent,region\nQM,a\nQM,b\n").unwrap_err().code(),
        "malformed"
    );
}
