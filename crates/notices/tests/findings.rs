//! Each code that a check can find, provoked by one fault in an otherwise honest request or step; and none that no test knows.

mod bench;

use std::collections::BTreeSet;
use std::{fs, path::PathBuf};

use bench::{book, now, request, unadopted};
use cordon_notices::{
    check::{
        AnswerFacts, CancellationFacts, CarryingOutFacts, DiffusionEndFacts, DisclosureFacts, Facts, Finding,
        HitRecordFacts, LocationFacts, MessageFacts, OversightFacts, OversightRequest, PublicationFacts, PursuitFacts,
        QueryFacts, Renewal, RequestFacts, RetentionFacts, SuspensionFacts, TravelDocumentFacts, Unit, UseFacts,
        ViewerSort, WithdrawalFacts, judge,
    },
    ids::{BureauId, Country, OfficerId},
    rulebook::{Rulebook, Rules},
};
use jiff::{Timestamp, civil::Date, civil::date};
use serde_json::{Value, json};

type Change = fn(&mut Value);

const RED: &str = "red-complete-and-ruled";
const SILVER: &str = "silver-exactly-48-months";
const UN: &str = "un-special-notice";
const MINOR: &str = "minor-with-safeguards-and-approval";
const SENTENCE: &str = "sentence-exactly-6-months";
const OVERRIDE: &str = "override-by-a-named-official";
const DIFFUSION: &str = "diffusion-to-two-bureaus";

