//! The fields of the request form, as a table: where each stands in the request, how it is written, which kinds ask for it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A whole number.
    Number,
    /// Words or codes, apart by commas.
    List,
    /// Yes or no; nothing says nothing.
    YesNo,
    /// A length such as `6y`, `2y 3m`, `180d`, or `life`.
    Penalty,
    /// One of the words given here.
    OneOf(&'static [&'static str]),
    /// One of the words that the rulebook gives the kind.
    OfKind,
    /// An offence of the rulebook's catalogue.
    Offence,
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its place in the request.
    pub at: &'static str,
    /// How it is written.
    pub input: Input,
}

/// A part of the form.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name among the messages.
    pub id: &'static str,
    /// The kinds that ask for it; empty: all.
    pub kinds: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [Field],
}

const fn line(at: &'static str) -> Field {
    Field { at, input: Input::Line }
}

const fn of(at: &'static str, input: Input) -> Field {
    Field { at, input }
}

const PERSONS: &[&str] = &["red", "blue", "green", "yellow", "black", "orange", "silver", "un"];

/// The form, from top to bottom.
pub const SECTIONS: &[Section] = &[
    Section {
        id: "matter",
        kinds: &[],
        fields: &[
            of("/channel", Input::OneOf(&["notice", "diffusion"])),
            line("/reference"),
            of("/purposes/0", Input::OfKind),
            of("/recipients", Input::List),
            of("/countries_concerned", Input::List),
            of("/interest", Input::Text),
            line("/sources/0/what"),
            line("/sources/0/date"),
        ],
    },
    Section {
        id: "person",
        kinds: PERSONS,
        fields: &[
            line("/subject/family_name"),
            line("/subject/forename"),
            of("/subject/sex", Input::OneOf(&["F", "M", "X", "U"])),
            line("/subject/birth_date"),
            line("/subject/birth_place"),
            of("/subject/nationalities", Input::List),
            of("/subject/status", Input::OfKind),
            of("/subject/aliases", Input::List),
            line("/subject/other_scripts/0/family_name"),
            line("/subject/other_scripts/0/forename"),
            of(
                "/subject/documents/0/type",
                Input::OneOf(&[
                    "passport",
                    "identity_card",
                    "driving_licence",
                    "visa",
                    "residence_permit",
                    "other",
                ]),
            ),
            line("/subject/documents/0/number"),
            line("/subject/documents/0/issuing_state"),
            of("/subject/description/height_cm", Input::Number),
            line("/subject/description/build"),
            line("/subject/description/eyes"),
            line("/subject/description/hair"),
            line("/subject/description/marks"),
            line("/subject/died_on"),
        ],
    },
    Section {
        id: "case",
        kinds: &["red", "silver"],
        fields: &[
            of("/case/mode", Input::OneOf(&["prosecution", "sentence"])),
            of("/case/facts", Input::Text),
            of("/case/acts/0/what", Input::Text),
            of(
                "/case/acts/0/role",
                Input::OneOf(&["principal", "accomplice", "organiser", "instigator", "member"]),
            ),
            line("/case/acts/0/date"),
            line("/case/acts/0/place"),
            of("/case/offences/0/code", Input::Offence),
            line("/case/offences/0/charge"),
            line("/case/offences/0/law"),
            of("/case/offences/0/max_penalty", Input::Penalty),
            of("/case/sentence_imposed", Input::Penalty),
            of("/case/sentence_remaining", Input::Penalty),
        ],
    },
    Section {
        id: "warrant",
        kinds: &["red"],
        fields: &[
            line("/case/warrant/number"),
            line("/case/warrant/authority"),
            of("/case/warrant/authority_competent", Input::YesNo),
            line("/case/warrant/issued_on"),
            line("/case/warrant/expires_on"),
            line("/case/warrant/last_confirmed_on"),
            line("/case/warrant/copy/forbidden_by"),
            of("/extradition/will_be_sought", Input::YesNo),
            of("/extradition/coordinated", Input::YesNo),
            of("/extradition/excluded_countries", Input::List),
        ],
    },
    Section {
        id: "investigation",
        kinds: &["blue", "silver"],
        fields: &[
            line("/investigation/reference"),
            of("/investigation/information_wanted", Input::Text),
        ],
    },
    Section {
        id: "threat",
        kinds: &["green", "orange"],
        fields: &[
            of("/threat/description", Input::Text),
            line("/threat/assessed_by"),
            of("/threat/grounds", Input::Text),
            of("/threat/imminent", Input::YesNo),
        ],
    },
    Section {
        id: "record",
        kinds: &["yellow", "black"],
        fields: &[
            line("/police_record/recorded_on"),
            of("/police_record/whereabouts_unknown", Input::YesNo),
            of("/police_record/privacy_law_allows", Input::YesNo),
        ],
    },
    Section {
        id: "pattern",
        kinds: &["purple"],
        fields: &[
            of("/pattern/description", Input::Text),
            line("/pattern/serious_crime"),
            of("/pattern/countries_interested", Input::List),
        ],
    },
    Section {
        id: "object",
        kinds: &["art", "orange"],
        fields: &[
            of("/object/description", Input::Text),
            of("/object/unique_features", Input::Text),
            of("/object/considerable_value", Input::YesNo),
            line("/object/theft_recorded_on"),
        ],
    },
    Section {
        id: "silver",
        kinds: &["silver"],
        fields: &[
            of("/silver/person_investigated", Input::YesNo),
            of("/silver/coercive", Input::YesNo),
            of("/silver/assets", Input::Text),
        ],
    },
    Section {
        id: "listing",
        kinds: &["un", "special"],
        fields: &[
            line("/entity_name"),
            line("/un/reference"),
            line("/un/resolution"),
            line("/agreement/reference"),
        ],
    },
    Section {
        id: "safeguards",
        kinds: PERSONS,
        fields: &[
            of("/safeguards/necessity", Input::Text),
            of("/safeguards/care", Input::Text),
        ],
    },
];

