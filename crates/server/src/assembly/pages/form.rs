//! Forms of acts. A form carries the act in the rulebook's own words, and fields that fill its places; what comes back is put
//! together, read as an act, and decided by the rulebook like any other.

use cordon_assembly::assembly::Act;
use cordon_vocabulary::Money;
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use super::seen::Seen;
use super::view::View;
use crate::answer::No;
use crate::app::new_id;
use crate::assembly::capacity::Part;

/// A form with fields.
pub fn form(seen: &Seen<'_>, part: Part, act: &Value, button: &str, fields: &Markup) -> Markup {
    html! {
        form.act method="post" action=(format!("/assembly/{}/{}", seen.id, part.name())) {
            (hidden(seen))
            input type="hidden" name="act" value=(act);
            (fields)
            p { button.main { (button) } }
        }
    }
}

/// A single button that is an act.
pub fn press(seen: &Seen<'_>, part: Part, act: &Value, button: &str, class: &str) -> Markup {
    presses(seen, part, &[(act.clone(), button.to_owned(), class)])
}

/// Several buttons in one row, each an act of its own.
pub fn presses(seen: &Seen<'_>, part: Part, buttons: &[(Value, String, &str)]) -> Markup {
    html! {
        form.row method="post" action=(format!("/assembly/{}/{}", seen.id, part.name())) {
            (hidden(seen))
            @for (act, label, class) in buttons {
                button class=(class) name="act" value=(act) { (label) }
            }
        }
    }
}

fn hidden(seen: &Seen<'_>) -> Markup {
    html! {
        input type="hidden" name="back" value=(seen.view.path());
        input type="hidden" name="key" value=(new_id());
    }
}

/// One field: its kind, the place that it fills, its label.
pub fn field(kind: &str, place: &str, label: &str) -> Markup {
    field_with(kind, place, label, "")
}

/// One field with a value in it.
pub fn field_with(kind: &str, place: &str, label: &str, value: &str) -> Markup {
    let name = format!("{kind}:{place}");
    let base = kind.split('.').next().unwrap_or_default();
    html! {
        label.said { span { (label) }
            @match base {
                "list" | "sets" | "map" | "amounts" | "persons" | "officers" => textarea name=(name) rows="3" { (value) },
                "text-long" => textarea name=(name) rows="3" required { (value) },
                "flag" => { input type="checkbox" name=(name) value="true"; }
                "number" => { input name=(name) inputmode="numeric" size="6" value=(value) required; }
                "maybe-number" => { input name=(name) inputmode="numeric" size="6" value=(value); }
                "money" => { input name=(name) inputmode="decimal" size="14" value=(value) required; }
                "day" => { input type="date" name=(name) value=(value) required; }
                "time" => { input type="datetime-local" name=(name) value=(value); }
                "maybe-day" => { input type="date" name=(name) value=(value); }
                "maybe-money" => { input name=(name) inputmode="decimal" size="14" value=(value); }
                "maybe" | "words" | "numbers" => { input name=(name) value=(value); }
                _ => { input name=(name) value=(value) required; }
            }
        }
    }
}

/// A choice: values are JSON and fill the place as they are.
pub fn choose(place: &str, label: &str, options: &[(Value, String)]) -> Markup {
    html! {
        label.said { span { (label) }
            select name=(format!("json:{place}")) { @for (value, text) in options { option value=(value) { (text) } } }
        }
    }
}

/// Leaves out what was left blank: elements of a list whose `part` holds nothing. It stands behind the fields that fill them.
pub fn drop_blank(place: &str, part: &str) -> Markup {
    html! { input type="hidden" name=(format!("drop:{place}")) value=(part); }
}

/// A text in all four languages.
pub fn four(seen: &Seen<'_>, place: &str, label: &str) -> Markup {
    html! {
        fieldset.four { legend { (label) }
            @for code in ["ar", "en", "fr", "es"] {
                label.said { span { (seen.frame.t(&format!("assembly-language-{code}"))) }
                    textarea name=(format!("maybe:{place}/{code}")) rows="2" lang=(code) dir=(if code == "ar" { "rtl" } else { "ltr" }) {}
                }
            }
        }
    }
}

/// The page from which a form came.
pub fn back(pairs: &[(String, String)]) -> View {
    View::parse(named(pairs, "back").unwrap_or_default())
}

/// The key that makes pressing twice one act.
pub fn key(pairs: &[(String, String)]) -> Option<String> {
    named(pairs, "key")
        .filter(|key| (1..=200).contains(&key.len()))
        .map(str::to_owned)
}

fn named<'p>(pairs: &'p [(String, String)], wanted: &str) -> Option<&'p str> {
    pairs
        .iter()
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.as_str())
}

