//! The best Latin writings of a token.

use super::model::Model;

/// Most states kept between two letters.
const BEAM: usize = 24;

impl Model {
    /// The most probable romanisations in a-z, the best first.
    #[must_use]
    pub fn romanise(&self, letters: &[char], most: usize) -> Vec<String> {
        let mut columns: Vec<Vec<(String, f32)>> = vec![Vec::new(); letters.len() + 1];
        if let Some(first) = columns.first_mut() {
            first.push((String::new(), 0.0));
        }
        for at in 0..letters.len() {
            let mut here = columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            strongest(&mut here, BEAM);
            for step in 1..=2 {
                let (Some(span), Some(column)) =
                    (letters.get(at..at + step), columns.get_mut(at + step))
                else {
                    continue;
                };
                let units = self.units(span);
                for (text, score) in &here {
                    if units.is_empty() && step == 1 {
                        column.push((text.clone(), score - 5.0));
                    }
                    for unit in units.iter().take(12) {
                        let mut next = text.clone();
                        next.extend((0..u32::from(unit.length)).filter_map(|slot| {
                            let code = u8::try_from((unit.latin >> (5 * slot)) & 31).ok()?;
                            code.checked_sub(1).map(|code| char::from(b'a' + code))
                        }));
                        column.push((next, score + unit.forward));
                    }
                }
            }
        }
        let mut last = columns.pop().unwrap_or_default();
        strongest(&mut last, most);
        last.into_iter()
            .map(|(text, _)| text)
            .filter(|text| !text.is_empty())
            .collect()
    }
}

fn strongest(states: &mut Vec<(String, f32)>, most: usize) {
    states.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    states.dedup_by(|later, first| later.0 == first.0);
    states.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    states.truncate(most);
}