/// The parts of the form that a kind asks for.
pub fn sections(kind: &str) -> impl Iterator<Item = &'static Section> {
    SECTIONS
        .iter()
        .filter(move |s| s.kinds.is_empty() || s.kinds.contains(&kind))
}

/// Whether the form has a control for a place.
#[must_use]
pub fn is_field(at: &str) -> bool {
    SECTIONS.iter().flat_map(|s| s.fields).any(|f| f.at == at)
}

/// The message that names a place: `/case/acts/0/what` is `notices-f-case-acts-what`.
#[must_use]
pub fn label(at: &str) -> String {
    let words: Vec<&str> = at
        .split('/')
        .filter(|w| !w.is_empty() && w.parse::<usize>().is_err())
        .collect();
    format!("notices-f-{}", words.join("-").replace('_', "-"))
}

/// The id of the control of a place.
#[must_use]
pub fn control(at: &str) -> String {
    at.trim_start_matches('/').replace(['/', '_'], "-")
}

/// A finding's field as a place: `case.offences[0].law` is `/case/offences/0/law`.
#[must_use]
pub fn place(field: &str) -> String {
    format!("/{}", field.replace(['.', '['], "/").replace(']', ""))
}

/// A value of the request as it is written into its control.
#[must_use]
pub fn shown(request: &Value, field: &Field) -> String {
    let value = request.pointer(field.at);
    match (value, field.input) {
        (Some(Value::Array(list)), _) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        (Some(Value::Bool(yes)), _) => (if *yes { "yes" } else { "no" }).to_owned(),
        (Some(Value::Object(term)), Input::Penalty) => ["years", "months", "days"]
            .iter()
            .filter_map(|unit| Some(format!("{}{}", term.get(*unit)?, &unit[..1])))
            .collect::<Vec<_>>()
            .join(" "),
        (Some(Value::String(text)), _) => text.clone(),
        (Some(Value::Number(number)), _) => number.to_string(),
        _ => String::new(),
    }
}

/// Puts what was written into a request. Fields that the form does not know stay as they are.
#[must_use]
pub fn written(mut request: Value, kind: &str, said: &BTreeMap<String, String>) -> Value {
    if !request.is_object() {
        request = json!({});
    }
    request["kind"] = json!(kind);
    for field in sections(kind).flat_map(|s| s.fields) {
        let Some(text) = said.get(field.at) else { continue };
        match value(text.trim(), field.input) {
            Some(value) => set(&mut request, field.at, value),
            // "From all" is said by an empty list.
            None if field.at == "/extradition/excluded_countries" && request["extradition"].is_object() => {
                set(&mut request, field.at, json!([]));
            }
            None => unset(&mut request, field.at),
        }
    }
    emptied(&mut request);
    request
}

