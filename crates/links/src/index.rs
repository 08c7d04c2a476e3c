//! The index: value to posting list, case to its values. Pairs are never stored, so memory is linear in occurrences.

use std::collections::HashMap;

use cordon_vocabulary::CaseRef;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::common_value::{CommonReason, DeclaredCommon};
use crate::key::LinkKey;
use crate::posting::{CaseNumber, Posting};
use crate::rights::CompartmentId;

/// Where in a case a value stands: the module that brought it and the part it plays there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// For instance `stop-payment`.
    pub module: String,
    /// For instance `beneficiary`.
    pub role: String,
}

/// What an entry changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entered {
    /// The value was not in this case.
    New,
    /// The value was in this case in another place.
    NewPlace,
    /// This very entry was there: importing again changes nothing.
    Known,
}

/// Why an act on the index was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// The case is unknown, or unknown to this reader: the answer is the same.
    #[error("no such case")]
    NoSuchCase,
    /// The case was opened in another compartment.
    #[error("case {0} lies in another compartment; move it by its own act")]
    OtherCompartment(CaseRef),
    /// The page's starting case is not in the reader's answer.
    #[error("the page does not begin at a case of this answer; begin again without it")]
    NoSuchPage,
    /// Counters are 32 bits wide.
    #[error("the index is full")]
    Full,
    /// There is no hit to ask about.
    #[error("nothing to ask: no link exists beyond the cases you may read")]
    NothingToAsk,
    /// A request needs a purpose.
    #[error("say what the request is for")]
    PurposeMissing,
    /// The request was answered or withdrawn.
    #[error("the request is closed")]
    RequestClosed,
    /// The case is not one of the owner's that hold the value.
    #[error("this case of the owner does not hold the value")]
    NotHolding,
}

impl LinkRefusal {
    /// A name that does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchCase => "no-such-case",
            Self::OtherCompartment(_) => "other-compartment",
            Self::NoSuchPage => "no-such-page",
            Self::Full => "index-full",
            Self::NothingToAsk => "nothing-to-ask",
            Self::PurposeMissing => "purpose-missing",
            Self::RequestClosed => "request-closed",
            Self::NotHolding => "not-holding",
        }
    }
}

#[derive(Debug)]
pub(crate) struct ValueEntry {
    pub(crate) key: LinkKey,
    pub(crate) posting: Posting,
}

#[derive(Debug)]
pub(crate) struct CaseEntry {
    pub(crate) case: CaseRef,
    pub(crate) compartment: CompartmentId,
    /// (value, place), ascending.
    pub(crate) values: Vec<(u32, u32)>,
    pub(crate) removed: bool,
}

/// Values of all cases, with who may read them decided at each look-up.
#[derive(Debug, Default)]
pub struct LinkIndex {
    table: HashTable<u32>,
    values: Vec<ValueEntry>,
    cases: Vec<CaseEntry>,
    case_numbers: HashMap<CaseRef, CaseNumber>,
    places: Vec<Place>,
    place_numbers: HashMap<Place, u32>,
    declared: HashMap<LinkKey, DeclaredCommon>,
    occurrences: usize,
}

/// What an index holds and how much memory that takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LinkSize {
    /// Different values.
    pub values: usize,
    /// Cases.
    pub cases: usize,
    /// Entries of values in cases.
    pub occurrences: usize,
    /// Bytes of the tables and lists, as allocated.
    pub bytes: usize,
}

impl LinkIndex {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a case in a compartment. Opening it again there changes nothing.
    ///
    /// # Errors
    /// [`LinkRefusal::OtherCompartment`], [`LinkRefusal::Full`].
    pub fn open_case(&mut self, case: &CaseRef, compartment: CompartmentId) -> Result<(), LinkRefusal> {
        if let Some(number) = self.case_numbers.get(case) {
            return match self.cases.get(*number as usize) {
                Some(entry) if entry.compartment == compartment => Ok(()),
                _ => Err(LinkRefusal::OtherCompartment(case.clone())),
            };
        }
        let number = u32::try_from(self.cases.len())
            .ok()
            .filter(|number| *number < u32::MAX)
            .ok_or(LinkRefusal::Full)?;
        self.case_numbers.insert(case.clone(), number);
        self.cases.push(CaseEntry {
            case: case.clone(),
            compartment,
            values: Vec::new(),
            removed: false,
        });
        Ok(())
    }

