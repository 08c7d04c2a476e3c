//! A notice and the decision on it as papers, for a viewer who may see them.

use axum::http::StatusCode;
use cordon_notices::lifecycle::{COMMON_WORDING, Notice, Sight, State, Viewer, requester_view};
use cordon_notices::penalty::{NamedPenalty, Penalty};
use cordon_notices::request::{Case, Channel, Payload, Subject};
use jiff::Timestamp;

use crate::answer::No;
use crate::app::App;
use crate::documents::paper::{
    About, Addendum, Audience, Content, DecisionLetter, Fact, FactValue, Ground, NoticePaper, Paper, Party, Texts,
};
use crate::documents::parties;
use crate::frame::locale::Language;
use crate::notices::by::By;
use crate::notices::change::code;
use crate::notices::{adoption, desk, queries, view};

fn not_in_force() -> No {
    No::new(
        StatusCode::CONFLICT,
        "not-in-force",
        "a notice is printed while it is in force, once its text stands in all four languages",
    )
}

/// The notice as every holder sees it.
///
/// # Errors
/// When the viewer may not see it, or it is not in force.
pub async fn notice(app: &App, id: &str, by: &By, now: Timestamp) -> Result<Paper, No> {
    let viewer = by.viewer();
    let (notice, sight) = queries::seen(app, id, &viewer).await?;
    let view = view::of(app, id, by, now).await?;
    let number = view
        .line
        .number
        .clone()
        .filter(|_| view.line.state == code(&State::Published) && sight == Sight::Content);
    let (Some(number), Some(published)) = (number, view.line.published_at) else {
        return Err(not_in_force());
    };
    let texts: Texts = view
        .texts
        .into_iter()
        .map(|(language, text)| (language, text.text))
        .collect();
    if Language::ALL.iter().any(|l| !texts.contains_key(l.code())) {
        return Err(not_in_force());
    }
    let file = desk::request(app, &notice, &notice.payload.id.to_string(), notice.revision).await?;
    let payload = &file.request.payload;
    let paper = NoticePaper {
        kind: notice.kind.clone(),
        diffusion: notice.channel == Channel::Diffusion,
        number,
        source: parties::party(app, notice.owner.as_str()).await?,
        published: published.to_string(),
        revision: notice.revision,
        rulebook: view.rulebook,
        texts,
        addenda: view
            .addenda
            .into_iter()
            .map(|a| Addendum {
                number: a.number,
                text: addendum(a.text),
            })
            .collect(),
        identity: identity(payload),
        judicial: payload.case.as_ref().map(judicial).unwrap_or_default(),
    };
    Ok(Paper {
        about: About::Notice { id: id.to_owned() },
        audience: Audience::House,
        languages: languages(),
        drill: notice.exercise,
        content: Content::Notice(Box::new(paper)),
    })
}

/// A fact that the program itself puts beside a notice is kept as the name of a message.
fn addendum(text: String) -> String {
    if text.starts_with("notices-addendum-") {
        Language::English.t(&text)
    } else {
        text
    }
}

/// The order in which the four languages stand on a paper.
fn languages() -> Vec<Language> {
    vec![Language::English, Language::French, Language::Spanish, Language::Arabic]
}

/// What the owner is told of the decision on its request: no more than its letters say, and not before them.
///
/// # Errors
/// When somebody else asks, or nothing has been decided as far as the owner is told.
pub async fn decision(app: &App, id: &str, by: &By, now: Timestamp) -> Result<Paper, No> {
    let (notice, _) = queries::seen(app, id, &by.viewer()).await?;
    let owner = matches!(by.viewer(), Viewer::Bureau(bureau) if bureau == notice.owner);
    if !owner {
        return Err(No::not_found());
    }
    let rules = adoption::rules(app).await?;
    let told = requester_view(&notice, now, rules.book());
    let published = notice.published.as_ref().map(|p| p.at);
    let (decision, decided) = match (told.state, told.since, published) {
        (State::Refused, Some(since), _) => ("refused", since),
        (State::Cancelled, Some(since), _) => ("cancelled", since),
        (State::Published, _, Some(at)) => ("approved", at),
        _ => {
            return Err(No::new(
                StatusCode::CONFLICT,
                "not-decided",
                "nothing has been decided on this request yet",
            ));
        }
    };
    let grounds = told.grounds.iter().map(|ground| match ground.as_str() {
        COMMON_WORDING => Ground::Constitutional,
        article => Ground::Article(article.to_owned()),
    });
    let letter = DecisionLetter {
        decision,
        kind: notice.kind.clone(),
        diffusion: notice.channel == Channel::Diffusion,
        request: reference(app, &notice).await,
        number: notice.number.clone().filter(|_| published.is_some()),
        addressee: parties::party(app, notice.owner.as_str()).await?,
        decided: decided.to_string(),
        rulebook: rules.book().rulebook.clone(),
        grounds: grounds.collect(),
    };
    Ok(Paper {
        about: About::Decision { id: id.to_owned() },
        audience: Audience::House,
        languages: languages(),
        drill: notice.exercise,
        content: Content::DecisionLetter(letter),
    })
}

