//! The events of the XML reader, held to well-formedness and to the limits, become a tree.

use quick_xml::NsReader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::characters::{brief, is_name, is_xml_char, is_xml_space, lines};
use super::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS, MAX_NAMESPACES, Node, Tree};
use crate::fault::{Fault, FaultCode};

pub(super) struct Builder<'i> {
    text: &'i str,
    reader: NsReader<&'i [u8]>,
    tree: Tree,
    /// Open elements, outermost first.
    open: Vec<usize>,
    /// How far lines were counted, and the line reached.
    counted: usize,
    line: u32,
    root_closed: bool,
    started: bool,
}

impl<'i> Builder<'i> {
    pub fn new(text: &'i str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.check_comments = true;
        config.check_end_names = true;
        Self {
            text,
            reader,
            tree: Tree {
                nodes: Vec::new(),
                namespaces: vec![String::new()],
            },
            open: Vec::new(),
            counted: 0,
            line: 1,
            root_closed: false,
            started: false,
        }
    }

    pub fn build(mut self) -> Result<Tree, Fault> {
        loop {
            self.count_lines(self.reader.buffer_position());
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.count_lines(self.reader.error_position());
                    let code = match &error {
                        quick_xml::Error::Namespace(_) => FaultCode::TooManyAttributes,
                        _ => FaultCode::Malformed,
                    };
                    return Err(self.fault(code, error.to_string()));
                }
            };
            match event {
                Event::Start(start) => self.start(&start, false)?,
                Event::Empty(start) => self.start(&start, true)?,
                Event::End(_) => self.end(),
                Event::Text(text) => {
                    if text.contains("]]>") {
                        return Err(self.fault(FaultCode::Malformed, "`]]>` stands in text; write `]]&gt;`"));
                    }
                    self.character_data(&text.xml10_content())?;
                }
                Event::CData(data) if self.open.is_empty() => {
                    let _ = data;
                    return Err(self.fault(FaultCode::Malformed, "a CDATA section stands outside the root element"));
                }
                Event::CData(data) => self.character_data(&data.xml10_content())?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::DocType(_) => {
                    let message = "a document type declaration is not accepted; remove it";
                    return Err(self.fault(FaultCode::DoctypeRefused, message));
                }
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml") => {
                    return Err(self.fault(FaultCode::Malformed, "the XML declaration must come first"));
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return self.finish(),
            }
            self.started = true;
        }
    }

    fn finish(self) -> Result<Tree, Fault> {
        if !self.open.is_empty() {
            return Err(self.fault(FaultCode::Malformed, "the input ends before this element is closed"));
        }
        if self.tree.nodes.is_empty() {
            return Err(self.fault(FaultCode::Malformed, "the input holds no element"));
        }
        Ok(self.tree)
    }

    fn start(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), Fault> {
        self.check_room()?;
        let (resolved, local) = self.reader.resolver().resolve_element(start.name());
        let namespace = match resolved {
            ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => {
                return Err(self.fault(FaultCode::Malformed, format!("the prefix `{prefix}` is not declared")));
            }
        };
        let name = local.into_inner().to_owned();
        if !is_name(&name) {
            return Err(self.fault(
                FaultCode::Malformed,
                format!("`{}` is not the name of an element", brief(&name)),
            ));
        }
        let attributes = self.attributes(start)?;
        let namespace = self.namespace_index(namespace)?;
        let index = self.tree.nodes.len();
        let parent = self.open.last().copied();
        if let Some(parent) = parent.and_then(|parent| self.tree.nodes.get_mut(parent)) {
            parent.children.push(index);
        }
        let node = Node {
            name,
            namespace,
            line: self.line,
            parent,
            children: Vec::new(),
            text: String::new(),
            attributes,
        };
        self.tree.nodes.push(node);
        if empty {
            self.root_closed = self.open.is_empty();
        } else {
            self.open.push(index);
        }
        Ok(())
    }

    fn check_room(&self) -> Result<(), Fault> {
        if self.root_closed {
            return Err(self.fault(FaultCode::Malformed, "a second root element stands after the first"));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("elements are nested deeper than the {MAX_DEPTH} levels that are read");
            return Err(self.fault(FaultCode::TooDeep, message));
        }
        if self.tree.nodes.len() >= MAX_ELEMENTS {
            let message = format!("there are more than the {MAX_ELEMENTS} elements that are read; split the message");
            return Err(self.fault(FaultCode::TooManyElements, message));
        }
        Ok(())
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, Fault> {
        let mut kept = Vec::new();
        for (count, attribute) in start.attributes().enumerate() {
            if count >= MAX_ATTRIBUTES {
                let message = format!("an element carries more than {MAX_ATTRIBUTES} attributes");
                return Err(self.fault(FaultCode::TooManyAttributes, message));
            }
            let attribute = attribute.map_err(|error| self.fault(FaultCode::Malformed, error.to_string()))?;
            let key = attribute.key.into_inner();
            if attribute.value.contains('<') {
                return Err(self.fault(
                    FaultCode::Malformed,
                    format!("`<` stands in the attribute `{}`", brief(key)),
                ));
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (resolved, local) = self.reader.resolver().resolve_attribute(attribute.key);
            match resolved {
                ResolveResult::Bound(_) => {}
                ResolveResult::Unknown(prefix) => {
                    return Err(self.fault(FaultCode::Malformed, format!("the prefix `{prefix}` is not declared")));
                }
                ResolveResult::Unbound => {
                    let value = quick_xml::escape::unescape(&attribute.value)
                        .map_err(|error| self.fault(FaultCode::EntityRefused, error.to_string()))?;
                    kept.push((local.into_inner().to_owned(), value.into_owned()));
                }
            }
        }
        Ok(kept)
    }

    fn namespace_index(&mut self, namespace: String) -> Result<usize, Fault> {
        // Few namespaces occur, and the last one most often.
        if let Some(index) = self.tree.namespaces.iter().rposition(|known| *known == namespace) {
            return Ok(index);
        }
        if self.tree.namespaces.len() > MAX_NAMESPACES {
            let message = format!("there are more than {MAX_NAMESPACES} namespaces");
            return Err(self.fault(FaultCode::TooManyAttributes, message));
        }
        self.tree.namespaces.push(namespace);
        Ok(self.tree.namespaces.len() - 1)
    }

    fn end(&mut self) {
        self.open.pop();
        self.root_closed = self.open.is_empty();
    }

    fn character_data(&mut self, text: &str) -> Result<(), Fault> {
        if let Some(bad) = text.chars().find(|character| !is_xml_char(*character)) {
            let message = format!("the character U+{:04X} is not allowed in XML", u32::from(bad));
            return Err(self.fault(FaultCode::Malformed, message));
        }
        match self.open.last().and_then(|open| self.tree.nodes.get_mut(*open)) {
            Some(node) => node.text.push_str(text),
            None if text.chars().all(is_xml_space) => {}
            None => {
                return Err(self.fault(FaultCode::Malformed, "text stands outside the root element"));
            }
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Fault> {
        let resolved = reference
            .resolve_char_ref()
            .map_err(|error| self.fault(FaultCode::Malformed, error.to_string()))?;
        let text = match (resolved, quick_xml::escape::resolve_xml_entity(reference)) {
            (Some(character), _) => character.to_string(),
            (None, Some(text)) => text.to_owned(),
            (None, None) => {
                let message = format!(
                    "the entity `&{};` is not expanded; write the text itself",
                    brief(reference)
                );
                return Err(self.fault(FaultCode::EntityRefused, message));
            }
        };
        if self.open.is_empty() {
            return Err(self.fault(FaultCode::Malformed, "text stands outside the root element"));
        }
        self.character_data(&text)
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), Fault> {
        if self.started {
            return Err(self.fault(FaultCode::Malformed, "the XML declaration must come first"));
        }
        let version = declaration
            .version()
            .map_err(|error| self.fault(FaultCode::Malformed, error.to_string()))?;
        if version != "1.0" {
            return Err(self.fault(
                FaultCode::Malformed,
                format!("XML version `{}` is not read; use 1.0", brief(&version)),
            ));
        }
        let encoding = declaration
            .encoding()
            .transpose()
            .map_err(|error| self.fault(FaultCode::Malformed, error.to_string()))?;
        match encoding {
            Some(name) if !name.eq_ignore_ascii_case("utf-8") && !name.eq_ignore_ascii_case("us-ascii") => {
                let message = format!(
                    "the encoding `{}` is declared; ISO 20022 messages are UTF-8",
                    brief(&name)
                );
                Err(self.fault(FaultCode::Encoding, message))
            }
            _ => Ok(()),
        }
    }

    fn count_lines(&mut self, position: u64) {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        if let Some(passed) = self.text.as_bytes().get(self.counted..position) {
            self.line = self.line.saturating_add(lines(passed));
            self.counted = position;
        }
    }

    /// A refusal at the place that the reader has reached.
    fn fault(&self, code: FaultCode, message: impl Into<String>) -> Fault {
        let path = self
            .open
            .last()
            .map_or_else(|| "/".to_owned(), |open| self.tree.path(*open));
        Fault {
            code,
            path,
            line: self.line,
            message: message.into(),
        }
    }
}
