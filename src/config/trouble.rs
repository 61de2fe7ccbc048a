//! What is wrong with a file that a person wrote.
//!
//! Holds no words for a person: the command line says it.

/// A line of a file that could not be understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}, line {line}: {what:?}")]
pub struct Trouble {
    /// The file as the person knows it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: Wrong,
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// A number within bounds belongs there.
    Number {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// One of these belongs there.
    Choice(Vec<String>),
    /// There is nothing of this name.
    Unknown(String),
    /// A value of another kind belongs there: a number without quotes, a text in them, true or false.
    Kind,
    /// It is not written as such files are.
    Form,
}

impl Trouble {
    /// This at the byte `at` of `text`.
    pub(super) fn at(file: &str, text: &str, at: usize, what: Wrong) -> Trouble {
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        Trouble { file: file.into(), line, what }
    }

    /// A text as a table of TOML.
    pub fn table(file: &str, text: &str) -> Result<toml::Table, Trouble> {
        text.parse().map_err(|error| Trouble::toml(file, text, &error))
    }

    /// What the reader of TOML says.
    pub(super) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Trouble {
        Trouble::at(file, text, error.span().map_or(0, |span| span.start), Wrong::told(error.message()))
    }
}

impl Wrong {
    /// One of these belongs there.
    pub(super) fn one_of(names: impl IntoIterator<Item = impl Into<String>>) -> Wrong {
        Wrong::Choice(names.into_iter().map(Into::into).collect())
    }

    /// The kind of what the reader of TOML tells in its own words.
    fn told(message: &str) -> Wrong {
        let mut names = message.split('`').skip(1).step_by(2).map(str::to_owned);
        if message.starts_with("unknown field") {
            Wrong::Unknown(names.next().unwrap_or_default())
        } else if message.starts_with("unknown variant") {
            Wrong::Choice(names.skip(1).collect())
        } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
            Wrong::Kind
        } else {
            Wrong::Form
        }
    }
}
