//! The cases in which one value occurs.
//!
//! Almost every value occurs once: one number. Some occur a few times: a sorted list, read case by case. The rest are
//! kept by compartment, so that a reader's page is gathered from the compartments he may read, without passing over the
//! cases he may not: a value seen a million times costs its page.

use std::collections::BTreeMap;
use std::collections::BinaryHeap;

use crate::rights::{CompartmentId, Level, Rights};

/// A case's number inside an index: later arrivals have higher ones. Never leaves the crate.
pub(crate) type CaseNumber = u32;

/// From this many cases on, a posting is kept by compartment.
const BY_COMPARTMENT_FROM: usize = 48;

#[derive(Debug)]
#[expect(
    clippy::box_collection,
    reason = "ten million postings of one case each must not pay for the few longer ones"
)]
pub(crate) enum Posting {
    None,
    One(CaseNumber),
    /// Ascending.
    Few(Box<Vec<CaseNumber>>),
    Many(Box<BTreeMap<CompartmentId, Vec<CaseNumber>>>),
}

/// What a reader may see of one posting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    /// Newest first, at most a page.
    pub(crate) page: Vec<CaseNumber>,
    /// Cases he may read in all.
    pub(crate) count: usize,
    /// More than the page holds, after it.
    pub(crate) more: bool,
    /// At least one case of which he may only know that it exists.
    pub(crate) elsewhere: bool,
}

/// Which part of the readable cases is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// Only cases that came before this one.
    pub(crate) before: Option<CaseNumber>,
    pub(crate) size: usize,
    /// The case from which the question is asked, never part of the answer.
    pub(crate) except: Option<CaseNumber>,
}

impl Posting {
    /// True when the case is there.
    pub(crate) fn contains(&self, case: CaseNumber, compartment: CompartmentId) -> bool {
        match self {
            Self::None => false,
            Self::One(one) => *one == case,
            Self::Few(few) => few.binary_search(&case).is_ok(),
            Self::Many(many) => many
                .get(&compartment)
                .is_some_and(|cases| cases.binary_search(&case).is_ok()),
        }
    }

    /// Puts a case in; false when it was there.
    pub(crate) fn insert(&mut self, case: CaseNumber, compartment_of: impl Fn(CaseNumber) -> CompartmentId) -> bool {
        match self {
            Self::None => *self = Self::One(case),
            Self::One(one) if *one == case => return false,
            Self::One(one) => *self = Self::Few(Box::new(vec![case.min(*one), case.max(*one)])),
            Self::Few(few) => {
                if !insert_sorted(few, case) {
                    return false;
                }
                if few.len() >= BY_COMPARTMENT_FROM {
                    let mut many: BTreeMap<CompartmentId, Vec<CaseNumber>> = BTreeMap::new();
                    for case in few.iter() {
                        many.entry(compartment_of(*case)).or_default().push(*case);
                    }
                    *self = Self::Many(Box::new(many));
                }
            }
            Self::Many(many) => {
                return insert_sorted(many.entry(compartment_of(case)).or_default(), case);
            }
        }
        true
    }

    /// Takes a case out, which lies in this compartment.
    pub(crate) fn remove(&mut self, case: CaseNumber, compartment: CompartmentId) {
        match self {
            Self::None => {}
            Self::One(one) if *one == case => *self = Self::None,
            Self::One(_) => {}
            Self::Few(few) => {
                few.retain(|other| *other != case);
                match few.as_slice() {
                    [] => *self = Self::None,
                    [one] => *self = Self::One(*one),
                    _ => {}
                }
            }
            Self::Many(many) => {
                if let Some(cases) = many.get_mut(&compartment) {
                    if let Ok(at) = cases.binary_search(&case) {
                        cases.remove(at);
                    }
                    if cases.is_empty() {
                        many.remove(&compartment);
                    }
                }
                if many.is_empty() {
                    *self = Self::None;
                }
            }
        }
    }

