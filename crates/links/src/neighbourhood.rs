//! A case's neighbourhood: an ordered table first, and a drawing that stays small and says what it leaves out.

use std::collections::BTreeSet;

use cordon_vocabulary::CaseRef;
use serde::Serialize;

use crate::find::SharedValue;
use crate::index::{LinkIndex, LinkRefusal};
use crate::key::LinkKey;
use crate::rights::Rights;

/// A drawing has fewer nodes than this.
pub const DRAWING_BELOW: usize = 150;
/// Cases listed for each value of the table.
const CASES_A_LINE: usize = 25;

/// The neighbourhood of one case, for one reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbourhood {
    /// Every shared value, those that identify few cases first, common ones last.
    pub table: Vec<SharedValue>,
    /// What is drawn.
    pub drawing: Drawing,
}

/// Nodes and edges of a drawing: the case, values, and the cases they lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The case in the middle.
    pub centre: CaseRef,
    /// Values drawn, in the order of the table.
    pub values: Vec<LinkKey>,
    /// Other cases drawn.
    pub cases: Vec<CaseRef>,
    /// Which value leads to which case.
    pub edges: Vec<(LinkKey, CaseRef)>,
    /// Values of the table that are not drawn: the drawing would be too large, or the value is common, or leads only
    /// elsewhere.
    pub values_left_out: usize,
    /// Readable links of drawn values to cases that are not drawn.
    pub links_left_out: usize,
}

impl LinkIndex {
    /// The neighbourhood of a case as this reader may know it.
    ///
    /// # Errors
    /// [`LinkRefusal::NoSuchCase`] when the reader may not read the case, or there is none.
    pub fn neighbourhood(&self, case: &CaseRef, rights: &Rights) -> Result<Neighbourhood, LinkRefusal> {
        let table = self.others_share(case, rights, CASES_A_LINE)?;
        let drawing = draw(case, &table);
        Ok(Neighbourhood { table, drawing })
    }
}

fn draw(centre: &CaseRef, table: &[SharedValue]) -> Drawing {
    let mut drawing = Drawing {
        centre: centre.clone(),
        values: Vec::new(),
        cases: Vec::new(),
        edges: Vec::new(),
        values_left_out: 0,
        links_left_out: 0,
    };
    let mut drawn: BTreeSet<&CaseRef> = BTreeSet::new();
    for shared in table {
        let fresh: BTreeSet<&CaseRef> = shared
            .cases
            .iter()
            .map(|found| &found.case)
            .filter(|case| !drawn.contains(*case))
            .collect();
        let nodes = 1 + drawing.values.len() + drawn.len();
        if shared.cases.is_empty() || nodes + 1 + fresh.len() >= DRAWING_BELOW {
            drawing.values_left_out += 1;
            continue;
        }
        drawing.values.push(shared.key);
        drawing.links_left_out += shared.count.saturating_sub(shared.cases.len());
        drawing
            .edges
            .extend(shared.cases.iter().map(|found| (shared.key, found.case.clone())));
        drawn.extend(fresh);
    }
    drawing.cases = drawn.into_iter().cloned().collect();
    drawing
}
