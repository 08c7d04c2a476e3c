//! A grammar, loaded from its table.

use std::collections::HashMap;

use super::shape::Shape;

/// The grammar of one message or header.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub namespace: String,
    root_type: usize,
    types: Vec<Type>,
    /// Table lines that could not be understood; a test holds that there are none.
    #[cfg_attr(not(test), allow(dead_code))]
    pub misread: Vec<String>,
}

/// What may stand inside an element.
#[derive(Debug)]
pub(crate) enum Type {
    /// Elements in this order.
    Sequence(Vec<Slot>),
    /// Elements of exactly one of these names.
    Choice(Vec<Slot>),
    /// A text.
    Value(Shape),
    /// A number with its currency in the attribute `Ccy`.
    Amount { number: usize, currency: usize },
    /// Anything; it is not read.
    Any,
}

/// One place in a sequence or choice.
#[derive(Debug)]
pub(crate) struct Slot {
    pub name: String,
    pub kind: usize,
    pub least: usize,
    pub most: usize,
}

impl Grammar {
    /// Reads a table. A line that is not understood is kept in `misread` and allows anything in its place.
    pub fn load(table: &str) -> Self {
        let mut loader = Loader::default();
        for line in table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        {
            if loader.line(line).is_none() {
                loader.misread.push(line.to_owned());
            }
        }
        loader.finish()
    }

    pub fn root_type(&self) -> &Type {
        self.kind(self.root_type)
    }

    pub fn kind(&self, index: usize) -> &Type {
        self.types.get(index).unwrap_or(&Type::Any)
    }
}

#[derive(Default)]
struct Loader {
    namespace: String,
    root: usize,
    types: Vec<Option<Type>>,
    index: HashMap<String, usize>,
    /// The sequence or choice whose slots are being read.
    filling: Option<usize>,
    misread: Vec<String>,
}

impl Loader {
    fn line(&mut self, line: &str) -> Option<()> {
        let mut words = line.split_whitespace();
        if line.starts_with(' ') {
            let name = words.next()?.to_owned();
            let kind = self.type_index(words.next()?);
            let least = words.next()?.parse().ok()?;
            let most = match words.next()? {
                "-" => usize::MAX,
                most => most.parse().ok()?,
            };
            let slot = Slot {
                name,
                kind,
                least,
                most,
            };
            match self.types.get_mut(self.filling?)? {
                Some(Type::Sequence(slots) | Type::Choice(slots)) => slots.push(slot),
                _ => return None,
            }
            return Some(());
        }
        match words.next()? {
            "namespace" => words.next()?.clone_into(&mut self.namespace),
            "root" => {
                let _name = words.next()?;
                self.root = self.type_index(words.next()?);
            }
            "sequence" => self.define(words.next()?, Type::Sequence(Vec::new())),
            "choice" => self.define(words.next()?, Type::Choice(Vec::new())),
            "any" => self.define(words.next()?, Type::Any),
            "amount" => {
                let name = words.next()?;
                let amount = Type::Amount {
                    number: self.type_index(words.next()?),
                    currency: self.type_index(words.next()?),
                };
                self.define(name, amount);
            }
            "value" => {
                let name = words.next()?;
                let shape = Shape::parse(&words.collect::<Vec<_>>())?;
                self.define(name, Type::Value(shape));
            }
            _ => return None,
        }
        Some(())
    }

    fn type_index(&mut self, name: &str) -> usize {
        if let Some(index) = self.index.get(name) {
            return *index;
        }
        let index = self.types.len();
        self.types.push(None);
        self.index.insert(name.to_owned(), index);
        index
    }

    fn define(&mut self, name: &str, kind: Type) {
        let index = self.type_index(name);
        if let Some(place) = self.types.get_mut(index) {
            *place = Some(kind);
        }
        self.filling = Some(index);
    }

    fn finish(mut self) -> Grammar {
        for (name, index) in &self.index {
            if self.types.get(*index).is_some_and(Option::is_none) {
                self.misread.push(format!("{name} is used but not defined"));
            }
        }
        Grammar {
            namespace: self.namespace,
            root_type: self.root,
            types: self.types.into_iter().map(|kind| kind.unwrap_or(Type::Any)).collect(),
            misread: self.misread,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Type};
    use crate::grammar::{of_header, of_message};
    use crate::kind::MessageKind;

    #[test]
    fn every_table_is_understood_to_its_last_line() {
        for kind in MessageKind::ALL {
            let grammar = of_message(kind);
            assert_eq!(grammar.misread, Vec::<String>::new(), "{kind:?}");
            assert_eq!(grammar.namespace, kind.namespace());
            assert!(matches!(grammar.root_type(), Type::Sequence(slots) if slots.len() == 1));
        }
        assert_eq!(of_header().misread, Vec::<String>::new());
        assert!(matches!(of_header().root_type(), Type::Sequence(slots) if slots.len() == 14));
    }

    #[test]
    fn a_line_that_is_not_understood_is_reported() {
        let grammar = Grammar::load("root A B\nsequence B\n  C D 1\nvalue D colour\n");
        assert_eq!(grammar.misread.len(), 3, "{:?}", grammar.misread);
    }
}