/// Code, honest request, the one thing done to it.
#[rustfmt::skip]
const REQUESTS: &[(&str, &str, Change)] = &[
    ("constitutional_charge", RED, |v| { v["case"]["offences"][0]["code"] = json!("treason"); v["desk"]["rulings"] = json!([]); }),
    ("sealed_position", RED, |v| { v["desk"]["sealed_facts"] = json!([{"kind": "extradition_refused", "against": "QM", "family_name": "Vossmark", "forename": "Ilda", "birth_date": "1984-05-17"}]); v["desk"]["rulings"] = json!([]); }),
    ("sealed_stop", RED, |v| v["desk"]["sealed_facts"] = json!([{"kind": "refugee_confirmed", "against": "QM", "family_name": "Vossmark", "forename": "Ilda", "birth_date": "1984-05-17"}])),
    ("sealed_possible", RED, |v| v["desk"]["sealed_facts"] = json!([{"kind": "refugee_confirmed", "against": "QM", "family_name": "Vossmark", "forename": "Ilda", "birth_date": "1984"}])),
    ("purpose_missing", RED, |v| v["purposes"] = json!([])),
    ("purpose_not_allowed", RED, |v| v["purposes"] = json!(["locate"])),
    ("purposes_several", RED, |v| v["purposes"] = json!(["extradition", "surrender"])),
    ("aim_missing", RED, |v| v["purposes"] = json!([])),
    ("aim_not_arrest", RED, |v| v["purposes"] = json!(["locate"])),
    ("interest_missing", RED, |v| v["interest"] = json!("needed")),
    ("no_foreign_link", RED, |v| v["countries_concerned"] = json!(["QM"])),
    ("kind_missing", RED, |v| v["kind"] = Value::Null),
    ("kind_unknown", RED, |v| v["kind"] = json!("mauve")),
    ("channel_not_allowed", UN, |v| v["channel"] = json!("diffusion")),
    ("author_missing", RED, |v| v["author"] = Value::Null),
    ("requester_missing", RED, |v| v["requester"] = Value::Null),
    ("requester_not_member", RED, |v| v["desk"]["members"] = json!(["QN"])),
    ("entity_not_authorised", RED, |v| v["requester"] = json!({"type": "entity", "name": "Nobody"})),
    ("requester_not_for_kind", UN, |v| v["requester"] = json!({"type": "bureau", "country": "QM"})),
    ("declaration_missing", RED, |v| v["declaration"] = Value::Null),
    ("declaration_unsigned", RED, |v| v["declaration"]["signed_by"] = Value::Null),
    ("declaration_undated", RED, |v| v["declaration"]["signed_at"] = Value::Null),
    ("declaration_in_future", RED, |v| v["declaration"]["signed_at"] = json!("2027-01-01T00:00:00Z")),
    ("recipients_missing", DIFFUSION, |v| v["recipients"] = json!([])),
    ("recipients_only_self", DIFFUSION, |v| v["recipients"] = json!(["QM"])),
    ("diffusion_purpose_missing", DIFFUSION, |v| v["purposes"] = json!([])),
    ("extract_never", SILVER, |v| v["public_extract"] = json!({"requested": true, "consent": true, "ground": "danger"})),
    ("extract_without_consent", RED, |v| v["public_extract"] = json!({"requested": true, "ground": "danger"})),
    ("extract_ground", RED, |v| v["public_extract"] = json!({"requested": true, "consent": true, "ground": "curiosity"})),
    ("extract_ground_missing", RED, |v| v["public_extract"] = json!({"requested": true, "consent": true})),
    ("case_missing", RED, |v| v["case"] = Value::Null),
    ("facts_too_short", RED, |v| v["case"]["facts"] = json!("Fraud.")),
    ("no_individual_act", RED, |v| v["case"]["acts"] = json!([])),
    ("act_what_missing", RED, |v| v["case"]["acts"][0]["what"] = json!(" ")),
    ("act_place_missing", RED, |v| v["case"]["acts"][0]["place"] = json!("")),
    ("act_date_missing", RED, |v| v["case"]["acts"][0]["date"] = Value::Null),
    ("act_role_missing", RED, |v| v["case"]["acts"][0]["role"] = Value::Null),
    ("membership_only", RED, |v| v["case"]["acts"][0]["role"] = json!("member")),
    ("act_after_warrant", RED, |v| v["case"]["acts"][0]["date"] = json!("2025-01-01")),
    ("mode_missing", RED, |v| v["case"]["mode"] = Value::Null),
    ("charges_missing", RED, |v| v["case"]["offences"] = json!([])),
    ("offence_missing", RED, |v| v["case"]["offences"] = json!([])),
    ("charge_missing", RED, |v| v["case"]["offences"][0]["charge"] = Value::Null),
    ("law_missing", RED, |v| v["case"]["offences"][0]["law"] = Value::Null),
    ("max_penalty_missing", RED, |v| v["case"]["offences"][0]["max_penalty"] = Value::Null),
    ("max_penalty_zero", RED, |v| v["case"]["offences"][0]["max_penalty"] = json!({"months": 0})),
    ("warrant_missing", RED, |v| v["case"]["warrant"] = Value::Null),
    ("warrant_number", RED, |v| v["case"]["warrant"]["number"] = Value::Null),
    ("warrant_authority", RED, |v| v["case"]["warrant"]["authority"] = Value::Null),
    ("warrant_undated", RED, |v| v["case"]["warrant"]["issued_on"] = Value::Null),
    ("warrant_in_future", RED, |v| v["case"]["warrant"]["issued_on"] = json!("2027-01-01")),
    ("warrant_unconfirmed", RED, |v| v["case"]["warrant"]["last_confirmed_on"] = Value::Null),
    ("warrant_confirmed_in_future", RED, |v| v["case"]["warrant"]["last_confirmed_on"] = json!("2027-01-01")),
    ("warrant_confirmation_old", RED, |v| v["case"]["warrant"]["last_confirmed_on"] = json!("2026-05-23")),
    ("warrant_copy", RED, |v| v["case"]["warrant"]["copy"] = json!({"file": " "})),
    ("warrant_revoked", RED, |v| v["case"]["warrant"]["revoked"] = json!(true)),
    ("warrant_expired", RED, |v| v["case"]["warrant"]["expires_on"] = json!("2026-11-19")),
    ("case_time_barred", RED, |v| v["case"]["warrant"]["time_barred_from"] = json!("2026-11-20")),
    ("warrant_ends_first", RED, |v| v["case"]["warrant"]["expires_on"] = json!("2020-01-01")),
    ("authority_without_power", RED, |v| v["case"]["warrant"]["authority_competent"] = json!(false)),
    ("authority_power_unsaid", RED, |v| v["case"]["warrant"]["authority_competent"] = Value::Null),
    ("extradition_missing", RED, |v| v["extradition"] = Value::Null),
    ("extradition_not_sought", RED, |v| v["extradition"]["will_be_sought"] = json!(false)),
    ("extradition_unsaid", RED, |v| v["extradition"]["will_be_sought"] = Value::Null),
    ("extradition_not_coordinated", RED, |v| v["extradition"]["coordinated"] = json!(false)),
    ("coordination_unsaid", RED, |v| v["extradition"]["coordinated"] = Value::Null),
    ("exclusions_unsaid", RED, |v| v["extradition"]["excluded_countries"] = Value::Null),
    ("exclusion_of_self", RED, |v| v["extradition"]["excluded_countries"] = json!(["QM"])),
    ("kind_condition_missing", RED, |v| { v["subject"]["description"] = Value::Null; v["subject"]["documents"] = json!([]); }),
    ("un_reference_missing", UN, |v| v["un"]["reference"] = json!(" ")),
    ("un_not_listed", UN, |v| v["un"]["reference"] = json!("QXe.099")),
    ("silver_aim", SILVER, |v| v["purposes"] = json!(["extradition"])),
    ("silver_no_investigation", SILVER, |v| v["silver"]["person_investigated"] = json!(false)),
    ("silver_investigation_unsaid", SILVER, |v| v["silver"]["person_investigated"] = Value::Null),
    ("silver_coercive", SILVER, |v| v["silver"]["coercive"] = json!(true)),
    ("silver_coercive_unsaid", SILVER, |v| v["silver"]["coercive"] = Value::Null),
    ("silver_assets", SILVER, |v| v["silver"]["assets"] = Value::Null),
    ("silver_not_participant", SILVER, |v| v["requester"]["country"] = json!("QS")),
    ("silver_quota_country", SILVER, |v| v["desk"]["silver_used_by_country"] = json!(10)),
    ("silver_quota_total", SILVER, |v| v["desk"]["silver_used_total"] = json!(500)),
    ("silver_penalty_missing", SILVER, |v| v["case"]["offences"][0]["max_penalty"] = Value::Null),
    ("silver_penalty_unclear", SILVER, |v| { v["case"]["offences"][0]["max_penalty"] = json!({"months": 47, "days": 30}); v["desk"]["rulings"] = json!([]); }),
    ("silver_below_threshold", SILVER, |v| v["case"]["offences"][0]["max_penalty"] = json!({"months": 47})),
    ("offence_code_missing", RED, |v| v["case"]["offences"][0]["code"] = Value::Null),
    ("offence_code_unknown", RED, |v| v["case"]["offences"][0]["code"] = json!("mischief")),
    ("offence_not_serious", RED, |v| v["case"]["offences"][0]["code"] = json!("traffic_violation")),
    ("offence_unclassified", RED, |v| v["case"]["offences"][0]["code"] = json!("other")),
    ("exclusion_exception_claimed", RED, |v| { v["case"]["offences"][0]["code"] = json!("dishonoured_cheque"); v["case"]["offences"][0]["organised_crime"] = json!(true); }),
    ("offence_excluded", RED, |v| v["case"]["offences"][0]["code"] = json!("unpaid_debt")),
    ("penalty_missing", RED, |v| v["case"]["offences"][0]["max_penalty"] = Value::Null),
    ("charge_below_threshold", RED, |v| v["case"]["offences"] = json!([{"code": "fraud", "charge": "Fraud", "law": "Penal Code, 230", "max_penalty": {"years": 6}}, {"code": "forgery", "charge": "Forgery", "law": "Penal Code, 240", "max_penalty": {"months": 6}}])),
    ("penalty_unclear", RED, |v| v["case"]["offences"][0]["max_penalty"] = json!({"days": 730})),
    ("penalty_below_threshold", RED, |v| v["case"]["offences"][0]["max_penalty"] = json!({"months": 23, "days": 27})),
    ("sentence_missing", SENTENCE, |v| { v["case"]["sentence_imposed"] = Value::Null; v["case"]["sentence_remaining"] = Value::Null; }),
    ("sentence_unclear", SENTENCE, |v| v["case"]["sentence_imposed"] = json!({"days": 182})),
    ("sentence_half_below", SENTENCE, |v| { v["case"]["sentence_imposed"] = json!({"days": 182}); v["case"]["sentence_remaining"] = json!({"months": 1}); }),
    ("sentence_below_threshold", SENTENCE, |v| v["case"]["sentence_imposed"] = json!({"months": 5})),
    ("override_nameless", OVERRIDE, |v| v["desk"]["override"]["official"] = Value::Null),
    ("override_by_author", OVERRIDE, |v| v["desk"]["override"]["official"] = v["author"].clone()),
    ("override_office", OVERRIDE, |v| v["desk"]["override"]["office"] = Value::Null),
    ("override_not_consulted", OVERRIDE, |v| v["desk"]["override"]["consulted_on"] = Value::Null),
    ("override_consulted_in_future", OVERRIDE, |v| v["desk"]["override"]["consulted_on"] = json!("2026-12-24")),
    ("override_grounds", OVERRIDE, |v| v["desk"]["override"]["grounds"] = json!("important")),
    ("override_rows", OVERRIDE, |v| v["desk"]["override"]["lifts"] = json!([])),
    ("override_too_wide", OVERRIDE, |v| v["desk"]["override"]["lifts"] = json!([29])),
    ("subject_not_for_kind", "purple-method", |v| v["subject"] = json!({"family_name": "Vossmark"})),
    ("subject_missing", RED, |v| v["subject"] = Value::Null),
    ("person_is_dead", RED, |v| v["subject"]["died_on"] = json!("2025")),
    ("status_missing", RED, |v| v["subject"]["status"] = Value::Null),
    ("status_does_not_fit", RED, |v| v["subject"]["status"] = json!("missing")),
    ("necessity_missing", MINOR, |v| v["safeguards"]["necessity"] = Value::Null),
    ("care_missing", MINOR, |v| v["safeguards"]["care"] = Value::Null),
    ("approval_needed", MINOR, |v| v["desk"]["approvals"] = json!([])),
    ("earlier_case", "refused-case-returning-as-blue", |_| {}),
    ("field_unreadable", RED, |v| v["subject"]["birth_date"] = json!("2023-02-30")),
    ("field_unknown", RED, |v| v["subject"]["brith_date"] = json!("1984")),
    ("sources_missing", RED, |v| v["sources"] = json!([])),
    ("source_unnamed", RED, |v| v["sources"][0]["what"] = json!("")),
    ("source_undated", RED, |v| v["sources"][0]["date"] = Value::Null),
    ("source_in_future", RED, |v| v["sources"][0]["date"] = json!("2027-01-01")),
    ("name_too_long", RED, |v| v["subject"]["forename"] = json!("a".repeat(201))),
    ("scripts_mixed", RED, |v| v["subject"]["family_name"] = json!("V\u{043e}ssmark")),
    ("invisible_character", RED, |v| v["subject"]["family_name"] = json!("Voss\u{200b}mark")),
    ("name_without_letters", RED, |v| v["subject"]["forename"] = json!("???")),
    ("identities_mixed", RED, |v| v["subject"]["documents"][0]["holder"]["birth_date"] = json!("1961-01-01")),
    ("birth_in_future", RED, |v| v["subject"]["birth_date"] = json!("2027")),
    ("death_before_birth", RED, |v| v["subject"]["died_on"] = json!("1970")),
    ("act_in_future", RED, |v| v["case"]["acts"][0]["date"] = json!("2027")),
    ("birth_after_act", RED, |v| v["subject"]["birth_date"] = json!("2025-01-01")),
    ("child_at_act", RED, |v| v["subject"]["birth_date"] = json!("2018-06-01")),
    ("not_an_image", RED, |v| v["subject"]["photographs"] = json!([{"file": "not-a-portrait.jpg"}])),
    ("picture_not_found", RED, |v| v["subject"]["photographs"] = json!([{"file": "nowhere.png"}])),
    ("ruling_needed", RED, |v| v["desk"]["rulings"] = json!([])),
    ("ruling_not_valid", RED, |v| v["desk"]["rulings"][0]["by"] = v["author"].clone()),
    ("ruled_against", RED, |v| v["desk"]["rulings"][0]["outcome"] = json!("not_compliant")),
    ("question_open", RED, |v| v["desk"]["rulings"][0]["outcome"] = json!("question")),
    ("retention_in_past", RED, |v| v["retention_ends"] = json!("2026-01-01")),
];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn bureau(name: &str) -> BureauId {
    BureauId::try_from(name).unwrap_or_else(|e| panic!("{e}"))
}