fn value(text: &str, input: Input) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    Some(match input {
        Input::List => json!(
            text.split([',', '،', ';', '\n'])
                .map(str::trim)
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
        ),
        Input::Number => text.parse::<i64>().map_or_else(|_| json!(text), |n| json!(n)),
        Input::YesNo => match text {
            "yes" => json!(true),
            "no" => json!(false),
            other => json!(other),
        },
        Input::Penalty => penalty(text),
        Input::Line | Input::Text | Input::OneOf(_) | Input::OfKind | Input::Offence => json!(text),
    })
}

/// `2y 3m` as years and months; anything else stays as it was written, so that the reader of requests names it.
fn penalty(text: &str) -> Value {
    let mut term = Map::new();
    for word in text.split_whitespace() {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let unit = match word.get(digits.len()..) {
            Some("y") => "years",
            Some("m") => "months",
            Some("d") => "days",
            _ => return json!(text),
        };
        match digits.parse::<u16>() {
            Ok(count) => term.insert(unit.to_owned(), json!(count)),
            Err(_) => return json!(text),
        };
    }
    Value::Object(term)
}

fn set(request: &mut Value, at: &str, new: Value) {
    let mut here = request;
    for step in at.split('/').skip(1) {
        here = match step.parse::<usize>() {
            Ok(index) => {
                if !here.is_array() {
                    *here = json!([]);
                }
                let Value::Array(list) = here else { return };
                while list.len() <= index {
                    list.push(Value::Null);
                }
                &mut list[index]
            }
            Err(_) => {
                if !here.is_object() {
                    *here = json!({});
                }
                &mut here[step]
            }
        };
    }
    *here = new;
}

fn unset(request: &mut Value, at: &str) {
    let Some((parent, last)) = at.rsplit_once('/') else {
        return;
    };
    match request.pointer_mut(parent) {
        Some(Value::Object(object)) => {
            object.remove(last);
        }
        Some(Value::Array(list)) => {
            if let Some(item) = last.parse::<usize>().ok().and_then(|n| list.get_mut(n)) {
                *item = Value::Null;
            }
        }
        _ => {}
    }
}

/// What the form left empty is no part of the request.
fn emptied(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(emptied);
            object.retain(|key, v| {
                let hollow = v.is_null() || v.as_object().is_some_and(Map::is_empty);
                !(hollow || (v.as_array().is_some_and(Vec::is_empty) && key != "excluded_countries"))
            });
        }
        Value::Array(list) => {
            list.iter_mut().for_each(emptied);
            list.retain(|v| !(v.is_null() || v.as_object().is_some_and(Map::is_empty)));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: &str = include_str!("../../../../../fixtures/notices/requests/red-complete-before-review.json");

    #[test]
    fn a_request_comes_back_from_its_form_as_it_went_in() {
        let request: Value = serde_json::from_str(RED).unwrap();
        let said: BTreeMap<String, String> = sections("red")
            .flat_map(|s| s.fields)
            .map(|f| (f.at.to_owned(), shown(&request, f)))
            .collect();
        assert_eq!(written(request.clone(), "red", &said), request);
    }

    #[test]
    fn what_is_written_is_read_by_its_place() {
        let said = BTreeMap::from([
            ("/case/offences/0/max_penalty".to_owned(), "2y 3m".to_owned()),
            ("/case/sentence_imposed".to_owned(), "life".to_owned()),
            ("/subject/nationalities".to_owned(), "QM, QN".to_owned()),
            ("/extradition/will_be_sought".to_owned(), "yes".to_owned()),
            ("/subject/family_name".to_owned(), "  ".to_owned()),
            ("/subject/nonsense".to_owned(), "x".to_owned()),
        ]);
        let request = written(json!({"subject": "no object"}), "red", &said);
        assert_eq!(
            request,
            json!({
                "kind": "red",
                "case": {"offences": [{"max_penalty": {"years": 2, "months": 3}}], "sentence_imposed": "life"},
                "subject": {"nationalities": ["QM", "QN"]},
                "extradition": {"will_be_sought": true},
            })
        );
        assert_eq!(place("case.offences[0].law"), "/case/offences/0/law");
        assert_eq!(label("/case/acts/0/what"), "notices-f-case-acts-what");
    }
}