/// Puts an act together from what was sent.
///
/// # Errors
/// Names the field that cannot be read.
pub fn read(pairs: &[(String, String)]) -> Result<Act, No> {
    let written = named(pairs, "act").ok_or_else(|| No::field("act", "missing", "this form names no act"))?;
    let mut act: Value = serde_json::from_str(written)?;
    for (name, value) in pairs {
        let Some((kind, place)) = name.split_once(':').filter(|(_, place)| place.starts_with('/')) else {
            continue;
        };
        if kind == "drop" {
            drop_empty(&mut act, place, value);
            continue;
        }
        if let Some(value) = typed(kind, value.trim()).map_err(|why| No::field(place, "malformed", why))? {
            put(&mut act, place, value);
        }
    }
    Ok(serde_json::from_value(act)?)
}

fn typed(kind: &str, text: &str) -> Result<Option<Value>, String> {
    let (base, more) = kind.split_once('.').unwrap_or((kind, ""));
    let number = |text: &str| {
        text.parse::<i64>()
            .map(|n| json!(n))
            .map_err(|_| format!("{text:?} is not a whole number"))
    };
    Ok(match base {
        "maybe" | "maybe-number" | "maybe-day" | "maybe-money" | "time" if text.is_empty() => None,
        "number" | "maybe-number" => Some(number(text)?),
        "flag" => Some(json!(text == "true")),
        "json" => Some(serde_json::from_str(text).map_err(|e| e.to_string())?),
        "words" => Some(text.split([',', ' ', ';']).filter(|w| !w.is_empty()).collect()),
        "list" => Some(text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()),
        "numbers" if text.is_empty() => None,
        "numbers" => Some(numbers(text)?),
        "sets" => Some(Value::Array(
            text.lines()
                .filter(|l| !l.trim().is_empty())
                .map(numbers)
                .collect::<Result<_, _>>()?,
        )),
        "map" => Some(map(text, &number)?),
        "amounts" => Some(map(text, &|text| money(text, more))?),
        "persons" => Some(text.lines().filter_map(person).collect()),
        "money" | "maybe-money" => Some(money(text, more)?),
        "officers" => Some(
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .map(officer)
                .collect::<Result<_, _>>()?,
        ),
        "time" => {
            let written: jiff::civil::DateTime = text.parse().map_err(|_| format!("{text:?} is not a day and hour"))?;
            let at = jiff::tz::Offset::UTC.to_timestamp(written).map_err(|e| e.to_string())?;
            Some(json!(at))
        }
        _ => Some(json!(text)),
    })
}

fn money(text: &str, currency: &str) -> Result<Value, String> {
    Money::parse(text, currency)
        .map(|money| json!(money.units))
        .map_err(|e| e.to_string())
}

/// A post, the member that holds it, the member's region.
fn officer(line: &str) -> Result<Value, String> {
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        [post, member, region] => Ok(json!({"post": post, "member": member, "region": region})),
        _ => Err(format!("{line:?}: write a post, a member and a region")),
    }
}

/// Drops the elements of the list at a place whose named part is empty.
fn drop_empty(act: &mut Value, place: &str, part: &str) {
    let empty = |one: &Value| match &one[part] {
        Value::Object(object) => object.is_empty(),
        Value::Array(list) => list.is_empty(),
        other => other.is_null(),
    };
    if let Some(Value::Array(list)) = act.pointer_mut(place) {
        list.retain(|one| !empty(one));
    }
}

fn numbers(line: &str) -> Result<Value, String> {
    line.split([',', ' ', ';'])
        .filter(|w| !w.is_empty())
        .map(|w| {
            w.parse::<u32>()
                .map(|n| json!(n))
                .map_err(|_| format!("{w:?} is not a number"))
        })
        .collect()
}

/// Lines of a name and a figure.
fn map(text: &str, figure: &dyn Fn(&str) -> Result<Value, String>) -> Result<Value, String> {
    let mut object = Map::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = line
            .rsplit_once([' ', '=', ':'])
            .ok_or_else(|| format!("{line:?}: write a name and a figure"))?;
        let name = name.trim_end_matches([' ', '=', ':']).to_owned();
        if object.insert(name.clone(), figure(value.trim())?).is_some() {
            return Err(format!("{name} stands there twice"));
        }
    }
    Ok(Value::Object(object))
}

/// A line of a delegation: the person, and a star for its head.
fn person(line: &str) -> Option<Value> {
    let line = line.trim();
    let person = line.trim_end_matches('*').trim();
    (!person.is_empty()).then(|| json!({"person": person, "head": line.ends_with('*')}))
}