fn country(code: &str) -> Country {
    Country::try_from(code).unwrap_or_else(|e| panic!("{e}"))
}

fn query(purpose: Option<&str>, granted: Option<&[&str]>, until: Option<Timestamp>) -> Facts<'static> {
    Facts::Query(QueryFacts {
        purpose: purpose.map(str::to_owned),
        unit: Some(Unit {
            name: "harbour-unit".into(),
            granted: granted.map(|codes| codes.iter().map(|c| (*c).to_owned()).collect()),
            granted_until: until,
        }),
    })
}

fn shown(viewer: ViewerSort, excluded: bool, blocked: bool, shown: bool) -> Facts<'static> {
    Facts::Disclosure(DisclosureFacts {
        viewer,
        excluded,
        blocked,
        shown,
        logged: false,
    })
}

fn published(approved: Option<&str>, languages: &[&str], source_text_kept: bool) -> Facts<'static> {
    Facts::Publication(PublicationFacts {
        published_at: Some(at("2026-11-20T08:00:00Z")),
        approved_at: approved.map(at),
        texts: languages.iter().map(|l| ((*l).to_owned(), false)).collect(),
        source_text_kept,
    })
}

fn answered(published: bool) -> Facts<'static> {
    Facts::Answer(AnswerFacts {
        missing: ["case.acts".to_owned()].into(),
        listed: BTreeSet::new(),
        published,
    })
}

