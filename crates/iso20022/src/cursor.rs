//! A place in a tree, from which values are taken. The tree was held against its grammar before.

use crate::parts::{MessageDate, MessageTime};
use crate::tree::{Node, Tree, is_xml_space};

/// One element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'t> {
    tree: &'t Tree,
    node: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(tree: &'t Tree, node: usize) -> Self {
        Self { tree, node }
    }

    /// The element's place in its tree.
    pub fn node(&self) -> usize {
        self.node
    }

    fn element(&self) -> Option<&'t Node> {
        self.tree.nodes.get(self.node)
    }

    /// The children of this name, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = Cursor<'t>> {
        let tree = self.tree;
        let children = self.element().map_or(&[][..], |node| node.children.as_slice());
        let named = move |node: &usize| tree.nodes.get(*node).is_some_and(|node| node.name == name);
        children
            .iter()
            .copied()
            .filter(named)
            .map(move |node| Cursor { tree, node })
    }

    /// The first element down this path.
    pub fn at(&self, path: &[&str]) -> Option<Cursor<'t>> {
        let mut here = *self;
        for name in path {
            let next = here.all(name).next()?;
            here = next;
        }
        Some(here)
    }

    /// The text of this element without space around it; `None` if nothing is left.
    pub fn own_text(&self) -> Option<String> {
        let text = self.element()?.text.trim_matches(is_xml_space);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The text of the first element down this path.
    pub fn text(&self, path: &[&str]) -> Option<String> {
        self.at(path)?.own_text()
    }

    pub fn time(&self, path: &[&str]) -> Option<MessageTime> {
        self.text(path).map(MessageTime::new)
    }

    pub fn date(&self, path: &[&str]) -> Option<MessageDate> {
        self.text(path).map(MessageDate::new)
    }

    pub fn flag(&self, path: &[&str]) -> Option<bool> {
        self.text(path).map(|text| matches!(text.as_str(), "true" | "1"))
    }

    pub fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.element()?.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.clone())
    }
}