fn put(here: &mut Value, place: &str, value: Value) {
    let (step, rest) = match place.trim_start_matches('/').split_once('/') {
        Some((step, rest)) => (step, Some(rest)),
        None => (place.trim_start_matches('/'), None),
    };
    if !here.is_object() && !here.is_array() {
        *here = json!({});
    }
    let next = match here {
        Value::Array(list) => step.parse::<usize>().ok().and_then(|index| list.get_mut(index)),
        Value::Object(object) => Some(object.entry(step.to_owned()).or_insert(Value::Null)),
        _ => None,
    };
    match (next, rest) {
        (Some(next), Some(rest)) => put(next, rest, value),
        (Some(next), None) => *next = value,
        (None, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Result<Act, No> {
        let pairs: Vec<_> = fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        read(&pairs)
    }

    #[test]
    fn fields_fill_the_places_of_an_act() {
        let act = sent(&[
            ("act", r#"{"area":"floor","act":{"do":"rule","point":1}}"#),
            ("json:/act/upheld", "true"),
            ("text:/act/reason", " further from the text "),
        ]);
        let written = serde_json::to_value(act.expect("an act")).expect("json");
        assert_eq!(
            written["act"],
            json!({"do": "rule", "point": 1, "upheld": true, "reason": "further from the text"})
        );
    }

    #[test]
    fn money_lists_and_languages_are_read() {
        let act = sent(&[
            (
                "act",
                r#"{"area":"finance","act":{"do":"pay","payments":[{"member":"QT"}]}}"#,
            ),
            ("text:/act/payments/0/reference", "bank-1"),
            ("money.EUR:/act/payments/0/units", "1250.50"),
        ]);
        let written = serde_json::to_value(act.expect("an act")).expect("json");
        assert_eq!(written["act"]["payments"][0]["units"], 125_050);
        let parts = sent(&[
            ("act", r#"{"area":"resolution","act":{"do":"divide","resolution":1}}"#),
            ("sets:/act/parts", "2\n3, 4\n"),
        ]);
        let written = serde_json::to_value(parts.expect("an act")).expect("json");
        assert_eq!(written["act"]["parts"], json!([[2], [3, 4]]));
    }

    #[test]
    fn paragraphs_left_blank_are_not_filed_and_terms_follow_what_a_decision_does() {
        let act = json!({"area": "resolution", "act": {"do": "draft", "title": {}, "about": {"matter": "ordinary"}, "sponsors": [], "costs": false, "paragraphs": [
            {"role": {"kind": "preambular"}, "texts": {}}, {"role": {"kind": "preambular"}, "texts": {}}, {"role": {"kind": "preambular"}, "texts": {}}]}});
        let role = json!({"kind": "operative", "does": {"clause": "asks-members"}, "depends_on": []}).to_string();
        let written = sent(&[
            ("act", &act.to_string()),
            ("maybe:/act/title/en", "Answer within the hour"),
            ("words:/act/sponsors", "QM, QN"),
            ("maybe:/act/paragraphs/0/texts/en", "Noting,"),
            ("maybe:/act/paragraphs/1/texts/en", ""),
            ("maybe:/act/paragraphs/2/texts/en", "Asks members;"),
            ("json:/act/paragraphs/2/role", &role),
            ("json:/act/paragraphs/2/role/does/service", "\"stop-outcome\""),
            ("maybe-number:/act/paragraphs/2/role/does/per_quarter", ""),
            ("words:/act/paragraphs/2/role/does/members", ""),
            ("maybe-day:/act/paragraphs/2/role/does/due", "2027-09-09"),
            ("maybe-money.EUR:/act/paragraphs/2/role/does/units", ""),
            ("drop:/act/paragraphs", "texts"),
        ]);
        let written = serde_json::to_value(written.expect("a draft")).expect("json");
        assert_eq!(written["act"]["sponsors"], json!(["QM", "QN"]));
        let paragraphs = written["act"]["paragraphs"].as_array().expect("paragraphs");
        assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
        let does = json!({"clause": "asks-members", "service": "stop-outcome", "per_quarter": null, "members": [], "due": "2027-09-09"});
        assert_eq!(paragraphs[1]["role"]["does"], does);
    }

    #[test]
    fn officers_are_lines_of_post_member_and_region() {
        let act = r#"{"area":"election","act":{"do":"enter-officers"}}"#;
        let written = sent(&[
            ("act", act),
            (
                "officers:/act/continuing",
                "president QM africa\n\nvice-president QN asia\n",
            ),
            ("officers:/act/leaving", ""),
        ]);
        let written = serde_json::to_value(written.expect("officers")).expect("json");
        assert_eq!(
            written["act"]["continuing"][1],
            json!({"post": "vice-president", "member": "QN", "region": "asia"})
        );
        assert_eq!(written["act"]["leaving"], json!([]));
        let no = sent(&[("act", act), ("officers:/act/continuing", "president QM")]).expect_err("no region");
        assert_eq!(no.field.as_deref(), Some("/act/continuing"));
    }

    #[test]
    fn what_cannot_be_read_names_its_place() {
        let pay = r#"{"area":"finance","act":{"do":"pay","payments":[{"member":"QT","reference":"x"}]}}"#;
        for odd in ["a lot", "1.234", "", "1e9", "-"] {
            let no = sent(&[("act", pay), ("money.EUR:/act/payments/0/units", odd)]).expect_err(odd);
            assert_eq!(
                (no.code.as_str(), no.field.as_deref()),
                ("malformed", Some("/act/payments/0/units")),
                "{odd}"
            );
        }
        assert_eq!(sent(&[]).expect_err("no act").field.as_deref(), Some("act"));
        assert_eq!(sent(&[("act", "{")]).expect_err("no json").code, "json");
        // A place outside the act's own lists is left alone, and the act then lacks what it needs.
        assert!(sent(&[("act", pay), ("number:/act/payments/9/units", "1")]).is_err());
    }
}
