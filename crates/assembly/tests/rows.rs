//! One test per row of the model rulebook: cases that pass, that fail, and that stand on the boundary.

use std::collections::{BTreeMap, BTreeSet};

use cordon_assembly::delegation::CredentialsState;
use cordon_assembly::language::Language;
use cordon_assembly::majority::{Count, Majority};
use cordon_assembly::member::{MemberCode, Region};
use cordon_assembly::quorum::Quorum;
use cordon_assembly::rulebook::{
    Authority, Facts, MotionKind, Officer, Post, Proposer, RowNumber, RowState, Rulebook,
    RulebookFault, Service, ThirdBallot,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);
const OPENING: Date = date(2026, 11, 24);

fn book() -> Rulebook {
    Rulebook::model().expect("the data files are readable")
}

/// Tests every case of a row; a row without a passing and a failing case proves nothing.
fn row(number: u8, cases: &[(Facts, bool)]) {
    let book = book();
    for (facts, expected) in cases {
        let used = book
            .test(RowNumber(number), facts, TODAY)
            .unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(
            used.met, *expected,
            "row {number}: {facts:?}: {}",
            used.arithmetic
        );
        assert!(!used.arithmetic.is_empty());
    }
    let outcomes: BTreeSet<bool> = cases.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(
        outcomes.len(),
        2,
        "row {number} needs a passing and a failing case"
    );
}

fn member(code: &str) -> MemberCode {
    MemberCode::new(code).expect("a code")
}

fn sent(day: Date) -> Facts {
    Facts::SentBeforeOpening {
        sent: day,
        opening: OPENING,
        proposer: None,
        opinion: false,
    }
}

fn count(yes: u64, no: u64, abstain: u64) -> Count {
    Count { yes, no, abstain }
}

fn majority(yes: u64, no: u64, members: u64) -> Facts {
    Facts::Majority {
        count: count(yes, no, 0),
        members: Some(members),
    }
}

#[test]
fn row_01_one_ordinary_session_a_year() {
    let held = |already_held_this_year| Facts::OrdinarySessions {
        already_held_this_year,
    };
    row(1, &[(held(0), true), (held(1), false), (held(2), false)]);
}

#[test]
fn row_02_extraordinary_session_by_the_committee_or_more_than_half_of_the_members() {
    let asked = |by_committee, supporters, members| Facts::ExtraordinaryRequest {
        by_committee,
        supporters,
        members,
    };
    row(
        2,
        &[
            (asked(true, 0, 195), true),
            (asked(false, 98, 195), true),
            (asked(false, 97, 195), false),
            (asked(false, 98, 196), false),
            (asked(false, 99, 196), true),
        ],
    );
}

#[test]
fn row_03_extraordinary_session_opens_30_to_90_days_after_the_request_on_one_subject() {
    let opens = |requested, subjects| Facts::OpeningWindow {
        requested,
        opening: OPENING,
        subjects,
    };
    row(
        3,
        &[
            (opens(date(2026, 10, 25), 1), true),
            (opens(date(2026, 10, 26), 1), false),
            (opens(date(2026, 8, 26), 1), true),
            (opens(date(2026, 8, 25), 1), false),
            (opens(date(2026, 9, 30), 2), false),
            (opens(date(2026, 9, 30), 0), false),
            (opens(date(2026, 12, 24), 1), false),
        ],
    );
}

#[test]
fn row_04_notice_four_months_before() {
    row(
        4,
        &[
            (sent(date(2026, 7, 24)), true),
            (sent(date(2026, 7, 25)), false),
            (sent(date(2026, 1, 1)), true),
        ],
    );
    // Four months before the last of June is the last of February, in a leap year too.
    let end = |sent| Facts::SentBeforeOpening {
        sent,
        opening: date(2028, 6, 30),
        proposer: None,
        opinion: false,
    };
    row(
        4,
        &[
            (end(date(2028, 2, 29)), true),
            (end(date(2028, 3, 1)), false),
        ],
    );
}

#[test]
fn row_05_provisional_agenda_90_days_before() {
    row(
        5,
        &[
            (sent(date(2026, 8, 26)), true),
            (sent(date(2026, 8, 27)), false),
        ],
    );
}

