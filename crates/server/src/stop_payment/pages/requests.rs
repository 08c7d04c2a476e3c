//! The requests of a case with their clocks and holds, and the acts that each allows now.

use cordon_stop_payment::{Ask, AskState, Bucket, Case, Part};
use cordon_vocabulary::Money;
use maud::{Markup, html};

use super::act_forms;
use super::names::{self, Banks};
use super::todo::{self, Todo};
use crate::app;
use crate::frame::page::Frame;
use crate::frame::parts;
use crate::stop_payment::queries::{self, Filed, Sight};
use crate::stop_payment::service;

/// What a table of requests is made from.
pub(super) struct Requests<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) filed: &'a Filed,
    pub(super) sight: Sight,
    pub(super) banks: &'a Banks,
    /// The viewer may act here.
    pub(super) works: bool,
    /// The viewer may do what needs a second person.
    pub(super) releases: bool,
}

impl Requests<'_> {
    pub(super) fn t(&self, id: &str) -> String {
        self.frame.t(id)
    }

    fn case(&self) -> &Case {
        &self.filed.case
    }

    /// The table; a receiver sees the requests put to him, and no others.
    pub(super) fn panel(&self) -> Markup {
        let acting = self.frame.acting;
        let mut asks: Vec<&Ask> = self
            .case()
            .asks
            .iter()
            .filter(|a| self.sight == Sight::Own || acting.is_some_and(|acting| queries::receives(a, &acting.actor)))
            .collect();
        asks.sort_by_key(|a| (self.clock_of(a).is_none(), self.clock_of(a), a.id));
        html! {
            section.panel aria-labelledby="requests" {
                h2 #requests { (self.t("requests-title")) }
                div.scroll tabindex="0" { table {
                    thead { tr {
                        th scope="col" { (self.t("col-clock")) }
                        th scope="col" { (self.t("col-asked-of")) }
                        th.num scope="col" { (self.t("col-asked")) }
                        th.num scope="col" { (self.t("bucket-held")) }
                        th scope="col" { (self.t("col-state")) }
                    } }
                    tbody { @for ask in asks { (self.row(ask)) } }
                } }
            }
        }
    }

    fn clock_of(&self, ask: &Ask) -> Option<cordon_vocabulary::Instant> {
        let terms = cordon_stop_payment::ClockTerms::default();
        cordon_stop_payment::clocks::running(self.case(), &terms)
            .into_iter()
            .filter(|c| c.ask == ask.id)
            .filter(|_| ask.hold.as_ref().is_none_or(|h| h.order.is_none()))
            .map(|c| c.due)
            .next()
    }

    fn row(&self, ask: &Ask) -> Markup {
        let frame = self.frame;
        let due = self.clock_of(ask);
        let now = frame.app.now();
        html! {
            tr.late[due.is_some_and(|d| d <= now)] id=(format!("ask-{}", ask.id)) {
                td { @if let Some(due) = due {
                    (parts::clock(due, now, "", frame.language))
                    small { (parts::time(due, &frame.zone, frame.language)) }
                } @else { span.sign { (self.t("clock-none")) } } }
                td {
                    (parts::country(ask.country)) b { bdi { (self.banks.name(ask, frame.language)) } }
                    small { span.mono { (ask.account) } }
                    small { (self.t("request-reference")) " " span.mono { (names::reference(self.case(), ask)) } @if ask.revision() > 1 { " · " (self.t("request-revision")) " " (ask.revision()) } }
                    @if self.works { (self.acts(ask)) }
                }
                td.num { (parts::sum(Money::new(ask.asked_units(), ask.currency))) }
                td.num { (parts::sum(names::held(self.case(), ask))) }
                td { (self.state(ask)) }
            }
        }
    }

    fn state(&self, ask: &Ask) -> Markup {
        let language = self.frame.language;
        let class = match ask.state {
            AskState::HeldBack { .. } => "sign soon",
            AskState::Sent | AskState::Acknowledged => "sign chased",
            AskState::Answered => "sign good",
            AskState::Withdrawn => "sign gone",
        };
        html! {
            span class=(class) { (self.t(todo::ask_state(ask.state))) }
            @if let AskState::HeldBack { why } = ask.state { small { (todo::held_back(why, language)) } }
            @for bucket in Bucket::ALL {
                @let units = self.case().parts_at(ask.id).filter(|p| p.bucket == bucket).map(Part::local_units).sum::<i64>();
                @if units > 0 && bucket != Bucket::Held { small { (names::bucket(bucket, language)) " " (parts::sum(Money::new(units, ask.currency))) } }
            }
            @if let Some(hold) = ask.hold.as_ref().filter(|h| h.units > 0) {
                @match &hold.order {
                    Some(order) => small { (self.t("hold-ordered")) " " bdi { (order) } },
                    None => small { (self.t("hold-until")) " " (parts::time(hold.expires, &self.frame.zone, language)) @if !hold.verified_term { " " (self.t("hold-unverified")) } },
                }
                @if hold.excess_units > 0 { small { (self.t("hold-excess")) " " (parts::sum(Money::new(hold.excess_units, ask.currency))) } }
                @if hold.appeal.as_ref().is_some_and(|a| a.decided.is_none()) { span.sign.bad { (self.t("state-appeal")) } }
            }
            @if ask.answers.iter().any(|a| !a.proven) { small { b { (self.t("state-unconfirmed")) } } }
            @if ask.answers.iter().any(|a| a.breach) { span.sign.bad { (self.t("state-breach")) } }
        }
    }

    /// The acts that the rulebook allows to this viewer now.
    fn acts(&self, ask: &Ask) -> Markup {
        let Some(acting) = self.frame.acting else {
            return html! {};
        };
        let offer = service::offer(self.frame.app, self.case(), ask, &acting.actor);
        let own = self.sight == Sight::Own;
        let id = &self.filed.id;
        html! {
            details.acts-of {
                summary { (self.t("acts-title")) }
                div.row {
                    @if offer.answer {
                        a.button href=(format!("/case/{id}/ask/{}/call", ask.id)) { (self.t(if own { "act-call" } else { "act-answer" })) }
                    }
                    @if offer.acknowledge && !own { (self.simple(ask, "acknowledge", "")) }
                    @if offer.release { (self.simple(ask, "release_ask", "main")) }
                    @if offer.confirm { (self.simple(ask, "confirm", "main")) }
                    @if offer.link {
                        (self.simple(ask, "link", ""))
                        a.button href=(format!("/case/{id}/ask/{}/camt056", ask.id)) { (self.t("act-camt056")) }
                    }
                    @if offer.reopen { (self.simple(ask, "reopen", "")) }
                    @if offer.extend { (self.simple(ask, "extend", "")) }
                }
                (act_forms::of(self, ask, &offer))
            }
        }
    }

    pub(super) fn simple(&self, ask: &Ask, act: &str, class: &str) -> Markup {
        self.form(
            ask,
            act,
            &html! { button class=(class) { (self.t(&format!("act-{act}"))) } },
        )
    }

    pub(super) fn form(&self, ask: &Ask, act: &str, inner: &Markup) -> Markup {
        form(&self.filed.id, act, Some(ask.id), inner)
    }
}

/// A form for one act, with the key that makes a second sending harmless.
pub(super) fn form(case: &str, act: &str, ask: Option<u32>, inner: &Markup) -> Markup {
    html! {
        form.row method="post" action=(format!("/case/{case}/act")) {
            input type="hidden" name="act" value=(act);
            @if let Some(ask) = ask { input type="hidden" name="ask" value=(ask); }
            input type="hidden" name="key" value=(app::new_id());
            (inner)
        }
    }
}

/// The most urgent thing, above everything else.
pub(super) fn banner(frame: &Frame<'_>, first: Option<&Todo>) -> Markup {
    let now = frame.app.now();
    html! {
        @if let Some(todo) = first {
            @let band = todo.band(now);
            div class=(match band { todo::Band::Over => "band bad", todo::Band::Later | todo::Band::Shift => "band", _ => "band soon" }) role="status" {
                p.row {
                    @if let Some(due) = todo.due { (parts::clock(due, now, &todo.clock, frame.language)) }
                    b { (todo.what) } " " (parts::sum(todo.sum))
                    @if !todo.link.ends_with(&format!("/case/{}", todo.reference)) { a href=(todo.link) { (frame.t("banner-go")) } }
                }
            }
        }
    }
}
