//! How a command ends: its exit code, and an error that carries one.

use std::fmt;
use std::process::ExitCode;

/// The exit codes, the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// The command line does not fit.
    Usage = 2,
    /// The record is not there.
    NotFound = 3,
    /// A person must decide first.
    NeedsPerson = 4,
    /// No connection; everything is safe on this laptop.
    NoConnection = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// An error whose message is already in the user's words, with its exit code.
#[derive(Debug)]
pub struct Stop {
    /// The code.
    pub exit: Exit,
    /// What happened, what is safe, what to do next.
    pub message: String,
}

impl Stop {
    /// Ends the command with this code and these words.
    pub fn with(exit: Exit, message: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Stop { exit, message: message.into() })
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Stop {}