#[test]
fn row_06_added_items_30_days_before() {
    row(
        6,
        &[
            (sent(date(2026, 10, 25)), true),
            (sent(date(2026, 10, 26)), false),
        ],
    );
}

#[test]
fn row_07_working_papers_30_days_before() {
    row(
        7,
        &[
            (sent(date(2026, 10, 25)), true),
            (sent(date(2026, 10, 26)), false),
        ],
    );
}

#[test]
fn row_08_the_agenda_as_a_whole_and_item_by_item() {
    let mut book = book();
    for as_a_whole in [true, false] {
        let used = book
            .test(RowNumber(8), &Facts::AgendaAdoption { as_a_whole }, TODAY)
            .expect("a test");
        assert!(used.met);
    }
    // A session that adopts the row without voting by item refuses the second way.
    let mut stricter = book
        .in_force(RowNumber(8), TODAY)
        .expect("in force")
        .clone();
    stricter.effective = date(2026, 1, 1);
    stricter.version = "exercise".to_owned();
    stricter.predicate = cordon_assembly::rulebook::Predicate::AgendaAdoption {
        whole: true,
        item_by_item: false,
    };
    book.replace(stricter).expect("a new version");
    let used = book
        .test(
            RowNumber(8),
            &Facts::AgendaAdoption { as_a_whole: false },
            TODAY,
        )
        .expect("a test");
    assert!(!used.met);
    assert_eq!(used.version, "exercise");
}

#[test]
fn row_09_constitution_changes_three_months_before_by_a_member_or_the_committee() {
    let draft = |sent, proposer| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer,
        opinion: false,
    };
    row(
        9,
        &[
            (draft(date(2026, 8, 24), Some(Proposer::Member)), true),
            (
                draft(date(2026, 8, 24), Some(Proposer::ExecutiveCommittee)),
                true,
            ),
            (draft(date(2026, 8, 25), Some(Proposer::Member)), false),
            (
                draft(date(2026, 8, 1), Some(Proposer::SecretaryGeneral)),
                false,
            ),
            (draft(date(2026, 8, 1), None), false),
        ],
    );
}

#[test]
fn row_10_drafts_on_basic_texts_90_days_before_with_an_opinion() {
    let draft = |sent, opinion| Facts::SentBeforeOpening {
        sent,
        opening: OPENING,
        proposer: None,
        opinion,
    };
    row(
        10,
        &[
            (draft(date(2026, 8, 26), true), true),
            (draft(date(2026, 8, 27), true), false),
            (draft(date(2026, 8, 1), false), false),
        ],
    );
}

#[test]
fn row_11_membership_requests_by_31_january() {
    let received = |received| Facts::ReceivedByDay {
        received,
        session_year: 2026,
    };
    row(
        11,
        &[
            (received(date(2026, 1, 31)), true),
            (received(date(2026, 2, 1)), false),
            (received(date(2025, 11, 1)), true),
        ],
    );
}

#[test]
fn row_12_observers_have_the_floor_and_never_a_ballot() {
    row(
        12,
        &[
            (Facts::ObserverAsksForFloor, true),
            (Facts::ObserverVotes, false),
        ],
    );
}

#[test]
fn row_13_one_head_named_by_the_government() {
    let named = |heads, authority| Facts::Delegation { heads, authority };
    row(
        13,
        &[
            (named(1, Authority::Government), true),
            (named(0, Authority::Government), false),
            (named(2, Authority::Government), false),
            (named(1, Authority::Other), false),
        ],
    );
}

#[test]
fn row_14_only_accepted_and_provisional_credentials_vote() {
    use CredentialsState as S;
    let state = |state| Facts::Credentials { state };
    row(
        14,
        &[
            (state(S::Accepted), true),
            (state(S::Provisional), true),
            (state(S::Announced), false),
            (state(S::Submitted), false),
            (state(S::Examined), false),
            (state(S::Contested), false),
        ],
    );
}

#[test]
fn row_15_one_member_one_vote_and_never_for_another() {
    let vote = |votes_for: &str, head, already_voted| Facts::OneVote {
        voter: member("QM"),
        votes_for: member(votes_for),
        head,
        already_voted,
    };
    row(
        15,
        &[
            (vote("QM", true, false), true),
            (vote("QM", false, false), true),
            (vote("QM", true, true), false),
            (vote("QN", true, false), false),
        ],
    );
}

