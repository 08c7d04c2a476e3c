//! Rows 38 to 41: budget, languages, quorum, records.

use super::*;

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
