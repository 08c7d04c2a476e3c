//! Years of birth in a byte each, and which of them a query does not rule out.

use crate::entity::PartialDate;

/// Year of birth of an entity: 0 unknown, 255 more than one, 1 to 254 the years from 1850 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct YearCode(u8);

/// The year before the first that has a code of its own.
const BEFORE: i16 = 1849;
const SEVERAL: u8 = 255;

impl YearCode {
    pub(super) fn of(dates: &[PartialDate]) -> Self {
        match dates {
            [] => Self(0),
            [date] if date.year == date.last_year && !date.about => Self::year(date.year),
            _ => Self(SEVERAL),
        }
    }

    fn year(year: i16) -> Self {
        Self(u8::try_from(year - BEFORE).unwrap_or(SEVERAL).max(1))
    }

    pub(super) const fn is_known(self) -> bool {
        self.0 != 0
    }
}

/// Years that the dates of a query leave possible: the year itself, its neighbours, one digit or one exchange of digits
/// away. Unknown and several years are always possible.
#[derive(Debug, Clone)]
pub(super) struct Plausible {
    given: bool,
    codes: [bool; 256],
}

impl Plausible {
    pub(super) fn new(dates: &[PartialDate]) -> Self {
        let mut plausible = Self {
            given: !dates.is_empty(),
            codes: [dates.is_empty(); 256],
        };
        plausible.codes[0] = true;
        plausible.codes[usize::from(SEVERAL)] = true;
        for date in dates.iter().take(8) {
            let slack = if date.about { 3 } else { 1 };
            let last = date.last_year.min(date.year.saturating_add(30));
            for year in date.year - slack..=last + slack {
                plausible.admit(year);
            }
            for step in [1, 10, 100] {
                let digit = date.year / step % 10;
                for other in 0..10 {
                    plausible.admit(date.year + (other - digit) * step);
                }
                let next = date.year / (step * 10) % 10;
                plausible.admit(date.year + (next - digit) * step + (digit - next) * step * 10);
            }
        }
        plausible
    }

    fn admit(&mut self, year: i16) {
        if let Some(code) = self.codes.get_mut(usize::from(YearCode::year(year).0)) {
            *code = true;
        }
    }

    /// Whether the query says anything about years.
    pub(super) const fn is_given(&self) -> bool {
        self.given
    }

    pub(super) fn allows(&self, code: YearCode) -> bool {
        self.codes[usize::from(code.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_unknown_years_stay_possible() {
        let date = |text: &str| PartialDate::parse(text).unwrap();
        let code = |text: &str| YearCode::of(&[date(text)]);
        let plausible = Plausible::new(&[date("1978-02-03")]);
        for year in ["1978", "1979", "1977", "1918", "1987", "1970", "1970 to 1990"] {
            assert!(plausible.allows(code(year)), "{year}");
        }
        assert!(plausible.allows(YearCode::of(&[])));
        for year in ["1965", "1981", "2001"] {
            assert!(!plausible.allows(code(year)), "{year}");
        }
        assert!(Plausible::new(&[]).allows(code("1965")));
    }
}