#[test]
fn row_16_arrears_for_the_current_and_the_previous_year() {
    let years = |unpaid_years_in_a_row| Facts::Arrears {
        unpaid_years_in_a_row,
    };
    row(
        16,
        &[
            (years(2), true),
            (years(1), false),
            (years(0), false),
            (years(5), true),
        ],
    );
}

#[test]
fn row_17_stop_requests_recalls_hits_and_missing_children_always_pass() {
    let uses = |service, waived, constitutional_vote| Facts::ServiceDuringArrears {
        service,
        waived,
        constitutional_vote,
    };
    row(
        17,
        &[
            (uses(Service::StopRequest, false, false), true),
            (uses(Service::Recall, false, false), true),
            (uses(Service::Hit, false, false), true),
            (uses(Service::MissingChild, false, false), true),
            (uses(Service::Vote, false, false), false),
            (uses(Service::Vote, false, true), true),
            (uses(Service::Vote, true, false), false),
            (uses(Service::Hosting, false, false), false),
            (uses(Service::Secondment, false, false), false),
            (uses(Service::Training, false, false), false),
            (uses(Service::Training, true, false), true),
            (uses(Service::OtherServices, false, false), false),
        ],
    );
}

#[test]
fn row_18_appeals_30_days_before_the_committee_meets_and_once() {
    let appeal = |filed, second, leave_on_new_fact| Facts::ArrearsAppeal {
        filed,
        committee_meets: OPENING,
        second,
        leave_on_new_fact,
    };
    row(
        18,
        &[
            (appeal(date(2026, 10, 25), false, false), true),
            (appeal(date(2026, 10, 26), false, false), false),
            (appeal(date(2026, 9, 1), true, false), false),
            (appeal(date(2026, 9, 1), true, true), true),
        ],
    );
}

#[test]
fn row_19_decisions_are_normally_resolutions() {
    let form = |resolution| Facts::DecisionForm { resolution };
    row(19, &[(form(true), true), (form(false), false)]);
}

#[test]
fn row_20_no_vote_before_four_languages_of_the_same_revision_are_out() {
    let out = |revisions: [Option<u32>; 4]| {
        let pairs = Language::ALL.into_iter().zip(revisions);
        let out: BTreeMap<_, _> = pairs
            .filter_map(|(language, revision)| Some((language, revision?)))
            .collect();
        Facts::LanguagesOut { revision: 3, out }
    };
    row(
        20,
        &[
            (out([Some(3); 4]), true),
            (out([Some(2), Some(3), Some(3), Some(3)]), false),
            (out([None, Some(3), Some(3), Some(3)]), false),
            (out([Some(2); 4]), false),
            (out([None; 4]), false),
        ],
    );
}

#[test]
fn row_21_oral_amendments_at_once_unless_a_majority_asks_for_paper_and_costs_need_an_opinion() {
    let oral = |paper_asked_by| Facts::OralAmendment { paper_asked_by };
    let cost = |costs, opinion| Facts::CostOpinion { costs, opinion };
    row(
        21,
        &[
            (oral(None), true),
            (oral(Some(count(10, 9, 0))), false),
            (oral(Some(count(9, 9, 0))), true),
            (oral(Some(count(0, 0, 5))), true),
            (cost(false, false), true),
            (cost(true, true), true),
            (cost(true, false), false),
        ],
    );
}

#[test]
fn row_22_simple_majority() {
    row(
        22,
        &[
            (majority(76, 56, 192), true),
            (majority(57, 56, 192), true),
            (majority(56, 56, 192), false),
            (majority(0, 0, 192), false),
        ],
    );
}

#[test]
fn row_23_two_thirds_of_yes_and_no() {
    row(
        23,
        &[
            (majority(130, 65, 195), true),
            (majority(129, 66, 195), false),
            (majority(6, 3, 195), true),
            (majority(5, 4, 195), false),
            (majority(0, 0, 195), false),
            (majority(50, 50, 195), false),
            // Both ballots of the 2018 membership vote, as the press counted them.
            (majority(76, 56, 192), false),
            (majority(68, 51, 192), false),
        ],
    );
}

