//! Bytes to a tree of elements, within limits. Nothing outside the bytes is ever opened, no entity is ever expanded.

mod builder;
mod characters;

pub(crate) use characters::{brief, is_xml_space};

use crate::fault::{Fault, FaultCode};

/// Largest input that is read, in bytes (10 MB).
pub const MAX_BYTES: usize = 10_000_000;
/// Deepest nesting of elements; the root stands at depth 1.
pub const MAX_DEPTH: usize = 64;
/// Largest number of elements in one input.
pub const MAX_ELEMENTS: usize = 100_000;
/// Largest number of attributes on one element. ISO 20022 has one attribute; wrappers add a few namespaces.
const MAX_ATTRIBUTES: usize = 64;
/// Largest number of different namespaces in one input.
const MAX_NAMESPACES: usize = 64;

/// One element.
#[derive(Debug)]
pub(crate) struct Node {
    pub name: String,
    /// Index into [`Tree::namespaces`].
    pub namespace: usize,
    pub line: u32,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
    /// The character data directly inside the element, joined.
    pub text: String,
    /// Attributes without a namespace. Those with one (`xsi:schemaLocation`, …) say nothing about the message.
    pub attributes: Vec<(String, String)>,
}

/// The elements of one input, in document order; the root is the first.
#[derive(Debug)]
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    pub namespaces: Vec<String>,
}

impl Tree {
    /// Reads the bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_BYTES {
            let message = format!(
                "the input has {} bytes, more than the {MAX_BYTES} that are read",
                bytes.len()
            );
            return Err(Fault::whole(FaultCode::TooLarge, message));
        }
        builder::Builder::new(characters::utf8(bytes)?).build()
    }

    pub fn namespace(&self, node: usize) -> &str {
        self.nodes
            .get(node)
            .and_then(|node| self.namespaces.get(node.namespace))
            .map_or("", String::as_str)
    }

    /// The path of an element from the root, with an index where it has siblings of the same name.
    pub fn path(&self, node: usize) -> String {
        let mut steps = Vec::new();
        let mut at = Some(node);
        while let Some(here) = at.and_then(|index| self.nodes.get(index).map(|node| (index, node))) {
            let (index, node) = here;
            steps.push(format!("{}{}", node.name, self.position(index, node)));
            at = node.parent;
        }
        steps.reverse();
        format!("/{}", steps.join("/"))
    }

    fn position(&self, index: usize, node: &Node) -> String {
        let Some(parent) = node.parent.and_then(|parent| self.nodes.get(parent)) else {
            return String::new();
        };
        let twins: Vec<usize> = parent
            .children
            .iter()
            .copied()
            .filter(|twin| self.nodes.get(*twin).is_some_and(|twin| twin.name == node.name))
            .collect();
        match twins.iter().position(|twin| *twin == index) {
            Some(position) if twins.len() > 1 => format!("[{}]", position + 1),
            _ => String::new(),
        }
    }

    /// A refusal about one element.
    pub fn fault(&self, node: usize, code: FaultCode, message: impl Into<String>) -> Fault {
        let line = self.nodes.get(node).map_or(1, |node| node.line);
        Fault {
            code,
            path: self.path(node),
            line,
            message: message.into(),
        }
    }
}
