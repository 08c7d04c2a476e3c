//! Elements as text, indented.

use quick_xml::escape::escape;

/// The inside of one root element, as it grows.
#[derive(Debug)]
pub(crate) struct Scribe {
    text: String,
    depth: usize,
}

impl Scribe {
    pub fn new() -> Self {
        Self {
            text: String::new(),
            depth: 1,
        }
    }

    /// An element with whatever the closure writes inside.
    pub fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.indent();
        self.text.push_str(&format!("<{name}>\n"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element with a text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.indent();
        self.text.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
    }

    /// An element with a text, if there is one.
    pub fn leaf_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }

    /// An element with a text and the attribute `Ccy`.
    pub fn leaf_with_currency(&mut self, name: &str, currency: &str, text: &str) {
        self.indent();
        self.text.push_str(&format!(
            "<{name} Ccy=\"{}\">{}</{name}>\n",
            escape(currency),
            escape(text)
        ));
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// The whole, inside its root element.
    pub fn into_root(self, name: &str, namespace: &str) -> String {
        format!("<{name} xmlns=\"{namespace}\">\n{}</{name}>\n", self.text)
    }
}
