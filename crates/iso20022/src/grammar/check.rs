//! Holds a tree against a grammar.

use super::table::{Grammar, Slot, Type};
use crate::fault::{Fault, FaultCode};
use crate::tree::{Tree, brief, is_xml_space};

/// Checks an element and everything inside it.
pub(crate) fn check(tree: &Tree, node: usize, grammar: &Grammar) -> Result<(), Fault> {
    Checker { tree, grammar }.element(node, grammar.root_type())
}

struct Checker<'t> {
    tree: &'t Tree,
    grammar: &'t Grammar,
}

impl Checker<'_> {
    /// The depth of the recursion is bounded by [`crate::MAX_DEPTH`].
    fn element(&self, node: usize, kind: &Type) -> Result<(), Fault> {
        match kind {
            Type::Any => Ok(()),
            Type::Sequence(slots) => {
                self.only_elements(node)?;
                self.sequence(node, slots)
            }
            Type::Choice(slots) => {
                self.only_elements(node)?;
                self.choice(node, slots)
            }
            Type::Value(_) => {
                self.attributes(node, None)?;
                self.value(node, kind)
            }
            Type::Amount { number, currency } => {
                self.attributes(node, Some(self.grammar.kind(*currency)))?;
                self.value(node, self.grammar.kind(*number))
            }
        }
    }

    fn only_elements(&self, node: usize) -> Result<(), Fault> {
        self.attributes(node, None)?;
        let text = self.tree.nodes.get(node).map_or("", |node| node.text.as_str());
        if text.chars().all(is_xml_space) {
            return Ok(());
        }
        let message = format!("the text `{}` stands where only elements may stand", brief(text.trim()));
        Err(self.tree.fault(node, FaultCode::UnexpectedText, message))
    }

    fn attributes(&self, node: usize, currency: Option<&Type>) -> Result<(), Fault> {
        let Some(element) = self.tree.nodes.get(node) else {
            return Ok(());
        };
        let mut given = None;
        for (name, value) in &element.attributes {
            if currency.is_none() || name != "Ccy" {
                let message = format!("the attribute `{}` is not known here", brief(name));
                return Err(self.tree.fault(node, FaultCode::UnexpectedAttribute, message));
            }
            given = Some(value);
        }
        match (currency, given) {
            (None, _) => Ok(()),
            (Some(_), None) => {
                let message = "the attribute `Ccy` is missing; an amount names its currency";
                Err(self.tree.fault(node, FaultCode::MissingAttribute, message))
            }
            (Some(Type::Value(shape)), Some(value)) if !shape.holds(value) => {
                let message = format!("the currency `{}` is not {}", brief(value), shape.in_words());
                Err(self.tree.fault(node, FaultCode::InvalidValue, message))
            }
            _ => Ok(()),
        }
    }

    fn value(&self, node: usize, kind: &Type) -> Result<(), Fault> {
        let (Some(element), Type::Value(shape)) = (self.tree.nodes.get(node), kind) else {
            return Ok(());
        };
        if let Some(child) = element.children.first() {
            let message = format!("no element may stand inside `{}`", element.name);
            return Err(self.tree.fault(*child, FaultCode::UnexpectedElement, message));
        }
        if shape.holds(&element.text) {
            return Ok(());
        }
        let message = format!("`{}` is not {}", brief(&element.text), shape.in_words());
        Err(self.tree.fault(node, FaultCode::InvalidValue, message))
    }

    fn sequence(&self, node: usize, slots: &[Slot]) -> Result<(), Fault> {
        let children = self
            .tree
            .nodes
            .get(node)
            .map_or(&[][..], |node| node.children.as_slice());
        let mut place = 0;
        let mut seen = 0_usize;
        for child in children {
            let name = self.child_name(*child, slots)?;
            loop {
                let Some(slot) = slots.get(place) else {
                    return Err(self.unexpected(*child, slots, slots.len()));
                };
                if slot.name == name && seen < slot.most {
                    break;
                }
                if seen < slot.least {
                    // A name that never fits is the fault itself; one that fits further on shows what is missing.
                    let later = slots.iter().skip(place + 1).any(|slot| slot.name == name);
                    return Err(if later {
                        self.missing(node, &slot.name)
                    } else {
                        self.unexpected(*child, slots, place)
                    });
                }
                place += 1;
                seen = 0;
            }
            seen += 1;
            if let Some(slot) = slots.get(place) {
                self.element(*child, self.grammar.kind(slot.kind))?;
            }
        }
        let open = slots.get(place).filter(|slot| seen < slot.least);
        let after = slots.iter().skip(place + 1).find(|slot| slot.least > 0);
        open.or(after)
            .map_or(Ok(()), |slot| Err(self.missing(node, &slot.name)))
    }

    fn choice(&self, node: usize, slots: &[Slot]) -> Result<(), Fault> {
        let children = self
            .tree
            .nodes
            .get(node)
            .map_or(&[][..], |node| node.children.as_slice());
        let Some(first) = children.first() else {
            return Err(self.missing(node, &names(slots, " or ")));
        };
        let name = self.child_name(*first, slots)?;
        let Some(slot) = slots.iter().find(|slot| slot.name == name) else {
            return Err(self.unexpected(*first, slots, 0));
        };
        for (count, child) in children.iter().enumerate() {
            if self.child_name(*child, slots)? != name || count >= slot.most {
                let message = format!("only one of {} may stand here", names(slots, ", "));
                return Err(self.tree.fault(*child, FaultCode::UnexpectedElement, message));
            }
            self.element(*child, self.grammar.kind(slot.kind))?;
        }
        Ok(())
    }

    fn child_name(&self, child: usize, slots: &[Slot]) -> Result<&str, Fault> {
        if self.tree.namespace(child) != self.grammar.namespace {
            let message = format!(
                "this element is not in the namespace of the message; expected {}",
                names(slots, ", ")
            );
            return Err(self.tree.fault(child, FaultCode::UnexpectedElement, message));
        }
        Ok(self.tree.nodes.get(child).map_or("", |node| node.name.as_str()))
    }

    fn unexpected(&self, child: usize, slots: &[Slot], place: usize) -> Fault {
        let name = self.tree.nodes.get(child).map_or("", |node| node.name.as_str());
        let message = if slots.iter().take(place).any(|slot| slot.name == name) {
            format!("`{}` stands here out of order or once too often", brief(name))
        } else {
            format!(
                "`{}` is not known here; the schema allows {}",
                brief(name),
                names(slots, ", ")
            )
        };
        self.tree.fault(child, FaultCode::UnexpectedElement, message)
    }

    fn missing(&self, node: usize, name: &str) -> Fault {
        let mut fault = self
            .tree
            .fault(node, FaultCode::MissingElement, format!("`{name}` is missing; add it"));
        if !name.contains(' ') {
            fault.path = format!("{}/{name}", fault.path);
        }
        fault
    }
}

fn names(slots: &[Slot], between: &str) -> String {
    slots
        .iter()
        .map(|slot| slot.name.as_str())
        .collect::<Vec<_>>()
        .join(between)
}
