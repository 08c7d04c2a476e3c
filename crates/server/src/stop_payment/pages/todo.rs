//! What there is to do about a case, with the clock of each thing.

use cordon_stop_payment::{Ask, AskState, Bucket, Case, CaseState, ClockKind, ClockTerms, HeldBack, clocks};
use cordon_vocabulary::{Country, Instant, Money};

use super::names::{self, Banks};
use crate::frame::locale::Language;
use crate::gate::Acting;
use crate::stop_payment::queries::{self, Filed, Sight};

/// One thing to do.
#[derive(Debug, Clone)]
pub(super) struct Todo {
    /// When it is due; some things only wait.
    pub(super) due: Option<Instant>,
    /// The payment has not been executed yet.
    pub(super) flight: bool,
    /// The act, in words.
    pub(super) what: String,
    /// The clock's own name.
    pub(super) clock: String,
    /// Where it is done.
    pub(super) link: String,
    /// The reference.
    pub(super) reference: String,
    /// The sum it is about.
    pub(super) sum: Money,
    /// The country.
    pub(super) country: Country,
    /// The class of the state's sign.
    pub(super) sign: &'static str,
    /// The state in a word.
    pub(super) state: String,
}

/// How soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    /// Not executed yet: everything can still be saved.
    Flight,
    /// Over time.
    Over,
    /// Within the hour, and what waits for a person.
    Hour,
    /// Within eight hours.
    Shift,
    /// Later.
    Later,
}

impl Band {
    pub(super) const ALL: [Self; 5] = [Self::Flight, Self::Over, Self::Hour, Self::Shift, Self::Later];

    /// Its heading.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Flight => "band-flight",
            Self::Over => "band-over",
            Self::Hour => "band-hour",
            Self::Shift => "band-shift",
            Self::Later => "band-later",
        }
    }
}

impl Todo {
    /// The band of time it stands in.
    pub(super) fn band(&self, now: Instant) -> Band {
        match self.due.map(|due| due.seconds_since(now)) {
            _ if self.flight => Band::Flight,
            None => Band::Hour,
            Some(i64::MIN..=0) => Band::Over,
            Some(1..=3599) => Band::Hour,
            Some(3600..=28_799) => Band::Shift,
            Some(_) => Band::Later,
        }
    }
}

/// Sorts by band, then by the clock; what has no clock stands at the end of its band.
pub(super) fn sort(todos: &mut [Todo], now: Instant) {
    todos.sort_by_key(|t| (t.band(now), t.due.is_none(), t.due));
}

/// Everything to do about one case, for the one who looks.
pub(super) fn of_case(
    filed: &Filed,
    sight: Sight,
    banks: &Banks,
    acting: &Acting,
    now: Instant,
    language: Language,
) -> Vec<Todo> {
    let maker = Maker {
        filed,
        case: &filed.case,
        banks,
        now,
        language,
    };
    let mut todos = Vec::new();
    if sight == Sight::Own {
        maker.case_itself(acting, &mut todos);
        for ask in &filed.case.asks {
            maker.own_ask(ask, &mut todos);
        }
    } else {
        for ask in filed.case.asks.iter().filter(|a| queries::receives(a, &acting.actor)) {
            maker.put_to_us(ask, &mut todos);
        }
    }
    todos
}

struct Maker<'a> {
    filed: &'a Filed,
    case: &'a Case,
    banks: &'a Banks,
    now: Instant,
    language: Language,
}