fn paused(until: Date, reason: &str) -> Facts<'static> {
    Facts::Suspension(SuspensionFacts {
        from: date(2026, 8, 31),
        until,
        reason: reason.into(),
    })
}

fn withdrawn(by_source: bool, reason: &str) -> Facts<'static> {
    Facts::Withdrawal(WithdrawalFacts {
        by_source,
        reason: reason.into(),
        text: String::new(),
    })
}

fn ended(reason: &str) -> Facts<'static> {
    Facts::DiffusionEnd(DiffusionEndFacts {
        suspended: None,
        reason: reason.into(),
        recipients: [bureau("QN")].into(),
        told: BTreeSet::new(),
    })
}

fn kept(ends_on: Date, asked: bool, renewal: Option<(Date, &str, bool)>) -> Facts<'static> {
    Facts::Retention(RetentionFacts {
        began_on: date(2021, 11, 30),
        ends_on,
        asked_on: asked.then(|| date(2026, 5, 30)),
        renewal: renewal.map(|(until, reason, warrant_checked)| Renewal {
            until,
            reason: reason.into(),
            warrant_checked,
        }),
    })
}

fn document(issuer: &str, text: &str) -> Facts<'static> {
    Facts::TravelDocument(TravelDocumentFacts {
        issuing_country: country(issuer),
        requester_country: country("QM"),
        free_text: text.into(),
        personal_data: vec!["Ilda Vossmark".into()],
        entered_by: OfficerId::try_from("officer-1").unwrap_or_else(|e| panic!("{e}")),
    })
}