#[test]
fn row_24_two_thirds_of_all_members() {
    row(
        24,
        &[
            (majority(130, 0, 195), true),
            (majority(129, 0, 195), false),
            (majority(131, 65, 196), true),
            (majority(130, 0, 196), false),
            (majority(6, 0, 9), true),
            (majority(0, 0, 195), false),
        ],
    );
}

#[test]
fn row_25_one_second_ballot_where_two_thirds_were_missed() {
    let held = |ballots_held, majority| Facts::SecondBallot {
        ballots_held,
        majority,
    };
    row(
        25,
        &[
            (held(1, Majority::TwoThirdsCast), true),
            (held(1, Majority::TwoThirdsMembers), true),
            (held(2, Majority::TwoThirdsCast), false),
            (held(1, Majority::Simple), false),
        ],
    );
}

#[test]
fn row_26_record_votes_are_asked_for_before_voting_begins() {
    let asked = |requested, voting_began| Facts::RecordVote {
        requested,
        voting_began,
    };
    row(
        26,
        &[
            (asked(true, false), true),
            (asked(true, true), false),
            (asked(false, true), true),
        ],
    );
}

#[test]
fn row_27_persons_in_secret() {
    let ballot = |secret| Facts::ElectionOfPersons { secret };
    row(27, &[(ballot(true), true), (ballot(false), false)]);
}

#[test]
fn row_28_the_president_by_two_thirds_and_after_the_second_ballot_by_a_simple_majority() {
    let ballot = |ballot, votes, valid, leads_alone, third_ballot| Facts::PresidentBallot {
        ballot,
        votes,
        valid,
        leads_alone,
        third_ballot,
    };
    use ThirdBallot::{MoreThanHalf, Plurality};
    row(
        28,
        &[
            (ballot(1, 108, 162, true, Plurality), true),
            (ballot(1, 107, 162, true, Plurality), false),
            // 2018: 162 voters, 101 or 98 for the leader, never two thirds; on the third ballot the leader wins.
            (ballot(1, 101, 162, true, Plurality), false),
            (ballot(2, 98, 162, true, Plurality), false),
            (ballot(3, 101, 162, true, Plurality), true),
            (ballot(3, 98, 162, true, MoreThanHalf), true),
            // 2025: 84 of 164 is enough late and on no first ballot.
            (ballot(1, 84, 164, true, Plurality), false),
            (ballot(3, 84, 164, true, Plurality), true),
            (ballot(3, 84, 164, true, MoreThanHalf), true),
            (ballot(3, 82, 164, true, MoreThanHalf), false),
            (ballot(3, 82, 164, false, Plurality), false),
            (ballot(3, 60, 164, true, Plurality), true),
            (ballot(1, 0, 0, false, Plurality), false),
            (ballot(3, 0, 0, true, Plurality), false),
        ],
    );
}

fn officer(post: Post, code: &str, region: Region) -> Officer {
    Officer {
        post,
        member: member(code),
        region,
    }
}

#[test]
fn row_29_committee_from_different_countries_and_leaders_from_different_regions() {
    use Post::{CommitteeDelegate, President, VicePresident};
    let seat = |seated: &[Officer], candidate: Officer, leaves_same_post| Facts::CommitteeSeat {
        seated: seated.to_vec(),
        candidate,
        leaves_same_post,
    };
    let president = officer(President, "QM", Region::Asia);
    let vices = [
        officer(VicePresident, "QN", Region::Africa),
        officer(VicePresident, "QO", Region::Europe),
        officer(VicePresident, "QP", Region::Americas),
    ];
    let delegates: Vec<Officer> = (0..9)
        .map(|n| officer(CommitteeDelegate, &format!("S{n:03}"), Region::Asia))
        .collect();
    let filed = |filed| Facts::Candidacy {
        filed,
        opening: OPENING,
    };
    row(
        29,
        &[
            (seat(&[], president.clone(), false), true),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(President, "QQ", Region::Africa),
                    false,
                ),
                false,
            ),
            (
                seat(std::slice::from_ref(&president), vices[0].clone(), false),
                true,
            ),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(VicePresident, "QQ", Region::Asia),
                    false,
                ),
                false,
            ),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(CommitteeDelegate, "QM", Region::Asia),
                    false,
                ),
                false,
            ),
            (
                seat(
                    std::slice::from_ref(&president),
                    officer(CommitteeDelegate, "QQ", Region::Asia),
                    false,
                ),
                true,
            ),
            (
                seat(&vices, officer(VicePresident, "QQ", Region::Asia), false),
                false,
            ),
            (
                seat(
                    &delegates[..8],
                    officer(CommitteeDelegate, "QQ", Region::Asia),
                    false,
                ),
                true,
            ),
            (
                seat(
                    &delegates,
                    officer(CommitteeDelegate, "QQ", Region::Asia),
                    false,
                ),
                false,
            ),
            (seat(&[], president, true), false),
            (filed(date(2026, 10, 10)), true),
            (filed(date(2026, 10, 11)), false),
        ],
    );
}

