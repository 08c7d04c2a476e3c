//! The best Latin writings of a token.

use super::letters::Latin;
use super::model::Model;

/// Most states kept between two letters.
const BEAM: usize = 20;
/// Most units tried for one span of letters.
const MOST_UNITS: usize = 10;

impl Model {
    /// The most probable romanisations in a-z, the best first.
    #[must_use]
    pub fn romanise(&self, letters: &[char], most: usize) -> Vec<String> {
        let mut columns: Vec<Vec<(Latin, f32)>> = vec![Vec::new(); letters.len() + 1];
        if let Some(first) = columns.first_mut() {
            first.push((Latin::default(), 0.0));
        }
        for at in 0..letters.len() {
            let mut here = columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            strongest(&mut here, BEAM);
            for step in 1..=2 {
                let (Some(span), Some(column)) = (letters.get(at..at + step), columns.get_mut(at + step)) else {
                    continue;
                };
                let units = self.units(span);
                for (text, score) in &here {
                    if units.is_empty() && step == 1 {
                        column.push((*text, score - 5.0));
                    }
                    let next = units.iter().take(MOST_UNITS);
                    column.extend(next.map(|unit| (text.append(unit.latin, unit.length), score + unit.forward)));
                }
            }
        }
        let mut last = columns.pop().unwrap_or_default();
        strongest(&mut last, most);
        last.into_iter()
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, _)| text.text())
            .collect()
    }
}

/// Keeps the best way to each writing, and of those the strongest, strongest first.
fn strongest(states: &mut Vec<(Latin, f32)>, most: usize) {
    states.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    states.dedup_by(|later, first| later.0 == first.0);
    if states.len() > most && most > 0 {
        states.select_nth_unstable_by(most - 1, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        states.truncate(most);
    }
    states.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}
