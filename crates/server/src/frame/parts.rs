//! Small parts that pages share: sums, times, countries, the balance bar, clocks.

use cordon_stop_payment::{Bucket, Sheet};
use cordon_vocabulary::{Country, Instant, Money};
use maud::{Markup, PreEscaped, html};

use crate::frame::locale::Language;

/// Thousands apart: `2,320,000.00`, in Western digits in every language, as banks write them.
#[must_use]
pub fn grouped(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').map_or((decimal, None), |(w, f)| (w, Some(f)));
    let mut text = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 && digit.is_ascii_digit() && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{text}.{fraction}"),
        None => text,
    }
}

/// A sum with its currency; the digits never mirror.
#[must_use]
pub fn sum(money: Money) -> Markup {
    html! { bdi dir="ltr" { b { (grouped(&money.decimal())) } " " small { (money.asset) } } }
}

/// A sum without its currency, for columns that name it in their head.
#[must_use]
pub fn digits(money: Money) -> Markup {
    html! { bdi dir="ltr" { (grouped(&money.decimal())) } }
}

/// A country's code in its box.
#[must_use]
pub fn country(country: Country) -> Markup {
    html! { span.code { (country) } }
}

/// A point in time: in UTC, and in the viewer's own zone where it differs.
#[must_use]
pub fn time(at: Instant, zone: &str, language: Language) -> Markup {
    let stamp = at.timestamp();
    let utc = stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let here = stamp.in_tz(zone).ok().filter(|_| zone != "UTC");
    html! {
        time datetime=(at) {
            bdi dir="ltr" { (utc.strftime("%d %b %H:%M").to_string()) " UTC" }
            @if let Some(here) = here { " " small { bdi dir="ltr" { (here.strftime("%H:%M").to_string()) } " " (language.t("here")) } }
        }
    }
}

/// How long until a due instant, with a shape and a word: over, soon (under an hour), or calm.
#[must_use]
pub fn clock(due: Instant, now: Instant, what: &str, language: Language) -> Markup {
    let left = due.seconds_since(now);
    let class = match left {
        i64::MIN..=0 => "chip over",
        1..=3599 => "chip soon",
        _ => "chip",
    };
    let sign = match left {
        i64::MIN..=0 => "■ ",
        1..=1199 => "▲ ",
        1200..=3599 => "◐ ",
        _ => "○ ",
    };
    let span = span(left.abs(), language);
    html! {
        span class=(class) {
            span aria-hidden="true" { (sign) }
            @if left <= 0 { (language.with("clock-over", &[("span", &span)])) } @else { (span) }
            small { (what) }
        }
    }
}

/// A span of time in words: `2 h 05 min`, `3 d 4 h`.
#[must_use]
pub fn span(seconds: i64, language: Language) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let text = |id: &str, a: i64, b: i64| language.with(id, &[("a", &a.to_string()), ("b", &format!("{b:02}"))]);
    if days > 0 {
        text("span-days", days, hours)
    } else if hours > 0 {
        text("span-hours", hours, minutes)
    } else {
        text("span-minutes", minutes, seconds % 60)
    }
}

/// The class that draws a bucket.
#[must_use]
pub fn fill(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Held => "f-held",
        Bucket::Returned => "f-returned",
        Bucket::Chased => "f-chased",
        _ => "f-out",
    }
}

/// The balance as one bar, always in the order of the sheet. The table beside it says the same in figures.
#[must_use]
pub fn bar(sheet: &Sheet, class: &str, label: &str) -> Markup {
    let mut from = 0.0;
    let mut rects = String::new();
    for bucket in Bucket::ALL {
        #[allow(clippy::cast_precision_loss, reason = "the width of a drawing")]
        let width = sheet.units(bucket) as f64 * 100.0 / sheet.lost.max(1) as f64;
        if width > 0.0 {
            rects.push_str(&format!(
                r#"<rect class="{}" x="{from:.3}%" y="0" width="{:.3}%" height="100%"/>"#,
                fill(bucket),
                (width - 0.3).max(0.2)
            ));
            from += width;
        }
    }
    html! {
        svg class=(class) role="img" aria-label=(label) preserveAspectRatio="none" {
            (PreEscaped(r#"<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--soon-tint)"/><rect width="3" height="6" fill="var(--soon-fill)"/></pattern></defs>"#))
            (PreEscaped(rects))
        }
    }
}

/// A field of a form, with its error above it.
#[must_use]
pub fn field(name: &str, label: &str, hint: &str, why: Option<&str>, input: &Markup) -> Markup {
    html! {
        div.field.bad[why.is_some()] {
            label for=(name) { (label) @if !hint.is_empty() { span.hint { (hint) } } }
            @if let Some(why) = why { p.why id=(format!("{name}-why")) { (why) } }
            (input)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped("2320000.00"), "2,320,000.00");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("-1000.5"), "-1,000.5");
    }
}
