//! The ids of transfers: nothing stored while they are consecutive numbers, 4 or 8 bytes while they are numbers, text otherwise.

use std::borrow::Cow;
use std::collections::HashMap;

/// A transfer's id before it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Id<'a> {
    Number(u64),
    Text(&'a [u8]),
}

/// Ids by position.
#[derive(Debug)]
pub(crate) enum Ids {
    /// `first`, `first + 1`, …
    Run {
        first: u64,
        count: u64,
    },
    Small(Vec<u32>),
    Numbers(Vec<u64>),
    Texts {
        text: Vec<u8>,
        ends: Vec<u64>,
    },
}

impl Default for Ids {
    fn default() -> Self {
        Self::Run { first: 1, count: 0 }
    }
}

/// A whole number in its shortest form, so that printing it gives the text back.
pub(crate) fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 19 || (text.len() > 1 && text.first() == Some(&b'0')) {
        return None;
    }
    let mut value: u64 = 0;
    for &byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
    }
    Some(value)
}

impl Ids {
    pub(crate) fn push(&mut self, id: Id<'_>) {
        match (&mut *self, id) {
            (Self::Run { first, count }, Id::Number(value))
                if *count == 0 || first.checked_add(*count) == Some(value) =>
            {
                if *count == 0 {
                    *first = value;
                }
                *count += 1;
            }
            (Self::Small(values), Id::Number(value)) if u32::try_from(value).is_ok() => {
                values.push(u32::try_from(value).unwrap_or_default());
            }
            (Self::Numbers(values), Id::Number(value)) => values.push(value),
            (Self::Texts { text, ends }, id) => {
                match id {
                    Id::Number(value) => text.extend_from_slice(value.to_string().as_bytes()),
                    Id::Text(bytes) => text.extend_from_slice(bytes),
                }
                ends.push(text.len() as u64);
            }
            _ => {
                self.widen(matches!(id, Id::Text(_)));
                self.push(id);
            }
        }
    }

    fn widen(&mut self, to_text: bool) {
        let next = match self {
            _ if to_text => self.as_texts(),
            Self::Run { first, count } => {
                let values: Vec<u64> = (*first..first.saturating_add(*count)).collect();
                match values.iter().map(|value| u32::try_from(*value)).collect() {
                    Ok(small) => Self::Small(small),
                    Err(_) => Self::Numbers(values),
                }
            }
            Self::Small(values) => Self::Numbers(values.iter().map(|value| u64::from(*value)).collect()),
            Self::Numbers(_) | Self::Texts { .. } => self.as_texts(),
        };
        *self = next;
    }

    fn as_texts(&self) -> Self {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        for place in 0..self.len() {
            text.extend_from_slice(self.get(place).as_bytes());
            ends.push(text.len() as u64);
        }
        Self::Texts { text, ends }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Run { count, .. } => usize::try_from(*count).unwrap_or(usize::MAX),
            Self::Small(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Texts { ends, .. } => ends.len(),
        }
    }

    pub(crate) fn get(&self, place: usize) -> Cow<'_, str> {
        match self {
            Self::Run { first, .. } => Cow::Owned(first.saturating_add(place as u64).to_string()),
            Self::Small(values) => Cow::Owned(values.get(place).map_or_else(String::new, u32::to_string)),
            Self::Numbers(values) => Cow::Owned(values.get(place).map_or_else(String::new, u64::to_string)),
            Self::Texts { text, ends } => {
                let end = ends.get(place).map_or(0, |end| *end as usize);
                let start = place
                    .checked_sub(1)
                    .and_then(|before| ends.get(before))
                    .map_or(0, |start| *start as usize);
                String::from_utf8_lossy(text.get(start..end).unwrap_or_default())
            }
        }
    }

    /// The positions of each wanted id, by one pass over all ids.
    pub(crate) fn positions<'w>(&self, wanted: &[&'w str]) -> HashMap<&'w str, Vec<usize>> {
        let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
        if let Self::Texts { .. } = self {
            let wanted: HashMap<&str, &'w str> = wanted.iter().map(|id| (*id, *id)).collect();
            for place in 0..self.len() {
                if let Some(id) = wanted.get(self.get(place).as_ref()) {
                    found.entry(id).or_default().push(place);
                }
            }
            return found;
        }
        let wanted: HashMap<u64, &'w str> = wanted
            .iter()
            .filter_map(|id| Some((number(id.as_bytes())?, *id)))
            .collect();
        match self {
            Self::Run { first, count } => {
                for (value, id) in wanted {
                    if let Some(place) = value.checked_sub(*first).filter(|place| place < count) {
                        found
                            .entry(id)
                            .or_default()
                            .push(usize::try_from(place).unwrap_or(usize::MAX));
                    }
                }
            }
            Self::Small(values) => collect(values.iter().map(|value| u64::from(*value)), &wanted, &mut found),
            Self::Numbers(values) => collect(values.iter().copied(), &wanted, &mut found),
            Self::Texts { .. } => {}
        }
        found
    }

    /// The ids in another order: the id at `order[i]` comes to place `i`.
    pub(crate) fn reorder(&mut self, order: &[u32]) {
        let mut next = Self::default();
        let old = std::mem::take(self);
        for place in order {
            match &old {
                Self::Run { first, .. } => next.push(Id::Number(first.saturating_add(u64::from(*place)))),
                Self::Small(values) => next.push(Id::Number(u64::from(values[*place as usize]))),
                Self::Numbers(values) => next.push(Id::Number(values[*place as usize])),
                Self::Texts { .. } => next.push(Id::Text(old.get(*place as usize).as_bytes())),
            }
        }
        *self = next;
    }
}

fn collect<'w>(
    values: impl Iterator<Item = u64>,
    wanted: &HashMap<u64, &'w str>,
    found: &mut HashMap<&'w str, Vec<usize>>,
) {
    for (place, value) in values.enumerate() {
        if let Some(id) = wanted.get(&value) {
            found.entry(id).or_default().push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[&str]) -> Ids {
        let mut ids = Ids::default();
        for text in texts {
            ids.push(number(text.as_bytes()).map_or(Id::Text(text.as_bytes()), Id::Number));
        }
        ids
    }

    #[test]
    fn every_form_gives_the_text_back() {
        for texts in [
            &["5", "6", "7"][..],
            &["5", "7", "4"],
            &["5", "7", "18446744073709551615"],
            &["9", "99999999999999999999", "01", "x", ""],
            &["", "a"],
        ] {
            let mut stored = ids(texts);
            for (place, text) in texts.iter().enumerate() {
                assert_eq!(stored.get(place), *text);
                assert_eq!(stored.positions(&[text])[text], [place]);
            }
            assert_eq!(stored.len(), texts.len());
            stored.reorder(&(0..u32::try_from(texts.len()).expect("few")).rev().collect::<Vec<_>>());
            assert_eq!(stored.get(0), texts[texts.len() - 1]);
            assert!(stored.positions(&["nowhere", "77"]).is_empty());
        }
    }
}
