//! A kept file: first its guessed columns, for a person to confirm; then all six rules side by side, beside the sheet of the
//! case, and the form by which an officer adopts one.

use axum::Extension;
use axum::extract::{Form, Path, RawQuery, State};
use axum::response::Response;
use cordon_asset_tracing::adoption::Settings;
use cordon_asset_tracing::rules::{Meeting, Rule};
use cordon_members::role::Right;
use cordon_stop_payment::CaseState;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{case, words};
use crate::answer::No;
use crate::app::{self, App};
use crate::asset_tracing::accounts::{self, Standing};
use crate::asset_tracing::api::number;
use crate::asset_tracing::run::{self, Read, Traced};
use crate::asset_tracing::service::{self, Opened};
use crate::asset_tracing::wire::{AdoptIn, ClaimIn, TraceSettingsIn, some};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// So many accounts stand in the table of all rules; the number of the others is stated.
const MOST_ROWS: usize = 60;
/// So many transfers are shown before the columns are confirmed.
const PREVIEW: usize = 8;

/// What the form of the columns sends, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    key: String,
    #[serde(rename = "do")]
    act: String,
    columns: String,
    scale: String,
    currency: String,
    claims: String,
    stops: String,
    minimum: String,
    until: String,
    meeting: String,
    lenient: String,
}

impl Typed {
    fn of(settings: &Settings) -> Self {
        let claim = |(id, part): &(String, Option<String>)| match part {
            Some(part) => format!("{id}={part}"),
            None => id.clone(),
        };
        Self {
            columns: settings.columns.clone(),
            scale: settings.scale.to_string(),
            currency: settings.currency.clone().unwrap_or_default(),
            claims: settings.claims.iter().map(claim).collect::<Vec<_>>().join("\n"),
            stops: settings.stops.join("\n"),
            minimum: settings.minimum.clone().unwrap_or_default(),
            until: settings.until.clone().unwrap_or_default(),
            meeting: if settings.meeting == Meeting::Oldest {
                "oldest"
            } else {
                "newest"
            }
            .to_owned(),
            lenient: if settings.lenient { "yes" } else { "" }.to_owned(),
            ..Self::default()
        }
    }

    fn wish(&self) -> Result<TraceSettingsIn, No> {
        let scale = some(&self.scale).map(|text| text.parse::<u8>());
        let claims = run::claim_lines(&self.claims).into_iter();
        Ok(TraceSettingsIn {
            columns: self.columns.clone(),
            scale: scale
                .transpose()
                .map_err(|_| No::field("scale", "scale", "the scale is a whole number from 0 to 18"))?,
            currency: some(&self.currency),
            claims: claims.map(|(id, amount)| ClaimIn { id, amount }).collect(),
            stops: run::account_lines(&self.stops)?,
            minimum: some(&self.minimum),
            until: some(&self.until),
            meeting: some(&self.meeting),
            lenient: self.lenient == "yes",
        })
    }
}

/// What the form of adoption sends.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Adopting {
    key: String,
    rule: String,
    grounds: String,
    /// `rule=digest`, one a rule: what the officer saw.
    seen: String,
}

/// The page: columns as long as nobody confirmed them (or when asked for again), then the traces.
///
/// # Errors
/// `not-found`, or a failure of the store.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, No> {
    let opened = service::open(&app, &acting, &id, number(&trace)?).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let confirmed = opened.file.confirmed.as_ref().map(|(settings, _)| Typed::of(settings));
    match confirmed {
        Some(typed) if query.is_some_and(|q| q.contains("columns=1")) => columns(&frame, &opened, typed, None).await,
        Some(_) => results(&frame, &acting, &opened, None).await,
        None => columns(&frame, &opened, Typed::default(), None).await,
    }
}

