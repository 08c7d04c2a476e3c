//! The printed statement of a trace: the rule and where it is known, the policies, the inputs' hashes, and every step in figures,
//! so that a person can compute it again by hand from the transfers it cites.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use cordon_asset_tracing::adoption::Settings;
use cordon_asset_tracing::findings::StopReason;
use cordon_asset_tracing::rules::{Meeting, Rule, sources};
use maud::{Markup, html};

use super::{steps, trace, words};
use crate::answer::No;
use crate::app::App;
use crate::asset_tracing::api::number;
use crate::asset_tracing::run::{Ruled, Traced};
use crate::asset_tracing::service::{self, Opened};
use crate::frame::locale::Language;
use crate::frame::page::{Frame, Room};
use crate::frame::parts;
use crate::gate::Acting;

/// So many steps stand on paper; of a larger trace, those that lead to the largest holders.
const MOST_STEPS: usize = 400;

/// Everything one sheet is made from.
pub(super) struct Sheet<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) opened: &'a Opened,
    pub(super) settings: &'a Settings,
    pub(super) traced: &'a Traced,
    pub(super) ruled: &'a Ruled,
}

/// The page.
///
/// # Errors
/// `not-found`, `not-confirmed`, or a failure of the store.
pub async fn page(
    State(app): State<App>,
    Extension(language): Extension<Language>,
    Extension(acting): Extension<Acting>,
    Path((id, trace)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, No> {
    let opened = service::open(&app, &acting, &id, number(&trace)?).await?;
    let frame = Frame::of(&app, language, Some(&acting)).await;
    let asked = query
        .as_deref()
        .and_then(|q| q.split('&').find_map(|pair| pair.strip_prefix("rule=")));
    let rule = match asked {
        Some(name) => name.parse().map_err(|_| No::not_found())?,
        None => service::rule_in_force(&opened).unwrap_or(Rule::Fifo),
    };
    let (settings, traced) = service::traced(&opened).await?;
    let (traced, stated) = service::stated(traced, rule, MOST_STEPS).await?;
    let ruled = traced.of(rule).ok_or_else(No::not_found)?;
    let sheet = Sheet {
        frame: &frame,
        opened: &opened,
        settings: &settings,
        traced: &traced,
        ruled,
    };
    let title = format!("{} · {}", frame.t("trace-print-title"), words::rule(&frame, rule));
    let body = html! {
        article.paper {
            p.crumb { a href=(words::address(&id, opened.file.number)) { bdi.mono { (opened.filed.case.filing.reference) } } }
            h1 { (title) }
            (sheet.head(&app))
            (sheet.rule())
            (sheet.claims())
            (steps::all(&sheet, &stated))
            (sheet.end())
            (trace::reading(&frame, &traced.read))
            (sheet.again())
        }
    };
    Ok(frame.page(Room::Money, &title, &body))
}

impl Sheet<'_> {
    pub(super) fn t(&self, id: &str) -> String {
        self.frame.t(id)
    }

    pub(super) fn show(&self, units: impl Into<i128>) -> String {
        self.traced.transfers().scale().show(units.into())
    }

    pub(super) fn digits(&self, units: impl Into<i128>) -> Markup {
        words::digits(&self.show(units))
    }

    fn currency(&self) -> &str {
        self.settings.currency.as_deref().unwrap_or("")
    }

    /// What this paper is about, and what it rests on.
    fn head(&self, app: &App) -> Markup {
        let frame = self.frame;
        let file = &self.opened.file;
        let in_force =
            self.opened.traces.in_force().filter(|adoption| {
                adoption.file == file.number && adoption.outcome.digest == self.ruled.outcome.digest
            });
        let meeting = if self.settings.meeting == Meeting::Oldest {
            "trace-meeting-oldest"
        } else {
            "trace-meeting-newest"
        };
        html! {
            @match in_force {
                Some(adoption) => div.band { p { b { (self.t("traces-in-force")) } " · " (words::by(frame, &adoption.by)) } },
                None => div.band.soon { p { (self.t("trace-print-not-adopted")) } },
            }
            dl.facts {
                dt { (self.t("trace-print-case")) } dd { bdi.mono { (self.opened.filed.case.filing.reference) } " · " bdi { (self.opened.filed.case.bureau) } }
                dt { (self.t("trace-input-hash")) } dd { (words::hash(&file.sha256)) }
                @if let Some(balances) = &file.balances { dt { (self.t("trace-balances-hash")) } dd { (words::hash(balances)) } }
                @else { dt { (self.t("trace-balances")) } dd { (self.t("trace-balances-none")) } }
                dt { (self.t("trace-result-hash")) } dd { (words::hash(&self.ruled.outcome.digest)) }
                dt { (self.t("trace-currency")) } dd { bdi { (self.currency()) } }
                dt { (self.t("trace-policies")) } dd {
                    (self.t("trace-order")) " " (self.t(meeting)) " " (self.t("trace-overdraft"))
                    @if self.ruled.request.minimum > 0 { " " (self.t("traces-set-minimum")) ": " (self.digits(self.ruled.request.minimum)) "." }
                    @if let Some(until) = &self.settings.until { " " (self.t("traces-set-until")) ": " bdi.mono { (until) } "." }
                    @if !self.settings.stops.is_empty() { " " (self.t("traces-set-stops")) ": " @for stop in &self.settings.stops { bdi.mono { (stop) } " " } }
                }
                dt { (self.t("trace-print-made")) } dd { (parts::time(app.now(), &frame.zone, frame.language)) }
            }
        }
    }

    /// The rule in words, how a step is computed, and where the rule is known.
    fn rule(&self) -> Markup {
        let rule = self.ruled.request.rule;
        let rows: Vec<&sources::Source> = sources::of(rule).chain([&sources::NO_FORMULA]).collect();
        html! {
            section.panel aria-labelledby="rule" {
                h2 #rule { (self.t("trace-print-rule")) }
                p { b { (words::rule(self.frame, rule)) } " - " (self.t(&format!("trace-words-{}", rule.name()))) }
                @if !rule.keeps_the_sum() { div.band.bad { p { (self.t("trace-poison-warning")) } } }
                p.note { (self.t("trace-shortfall-words")) }
                div.scroll tabindex="0" { table.rows {
                    caption { (self.t("trace-known")) " · " (self.frame.with("trace-known-version", &[("version", sources::VERSION)])) }
                    thead { tr { th scope="col" { (self.t("trace-known-place")) } th scope="col" { (self.t("trace-known-authority")) } th scope="col" { (self.t("trace-known-verified")) } } }
                    tbody { @for row in rows { tr {
                        td lang="en" { bdi { (row.place) } }
                        td lang="en" { bdi { (row.authority) } small { bdi.mono.hash { (row.address) } } }
                        td { @if row.verified { span.sign.good { (self.t("trace-verified")) } } @else { span.sign.soon { (self.t("trace-not-verified")) } } }
                    } } }
                } }
                p.note { (self.t("trace-known-note")) }
            }
        }
    }

    fn claims(&self) -> Markup {
        let tallies = self.ruled.findings.claims.iter().zip(&self.ruled.findings.tallies);
        let keeps = self.ruled.request.rule.keeps_the_sum();
        html! {
            section.panel aria-labelledby="claims" {
                h2 #claims { (self.t("trace-claims")) " " span.note { bdi { (self.currency()) } } }
                div.scroll tabindex="0" { table.rows {
                    thead { tr {
                        th scope="col" { (self.t("trace-claim")) } th.num scope="col" { (self.t("trace-claimed")) }
                        @if keeps { th.num scope="col" { (self.t("trace-sum")) } th.num scope="col" { (self.t("trace-stopped")) } th.num scope="col" { (self.t("trace-superseded")) } }
                    } }
                    tbody {
                        @for (claim, tally) in tallies { tr {
                            th scope="row" { bdi.mono { (claim.id) } } td.num { (self.digits(tally.claimed)) }
                            @if keeps { td.num { (self.digits(tally.tainted)) } td.num { (self.digits(tally.stopped)) } td.num { (self.digits(tally.superseded)) } }
                        } }
                    }
                } }
                @if self.ruled.findings.conserved() == Some(true) { p.note { (self.t("trace-conserved")) } }
            }
        }
    }

    /// Where the money is at the end, what was not followed, and what is missing from the data.
    fn end(&self) -> Markup {
        let transfers = self.traced.transfers();
        let found = &self.ruled.findings;
        html! {
            section.panel aria-labelledby="end" {
                h2 #end { (self.t("trace-print-end")) }
                div.scroll tabindex="0" { table.rows {
                    thead { tr { th scope="col" { (self.t("trace-account")) } th.num scope="col" { (self.t("trace-balance")) } th.num scope="col" { (self.t("trace-sum")) } th scope="col" { (self.t("trace-first-by")) } } }
                    tbody {
                        @for holder in found.holders.iter().take(MOST_STEPS) { tr {
                            th scope="row" { bdi.mono { (transfers.names().account(holder.account)) } }
                            td.num { (self.digits(holder.balance)) } td.num { (self.digits(holder.labels.total())) }
                            td { bdi.mono { (transfers.id(holder.first)) } }
                        } }
                        @if found.rule.keeps_the_sum() { tr.sum { th scope="row" { (self.t("trace-sum")) } td {} td.num { (self.digits(found.total.tainted)) } td {} } }
                    }
                } }
                @for stop in &found.stops { p { (self.t("trace-stop-at")) " "
                    @match stop.reason {
                        StopReason::Account(account) => bdi.mono { (transfers.names().account(account)) },
                        StopReason::Minimum => (self.t("trace-stop-minimum")),
                        StopReason::Conversion(position) => { (self.t("trace-stop-conversion")) " " bdi.mono { (transfers.id(position)) } },
                    } ": " (self.digits(stop.amount)) } }
                @if !found.shortfalls.is_empty() {
                    h3 { (self.t("trace-gaps")) }
                    p.note { (self.t("trace-gaps-words")) }
                    ul { @for gap in found.shortfalls.iter().take(MOST_STEPS) { li { bdi.mono { (transfers.id(gap.position)) } " · " bdi.mono { (transfers.names().account(gap.account)) } " · " (self.digits(gap.amount)) } } }
                }
            }
        }
    }

    /// The same trace on the command line.
    fn again(&self) -> Markup {
        html! {
            section.panel aria-labelledby="again" {
                h2 #again { (self.t("trace-again")) }
                p { (self.t("trace-again-words")) }
                p { code.hash { (self.command()) } }
            }
        }
    }

    fn command(&self) -> String {
        let settings = self.settings;
        let mut words = vec!["cordon trace --transfers FILE".to_owned()];
        let mut put = |name: &str, value: &str| words.push(format!("--{name} {}", quoted(value)));
        if !settings.columns.is_empty() {
            put("columns", &settings.columns);
        }
        if self.opened.file.balances.is_some() {
            put("balances", "BALANCES");
        }
        for (id, part) in &settings.claims {
            put(
                "claim",
                &part.as_ref().map_or_else(|| id.clone(), |part| format!("{id}={part}")),
            );
        }
        put("rule", self.ruled.request.rule.name());
        put("meeting", settings.meeting.name());
        put("scale", &settings.scale.to_string());
        put("currency", self.currency());
        if !settings.stops.is_empty() {
            put("stop", "STOPS");
        }
        if let Some(minimum) = &settings.minimum {
            put("min", minimum);
        }
        if let Some(until) = &settings.until {
            put("until", until);
        }
        if settings.lenient {
            words.push("--lenient".to_owned());
        }
        words.join(" ")
    }
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.,:=/+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_reach_a_shell_as_they_are() {
        assert_eq!(quoted("T1=5.00"), "T1=5.00");
        assert_eq!(quoted("it's; rm"), r"'it'\''s; rm'");
        assert_eq!(quoted(""), "''");
    }
}
