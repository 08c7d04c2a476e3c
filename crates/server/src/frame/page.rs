//! The frame of every page: masthead, band of an invented world, foot.

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use cordon_members::role::Right;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::app::{App, World};
use crate::frame::locale::Language;
use crate::gate::Acting;

/// The rooms of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// The bureau's queue.
    Desk,
    /// Stolen payments.
    Money,
    /// Alerts on persons and things.
    Notices,
    /// Travellers and documents.
    Check,
    /// Known pictures by hash.
    Children,
    /// The same value in several cases.
    Links,
    /// Trends and hidden figures.
    Trends,
    /// The assembly.
    Assembly,
    /// Countries, bureaus, institutions.
    Members,
    /// No room: sign-in, answer pages.
    Outside,
}

/// Menu order: room, address, message id, the right that opens it.
const MENU: [(Room, &str, &str, Right); 9] = [
    (Room::Desk, "/desk", "menu-desk", Right::ReadCases),
    (Room::Money, "/money", "menu-money", Right::ReadCases),
    (Room::Notices, "/notices", "menu-notices", Right::ReadNotices),
    (Room::Check, "/check", "menu-check", Right::Screen),
    (Room::Children, "/children", "menu-children", Right::WorkFingerprints),
    (Room::Links, "/links", "menu-links", Right::SearchLinks),
    (Room::Trends, "/trends", "menu-trends", Right::ReadTrends),
    (Room::Assembly, "/assembly", "menu-assembly", Right::ReadAssembly),
    (Room::Members, "/members", "menu-members", Right::ReadMembers),
];

/// What the frame needs to know of a request.
pub struct Frame<'a> {
    /// The program.
    pub app: &'a App,
    /// The language of the page.
    pub language: Language,
    /// Who looks at it.
    pub acting: Option<&'a Acting>,
    /// The viewer's own time zone, an IANA name.
    pub zone: String,
}

impl<'a> Frame<'a> {
    /// The frame for a signed-in officer: his language and his bureau's zone.
    pub async fn of(app: &'a App, language: Language, acting: Option<&'a Acting>) -> Self {
        let bureau = acting.and_then(|a| a.actor.bureau());
        let zone = match bureau {
            Some(id) => {
                crate::members::queries::read::<cordon_members::bureau::Bureau>(&app.store, "bureau", id.as_str())
                    .await
                    .ok()
                    .flatten()
                    .map(|b| b.value.zone)
            }
            None => None,
        };
        Self {
            app,
            language,
            acting,
            zone: zone.unwrap_or_else(|| "UTC".into()),
        }
    }

    /// A message in the page's language.
    #[must_use]
    pub fn t(&self, id: &str) -> String {
        self.language.t(id)
    }

    /// A message with texts put in.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&'static str, &str)]) -> String {
        self.language.with(id, values)
    }

    /// A whole page.
    #[must_use]
    pub fn page(&self, room: Room, title: &str, body: &Markup) -> Response {
        self.page_with(StatusCode::OK, room, title, body)
    }

    /// A whole page with a status.
    #[must_use]
    pub fn page_with(&self, status: StatusCode, room: Room, title: &str, body: &Markup) -> Response {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.language.code()) dir=(self.language.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) " · Cordon" }
                    link rel="stylesheet" href="/style.css";
                    script src="/script/cordon.js" defer {}
                }
                body {
                    a.skip href="#main" { (self.t("skip")) }
                    (self.mast(room))
                    @if self.app.world == World::Demo { aside.world aria-label=(self.t("world-mark")) { (self.t("world-invented")) } }
                    main #main tabindex="-1" { (body) }
                    (self.foot())
                }
            }
        };
        (
            status,
            [(header::CACHE_CONTROL, "no-store")],
            Html(markup.into_string()),
        )
            .into_response()
    }

    fn mast(&self, room: Room) -> Markup {
        let officer = self.acting.and_then(|a| a.officer.as_ref());
        html! {
            header.mast {
                a.name href=(if officer.is_some() { "/desk" } else { "/" }) { (mark()) " Cordon" }
                nav aria-label=(self.t("menu")) {
                    @for (item, address, id, right) in MENU {
                        @if officer.is_some_and(|o| o.may(right).is_ok()) {
                            a href=(address) aria-current=[(item == room).then_some("page")] { (self.t(id)) }
                        }
                    }
                }
                (self.languages())
                div.clock data-now=(self.app.now().micros() / 1000) {
                    b data-zone="UTC" data-long="1" { (clock_time(self.app, "UTC", true)) }
                    span { "UTC" }
                    @if self.zone != "UTC" {
                        " · " span data-zone=(self.zone) { (clock_time(self.app, &self.zone, false)) } " " (self.t("here"))
                    }
                }
                @if let Some(officer) = officer {
                    div.clock { b { bdi { (officer.name) } } bdi { (officer.bureau) } }
                    form method="post" action="/sign-out" { button { (self.t("sign-out")) } }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            form method="post" action="/language" {
                label.hidden for="language" { (self.t("language")) }
                select #language name="language" data-submit="1" {
                    @for language in Language::ALL {
                        option value=(language.code()) lang=(language.code()) selected[language == self.language] { (language.own_name()) }
                    }
                }
                noscript { button { "OK" } }
            }
        }
    }

    fn foot(&self) -> Markup {
        html! {
            footer.foot {
                span { bdi { (self.app.settings.organisation) } }
                span { (self.t("foot-recorded")) }
                @if self.acting.and_then(|a| a.officer.as_ref()).is_some_and(|o| o.may(Right::ReadJournal).is_ok()) {
                    a href="/journal" { (self.t("journal-title")) }
                }
                a href="/verify" { (self.t("foot-verify")) }
            }
        }
    }
}

fn clock_time(app: &App, zone: &str, long: bool) -> String {
    let at = app.now().timestamp();
    let zoned = at
        .in_tz(zone)
        .unwrap_or_else(|_| at.to_zoned_datetime(jiff::tz::TimeZone::UTC));
    zoned.strftime(if long { "%H:%M:%S" } else { "%H:%M" }).to_string()
}

/// The sign of the program: an open ring and a bar.
fn mark() -> PreEscaped<&'static str> {
    PreEscaped(
        r#"<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M15 4a8 8 0 1 0 0 12" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M17.5 4v12" stroke="currentColor" stroke-width="2.5"/></svg>"#,
    )
}
