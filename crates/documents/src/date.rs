//! Days and instants as requests carry them: checked here, written out by the templates in the reader's language.

/// An instant in UTC to the second, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn parts<const N: usize>(text: &str, mark: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut given = text.split(mark);
    for (place, digits) in found.iter_mut().zip(digits) {
        *place = number(given.next()?, digits)?;
    }
    given.next().is_none().then_some(found)
}

/// Reads `2026-03-03` or `2026-03-03T01:14:00Z`, with or without a fraction of the second, which is dropped.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, time.strip_suffix('Z')?),
        None => (text, "00:00:00"),
    };
    let [year, month, date] = parts(day, '-', [4, 2, 2])?;
    let whole = match time.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => time,
    };
    let [hour, minute, second] = parts(whole, ':', [2, 2, 2])?;
    let fits = (1850..=2199).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&date)
        && hour < 24
        && minute < 60
        && second < 60;
    let small = |n: u32| u8::try_from(n).ok();
    fits.then_some(())?;
    Some(Moment {
        year: i32::try_from(year).ok()?,
        month: small(month)?,
        day: small(date)?,
        hour: small(hour)?,
        minute: small(minute)?,
        second: small(second)?,
    })
}

/// A birth is often known to the year or the month alone.
pub(crate) fn partial(text: &str) -> bool {
    match text.len() {
        4 => moment(&format!("{text}-01-01")).is_some(),
        7 => moment(&format!("{text}-01")).is_some(),
        _ => moment(text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_that_exist_are_read() {
        let at = moment("2026-03-03T01:14:09.5Z").expect("an instant");
        assert_eq!((at.year, at.month, at.day), (2026, 3, 3));
        assert_eq!((at.hour, at.minute, at.second), (1, 14, 9));
        assert!(moment("2024-02-29").is_some());
        assert!(partial("1984") && partial("1984-05") && partial("1984-05-17"));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-3-03",
            "2026-03-03T24:00:00Z",
            "2026-03-03T01:14:00",
            "2026-03-03T01:14:00.Z",
            "2026-03-03T01:14:00+00:00",
            "+026-03-03",
            "",
            "2026-03-03-04",
            "0000-01-01",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
        assert!(!partial("1984-13") && !partial("84") && !partial("19x4"));
    }
}