fn overseen(received: Date, admissible: Option<Date>) -> Facts<'static> {
    Facts::Oversight(OversightFacts {
        request: OversightRequest::Access,
        received_on: received,
        admissibility_on: admissible,
        decided_on: None,
    })
}

fn carried_out(done: bool) -> Facts<'static> {
    Facts::CarryingOut(CarryingOutFacts {
        received_on: date(2026, 10, 1),
        done_on: done.then(|| date(2026, 10, 20)),
        unconfirmed: [bureau("QN")].into(),
    })
}

fn pursued(due: Option<&str>, acted: Option<&str>) -> Facts<'static> {
    Facts::Pursuit(PursuitFacts {
        due_at: due.map(at),
        acted_at: acted.map(at),
    })
}

const ALL: &[&str] = &["ar", "en", "fr", "es"];

/// Code and the step in which it is found.
#[rustfmt::skip]
fn steps() -> Vec<(&'static str, Facts<'static>)> {
    let end = date(2026, 11, 30);
    vec![
        ("query_without_purpose", query(None, Some(&[]), None)),
        ("query_purpose_unknown", query(Some("curiosity"), Some(&[]), None)),
        ("query_out_of_scope", query(Some("border_control"), Some(&["document_check"]), None)),
        ("no_grant", query(Some("document_check"), None, None)),
        ("grant_ended", query(Some("document_check"), Some(&["document_check"]), Some(at("2026-11-01T00:00:00Z")))),
        ("shown_to_excluded", shown(ViewerSort::Member, true, false, true)),
        ("withheld_from_exempt", shown(ViewerSort::Owner, true, false, false)),
        ("withheld_from_oversight", shown(ViewerSort::Oversight, false, false, false)),
        ("oversight_not_logged", shown(ViewerSort::Oversight, false, false, true)),
        ("blocked_but_shown", shown(ViewerSort::Member, false, true, true)),
        ("message_sealed", Facts::Message(MessageFacts { read_by_secretariat: true, ..Default::default() })),
        ("not_issuing_country", document("QN", "")),
        ("person_in_free_text", document("QM", "Taken from VOSSMARK, Ilda at the station.")),
        ("location_not_told", Facts::Location(LocationFacts { located_at: at("2026-11-18T06:40:00Z"), source_told_at: None, secretariat_told_at: None })),
        ("no_treaty_clock", pursued(None, None)),
        ("requester_inactive", pursued(Some("2026-11-19T00:00:00Z"), None)),
        ("requester_late", pursued(Some("2026-11-19T00:00:00Z"), Some("2026-11-20T00:00:00Z"))),
        ("not_verified", Facts::Use(UseFacts { confirmed_by_source: false, urgency: None })),
        ("outcome_missing", Facts::HitRecord(HitRecordFacts::default())),
        ("register_changed", Facts::HitRecord(HitRecordFacts { outcome: Some("released".into()), overwrites: true })),
        ("not_approved", published(None, ALL, true)),
        ("published_before_approval", published(Some("2026-11-20T08:00:00Z"), ALL, true)),
        ("language_missing", published(Some("2026-11-20T07:00:00Z"), &["en", "fr", "es"], true)),
        ("source_text_lost", published(Some("2026-11-20T07:00:00Z"), ALL, false)),
        ("published_incomplete", answered(true)),
        ("missing_not_listed", answered(false)),
        ("suspension_too_long", paused(date(2027, 3, 1), "doubt")),
        ("suspension_ends_first", paused(date(2026, 8, 30), "doubt")),
        ("suspension_reason", paused(date(2027, 1, 1), "")),
        ("withdrawal_not_by_source", withdrawn(false, "purpose_achieved")),
        ("reason_missing", withdrawn(true, " ")),
        ("reason_unknown", withdrawn(true, "tired")),
        ("reason_text_missing", withdrawn(true, "other")),
        ("cancellation_needs_ruling", Facts::Cancellation(CancellationFacts { reason: "art83".into(), silent_days: Some(60), ..Default::default() })),
        ("diffusion_reason", ended(" ")),
        ("recipients_not_told", ended("purpose_achieved")),
        ("retention_too_long", kept(date(2026, 12, 1), true, None)),
        ("retention_over", kept(date(2026, 11, 19), true, None)),
        ("retention_not_asked", kept(end, false, None)),
        ("renewal_reason", kept(end, true, Some((date(2031, 11, 30), " ", true)))),
        ("renewal_warrant", kept(end, true, Some((date(2031, 11, 30), "Still sought.", false)))),
        ("renewal_too_long", kept(end, true, Some((date(2031, 12, 1), "Still sought.", true)))),
        ("renewal_ends_first", kept(end, true, Some((end, "Still sought.", true)))),
        ("admissibility_late", overseen(date(2026, 6, 1), None)),
        ("decision_late", overseen(date(2026, 6, 1), Some(date(2026, 7, 1)))),
        ("decision_not_carried_out", carried_out(false)),
        ("purge_not_confirmed", carried_out(true)),
    ]
}

