//! Money: the scale, invoices and payments, arrears and what they cost, budgets voted and spent.

use cordon_assembly::finances::{AppealState, Budget, BudgetState, Lifted, withdrawn_services};
use cordon_assembly::member::MemberCode;
use cordon_assembly::resolution::Matter;
use cordon_members::role::{Right, Role};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form;
use super::seen::Seen;
use super::sessions::kebab;
use crate::assembly::capacity::Part;

pub fn body(seen: &Seen<'_>) -> Markup {
    html! {
        div.grid {
            div.c6 { (contributions(seen)) (own(seen)) }
            div.c6 { (arrears(seen)) }
        }
        (budgets(seen))
        @if seen.may(Right::RunAssembly) { (books(seen)) }
        @if seen.may(Right::OverseeAssembly) { (oversight(seen)) }
    }
}

fn finance(act: Value) -> Value {
    json!({"area": "finance", "act": act})
}

fn money(seen: &Seen<'_>) -> String {
    format!("money.{}", seen.state.finances.currency)
}

/// Year by year: what was shared out, what came in, what is owed.
fn contributions(seen: &Seen<'_>) -> Markup {
    let finances = &seen.state.finances;
    html! { section.panel {
        h2 { (seen.t("contributions")) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("contributions")) { table {
            caption { (finances.currency) }
            thead { tr { th { (seen.t("year")) } th { (seen.t("scale")) } th.num { (seen.t("invoiced")) } th.num { (seen.t("paid")) } th.num { (seen.t("owed")) } } }
            tbody { @for (year, invoices) in &finances.invoices {
                @let (units, paid) = invoices.values().fold((0_i64, 0_i64), |(a, b), one| (a.saturating_add(one.units), b.saturating_add(one.paid)));
                tr { td { (year) } td { bdi dir="ltr" { (finances.scales.get(year).map_or("", |scale| scale.version.as_str())) } }
                    td.num { (seen.digits(units)) } td.num { (seen.digits(paid)) } td.num { (seen.digits(units.saturating_sub(paid))) } }
            } }
        } }
    } }
}

/// Our own account.
fn own(seen: &Seen<'_>) -> Markup {
    let Some(member) = seen.own() else {
        return html! {};
    };
    let finances = &seen.state.finances;
    html! { section.panel {
        h2 { (seen.with("account-of", &[("seat", &seen.seat(&member))])) }
        table {
            thead { tr { th { (seen.t("year")) } th { (seen.t("due")) } th.num { (seen.t("invoiced")) } th.num { (seen.t("paid")) } th.num { (seen.t("owed")) } } }
            tbody { @for (year, invoices) in &finances.invoices { @if let Some(one) = invoices.get(&member) {
                tr { td { (year) } td { bdi dir="ltr" { (one.due) } } td.num { (seen.digits(one.units)) } td.num { (seen.digits(one.paid)) } td.num { (seen.digits(one.owed())) } }
            } } }
        }
    } }
}

/// Who is out, what it lost, and what would give it back.
fn arrears(seen: &Seen<'_>) -> Markup {
    let finances = &seen.state.finances;
    html! { section.panel {
        h2 { (seen.t("arrears")) }
        p.note { (seen.t("arrears-note")) }
        @if finances.sanctioned().count() == 0 { p { span.sign.good { (seen.t("nobody-in-arrears")) } } }
        @for member in finances.sanctioned() { (out(seen, member)) }
        @for (member, sanctions) in &finances.sanctions { @for one in sanctions { @if let Some((at, by)) = &one.ended {
            p { (seen.seat(member)) " · " (seen.t(match by { Lifted::Payment => "lifted-payment", Lifted::Appeal { .. } => "lifted-appeal", Lifted::Waiver { .. } => "lifted-waiver" })) " · " (seen.time(*at)) }
        } } }
    } }
}

fn out(seen: &Seen<'_>, member: &MemberCode) -> Markup {
    let finances = &seen.state.finances;
    let year = finances
        .sanctions
        .get(member)
        .and_then(|all| all.last())
        .map_or(0, |one| one.year);
    let least = finances.least_payment(member, year, 2, seen.today);
    let lost = withdrawn_services(seen.state, member, seen.today).unwrap_or_default();
    html! {
        h3 { (seen.seat(member)) }
        p { (seen.t("lost")) ": " @for service in &lost { span.tag { (seen.t(&format!("service-{}", kebab(service)))) } " " } }
        p { (seen.t("passes")) ": " @for service in ["stop-request", "recall", "hit", "missing-child"] { span.tag { (seen.t(&format!("service-{service}"))) } " " } }
        @if let Some(units) = least { p { (seen.t("least-payment")) " " (seen.sum(units)) } }
        @if let Some(appeal) = finances.appeals.get(member).and_then(|all| all.last()) {
            p { (seen.t("appeal")) " " bdi dir="ltr" { (appeal.filed) } " · " (seen.t(match appeal.state {
                AppealState::Filed => "appeal-filed", AppealState::Upheld => "appeal-upheld", AppealState::Dismissed => "appeal-dismissed",
                AppealState::Granted => "appeal-granted", AppealState::Refused => "appeal-refused" })) }
        }
    }
}

