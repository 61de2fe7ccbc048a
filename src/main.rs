//! The `rounds` binary: parse, dispatch; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    rounds::cli::run(std::env::args_os()).into()
}