fn in_request(base: &str, change: Change, rules: &Rules) -> Vec<Finding> {
    let file = request(base, change);
    let facts = RequestFacts {
        request: &file.request,
        desk: &file.desk,
        faults: &file.faults,
    };
    judge(&Facts::Request(facts), now(), rules)
        .findings()
        .cloned()
        .collect()
}

fn codes(findings: &[Finding]) -> BTreeSet<&'static str> {
    findings.iter().map(|f| f.code).collect()
}

/// What is found only where the lists of exercises are not at hand, or the pilot does not run.
fn elsewhere() -> Vec<(&'static str, Vec<Finding>)> {
    let ended = || {
        let mut value: Value = serde_json::to_value(book()).unwrap_or_else(|e| panic!("{e}"));
        value["silver"]["until"] = json!("2025-11-30");
        Rules::exercise(Rulebook::from_json(&value.to_string()).unwrap_or_else(|e| panic!("{e}")))
    };
    vec![
        (
            "un_list_unknown",
            in_request(UN, |v| v["desk"]["un_references"] = Value::Null, &unadopted()),
        ),
        (
            "silver_participants_unknown",
            in_request(SILVER, |v| v["desk"]["silver_participants"] = Value::Null, &unadopted()),
        ),
        (
            "silver_quota_unknown",
            in_request(SILVER, |v| v["desk"]["silver_quota"] = Value::Null, &unadopted()),
        ),
        ("silver_not_running", in_request(SILVER, |_| {}, &ended())),
    ]
}

