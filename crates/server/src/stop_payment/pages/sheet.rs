//! The sheet of a case: three families, each bucket, the sum, and the line that says it was checked.

use cordon_stop_payment::{Bucket, Case, Sheet};
use cordon_vocabulary::Money;
use maud::{Markup, html};

use super::names;
use crate::frame::page::Frame;
use crate::frame::parts;

/// The three families, in the order in which they are read.
const FAMILIES: [(&str, &[Bucket]); 3] = [
    ("family-stopped", &[Bucket::Held, Bucket::Returned]),
    ("family-chased", &[Bucket::Chased]),
    (
        "family-out",
        &[
            Bucket::Cash,
            Bucket::Charges,
            Bucket::Refused,
            Bucket::NotFound,
            Bucket::Lapsed,
            Bucket::Released,
            Bucket::Withdrawn,
            Bucket::BelowMinimum,
        ],
    ),
];

/// The sheet, or an alarm where it does not add up: then no figure of it is shown.
pub(crate) fn panel(frame: &Frame<'_>, case: &Case) -> Markup {
    let sheet = case.sheet();
    if !sheet.adds_up() {
        return html! { div.band.bad role="alert" { p { b { (frame.t("sheet-broken")) } } } };
    }
    html! {
        section.panel aria-labelledby="sheet" {
            h2 #sheet { (frame.t("sheet-title")) " " span.note { (sheet.currency) } }
            (parts::bar(&sheet, "bar", &spoken(frame, &sheet)))
            div.scroll tabindex="0" { table {
                thead { tr {
                    th scope="col" { (frame.t("sheet-where")) }
                    th.num scope="col" { (sheet.currency) }
                    th.num scope="col" { (frame.t("sheet-share")) }
                } }
                tbody {
                    @for (family, buckets) in FAMILIES { (family_rows(frame, &sheet, family, buckets)) }
                    tr.sum { th scope="row" { (frame.t("col-lost")) } td.num { (parts::digits(case.lost())) } td.num { "100.00 %" } }
                }
            } }
            p.note { span.sign.good { (frame.language.count("sheet-proof", case.asks.len())) } }
        }
    }
}

fn family_rows(frame: &Frame<'_>, sheet: &Sheet, family: &str, buckets: &[Bucket]) -> Markup {
    let sum: i64 = buckets.iter().map(|b| sheet.units(*b)).sum();
    html! {
        tr.group { th scope="row" { (frame.t(family)) } td.num { (parts::digits(Money::new(sum, sheet.currency))) } td.num { (share(sum, sheet.lost)) } }
        @for bucket in buckets {
            @let money = sheet.money(*bucket);
            tr.zero[money.units == 0] {
                td { span class=(format!("sign {}", sign(*bucket))) { (names::bucket(*bucket, frame.language)) } }
                td.num { (parts::digits(money)) }
                td.num { (share(money.units, sheet.lost)) }
            }
        }
    }
}

/// The class that draws a bucket's sign.
pub(super) fn sign(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Held => "held",
        Bucket::Returned => "returned",
        Bucket::Chased => "chased",
        _ => "gone",
    }
}

/// A share of what was lost, in hundredths of a per cent, rounded down.
pub(super) fn share(units: i64, lost: i64) -> String {
    let hundredths = i128::from(units) * 10_000 / i128::from(lost.max(1));
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// The bar in words, for those who cannot see it.
fn spoken(frame: &Frame<'_>, sheet: &Sheet) -> String {
    let said: Vec<String> = Bucket::ALL
        .iter()
        .filter(|b| sheet.units(**b) > 0)
        .map(|b| {
            format!(
                "{} {}",
                names::bucket(*b, frame.language),
                share(sheet.units(*b), sheet.lost)
            )
        })
        .collect();
    format!("{}: {}", frame.t("sheet-title"), said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_rounded_down_and_never_divide_by_nothing() {
        assert_eq!(share(1, 3), "33.33 %");
        assert_eq!(share(232_000_000, 232_000_000), "100.00 %");
        assert_eq!(share(0, 0), "0.00 %");
    }
}
