//! A small tree of elements. Declarations of types and entities are refused, so nothing can expand.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ImportRefusal;

const DEEPEST: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Element {
    /// Local name, in lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    pub(super) line: usize,
}

impl Element {
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name)
            .map(|child| child.text.trim())
            .filter(|text| !text.is_empty())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
    }
}

/// Lines of the text, counted as reading goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, position: u64) -> usize {
        let to = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.at..to).unwrap_or(&[]);
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.at = to.max(self.at);
        self.line
    }
}

pub(super) fn read(text: &str) -> Result<Element, ImportRefusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        let line = lines.at(reader.buffer_position());
        let malformed = |message: String| ImportRefusal::new("malformed", format!("line {line}"), message);
        let event = reader.read_event().map_err(|error| malformed(error.to_string()))?;
        match event {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(malformed(format!("more than {DEEPEST} elements inside each other")));
                }
                open.push(element(&start, line)?);
            }
            Event::Empty(start) => {
                let empty = element(&start, line)?;
                if let Some(parent) = open.last_mut() {
                    parent.children.push(empty);
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => push_text(&mut open, &text),
            Event::CData(data) => push_text(&mut open, &data),
            Event::GeneralRef(reference) => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|error| malformed(error.to_string()))?
                    .map(String::from)
                    .or_else(|| quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned))
                    .ok_or_else(|| malformed("an entity that is not built in; write its text".into()))?;
                push_text(&mut open, &character);
            }
            Event::DocType(_) => {
                return Err(malformed(
                    "a document type declaration is not accepted; remove it".into(),
                ));
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return root(open, line),
        }
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, ImportRefusal> {
    let malformed = |message: String| ImportRefusal::new("malformed", format!("line {line}"), message);
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| malformed(error.to_string()))?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| malformed(error.to_string()))?;
        attributes.push((
            attribute.key.local_name().into_inner().to_ascii_lowercase(),
            value.into_owned(),
        ));
    }
    Ok(Element {
        name: start.local_name().into_inner().to_ascii_lowercase(),
        attributes,
        text: String::new(),
        children: Vec::new(),
        line,
    })
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(done);
    }
}

fn root(mut open: Vec<Element>, line: usize) -> Result<Element, ImportRefusal> {
    if open.len() > 1 {
        return Err(ImportRefusal::new(
            "malformed",
            format!("line {line}"),
            "the file ends inside an element",
        ));
    }
    open.pop()
        .and_then(|mut all| (all.children.len() == 1).then(|| all.children.swap_remove(0)))
        .ok_or_else(|| ImportRefusal::new("malformed", "file", "not one XML document"))
}
