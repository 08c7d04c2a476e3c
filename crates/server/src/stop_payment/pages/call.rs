//! The call sheet: whom to call, what to say, and the answer written down while speaking. The bureau of the country
//! asked uses the same form for its own answer.

use axum::extract::{Path, State};
use axum::{Extension, Form};
use cordon_members::institution::ContactKind;
use cordon_stop_payment::{Ask, AskId};
use maud::{Markup, html};

use super::answer::{Told, card, hand_in};
use super::answer_fields;
use super::answer_form::AnswerForm;
use super::fields::{Fields, Mistake};
use super::{Answer, acts, names};
use crate::answer::No;
use crate::app::{self, App};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;
use crate::members::queries as members;
use crate::stop_payment::making;
use crate::stop_payment::messages::Handed;
use crate::stop_payment::queries::{self, Filed, Sight};
use crate::stop_payment::service::{self, Circumstances};

/// The sheet.
pub(super) async fn sheet(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
) -> Answer {
    let (filed, sight) = open(&app, &acting, &id, ask).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    page(&frame, &filed, sight, ask, &Fields::default(), &[]).await
}

/// Takes what was said on the telephone, or the receiving bureau's own answer.
pub(super) async fn answer(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, ask)): Path<(String, AskId)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields::from(pairs);
    let (filed, sight) = open(&app, &acting, &id, ask).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    match send(&app, &acting, &filed, sight, ask, &fields, language).await {
        Ok(()) => Ok(acts::back(&id, &ask.to_string())),
        Err(Told::Mend(mistakes)) => page(&frame, &filed, sight, ask, &fields, &mistakes).await,
        Err(Told::No(no)) => Err(no),
    }
}

async fn open(app: &App, acting: &Acting, id: &str, ask: AskId) -> Result<(Filed, Sight), No> {
    let (filed, sight) = queries::case_for(&app.store, id, &acting.actor)
        .await?
        .ok_or_else(No::not_found)?;
    let seen = filed
        .case
        .ask(ask)
        .is_some_and(|asked| sight == Sight::Own || queries::receives(asked, &acting.actor));
    if seen { Ok((filed, sight)) } else { Err(No::not_found()) }
}

async fn send(
    app: &App,
    acting: &Acting,
    filed: &Filed,
    sight: Sight,
    ask: AskId,
    fields: &Fields,
    language: Language,
) -> Result<(), Told> {
    let asked = filed.case.ask(ask).ok_or_else(No::not_found)?;
    let actor = match sight {
        Sight::Own => making::by_telephone(app, acting, &filed.id, ask).await?,
        Sight::Receiver => acting.actor.clone(),
    };
    let path = format!("/case/{}/ask/{ask}/call", filed.id);
    if let Some(text) = fields.some("message") {
        let handed = Handed {
            actor: &actor,
            repeat: fields.repeat(acting, &path)?,
            also: vec![],
        };
        return hand_in(app, handed, filed, ask, &text).await;
    }
    let (reply, places) = answer_fields::reply(fields, &filed.case, asked, language).map_err(Told::Mend)?;
    let told = |no: No| match no.status.as_u16() {
        422 => Told::Mend(vec![answer_fields::mistake(&no, &places, language)]),
        _ => Told::No(no),
    };
    let (act, sealed) = making::answer(app, &filed.id, ask, &reply).await.map_err(told)?;
    let about = Circumstances {
        repeat: Some(fields.repeat(acting, &path)?),
        sealed,
        ..Circumstances::of(&actor)
    };
    service::act(app, &filed.id, &act, about).await.map_err(told)?;
    Ok(())
}

async fn page(
    frame: &Frame<'_>,
    filed: &Filed,
    sight: Sight,
    ask: AskId,
    fields: &Fields,
    mistakes: &[Mistake],
) -> Answer {
    let asked = filed.case.ask(ask).ok_or_else(No::not_found)?;
    let title = frame.t(if sight == Sight::Own {
        "call-title"
    } else {
        "call-title-here"
    });
    let key = fields.some("key").filter(|_| mistakes.is_empty());
    let hidden = html! { input type="hidden" name="key" value=(key.unwrap_or_else(app::new_id)); };
    let form = AnswerForm {
        frame,
        case: &filed.case,
        ask: asked,
        fields,
        mistakes,
    };
    let words = match sight {
        Sight::Own => words(frame, filed, asked).await?,
        Sight::Receiver => html! {},
    };
    let letter = match sight {
        Sight::Own if asked.is_out() => crate::documents::letters::request_button(frame, &filed.id, ask),
        _ => html! {},
    };
    let action = format!("/case/{}/ask/{ask}/call", filed.id);
    let body = html! {
        p.crumb { a href=(format!("/case/{}#ask-{ask}", filed.id)) { bdi.mono { (filed.case.filing.reference) } } }
        h1 { (title) }
        div.grid {
            div.c5 { (card(frame, filed, ask)) (words) (letter) }
            div.c7 { @if asked.is_out() { (form.form(&action, &hidden)) } @else { p { (frame.t("call-not-out")) } } }
        }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

/// The proven number and the words, in the four languages: the desk speaks the one that is understood.
async fn words(frame: &Frame<'_>, filed: &Filed, ask: &Ask) -> Result<Markup, No> {
    let known = match cordon_stop_payment::acts::asked_institution(ask) {
        Some(institution) => members::institution(&frame.app.store, institution).await?,
        None => None,
    };
    let contact = known.as_ref().and_then(|i| i.proven(ContactKind::Telephone));
    let bureau =
        members::read::<cordon_members::bureau::Bureau>(&frame.app.store, "bureau", filed.case.bureau.as_str()).await?;
    let open = names::askable(&filed.case, ask);
    let amount = format!("{} {}", parts::grouped(&open.decimal()), open.asset);
    let account = ask.account.to_string();
    let reference = names::reference(&filed.case, ask);
    let code = names::code(&filed.id, ask);
    Ok(html! {
        section.panel {
            h2 { (frame.t("call-number")) }
            @match (&known, contact) {
                (Some(institution), Some(contact)) => {
                    p { bdi { (institution.name) } }
                    p.figure { bdi dir="ltr" { (contact.value) } }
                    @if let Some(proven) = contact.proven { p.note { (frame.t("call-proven")) " " (parts::time(proven, &frame.zone, frame.language)) } }
                }
                _ => div.band.bad { p { (frame.t("call-no-number")) } },
            }
            h2 { (frame.t("call-words")) }
            @for language in Language::ALL {
                @let name = bureau.as_ref().map_or_else(|| filed.case.bureau.to_string(), |b| b.value.name(language.code()).to_owned());
                details open[language == frame.language] {
                    summary lang=(language.code()) { (language.own_name()) }
                    p lang=(language.code()) dir=(language.direction()) {
                        (language.with("call-say", &[("bureau", &name), ("amount", &amount), ("account", &account), ("reference", &reference), ("code", &code)]))
                    }
                }
            }
        }
    })
}
