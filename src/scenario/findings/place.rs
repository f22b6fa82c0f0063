//! Where a finding lies.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Where a finding lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File as it was named, or `--set` for an argument.
    pub source: String,
    /// Position of the source among those read: files first, then arguments.
    pub order: usize,
    /// Bytes from the start of the source.
    pub span: Range<usize>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line itself, without its end; of a very long line the part around the place.
    pub text: String,
    /// How many characters of the line are meant, at least 1.
    pub width: usize,
    /// The whole source.
    pub whole: Whole,
}

/// A whole source, shared by all places in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Whole(Arc<str>);

impl Whole {
    /// Takes over a text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Place {
    /// What is meant, as it is written.
    pub fn marked(&self) -> &str {
        self.whole.text().get(self.span.clone()).unwrap_or_default()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.source, self.line, self.column)
    }
}
