//! Values that go into statements and rows that come out, the same for both engines.

use crate::StoreError;

/// A value for one place of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// An integer; also instants (microseconds UTC) and booleans (0, 1).
    I64(i64),
    /// Text without NUL.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    fn name(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::I64(_) => "an integer",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        }
    }

    /// PostgreSQL cannot hold NUL in text, so neither engine may.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match self {
            Value::Text(text) => check_text(text),
            _ => Ok(()),
        }
    }
}

/// Refuses text with NUL.
pub(crate) fn check_text(text: &str) -> Result<(), StoreError> {
    match text.find('\0') {
        Some(at) => Err(StoreError::Invalid(format!("text holds a NUL at byte {at}: remove it"))),
        None => Ok(()),
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::I64(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::I64(i64::from(value))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::I64(i64::from(value))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::I64(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Value::Text(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Value::Bytes(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Value::Bytes(value.to_vec())
    }
}

impl From<[u8; 32]> for Value {
    fn from(value: [u8; 32]) -> Self {
        Value::Bytes(value.to_vec())
    }
}

impl From<&[u8; 32]> for Value {
    fn from(value: &[u8; 32]) -> Self {
        Value::Bytes(value.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer. Columns are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Row {
        Row(values)
    }

    fn wrong(&self, index: usize, expected: &'static str) -> StoreError {
        let found = self.0.get(index).map_or("no such column", Value::name);
        StoreError::Column { index, expected, found }
    }

    /// The integer in column `index`.
    ///
    /// # Errors
    /// When the column is absent, null or of another type; the same holds for the other getters.
    pub fn i64(&self, index: usize) -> Result<i64, StoreError> {
        match self.0.get(index) {
            Some(Value::I64(value)) => Ok(*value),
            _ => Err(self.wrong(index, "an integer")),
        }
    }

    /// The text in column `index`.
    ///
    /// # Errors
    /// See [`Row::i64`].
    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        match self.0.get(index) {
            Some(Value::Text(value)) => Ok(value),
            _ => Err(self.wrong(index, "text")),
        }
    }

    /// The bytes in column `index`.
    ///
    /// # Errors
    /// See [`Row::i64`].
    pub fn bytes(&self, index: usize) -> Result<&[u8], StoreError> {
        match self.0.get(index) {
            Some(Value::Bytes(value)) => Ok(value),
            _ => Err(self.wrong(index, "bytes")),
        }
    }

    /// The boolean in column `index`.
    ///
    /// # Errors
    /// See [`Row::i64`]; also when the integer is neither 0 nor 1.
    pub fn bool(&self, index: usize) -> Result<bool, StoreError> {
        match self.0.get(index) {
            Some(Value::I64(0)) => Ok(false),
            Some(Value::I64(1)) => Ok(true),
            _ => Err(self.wrong(index, "0 or 1")),
        }
    }

    /// The integer in column `index`, or `None` where it is null.
    ///
    /// # Errors
    /// See [`Row::i64`].
    pub fn opt_i64(&self, index: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(index) {
            Some(Value::Null) => Ok(None),
            _ => self.i64(index).map(Some),
        }
    }

    /// The text in column `index`, or `None` where it is null.
    ///
    /// # Errors
    /// See [`Row::i64`].
    pub fn opt_text(&self, index: usize) -> Result<Option<&str>, StoreError> {
        match self.0.get(index) {
            Some(Value::Null) => Ok(None),
            _ => self.text(index).map(Some),
        }
    }

    /// The bytes in column `index`, or `None` where it is null.
    ///
    /// # Errors
    /// See [`Row::i64`].
    pub fn opt_bytes(&self, index: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.0.get(index) {
            Some(Value::Null) => Ok(None),
            _ => self.bytes(index).map(Some),
        }
    }
}