/// Looks again with other settings, or confirms them.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn confirm(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, No> {
    let file = number(&trace)?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    if typed.act == "look" {
        let opened = service::open(&app, &acting, &id, file).await?;
        return columns(&frame, &opened, typed, None).await;
    }
    let address = words::address(&id, file);
    let repeat = words::repeat(&acting, &typed.key, &address, &serde_json::to_vec(&typed)?)?;
    let done = match typed.wish() {
        Ok(wish) => service::confirm(&app, &acting, &id, file, &wish, Some(repeat)).await,
        Err(no) => Err(no),
    };
    match done {
        Ok(_) => Ok(words::on_to(&address)),
        Err(no) if no.status.as_u16() == 422 => {
            let opened = service::open(&app, &acting, &id, file).await?;
            columns(&frame, &opened, typed, Some(&no)).await
        }
        Err(no) => Err(no),
    }
}

/// Adopts what one rule says.
///
/// # Errors
/// A refusal of the rulebook, or a failure of the store.
pub async fn adopt(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    Form(adopting): Form<Adopting>,
) -> Result<Response, No> {
    let file = number(&trace)?;
    let address = words::address(&id, file);
    let body = serde_json::to_vec(&adopting)?;
    let repeat = words::repeat(&acting, &adopting.key, &format!("{address}/adopt"), &body)?;
    let seen = adopting.seen.split_whitespace().filter_map(|pair| pair.split_once('='));
    let wish = AdoptIn {
        result_sha256: seen
            .into_iter()
            .find(|(rule, _)| *rule == adopting.rule)
            .map_or("", |(_, digest)| digest)
            .to_owned(),
        rule: adopting.rule,
        grounds: adopting.grounds,
    };
    match service::adopt(&app, &acting, &id, file, &wish, Some(repeat)).await {
        Ok(_) => Ok(words::on_to(&format!("/case/{id}#traces"))),
        Err(no) if matches!(no.status.as_u16(), 409 | 422) && no.code != "not-confirmed" => {
            let frame = Frame::of(&app, language, Some(&acting)).await;
            let opened = service::open(&app, &acting, &id, file).await?;
            results(&frame, &acting, &opened, Some(&no)).await
        }
        Err(no) => Err(no),
    }
}

fn head(frame: &Frame<'_>, opened: &Opened, title: &str) -> Markup {
    let id = &opened.filed.id;
    html! {
        p.crumb { a href=(format!("/case/{id}#traces")) { bdi.mono { (opened.filed.case.filing.reference) } } }
        h1 { (title) " " span.tag { (frame.with("traces-number", &[("n", &opened.file.number.to_string())])) } }
        dl.facts {
            dt { (frame.t("trace-input-hash")) } dd { (words::hash(&opened.file.sha256)) }
            @if let Some(balances) = &opened.file.balances { dt { (frame.t("trace-balances-hash")) } dd { (words::hash(balances)) } }
            dt { (frame.t("traces-kept")) } dd { (words::by(frame, &opened.file.kept)) }
        }
    }
}

