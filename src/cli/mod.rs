//! The command line: one file per subcommand.

pub mod args;
pub mod exit;
pub mod output;
pub mod place;
pub mod shell;