    /// Enters a value of an open case. The same entry again changes nothing.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`], [`LinkRefusal::Full`].
    pub fn enter(&mut self, case: &CaseRef, key: LinkKey, place: &Place) -> Result<Entered, LinkRefusal> {
        let number = self.number(case).ok_or(LinkRefusal::NoSuchCase)?;
        let place = self.place_number(place)?;
        let value = self.value_or_new(key)?;
        let cases = &self.cases;
        let entry = self.values.get_mut(value as usize).ok_or(LinkRefusal::Full)?;
        let new = entry.posting.insert(number, |case| compartment_of(cases, case));
        let list = &mut self
            .cases
            .get_mut(number as usize)
            .ok_or(LinkRefusal::NoSuchCase)?
            .values;
        match list.binary_search(&(value, place)) {
            Ok(_) => Ok(Entered::Known),
            Err(at) => {
                list.insert(at, (value, place));
                self.occurrences += 1;
                Ok(if new { Entered::New } else { Entered::NewPlace })
            }
        }
    }

    /// Takes one entry back (a correction): the value stays while it stands in another place of the case.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`].
    pub fn take_back(&mut self, case: &CaseRef, key: LinkKey, place: &Place) -> Result<(), LinkRefusal> {
        let number = self.number(case).ok_or(LinkRefusal::NoSuchCase)?;
        let (Some(value), Some(place)) = (self.value(key), self.place_numbers.get(place).copied()) else {
            return Ok(());
        };
        let Some(entry) = self.cases.get_mut(number as usize) else {
            return Err(LinkRefusal::NoSuchCase);
        };
        let Ok(at) = entry.values.binary_search(&(value, place)) else {
            return Ok(());
        };
        entry.values.remove(at);
        self.occurrences -= 1;
        let still_there = entry.values.iter().any(|(other, _)| *other == value);
        let compartment = entry.compartment;
        if !still_there && let Some(entry) = self.values.get_mut(value as usize) {
            entry.posting.remove(number, compartment);
        }
        Ok(())
    }

    /// Takes a case out with all its values (erasure). Its name may be opened again later.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`].
    pub fn remove_case(&mut self, case: &CaseRef) -> Result<(), LinkRefusal> {
        let number = self.case_numbers.remove(case).ok_or(LinkRefusal::NoSuchCase)?;
        let Some(entry) = self.cases.get_mut(number as usize) else {
            return Err(LinkRefusal::NoSuchCase);
        };
        entry.removed = true;
        let compartment = entry.compartment;
        let mut values = std::mem::take(&mut entry.values);
        self.occurrences -= values.len();
        values.dedup_by_key(|(value, _)| *value);
        for (value, _) in values {
            if let Some(entry) = self.values.get_mut(value as usize) {
                entry.posting.remove(number, compartment);
            }
        }
        Ok(())
    }

    /// The case's readers changed: it now lies in another compartment, for every look-up from here on.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`].
    pub fn move_case(&mut self, case: &CaseRef, to: CompartmentId) -> Result<(), LinkRefusal> {
        let number = self.number(case).ok_or(LinkRefusal::NoSuchCase)?;
        let Some(entry) = self.cases.get_mut(number as usize) else {
            return Err(LinkRefusal::NoSuchCase);
        };
        let from = std::mem::replace(&mut entry.compartment, to);
        if from == to {
            return Ok(());
        }
        let mut last = None;
        for (value, _) in &entry.values {
            if last.replace(*value) != Some(*value)
                && let Some(entry) = self.values.get_mut(*value as usize)
            {
                entry.posting.move_case(number, from, to);
            }
        }
        Ok(())
    }

