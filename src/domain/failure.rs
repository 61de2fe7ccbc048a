//! Why something underneath failed: the key of its words, what they name, and why the system would not.
//!
//! Holds no words for a person: `i18n` says it.

use std::path::Path;

use crate::base::cause::Cause;
use crate::base::clock::Moment;

/// Something underneath failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The key of its words in the locale files.
    pub words: String,
    /// What is to be named in them as `what`: a file, an address, a number.
    pub what: String,
    /// Why the system would not, named in them as `cause`.
    pub cause: Option<Cause>,
    /// The day that is to be named in them, as `day`.
    pub at: Option<Moment>,
}

impl Failure {
    /// With what is to be named.
    pub fn new(words: impl Into<String>, what: impl Into<String>) -> Failure {
        Failure { words: words.into(), what: what.into(), cause: None, at: None }
    }

    /// With why the system would not.
    pub fn by(words: impl Into<String>, cause: impl Into<Cause>) -> Failure {
        Failure { words: words.into(), what: String::new(), cause: Some(cause.into()), at: None }
    }

    /// This, of a file.
    pub fn at(self, file: &Path) -> Failure {
        self.named(file.display().to_string())
    }

    /// This, of what is named so.
    pub fn named(self, what: impl Into<String>) -> Failure {
        Failure { what: what.into(), ..self }
    }
}