/// The guessed columns, a few lines read by them, and the form.
async fn columns(frame: &Frame<'_>, opened: &Opened, mut typed: Typed, no: Option<&No>) -> Result<Response, No> {
    let case = &opened.filed.case;
    let tried = typed.wish().and_then(|wish| wish.settings(case.lost().asset));
    let read = match tried {
        Ok(settings) => service::look(opened, settings).await,
        Err(no) => Err(no),
    };
    if let (Ok(read), true) = (&read, typed.act.is_empty() && typed.claims.is_empty()) {
        typed.claims = accounts::alike(case, &read.loaded.transfers).join("\n");
    }
    if typed.currency.is_empty() {
        typed.currency = case.lost().asset.code().to_owned();
    }
    if typed.scale.is_empty() {
        typed.scale = case.lost().asset.scale().to_string();
    }
    let unread = read.as_ref().err().cloned();
    let no = no.or(unread.as_ref());
    let title = frame.t("traces-columns-title");
    let body = html! {
        (head(frame, opened, &title))
        p.lead { (frame.t("traces-columns-lead")) }
        @if let Some(no) = no { div.band.bad role="alert" { p { b { (words::reason(no, frame.language)) } } } }
        div.grid {
            div.c7 { @if let Ok(read) = &read { (reading(frame, read)) (preview(frame, read)) } @else { section.panel { p { (frame.t("traces-unread")) } } } }
            div.c5 { (settings_form(frame, opened, &typed, no)) }
        }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

/// How the file is read, in the reader's language.
pub(super) fn reading(frame: &Frame<'_>, read: &Read) -> Markup {
    use cordon_asset_tracing::input::reading::{DateForm, NumberForm};
    let numbers = match read.form.numbers {
        NumberForm::Plain => "trace-numbers-plain",
        NumberForm::Point => "trace-numbers-point",
        NumberForm::Comma => "trace-numbers-comma",
    };
    let dates = match read.form.dates {
        DateForm::Standard => "trace-dates-standard",
        DateForm::YearFirst => "trace-dates-year",
        DateForm::DayFirst => "trace-dates-day",
        DateForm::MonthFirst => "trace-dates-month",
    };
    let facts = &read.description;
    html! {
        section.panel aria-labelledby="reading" {
            h2 #reading { (frame.t("trace-reading")) @if facts.guessed { " " span.sign.soon { (frame.t("trace-guessed")) } } }
            p { (frame.t(&format!("trace-kind-{}", facts.kind))) " · " (frame.t(numbers)) " · " (frame.t(dates)) }
            div.scroll tabindex="0" { table.rows.rules {
                thead { tr { th scope="col" { (frame.t("trace-taken-for")) } th scope="col" { (frame.t("trace-column")) } } }
                tbody { @for (meaning, column) in &facts.columns { tr { td { (frame.t(&format!("trace-column-{}", meaning.replace('_', "-")))) } td { bdi.mono { (column) } } } } }
            } }
            dl.facts {
                dt { (frame.t("trace-lines")) } dd { bdi { (facts.lines) } }
                dt { (frame.t("trace-transfers")) } dd { bdi { (facts.transfers) } }
                dt { (frame.t("trace-accounts")) } dd { bdi { (facts.accounts) } }
                @if facts.set_aside > 0 { dt { (frame.t("trace-set-aside")) } dd { bdi { (facts.set_aside) } } }
            }
            @if facts.newest_first { p.note { (frame.t("trace-newest-first")) } }
            @if facts.sorted { p.note { (frame.t("trace-sorted")) } }
            @for note in &facts.notes { p.note lang="en" dir="ltr" { (note) } }
            @for line in read.loaded.described.iter().take(10) { p.note lang="en" dir="ltr" { "line " (line.line) " " (line.fault) } }
        }
    }
}

/// The first transfers as they are read.
fn preview(frame: &Frame<'_>, read: &Read) -> Markup {
    let transfers = &read.loaded.transfers;
    html! {
        section.panel aria-labelledby="preview" {
            h2 #preview { (frame.t("traces-preview")) }
            div.scroll tabindex="0" { table.rows.rules {
                thead { tr { @for id in ["id", "time", "from", "to"] { th scope="col" { (frame.t(&format!("trace-column-{id}"))) } } th.num scope="col" { (frame.t("trace-column-amount")) } } }
                tbody { @for (position, row) in (0_u32..).zip(transfers.moves()).take(PREVIEW) { tr {
                    td { bdi.mono { (transfers.id(position)) } }
                    td { bdi.mono { (transfers.times().show(position as usize)) } }
                    td { bdi.mono { (transfers.names().account(row.from)) } }
                    td { bdi.mono { (transfers.names().account(row.to)) } }
                    td.num { (words::digits(&transfers.scale().show(i128::from(row.amount)))) }
                } } }
            } }
        }
    }
}

fn settings_form(frame: &Frame<'_>, opened: &Opened, typed: &Typed, no: Option<&No>) -> Markup {
    let why = |name: &str| {
        no.filter(|no| no.field.as_deref() == Some(name))
            .map(|no| no.detail.as_str())
    };
    let text = |name: &str, value: &str| {
        let input = html! { input.code id=(name) name=(name) value=(value) autocomplete="off" maxlength="300"; };
        parts::field(
            name,
            &frame.t(&format!("traces-set-{name}")),
            &frame.t(&format!("traces-set-{name}-hint")),
            why(name),
            &input,
        )
    };
    let area = |name: &str, value: &str| {
        let input = html! { textarea.code id=(name) name=(name) rows="3" spellcheck="false" { (value) } };
        parts::field(
            name,
            &frame.t(&format!("traces-set-{name}")),
            &frame.t(&format!("traces-set-{name}-hint")),
            why(name),
            &input,
        )
    };
    html! {
        section.panel aria-labelledby="settings" {
            h2 #settings { (frame.t("traces-set-title")) }
            form method="post" action=(words::address(&opened.filed.id, opened.file.number)) {
                input type="hidden" name="key" value=(app::new_id());
                (area("claims", &typed.claims))
                (text("columns", &typed.columns))
                div.row { (text("currency", &typed.currency)) (text("scale", &typed.scale)) }
                details open[[&typed.stops, &typed.minimum, &typed.until, &typed.lenient].iter().any(|t| !t.is_empty())] {
                    summary { (frame.t("traces-set-more")) }
                    (area("stops", &typed.stops))
                    (text("minimum", &typed.minimum))
                    (text("until", &typed.until))
                    (parts::field("meeting", &frame.t("traces-set-meeting"), &frame.t("traces-set-meeting-hint"), why("meeting"), &html! {
                        select #meeting name="meeting" { @for one in ["newest", "oldest"] { option value=(one) selected[typed.meeting == one] { (frame.t(&format!("trace-meeting-{one}"))) } } }
                    }))
                    div.field { label for="lenient" { input #lenient type="checkbox" name="lenient" value="yes" checked[typed.lenient == "yes"]; " " (frame.t("traces-set-lenient")) } }
                }
                div.row {
                    button name="do" value="look" { (frame.t("traces-look")) }
                    button.main name="do" value="confirm" { (frame.t("traces-confirm")) }
                }
                p.note { (frame.t("traces-confirm-note")) }
            }
        }
    }
}

/// All six rules, the sheet beside them, where the money stands, and the form of adoption.
async fn results(frame: &Frame<'_>, acting: &Acting, opened: &Opened, no: Option<&No>) -> Result<Response, No> {
    let (settings, traced) = service::traced(opened).await?;
    let case = &opened.filed.case;
    let address = words::address(&opened.filed.id, opened.file.number);
    let in_force = service::rule_in_force(opened);
    let adopts = acting.require(Right::WorkCases).is_ok() && case.state != CaseState::Withdrawn;
    let title = frame.t("traces-title-one");
    let stands = in_force
        .and_then(|rule| traced.of(rule))
        .map(|ruled| accounts::standing(case, &traced, ruled, frame.app.now()));
    let body = html! {
        (head(frame, opened, &title))
        @if let Some(no) = no { div.band.bad role="alert" { p { b { (words::reason(no, frame.language)) } } @if let Some(rests_on) = &no.rests_on { p.small lang="en" dir="ltr" { (rests_on) } } } }
        div.grid {
            div.c8 { section.panel aria-labelledby="side" {
                h2 #side { (frame.t("trace-side-by-side")) " " span.note { bdi { (settings.currency.as_deref().unwrap_or("")) } } }
                (side_by_side(frame, &traced))
                (prints(frame, &address))
                p.note { (frame.t("trace-moves-nothing")) }
            } }
            div.c4 { (crate::stop_payment::pages::sheet_panel(frame, case)) }
        }
        @if let (Some(adoption), Some(stands)) = (opened.traces.in_force(), &stands) {
            section.panel aria-labelledby="force" { h2 #force { (frame.t("traces-in-force")) } (case::in_force(frame, &opened.filed.id, &opened.traces, adoption)) }
            (standing_panel(frame, opened, stands, adopts))
        }
        @if adopts { (adopt_form(frame, &address, &traced, &settings)) }
        (reading(frame, &traced.read))
        @if in_force.is_none() { p { a href=(format!("{address}?columns=1")) { (frame.t("traces-columns-again")) } } }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

fn prints(frame: &Frame<'_>, address: &str) -> Markup {
    html! {
        p { (frame.t("traces-print-each")) " "
            @for (number, rule) in Rule::ALL.into_iter().enumerate() {
                @if number > 0 { " · " }
                a href=(format!("{address}/print?rule={}", rule.name())) { (words::rule(frame, rule)) }
            }
        }
    }
}

/// Accounts down, rules across, and the sums below.
pub(super) fn side_by_side(frame: &Frame<'_>, traced: &Traced) -> Markup {
    let transfers = traced.transfers();
    let show = |units: i128| transfers.scale().show(units);
    let mut all: Vec<(i64, u32)> = Vec::new();
    for ruled in &traced.ruled {
        for holder in &ruled.findings.holders {
            // Poison is no sum: it orders nothing.
            let weight = if ruled.request.rule.keeps_the_sum() {
                holder.labels.total()
            } else {
                0
            };
            match all.iter_mut().find(|(_, account)| *account == holder.account) {
                Some(known) => known.0 = known.0.max(weight),
                None => all.push((weight, holder.account)),
            }
            if all.len() > 4 * MOST_ROWS {
                break;
            }
        }
    }
    all.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| transfers.names().account(a.1).cmp(transfers.names().account(b.1)))
    });
    let rest = all.len().saturating_sub(MOST_ROWS);
    let cell = |ruled: &run::Ruled, account: u32| {
        let holder = ruled.findings.holders.iter().find(|holder| holder.account == account);
        holder.map_or_else(
            || html! { "-" },
            |holder| words::digits(&show(i128::from(holder.labels.total()))),
        )
    };
    let sums: [(&str, &dyn Fn(&run::Ruled) -> i128); 3] = [
        ("trace-sum", &|r| r.findings.total.tainted),
        ("trace-stopped", &|r| r.findings.total.stopped),
        ("trace-gaps", &|r| r.findings.gap_amount),
    ];
    html! {
        div.scroll tabindex="0" { table.rows.rules {
            thead { tr { th scope="col" { (frame.t("trace-account")) } @for ruled in &traced.ruled { th.num scope="col" { (words::rule(frame, ruled.request.rule)) } } } }
            tbody {
                @for (_, account) in all.iter().take(MOST_ROWS) { tr {
                    th scope="row" { bdi.mono { (transfers.names().account(*account)) } }
                    @for ruled in &traced.ruled { td.num { (cell(ruled, *account)) } }
                } }
                @for (number, (id, of)) in sums.iter().enumerate() { tr.sum[number == 0] { th scope="row" { (frame.t(id)) } @for ruled in &traced.ruled { td.num { (words::digits(&show(of(ruled)))) } } } }
            }
        } }
        @if rest > 0 { p.note { (frame.language.count("trace-more-accounts", rest)) } }
    }
}

fn adopt_form(frame: &Frame<'_>, address: &str, traced: &Traced, settings: &Settings) -> Markup {
    let currency = settings.currency.as_deref().unwrap_or("");
    let rules: Vec<_> = traced
        .ruled
        .iter()
        .filter(|ruled| ruled.request.rule.keeps_the_sum())
        .collect();
    let seen: Vec<String> = rules
        .iter()
        .map(|ruled| format!("{}={}", ruled.request.rule.name(), ruled.outcome.digest))
        .collect();
    html! {
        section.panel aria-labelledby="adopt" {
            h2 #adopt { (frame.t("traces-adopt-title")) }
            p.note { (frame.t("traces-adopt-lead")) }
            form method="post" action=(format!("{address}/adopt")) {
                input type="hidden" name="key" value=(app::new_id());
                input type="hidden" name="seen" value=(seen.join(" "));
                fieldset {
                    legend { (frame.t("traces-adopt-rule")) }
                    div.choices { @for ruled in &rules {
                        @let name = ruled.request.rule.name();
                        div.choice {
                            input type="radio" name="rule" id=(format!("rule-{name}")) value=(name) required;
                            label for=(format!("rule-{name}")) { (words::rule(frame, ruled.request.rule)) " " (words::sum(ruled.outcome.tainted, ruled.outcome.scale, currency))
                                span.hint { (frame.t(&format!("trace-words-{name}"))) } }
                        }
                    } }
                }
                (parts::field("grounds", &frame.t("traces-adopt-grounds"), &frame.t("traces-adopt-grounds-hint"), None, &html! { textarea #grounds name="grounds" required minlength="8" maxlength="2000" rows="3" {} }))
                button.main { (frame.t("traces-adopt")) }
            }
        }
    }
}

/// Where the money stands under the adopted rule: what was asked there, and what was never asked.
fn standing_panel(frame: &Frame<'_>, opened: &Opened, all: &[Standing], works: bool) -> Markup {
    let case = &opened.filed.id;
    let never = all.iter().filter(|one| one.asked.is_none()).count();
    html! {
        section.panel aria-labelledby="standing" {
            h2 #standing { (frame.t("traces-standing")) }
            p { (frame.language.count("traces-never-asked", never)) }
            div.scroll tabindex="0" { table.rows.rules {
                thead { tr {
                    th scope="col" { (frame.t("trace-account")) }
                    th.num scope="col" { (frame.t("trace-sum")) }
                    th.num scope="col" { (frame.t("trace-balance")) }
                    th scope="col" { (frame.t("trace-first-by")) }
                    th scope="col" { (frame.t("traces-request")) }
                } }
                tbody { @for one in all.iter().take(MOST_ROWS) { tr {
                    td { bdi.mono { (one.account) } }
                    td.num { (words::digits(&one.shown)) }
                    td.num { (words::digits(&one.balance)) }
                    td { bdi.mono { (one.first) } small { bdi.mono { (one.time) } } }
                    td { (asked(frame, opened, case, one, works)) }
                } } }
            } }
            @if all.len() > MOST_ROWS { p.note { (frame.language.count("trace-more-accounts", all.len() - MOST_ROWS)) } }
        }
    }
}

fn asked(frame: &Frame<'_>, opened: &Opened, case: &str, one: &Standing, works: bool) -> Markup {
    let limit = one.outside.and_then(|why| serde_json::to_value(why).ok());
    let limit = limit.and_then(|why| {
        Some(frame.t(&format!(
            "held-back-{}",
            why.as_str()?.replace("second_person", "second-person")
        )))
    });
    html! {
        @match one.asked {
            Some(ask) => { span.sign.good { (frame.t("traces-asked")) } " " a href=(format!("/case/{case}#ask-{ask}")) { bdi.mono { "/" (ask) } } }
            None => {
                span.sign.bad { (frame.t("traces-not-asked")) }
                @if let Some(limit) = &limit { small { (frame.t("traces-outside")) " " (limit) } }
                @if one.too_little { small { (frame.t("traces-too-little")) } }
                @if works {
                    @if let Some(payer) = one.payer { div { a href=(format!("/case/{case}/ask/{payer}/call")) { (frame.t("traces-tell-call")) " " bdi.mono { "/" (payer) } } } }
                    div { a href=(format!("{}/request/{}", words::address(case, opened.file.number), one.place)) { (frame.t("traces-ask")) } }
                }
            }
        }
    }
}
