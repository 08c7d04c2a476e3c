//! A session as one person sees it: words in the person's language, rights, seats, times, sums.

use cordon_assembly::assembly::Assembly;
use cordon_assembly::floor::Speaker;
use cordon_assembly::language::{Language as Tongue, Texts};
use cordon_assembly::member::MemberCode;
use cordon_assembly::multilingual::Paragraph;
use cordon_assembly::quorum::Quorum;
use cordon_assembly::rulebook::RowNumber;
use cordon_assembly::votes::Subject;
use cordon_members::role::{Right, Role};
use cordon_vocabulary::{Instant, Money};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use super::view::View;
use crate::answer::No;
use crate::assembly::capacity::member_of;
use crate::documents::queries::IssuedPaper;
use crate::frame::locale::Language;
use crate::frame::page::Frame;
use crate::frame::parts;

/// A session and who looks at it.
pub struct Seen<'a> {
    pub frame: Frame<'a>,
    pub id: &'a str,
    pub state: &'a Assembly,
    pub now: Timestamp,
    pub today: Date,
    pub view: View,
    /// Papers that were printed of what the page shows, the newest first.
    pub papers: &'a [IssuedPaper],
}

/// The working language of a page's language.
pub fn tongue(language: Language) -> Tongue {
    match language {
        Language::Arabic => Tongue::Arabic,
        Language::English => Tongue::English,
        Language::French => Tongue::French,
        Language::Spanish => Tongue::Spanish,
    }
}

fn page_language(tongue: Tongue) -> Language {
    match tongue {
        Tongue::Arabic => Language::Arabic,
        Tongue::English => Language::English,
        Tongue::French => Language::French,
        Tongue::Spanish => Language::Spanish,
    }
}