#[test]
fn row_30_one_candidate_for_a_post() {
    let others = |others_by_member| Facts::CandidatePerPost { others_by_member };
    row(30, &[(others(0), true), (others(1), false)]);
}

#[test]
fn row_31_one_candidate_for_secretary_general_by_the_committee() {
    let asked = |candidates, proposer| Facts::SingleCandidate {
        candidates,
        proposer,
    };
    row(
        31,
        &[
            (asked(1, Proposer::ExecutiveCommittee), true),
            (asked(2, Proposer::ExecutiveCommittee), false),
            (asked(1, Proposer::Member), false),
        ],
    );
}

#[test]
fn row_32_the_auditor_is_a_national_audit_office() {
    let office = |national_audit_office| Facts::Auditor {
        national_audit_office,
    };
    row(32, &[(office(true), true), (office(false), false)]);
}

#[test]
fn row_33_the_whole_is_voted_once_and_falls_with_its_last_operative_part() {
    let whole = |whole_votes_held, operative, operative_fallen| Facts::WholeVote {
        whole_votes_held,
        operative,
        operative_fallen,
    };
    row(
        33,
        &[
            (whole(0, 3, 0), true),
            (whole(0, 3, 2), true),
            (whole(0, 3, 3), false),
            (whole(1, 3, 0), false),
        ],
    );
}

#[test]
fn row_34_amendments_in_the_chairs_order() {
    let vote = |is_next| Facts::AmendmentVote { is_next };
    row(34, &[(vote(true), true), (vote(false), false)]);
}

#[test]
fn row_35_points_of_order_interrupt_everything_but_a_ballot() {
    let point = |ballot_open| Facts::PointOfOrder { ballot_open };
    row(35, &[(point(false), true), (point(true), false)]);
}

#[test]
fn row_36_precedence_of_motions_and_two_against_closure() {
    use MotionKind::{AdjournDebate, AdjournMeeting, CloseDebate, SuspendMeeting};
    let motion = |asked, pending: &[MotionKind]| Facts::Motion {
        asked,
        pending: pending.to_vec(),
    };
    let closure = |speakers_against, more_ask| Facts::Closure {
        speakers_against,
        more_ask,
    };
    row(
        36,
        &[
            (
                motion(
                    SuspendMeeting,
                    &[AdjournMeeting, AdjournDebate, CloseDebate],
                ),
                true,
            ),
            (motion(AdjournMeeting, &[SuspendMeeting]), false),
            (motion(AdjournMeeting, &[AdjournDebate, CloseDebate]), true),
            (motion(AdjournDebate, &[AdjournMeeting]), false),
            (motion(AdjournDebate, &[CloseDebate]), true),
            (motion(CloseDebate, &[AdjournDebate]), false),
            (motion(CloseDebate, &[]), true),
            (closure(0, false), true),
            (closure(1, true), false),
            (closure(2, true), true),
        ],
    );
}

#[test]
fn row_37_reconsideration_by_two_thirds_of_all_members() {
    let vote = |yes, members| Facts::Reconsideration {
        count: count(yes, 0, 0),
        members,
    };
    row(
        37,
        &[
            (vote(130, 195), true),
            (vote(129, 195), false),
            (vote(131, 196), true),
        ],
    );
}