    /// Declares a value common for a reason that has nothing to do with who holds it (a bank's own account, a
    /// helpline, a placeholder). The declaration is shown to every reader, whatever cases exist.
    pub fn declare_common(&mut self, key: LinkKey, reason: CommonReason, note: &str) {
        self.declared.insert(
            key,
            DeclaredCommon {
                reason,
                note: note.to_owned(),
            },
        );
    }

    /// Takes the declaration back.
    pub fn undeclare_common(&mut self, key: LinkKey) {
        self.declared.remove(&key);
    }

    /// What the index holds.
    #[must_use]
    pub fn size(&self) -> LinkSize {
        let postings: usize = self.values.iter().map(|entry| entry.posting.heap_bytes()).sum();
        let lists: usize = self.cases.iter().map(|entry| entry.values.capacity() * 8).sum();
        LinkSize {
            values: self.values.len(),
            cases: self.case_numbers.len(),
            occurrences: self.occurrences,
            bytes: self.table.allocation_size()
                + self.values.capacity() * size_of::<ValueEntry>()
                + self.cases.capacity() * size_of::<CaseEntry>()
                + postings
                + lists,
        }
    }

    pub(crate) fn number(&self, case: &CaseRef) -> Option<CaseNumber> {
        self.case_numbers.get(case).copied()
    }

    pub(crate) fn case(&self, number: CaseNumber) -> Option<&CaseEntry> {
        self.cases.get(number as usize).filter(|entry| !entry.removed)
    }

    pub(crate) fn compartment_of(&self, case: CaseNumber) -> CompartmentId {
        compartment_of(&self.cases, case)
    }

    pub(crate) fn value(&self, key: LinkKey) -> Option<u32> {
        self.table
            .find(key.table_hash(), |value| {
                self.values.get(*value as usize).is_some_and(|entry| entry.key == key)
            })
            .copied()
    }

    pub(crate) fn value_entry(&self, value: u32) -> Option<&ValueEntry> {
        self.values.get(value as usize)
    }

    pub(crate) fn declared(&self, key: LinkKey) -> Option<&DeclaredCommon> {
        self.declared.get(&key)
    }

    /// Where a value stands in a case, in the order of the words: the order of their numbers would tell which places
    /// were met first in cases that are not the reader's.
    pub(crate) fn places_in(&self, case: &CaseEntry, value: u32) -> Vec<Place> {
        let from = case.values.partition_point(|(other, _)| *other < value);
        let mut places: Vec<Place> = case
            .values
            .iter()
            .skip(from)
            .take_while(|(other, _)| *other == value)
            .filter_map(|(_, place)| self.places.get(*place as usize).cloned())
            .collect();
        places.sort_unstable();
        places
    }

    fn value_or_new(&mut self, key: LinkKey) -> Result<u32, LinkRefusal> {
        if let Some(value) = self.value(key) {
            return Ok(value);
        }
        let value = u32::try_from(self.values.len()).map_err(|_| LinkRefusal::Full)?;
        self.values.push(ValueEntry {
            key,
            posting: Posting::None,
        });
        let values = &self.values;
        self.table.insert_unique(key.table_hash(), value, |value| {
            values.get(*value as usize).map_or(0, |entry| entry.key.table_hash())
        });
        Ok(value)
    }

    fn place_number(&mut self, place: &Place) -> Result<u32, LinkRefusal> {
        if let Some(number) = self.place_numbers.get(place) {
            return Ok(*number);
        }
        let number = u32::try_from(self.places.len()).map_err(|_| LinkRefusal::Full)?;
        self.places.push(place.clone());
        self.place_numbers.insert(place.clone(), number);
        Ok(number)
    }
}

/// A number without a case cannot occur; it would be a compartment nobody was granted.
fn compartment_of(cases: &[CaseEntry], case: CaseNumber) -> CompartmentId {
    cases
        .get(case as usize)
        .map_or(CompartmentId(u32::MAX), |entry| entry.compartment)
}