impl Seen<'_> {
    pub fn t(&self, id: &str) -> String {
        self.frame.t(&format!("assembly-{id}"))
    }

    pub fn with(&self, id: &str, values: &[(&'static str, &str)]) -> String {
        self.frame.with(&format!("assembly-{id}"), values)
    }

    pub fn count(&self, id: &str, n: usize) -> String {
        self.frame.language.count(&format!("assembly-{id}"), n)
    }

    pub fn may(&self, right: Right) -> bool {
        let officer = self.frame.acting.and_then(|a| a.officer.as_ref());
        officer.is_some_and(|o| o.may(right).is_ok())
    }

    pub fn is(&self, role: Role) -> bool {
        let officer = self.frame.acting.and_then(|a| a.officer.as_ref());
        officer.is_some_and(|o| o.roles.contains(&role))
    }

    /// The member of the viewer's own country, where it is one.
    pub fn own(&self) -> Option<MemberCode> {
        let officer = self.frame.acting.and_then(|a| a.officer.as_ref())?;
        member_of(officer).filter(|member| self.state.roll.contains(member))
    }

    /// Whether the viewer is one of an observer's persons.
    pub fn observes(&self, organisation: &str) -> bool {
        let officer = self.frame.acting.and_then(|a| a.officer.as_ref());
        let observer = self.state.delegations.observers.get(organisation);
        officer
            .zip(observer)
            .is_some_and(|(officer, observer)| observer.persons.iter().any(|one| one.as_str() == officer.id.as_str()))
    }

    pub fn tongue(&self) -> Tongue {
        tongue(self.frame.language)
    }

    /// A text in the reader's language; one that is missing there stands in whichever there is, marked by its language.
    pub fn text(&self, texts: &Texts) -> String {
        texts
            .get(self.tongue())
            .or_else(|| texts.get(Tongue::English))
            .or_else(|| texts.0.values().next().map(String::as_str))
            .unwrap_or_default()
            .to_owned()
    }

    /// A paragraph in the reader's language.
    pub fn paragraph<'p>(&self, paragraph: &'p Paragraph) -> (Tongue, &'p str) {
        let versions = &paragraph.versions;
        let own = versions.get_key_value(&self.tongue());
        let found = own
            .or_else(|| versions.get_key_value(&Tongue::English))
            .or_else(|| versions.iter().next());
        found.map_or((Tongue::English, ""), |(tongue, version)| {
            (*tongue, version.text.as_str())
        })
    }

    /// A service whose use is counted, in words where there are any.
    pub fn service(&self, name: &str) -> String {
        known(self.frame.language, "figure", name)
    }

    /// A quorum in words where there are any.
    pub fn quorum(&self, quorum: Quorum) -> String {
        known(self.frame.language, "quorum", &quorum.to_string())
    }

    /// A row of the rulebook by its name in the reader's language; rows without one keep that of the rulebook.
    pub fn rule(&self, row: RowNumber, name: &str) -> String {
        let words = known(self.frame.language, "rule", &row.0.to_string());
        if words == row.0.to_string() {
            name.to_owned()
        } else {
            words
        }
    }

    /// Who asks for the floor: a member by its seat, an observer by its name.
    pub fn speaker(&self, speaker: &Speaker) -> String {
        match speaker {
            Speaker::Member(member) => self.seat(member),
            Speaker::Observer(organisation) => organisation.clone(),
        }
    }

    /// A member by its seat; its code stands behind it only where every member is invented.
    pub fn seat(&self, member: &MemberCode) -> String {
        let number = self.state.roll.seat(member).map_or(0, |seat| seat.number);
        let seat = self.with("seat", &[("n", &number.to_string())]);
        if self.state.session.exercise {
            format!("{seat} ({member})")
        } else {
            seat
        }
    }

    pub fn time(&self, at: Timestamp) -> Markup {
        parts::time(
            Instant::from_micros(at.as_microsecond()),
            &self.frame.zone,
            self.frame.language,
        )
    }

    /// Units of the organisation's currency with its name.
    pub fn sum(&self, units: i64) -> Markup {
        match Money::parse("0", &self.state.finances.currency) {
            Ok(nought) => parts::sum(Money::new(units, nought.asset)),
            Err(_) => html! { bdi dir="ltr" { (units) } },
        }
    }

    pub fn digits(&self, units: i64) -> Markup {
        match Money::parse("0", &self.state.finances.currency) {
            Ok(nought) => parts::digits(Money::new(units, nought.asset)),
            Err(_) => html! { bdi dir="ltr" { (units) } },
        }
    }

    /// What a ballot is about, in the reader's language.
    pub fn subject(&self, subject: &Subject) -> String {
        subject_in(self.state, subject, self.tongue())
    }

    /// The question of a ballot in all four languages.
    pub fn question(&self, subject: &Subject) -> Texts {
        let ask = |tongue: Tongue| {
            let about = subject_in(self.state, subject, tongue);
            let id = match subject {
                Subject::Round { .. } => "assembly-ask-round",
                Subject::Ruling { .. } => "assembly-ask-ruling",
                _ => "assembly-ask",
            };
            (tongue, page_language(tongue).with(id, &[("subject", &about)]))
        };
        Texts(Tongue::ALL.into_iter().map(ask).collect())
    }

    /// The page's head, its row of tabs, a refusal if there was one, and the body.
    pub fn around(&self, title: &str, no: Option<&No>, body: &Markup) -> Markup {
        let session = &self.state.session;
        html! {
            p.crumb { a href="/assembly" { (self.t("title")) } }
            h1 { (title) }
            p.lead {
                (self.with("session-line", &[("number", &session.number.to_string()), ("place", &session.place)]))
                " " span.tag { (self.t(&format!("session-{}", session.state.name()))) }
            }
            nav.tabs aria-label=(self.t("pages")) {
                @for (view, right) in View::TABS {
                    @if self.may(right) {
                        a href=(format!("/assembly/{}{}", self.id, view.path())) aria-current=[(view.name() == self.view.name()).then_some("page")] {
                            (self.t(&format!("view-{}", view.name())))
                        }
                    }
                }
            }
            @if let Some(no) = no { (self.refusal(no)) }
            div data-live="hall" data-stream=[self.may(Right::ReadAssembly).then_some("/assembly/live")] { (body) }
        }
    }

    /// Why nothing was done: in the reader's language where the rule has words there, with the rule's own arithmetic.
    fn refusal(&self, no: &No) -> Markup {
        let id = format!("no-{}", no.code);
        let words = self.t(&id);
        html! {
            div.band.bad role="alert" {
                @if words == format!("assembly-{id}") { p { b { bdi lang="en" { (no.detail) } } } }
                @else { p { b { (words) } } p.small { bdi lang="en" dir="ltr" { (no.detail) } } }
                p.small { (self.t("nothing-done"))
                    @if let Some(field) = &no.field { " " code { (field) } }
                    @if let Some(rests_on) = &no.rests_on { " " span.tag { bdi dir="ltr" { (rests_on) } } }
                    " " code { (no.code) } }
            }
        }
    }
}