    /// The case now lies in another compartment.
    pub(crate) fn move_case(&mut self, case: CaseNumber, from: CompartmentId, to: CompartmentId) {
        if let Self::Many(many) = self {
            if let Some(cases) = many.get_mut(&from) {
                if let Ok(at) = cases.binary_search(&case) {
                    cases.remove(at);
                }
                if cases.is_empty() {
                    many.remove(&from);
                }
            }
            insert_sorted(many.entry(to).or_default(), case);
        }
    }

    /// What a reader may see. One pass decides list, count and hit together, so they cannot disagree.
    pub(crate) fn seen(
        &self,
        rights: &Rights,
        compartment_of: impl Fn(CaseNumber) -> CompartmentId,
        window: Window,
    ) -> Seen {
        match self {
            Self::None => Seen::default(),
            Self::One(one) => of_list(&[*one], rights, compartment_of, window),
            Self::Few(few) => of_list(few, rights, compartment_of, window),
            Self::Many(many) => of_compartments(many, rights, &compartment_of, window),
        }
    }

    /// Every case, for the program's own routing.
    pub(crate) fn all(&self) -> Vec<CaseNumber> {
        match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![*one],
            Self::Few(few) => few.to_vec(),
            Self::Many(many) => {
                let mut all: Vec<CaseNumber> = many.values().flatten().copied().collect();
                all.sort_unstable();
                all
            }
        }
    }

    /// Bytes beside the posting itself.
    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::None | Self::One(_) => 0,
            Self::Few(few) => size_of::<Vec<CaseNumber>>() + few.capacity() * 4,
            Self::Many(many) => many.values().map(|cases| 64 + cases.capacity() * 4).sum(),
        }
    }
}

fn insert_sorted(cases: &mut Vec<CaseNumber>, case: CaseNumber) -> bool {
    if cases.last().is_none_or(|last| *last < case) {
        cases.push(case);
        return true;
    }
    match cases.binary_search(&case) {
        Ok(_) => false,
        Err(at) => {
            cases.insert(at, case);
            true
        }
    }
}

fn of_list(
    cases: &[CaseNumber],
    rights: &Rights,
    compartment_of: impl Fn(CaseNumber) -> CompartmentId,
    window: Window,
) -> Seen {
    let mut seen = Seen::default();
    for case in cases.iter().rev().filter(|case| Some(**case) != window.except) {
        match rights.level(compartment_of(*case)) {
            Level::Nothing => {}
            Level::HitOnly => seen.elsewhere = true,
            Level::Read => {
                seen.count += 1;
                if window.before.is_none_or(|before| *case < before) {
                    if seen.page.len() < window.size {
                        seen.page.push(*case);
                    } else {
                        seen.more = true;
                    }
                }
            }
        }
    }
    seen
}

fn of_compartments(
    many: &BTreeMap<CompartmentId, Vec<CaseNumber>>,
    rights: &Rights,
    compartment_of: &impl Fn(CaseNumber) -> CompartmentId,
    window: Window,
) -> Seen {
    let mut seen = Seen::default();
    let except = window.except.map(|case| (compartment_of(case), case));
    // The newest unread case of each readable compartment, with the cases before it.
    let mut heads: BinaryHeap<(CaseNumber, &[CaseNumber])> = BinaryHeap::new();
    for (compartment, cases) in many {
        let own = except.is_some_and(|(its, case)| its == *compartment && cases.binary_search(&case).is_ok());
        let others = cases.len() - usize::from(own);
        match rights.level(*compartment) {
            Level::Nothing => {}
            Level::HitOnly => seen.elsewhere |= others > 0,
            Level::Read => {
                seen.count += others;
                let end = window
                    .before
                    .map_or(cases.len(), |before| cases.partition_point(|case| *case < before));
                push_head(&mut heads, cases.get(..end).unwrap_or(&[]));
            }
        }
    }
    while let Some((case, rest)) = heads.pop() {
        if Some(case) != window.except {
            if seen.page.len() == window.size {
                seen.more = true;
                break;
            }
            seen.page.push(case);
        }
        push_head(&mut heads, rest);
    }
    seen
}

fn push_head<'a>(heads: &mut BinaryHeap<(CaseNumber, &'a [CaseNumber])>, cases: &'a [CaseNumber]) {
    if let Some((newest, rest)) = cases.split_last() {
        heads.push((*newest, rest));
    }
}