/// The bureau's own reference, or our number where it gave none or the request was erased.
async fn reference(app: &App, notice: &Notice) -> String {
    let request = desk::request(app, notice, &notice.payload.id.to_string(), notice.revision).await;
    request
        .ok()
        .and_then(|file| file.request.head.reference)
        .unwrap_or_else(|| notice.id.to_string())
}

fn text(label: &'static str, value: Option<&String>) -> Option<Fact> {
    let value = value.map(|v| v.trim()).filter(|v| !v.is_empty())?;
    Some(Fact {
        label,
        value: FactValue::Text(value.to_owned()),
    })
}

fn fact(label: &'static str, value: Option<FactValue>) -> Option<Fact> {
    value.map(|value| Fact { label, value })
}

/// Who or what it is about, from the fields that a notice publishes; nothing that only the desk reads.
fn identity(payload: &Payload) -> Vec<Fact> {
    let mut facts: Vec<Option<Fact>> = Vec::new();
    if let Some(subject) = &payload.subject {
        facts.extend(person(subject));
        let countries: Vec<Party> = subject
            .nationalities
            .iter()
            .map(|c| parties::country(c.as_str()))
            .collect();
        facts.push(fact(
            "nationalities",
            (!countries.is_empty()).then_some(FactValue::Parties(countries)),
        ));
        facts.extend(documents(subject));
    }
    facts.push(text("entity", payload.entity_name.as_ref()));
    if let Some(object) = &payload.object {
        facts.push(text("object", object.description.as_ref()));
        facts.push(text("features", object.unique_features.as_ref()));
    }
    facts.push(text(
        "threat",
        payload.threat.as_ref().and_then(|t| t.description.as_ref()),
    ));
    facts.push(text(
        "pattern",
        payload.pattern.as_ref().and_then(|p| p.description.as_ref()),
    ));
    facts.push(text("assets", payload.silver.as_ref().and_then(|s| s.assets.as_ref())));
    facts.push(text(
        "un_reference",
        payload.un.as_ref().and_then(|u| u.reference.as_ref()),
    ));
    facts.into_iter().flatten().collect()
}

fn person(subject: &Subject) -> Vec<Option<Fact>> {
    let others: Vec<String> = subject
        .other_scripts
        .iter()
        .map(|n| {
            [n.forename.as_deref(), n.family_name.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let joined = |all: &[String]| (!all.is_empty()).then(|| all.join("\n"));
    let description = subject.description.clone().unwrap_or_default();
    let height = description.height_cm.map(|cm| FactValue::Number(format!("{cm} cm")));
    vec![
        text("family_name", subject.family_name.as_ref()),
        text("forename", subject.forename.as_ref()),
        text("other_scripts", joined(&others).as_ref()),
        text("aliases", joined(&subject.aliases).as_ref()),
        fact("sex", subject.sex.map(|s| FactValue::Code(code(&s)))),
        fact(
            "birth_date",
            subject
                .birth_date
                .map(|d| FactValue::Date(String::from(d).replace('/', "-"))),
        ),
        text("birth_place", subject.birth_place.as_ref()),
        fact("status", subject.status.clone().map(FactValue::Code)),
        fact("height", height),
        text("build", description.build.as_ref()),
        text("eyes", description.eyes.as_ref()),
        text("hair", description.hair.as_ref()),
        text("marks", description.marks.as_ref()),
    ]
}

fn documents(subject: &Subject) -> Vec<Option<Fact>> {
    let shown = |d: &cordon_notices::request::TravelDocument| {
        let number = d.number.as_ref()?;
        let state = d.issuing_state.as_deref().unwrap_or_default();
        Some(FactValue::Number(format!("{state} {number}").trim().to_owned()))
    };
    subject.documents.iter().map(|d| fact("document", shown(d))).collect()
}

fn judicial(case: &Case) -> Vec<Fact> {
    let mut facts = vec![fact("mode", case.mode.map(|m| FactValue::Code(code(&m))))];
    for offence in &case.offences {
        facts.push(text("charge", offence.charge.as_ref()));
        facts.push(text("law", offence.law.as_ref()));
        facts.push(fact("max_penalty", offence.max_penalty.map(penalty)));
    }
    facts.push(fact("sentence_imposed", case.sentence_imposed.map(penalty)));
    facts.push(fact("sentence_remaining", case.sentence_remaining.map(penalty)));
    if let Some(warrant) = &case.warrant {
        facts.push(fact("warrant", warrant.number.clone().map(FactValue::Number)));
        facts.push(text("warrant_authority", warrant.authority.as_ref()));
        for (label, day) in [
            ("warrant_issued", warrant.issued_on),
            ("warrant_expires", warrant.expires_on),
            ("warrant_confirmed", warrant.last_confirmed_on),
        ] {
            facts.push(fact(label, day.map(|d| FactValue::Date(d.to_string()))));
        }
    }
    facts.into_iter().flatten().collect()
}

fn penalty(penalty: Penalty) -> FactValue {
    match penalty {
        Penalty::Named(NamedPenalty::Life) => FactValue::Code("life".into()),
        Penalty::Named(NamedPenalty::Death) => FactValue::Code("death".into()),
        Penalty::Term(term) => FactValue::Penalty {
            years: term.years,
            months: term.months,
            days: term.days,
        },
    }
}