#[test]
fn each_fault_is_found_under_its_code_and_not_without_the_fault() {
    let rules = Rules::exercise(book());
    let mut wrong = Vec::new();
    for (code, base, change) in REQUESTS {
        if !codes(&in_request(base, *change, &rules)).contains(code) {
            wrong.push(format!("{code}: not found in {base}"));
        }
        let honest = codes(&in_request(base, |_| {}, &rules));
        if *code != "earlier_case" && honest.contains(code) {
            wrong.push(format!("{code}: found in {base} although nothing was done to it"));
        }
    }
    for (code, facts) in steps() {
        let found: Vec<Finding> = judge(&facts, now(), &rules).findings().cloned().collect();
        if !codes(&found).contains(code) {
            wrong.push(format!("{code}: not found in its step; found {:?}", codes(&found)));
        }
    }
    for (code, found) in elsewhere() {
        if !codes(&found).contains(code) {
            wrong.push(format!("{code}: not found; found {:?}", codes(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every code written in the sources of the checks: the first text of a `Fault`, or the one handed to `need_text`.
fn written() -> BTreeSet<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/check");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{e}")) {
        let path = entry.unwrap_or_else(|e| panic!("{e}")).path();
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{e}"));
        for maker in [
            "Fault::broken(",
            "Fault::missing(",
            "Fault::ruling(",
            "Fault::unclear(",
            "Fault::note(",
            "need_text(",
        ] {
            for after in text.split(maker).skip(1) {
                let code = after.split('"').nth(1).unwrap_or_default();
                if !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                    found.insert(code.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn no_code_stands_in_the_checks_that_is_not_provoked_here() {
    let mut provoked: BTreeSet<String> = REQUESTS.iter().map(|(code, _, _)| (*code).to_owned()).collect();
    provoked.extend(steps().into_iter().map(|(code, _)| code.to_owned()));
    provoked.extend(elsewhere().into_iter().map(|(code, _)| code.to_owned()));
    let written = written();
    assert!(written.len() > 150, "only {} codes were read", written.len());
    let never: Vec<_> = written.difference(&provoked).collect();
    let unknown: Vec<_> = provoked.difference(&written).collect();
    assert!(
        never.is_empty() && unknown.is_empty(),
        "never provoked: {never:?}; not in the sources: {unknown:?}"
    );
}

/// Every refusal of an act, and of a step of a hit, is what some test expects by its name.
#[test]
fn every_refusal_is_expected_by_a_test() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let tests: String = [
        "life_table",
        "life_stories",
        "life_property",
        "desk_side",
        "sealed",
        "hits",
    ]
    .iter()
    .map(|name| read(&format!("tests/{name}.rs")))
    .collect();
    for (file, of) in [
        ("src/lifecycle/refusal.rs", "Refusal"),
        ("src/hit/mod.rs", "HitRefusal"),
    ] {
        let source = read(file);
        let codes = source.split("pub fn code(&self)").nth(1).unwrap_or_default();
        let names: BTreeSet<&str> = codes
            .split("Self::")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
            .take_while(|name| !name.is_empty())
            .collect();
        assert!(names.len() >= 9, "{of}: only {names:?} were read");
        let never: Vec<_> = names
            .iter()
            .filter(|name| !tests.contains(&format!("{of}::{name}")))
            .collect();
        assert!(never.is_empty(), "{of}: no test expects {never:?}");
    }
}
