//! Rows 38 to 41: budget, languages, quorum, records.

use super::*;

pub fn row_38_the_previous_budget_is_followed_where_none_was_adopted() -> Row {
    let state = |adopted, previous| Facts::ProvisionalBudget { adopted, previous };
    Row::new(
        38,
        vec![
            (state(false, true), true),
            (state(true, true), false),
            (state(false, false), false),
        ],
    )
}

pub fn row_39_arabic_is_a_working_language_of_the_constitution_only() -> Row {
    let language = |language| Facts::AuthenticLanguage { language };
    Row::new(
        39,
        vec![
            (language(Language::English), true),
            (language(Language::French), true),
            (language(Language::Spanish), true),
            (language(Language::Arabic), false),
        ],
    )
}

pub fn row_40_every_session_fixes_its_quorum() -> Row {
    let quorum = |setting| Facts::Quorum { setting };
    Row::new(
        40,
        vec![
            (quorum(Some(Quorum::None)), true),
            (quorum("1/3".parse().ok()), true),
            (quorum(None), false),
        ],
    )
}

pub fn row_41_meetings_are_closed_unless_opened() -> Row {
    let meeting = |opened| Facts::Visibility { opened };
    Row::new(41, vec![(meeting(true), true), (meeting(false), false)])
}