impl Maker<'_> {
    fn case_itself(&self, acting: &Acting, todos: &mut Vec<Todo>) {
        let own = acting.actor.officer() == Some(&self.case.filed.0);
        let (id, state, sign) = match self.case.state {
            CaseState::Filed if own => ("todo-second-person-other", "state-filed", "soon"),
            CaseState::Filed => ("todo-second-person", "state-filed", "soon"),
            CaseState::Stopped => ("todo-stopped", "state-stopped", "bad"),
            CaseState::Pursuing | CaseState::Withdrawn => return,
        };
        let payment = &self.case.filing.payment;
        let flight = payment.executed > self.now && self.case.state == CaseState::Filed;
        todos.push(Todo {
            due: flight.then_some(payment.executed),
            flight,
            what: self.language.t(id),
            clock: self.language.t("clock-settles"),
            link: format!("/case/{}", self.filed.id),
            reference: self.case.filing.reference.to_string(),
            sum: self.case.sheet().money(Bucket::Chased),
            country: payment.country,
            sign,
            state: self.language.t(state),
        });
    }

    fn own_ask(&self, ask: &Ask, todos: &mut Vec<Todo>) {
        let open = names::open(self.case, ask);
        match ask.state {
            AskState::HeldBack { why } if self.case.state != CaseState::Filed => {
                let due = self.soonest(ask).map(|(due, _)| due);
                let id = match why {
                    HeldBack::ProfileForbids => "todo-there-releases",
                    _ => "todo-release-request",
                };
                todos.push(self.todo(ask, id, due, open, "soon", &held_back(why, self.language)));
            }
            AskState::Sent | AskState::Acknowledged => {
                if let Some((due, kind)) = self.soonest(ask) {
                    let mut todo = self.clock(ask, due, kind, open);
                    todo.flight = ask.executed > self.now;
                    todos.push(todo);
                }
            }
            _ => {
                // An answered request may still have an open question.
                if let Some((due, kind)) = self.soonest(ask) {
                    todos.push(self.clock(ask, due, kind, open));
                }
            }
        }
        if ask.answers.iter().any(|a| !a.proven) {
            let state = self.language.t("state-unconfirmed");
            let mut todo = self.todo(ask, "todo-confirm", None, open, "soon", &state);
            todo.link = format!("/case/{}/ask/{}/call", self.filed.id, ask.id);
            todos.push(todo);
        }
        self.hold(ask, todos);
    }

    fn hold(&self, ask: &Ask, todos: &mut Vec<Todo>) {
        let Some(hold) = ask.hold.as_ref().filter(|h| h.units > 0) else {
            return;
        };
        let held = names::held(self.case, ask);
        if hold.appeal.as_ref().is_some_and(|a| a.decided.is_none()) {
            let state = self.language.t("state-appeal");
            todos.push(self.todo(ask, "todo-appeal", None, held, "bad", &state));
        }
        // An order stands until a court ends it: its hold has no end to watch.
        if hold.order.is_none() {
            let state = names::bucket(Bucket::Held, self.language);
            let mut todo = self.todo(ask, "todo-expiry", Some(hold.expires), held, "held", &state);
            todo.clock = self.language.t("clock-expiry");
            todos.push(todo);
        }
    }

    fn put_to_us(&self, ask: &Ask, todos: &mut Vec<Todo>) {
        let open = names::open(self.case, ask);
        let due = self.soonest(ask).map(|(due, _)| due);
        let call = format!("/case/{}/ask/{}/call", self.filed.id, ask.id);
        match ask.state {
            AskState::HeldBack { why } => {
                let state = held_back(why, self.language);
                todos.push(self.todo(ask, "todo-release-here", due, open, "soon", &state));
            }
            AskState::Sent | AskState::Acknowledged => {
                let state = self.language.t(ask_state(ask.state));
                let mut todo = self.todo(ask, "todo-answer", due, open, "chased", &state);
                todo.link = call;
                todo.flight = ask.executed > self.now;
                todos.push(todo);
            }
            AskState::Answered | AskState::Withdrawn => {}
        }
        self.hold(ask, todos);
    }

    /// The next clock of a request beside that of its hold.
    fn soonest(&self, ask: &Ask) -> Option<(Instant, ClockKind)> {
        clocks::running(self.case, &ClockTerms::default())
            .into_iter()
            .filter(|c| c.ask == ask.id && c.kind != ClockKind::Expiry)
            .map(|c| (c.due, c.kind))
            .next()
    }

    fn clock(&self, ask: &Ask, due: Instant, kind: ClockKind, sum: Money) -> Todo {
        let id = match kind {
            ClockKind::Acknowledgement => "todo-acknowledgement",
            ClockKind::Answer => "todo-answer-due",
            ClockKind::Rate => "todo-rate",
            ClockKind::WhereTo => "todo-where-to",
            ClockKind::Expiry => "todo-expiry",
        };
        let state = self.language.t(ask_state(ask.state));
        let mut todo = self.todo(ask, id, Some(due), sum, "chased", &state);
        todo.clock = self.language.t(match kind {
            ClockKind::Acknowledgement => "clock-acknowledgement",
            ClockKind::Answer => "clock-answer",
            ClockKind::Rate => "clock-rate",
            ClockKind::WhereTo => "clock-where-to",
            ClockKind::Expiry => "clock-expiry",
        });
        if due <= self.now {
            todo.link = format!("/case/{}/ask/{}/call", self.filed.id, ask.id);
        }
        todo
    }

    fn todo(&self, ask: &Ask, id: &str, due: Option<Instant>, sum: Money, sign: &'static str, state: &str) -> Todo {
        let bank = self.banks.name(ask, self.language);
        Todo {
            due,
            flight: false,
            what: self.language.with(id, &[("bank", &bank)]),
            clock: self.language.t("clock-answer"),
            link: format!("/case/{}#ask-{}", self.filed.id, ask.id),
            reference: names::reference(self.case, ask),
            sum,
            country: ask.country,
            sign,
            state: state.to_owned(),
        }
    }
}

/// Why a request waits, in words.
pub(super) fn held_back(why: HeldBack, language: Language) -> String {
    language.t(&format!("held-back-{}", names::wire(&why)))
}

/// The word for a request's state.
pub(super) fn ask_state(state: AskState) -> &'static str {
    match state {
        AskState::HeldBack { .. } => "ask-held-back",
        AskState::Sent => "ask-sent",
        AskState::Acknowledged => "ask-acknowledged",
        AskState::Answered => "ask-answered",
        AskState::Withdrawn => "ask-withdrawn",
    }
}