/// The words for something written in a code, or the code where there are none.
pub fn known(language: Language, kind: &str, written: &str) -> String {
    let id = format!("assembly-{kind}-{}", written.replace('/', "-"));
    let words = language.t(&id);
    if words == id { written.to_owned() } else { words }
}

/// What a ballot is about, in a working language.
pub fn subject_in(state: &Assembly, subject: &Subject, tongue: Tongue) -> String {
    let language = page_language(tongue);
    let with = |id: &str, values: &[(&'static str, &str)]| language.with(&format!("assembly-subject-{id}"), values);
    let title = |id: &u32| {
        let texts = state.resolutions.get(id).map(|one| &one.title);
        let text = texts.and_then(|texts| {
            texts
                .get(tongue)
                .or_else(|| texts.0.values().next().map(String::as_str))
        });
        text.unwrap_or_default().to_owned()
    };
    match subject {
        Subject::Agenda => with("agenda", &[]),
        Subject::AgendaItem { item } => {
            let texts = state.agenda.items.get(item).map(|one| &one.title);
            with(
                "item",
                &[
                    ("n", &item.to_string()),
                    ("title", texts.and_then(|t| t.get(tongue)).unwrap_or_default()),
                ],
            )
        }
        Subject::Amendment { resolution, amendment } => with(
            "amendment",
            &[("n", &amendment.to_string()), ("title", &title(resolution))],
        ),
        Subject::OnPaper { resolution, amendment } => with(
            "on-paper",
            &[("n", &amendment.to_string()), ("title", &title(resolution))],
        ),
        Subject::Part { resolution, part } => {
            with("part", &[("n", &(part + 1).to_string()), ("title", &title(resolution))])
        }
        Subject::Whole { resolution } => with("whole", &[("title", &title(resolution))]),
        Subject::Reconsider { resolution } => with("reconsider", &[("title", &title(resolution))]),
        Subject::Motion { motion } => {
            let kind = state.floor.motions.get(motion).map(|one| one.kind);
            let kind = kind.map_or_else(String::new, |kind| {
                language.t(&format!("assembly-motion-{}", super::parts::motion(kind)))
            });
            with("motion", &[("motion", &kind)])
        }
        Subject::Ruling { point } => with("ruling", &[("n", &point.to_string())]),
        Subject::ArrearsAppeal { member } => with("appeal", &[("seat", &seat_number(state, member))]),
        Subject::Waiver { member } => with("waiver", &[("seat", &seat_number(state, member))]),
        Subject::Round { election } => {
            let post = state.elections.all.get(election).map(|one| one.post);
            let post = post.map_or_else(String::new, |post| {
                language.t(&format!("assembly-post-{}", super::parts::post(post)))
            });
            with("round", &[("post", &post)])
        }
    }
}

fn seat_number(state: &Assembly, member: &MemberCode) -> String {
    state.roll.seat(member).map_or(0, |seat| seat.number).to_string()
}
