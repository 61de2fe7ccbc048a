//! What is wrong with a file that a person wrote.

/// A line of a file that could not be understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Trouble {
    /// The file as the person knows it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl Trouble {
    /// This at the byte `at` of `text`.
    pub(super) fn at(file: &str, text: &str, at: usize, what: impl Into<String>) -> Trouble {
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        Trouble { file: file.into(), line, what: what.into() }
    }

    /// What the reader of TOML says.
    pub(super) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Trouble {
        Trouble::at(file, text, error.span().map_or(0, |span| span.start), error.message())
    }
}