fn budgets(seen: &Seen<'_>) -> Markup {
    html! { @for (year, budget) in seen.state.finances.budgets.iter().rev() { section.panel {
        h2 { (seen.t("budget")) " " (year) " · " (standing(seen, budget)) }
        div.scroll tabindex="0" role="region" aria-label=(seen.t("budget")) { table {
            caption { (seen.state.finances.currency) }
            thead { tr { th { (seen.t("programme")) } th.num { (seen.t("voted-amount")) } th.num { (seen.t("spent")) } th.num { (seen.t("left-amount")) } } }
            tbody {
                @for (programme, line) in &budget.lines { tr { td { bdi { (programme) } } td.num { (seen.digits(line.units)) } td.num { (seen.digits(line.spent)) } td.num { (seen.digits(line.units.saturating_sub(line.spent))) } } }
                tr.sum { td { (seen.t("sum")) } td.num { (seen.digits(budget.total())) } td.num { (seen.digits(budget.spent())) } td.num { (seen.digits(budget.total().saturating_sub(budget.spent()))) } }
            }
        } }
        @if seen.may(Right::RunAssembly) && budget.state != BudgetState::Proposed {
            (form::form(seen, Part::Secretariat, &finance(json!({"do": "spend", "year": year})), &seen.t("book-spending"), &html! {
                (form::field("text", "/act/programme", &seen.t("programme"))) (form::field(&money(seen), "/act/units", &seen.t("amount"))) (form::field("text", "/act/reference", &seen.t("reference")))
            }))
        }
    } } }
}

fn standing(seen: &Seen<'_>, budget: &Budget) -> Markup {
    html! { @match &budget.state {
        BudgetState::Proposed => span.sign.soon { (seen.t("budget-proposed")) },
        BudgetState::Approved { ballot, .. } => { span.sign.good { (seen.t("budget-approved")) } " " a href=(format!("/assembly/{}/ballot/{ballot}", seen.id)) { (seen.with("title-ballot", &[("n", &ballot.to_string())])) } },
        BudgetState::Provisional { along } => span.sign.soon { (seen.with("budget-provisional", &[("year", &along.to_string())])) },
    } }
}

/// The secretariat's books.
fn books(seen: &Seen<'_>) -> Markup {
    let amount = money(seen);
    let part = Part::Secretariat;
    let year = |id: &str| form::field("number", "/act/year", &seen.t(id));
    let proposed: Vec<i16> = seen
        .state
        .finances
        .budgets
        .iter()
        .filter(|(_, one)| one.state == BudgetState::Proposed)
        .map(|(year, _)| *year)
        .collect();
    html! { details.panel { summary { (seen.t("books")) }
        (form::form(seen, part, &finance(json!({"do": "pay", "payments": [{}]})), &seen.t("book-payment"), &html! {
            (form::field("text", "/act/payments/0/member", &seen.t("member"))) (form::field(&amount, "/act/payments/0/units", &seen.t("amount"))) (form::field("text", "/act/payments/0/reference", &seen.t("reference")))
        }))
        (form::form(seen, part, &finance(json!({"do": "set-scale"})), &seen.t("set-scale"), &html! {
            (year("year")) (form::field("text", "/act/version", &seen.t("version"))) (form::field(&amount, "/act/total", &seen.t("total-to-share"))) (form::field("map", "/act/points", &seen.t("points-lines")))
        }))
        (form::form(seen, part, &finance(json!({"do": "invoice"})), &seen.t("invoice"), &html! { (year("year")) (form::field("day", "/act/due", &seen.t("due"))) }))
        (form::form(seen, part, &finance(json!({"do": "propose-budget"})), &seen.t("propose-budget"), &html! {
            (year("year")) (form::field(&format!("amounts.{}", seen.state.finances.currency), "/act/programmes", &seen.t("programmes-lines")))
        }))
        @for year in proposed { (form::form(seen, part, &json!({"area": "resolution", "act": {"do": "draft", "title": {}, "about": Matter::Budget { year }, "sponsors": [], "costs": true,
            "paragraphs": [{"role": {"kind": "operative", "does": {"clause": "states"}, "depends_on": []}, "texts": {}}]}}), &seen.with("draft-budget", &[("year", &year.to_string())]), &html! {
                (form::four(seen, "/act/title", &seen.t("title-of"))) (form::four(seen, "/act/paragraphs/0/texts", &seen.t("operative-paragraph")))
        })) }
    } }
}

/// The Secretary General's sanctions; the committee's appeals, waivers, and carrying on along an old budget.
fn oversight(seen: &Seen<'_>) -> Markup {
    let part = Part::Committee;
    let year = form::field("number", "/act/year", &seen.t("year"));
    html! { section.panel { h2 { (seen.t("oversight")) }
        @if seen.is(Role::SecretaryGeneral) { (form::form(seen, part, &finance(json!({"do": "apply-sanctions"})), &seen.t("apply-sanctions"), &year)) }
        @if seen.is(Role::ExecutiveCommittee) {
            @for member in seen.state.finances.sanctioned() {
                h3 { (seen.seat(member)) }
                (form::presses(seen, part, &[
                    (finance(json!({"do": "decide-appeal", "member": member, "upheld": true})), seen.t("uphold-appeal"), ""),
                    (finance(json!({"do": "decide-appeal", "member": member, "upheld": false})), seen.t("dismiss-appeal"), ""),
                ]))
                (form::form(seen, part, &finance(json!({"do": "waive", "member": member, "services": ["training", "other-services"]})), &seen.t("waive-services"), &form::field("text-long", "/act/reason", &seen.t("reason"))))
            }
            (form::form(seen, part, &finance(json!({"do": "carry-on"})), &seen.t("carry-on"), &year))
        }
    } }
}
