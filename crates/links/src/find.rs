//! Answers to readers. Everything in an answer is computed from cases the reader may read, and from one bit: whether a
//! link exists among those of which he may know that it exists.

use cordon_vocabulary::CaseRef;
use serde::Serialize;

use crate::common_value::{Common, CountBand, common};
use crate::index::{LinkIndex, LinkRefusal, Place};
use crate::key::LinkKey;
use crate::posting::{CaseNumber, Posting, Seen, Window};
use crate::rights::{Level, Rights};

/// The largest page.
pub const LARGEST_PAGE: usize = 500;

/// Which part of an answer is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The last case of the page before; `None` for the first page.
    pub after: Option<CaseRef>,
    /// Cases on the page, at most [`LARGEST_PAGE`].
    pub size: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { after: None, size: 50 }
    }
}

/// A case in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedCase {
    /// The case.
    pub case: CaseRef,
    /// Where the value stands in it.
    pub places: Vec<Place>,
}

/// What a reader learns of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Cases he may read, the newest first.
    pub cases: Vec<SharedCase>,
    /// How many he may read in all.
    pub count: usize,
    /// The band of that count.
    pub band: CountBand,
    /// More follow after this page.
    pub more: bool,
    /// A link exists among the cases of which he may know that much: ask its owner.
    pub elsewhere: bool,
    /// The value is common, and why.
    pub common: Option<Common>,
}

/// One line of "others share this", or of a case's neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedValue {
    /// The value; whoever may read the case knows it from there.
    pub key: LinkKey,
    /// Where it stands in the case asked about.
    pub places: Vec<Place>,
    /// Other cases, the newest first; empty for a common value.
    pub cases: Vec<SharedCase>,
    /// How many others he may read.
    pub count: usize,
    /// The band of that count.
    pub band: CountBand,
    /// A link exists elsewhere: ask its owner.
    pub elsewhere: bool,
    /// The value is common, and why.
    pub common: Option<Common>,
}

impl LinkIndex {
    /// Looks a value up.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchPage`] when the page begins at a case that is not in this reader's answer.
    pub fn find(&self, key: LinkKey, rights: &Rights, page: &Page) -> Result<Found, LinkRefusal> {
        let value = self.value(key);
        let before = match &page.after {
            None => None,
            Some(case) => Some(self.page_start(value, case, rights)?),
        };
        let window = Window {
            before,
            size: page.size.min(LARGEST_PAGE),
            except: None,
        };
        let seen = self.seen(value, rights, window);
        Ok(Found {
            cases: self.cases_of(value, &seen.page),
            count: seen.count,
            band: CountBand::of(seen.count),
            more: seen.more,
            elsewhere: seen.elsewhere,
            common: common(seen.count, self.declared(key)),
        })
    }

    /// The values of a case that other cases share, as this reader may know it: values that identify few cases first,
    /// common values last.
    ///
    /// `each` cases are listed per value.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`] when the reader may not read the case, or there is none.
    pub fn others_share(&self, case: &CaseRef, rights: &Rights, each: usize) -> Result<Vec<SharedValue>, LinkRefusal> {
        let number = self.number(case).ok_or(LinkRefusal::NoSuchCase)?;
        if rights.level(self.compartment_of(number)) != Level::Read {
            return Err(LinkRefusal::NoSuchCase);
        }
        let entry = self.case(number).ok_or(LinkRefusal::NoSuchCase)?;
        let window = Window {
            before: None,
            size: each.min(LARGEST_PAGE),
            except: Some(number),
        };
        let mut values: Vec<u32> = entry.values.iter().map(|(value, _)| *value).collect();
        values.dedup();
        let mut shared: Vec<SharedValue> = values
            .into_iter()
            .filter_map(|value| {
                let key = self.value_entry(value)?.key;
                let seen = self.seen(Some(value), rights, window);
                if seen.count == 0 && !seen.elsewhere {
                    return None;
                }
                let common = common(seen.count, self.declared(key));
                let listed = if common.is_some() { &[][..] } else { &seen.page };
                Some(SharedValue {
                    key,
                    places: self.places_in(entry, value),
                    cases: self.cases_of(Some(value), listed),
                    count: seen.count,
                    band: CountBand::of(seen.count),
                    elsewhere: seen.elsewhere,
                    common,
                })
            })
            .collect();
        // The key breaks ties: its order tells nothing of cases.
        shared.sort_by_key(|shared| (shared.common.is_some(), shared.count == 0, shared.count, shared.key));
        Ok(shared)
    }

    /// The cases that hold a value and of which the reader may only know that a link exists: to route his request,
    /// never to show him.
    #[must_use]
    pub fn holders_to_ask(&self, key: LinkKey, rights: &Rights) -> Vec<CaseRef> {
        self.value(key)
            .and_then(|value| self.value_entry(value))
            .map(|entry| entry.posting.all())
            .unwrap_or_default()
            .into_iter()
            .filter(|case| rights.level(self.compartment_of(*case)) == Level::HitOnly)
            .filter_map(|case| self.case(case).map(|entry| entry.case.clone()))
            .collect()
    }

    fn seen(&self, value: Option<u32>, rights: &Rights, window: Window) -> Seen {
        value
            .and_then(|value| self.value_entry(value))
            .map(|entry| entry.posting.seen(rights, |case| self.compartment_of(case), window))
            .unwrap_or_default()
    }

    fn cases_of(&self, value: Option<u32>, page: &[CaseNumber]) -> Vec<SharedCase> {
        page.iter()
            .filter_map(|number| {
                let entry = self.case(*number)?;
                Some(SharedCase {
                    case: entry.case.clone(),
                    places: self.places_in(entry, value?),
                })
            })
            .collect()
    }

    /// The same refusal whether the case does not exist, does not hold the value, or is not for this reader.
    fn page_start(&self, value: Option<u32>, case: &CaseRef, rights: &Rights) -> Result<CaseNumber, LinkRefusal> {
        let number = self.number(case).ok_or(LinkRefusal::NoSuchPage)?;
        let compartment = self.compartment_of(number);
        let posting: Option<&Posting> = value
            .and_then(|value| self.value_entry(value))
            .map(|entry| &entry.posting);
        let readable = rights.level(compartment) == Level::Read;
        if readable && posting.is_some_and(|posting| posting.contains(number, compartment)) {
            Ok(number)
        } else {
            Err(LinkRefusal::NoSuchPage)
        }
    }
}