#[test]
fn row_38_the_previous_budget_is_followed_where_none_was_adopted() {
    let state = |adopted, previous| Facts::ProvisionalBudget { adopted, previous };
    row(
        38,
        &[
            (state(false, true), true),
            (state(true, true), false),
            (state(false, false), false),
        ],
    );
}

#[test]
fn row_39_arabic_is_a_working_language_of_the_constitution_only() {
    let language = |language| Facts::AuthenticLanguage { language };
    row(
        39,
        &[
            (language(Language::English), true),
            (language(Language::French), true),
            (language(Language::Spanish), true),
            (language(Language::Arabic), false),
        ],
    );
}

#[test]
fn row_40_every_session_fixes_its_quorum() {
    let quorum = |setting| Facts::Quorum { setting };
    row(
        40,
        &[
            (quorum(Some(Quorum::None)), true),
            (quorum("1/3".parse().ok()), true),
            (quorum(None), false),
        ],
    );
}

#[test]
fn row_41_meetings_are_closed_unless_opened() {
    let meeting = |opened| Facts::Visibility { opened };
    row(41, &[(meeting(true), true), (meeting(false), false)]);
}

#[test]
fn there_are_forty_one_rows_each_with_its_standing() {
    let book = book();
    let rows = book.rows(TODAY);
    assert_eq!(
        rows.iter().map(|row| row.row.0).collect::<Vec<_>>(),
        (1..=41).collect::<Vec<_>>()
    );
    for row in rows {
        assert_eq!(row.state, RowState::Model);
        assert!(!row.instrument.is_empty() && !row.article.is_empty() && !row.version.is_empty());
        assert!(
            row.verified || row.doubt.is_some(),
            "row {}: unverified without a stated doubt",
            row.row.0
        );
        assert!(
            !row.verified || row.source.is_some(),
            "row {}: verified without a source",
            row.row.0
        );
    }
    let verified: Vec<u8> = book
        .rows(TODAY)
        .iter()
        .filter(|row| row.verified)
        .map(|row| row.row.0)
        .collect();
    assert_eq!(
        verified,
        [
            9, 10, 11, 13, 18, 19, 20, 22, 23, 24, 27, 28, 29, 30, 31, 38, 39
        ]
    );
}

#[test]
fn rows_are_adopted_one_by_one_and_earlier_versions_stay_readable() {
    let mut book = book();
    book.adopt(RowNumber(22), TODAY).expect("in force");
    let adopted = |book: &Rulebook| {
        book.rows(TODAY)
            .iter()
            .filter(|row| row.state == RowState::Adopted)
            .map(|row| row.row.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(adopted(&book), [22]);
    let mut new = book
        .in_force(RowNumber(22), TODAY)
        .expect("in force")
        .clone();
    new.effective = date(2027, 1, 1);
    new.version = "2027".to_owned();
    book.replace(new.clone()).expect("a new version");
    let version = |book: &Rulebook, day| {
        book.in_force(RowNumber(22), day)
            .expect("in force")
            .version
            .clone()
    };
    assert_ne!(version(&book, TODAY), "2027");
    assert_eq!(version(&book, date(2027, 1, 1)), "2027");
    assert!(matches!(
        book.replace(new),
        Err(RulebookFault::NotANewVersion { .. })
    ));
}

#[test]
fn withdrawn_rows_decide_nothing_and_facts_of_another_kind_are_refused() {
    let mut book = book();
    let facts = Facts::ElectionOfPersons { secret: true };
    assert!(matches!(
        book.test(RowNumber(1), &facts, TODAY),
        Err(RulebookFault::WrongFacts { .. })
    ));
    book.withdraw(RowNumber(27), TODAY).expect("in force");
    assert!(matches!(
        book.test(RowNumber(27), &facts, TODAY),
        Err(RulebookFault::NotInForce { .. })
    ));
    assert!(matches!(
        book.test(RowNumber(99), &facts, TODAY),
        Err(RulebookFault::NotInForce { .. })
    ));
    assert!(book.in_force(RowNumber(22), date(1900, 1, 1)).is_err());
}
