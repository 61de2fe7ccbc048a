//! `rounds completions SHELL` and `rounds man`: made from the same declaration as the parser.

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::Cli;

/// Prints the completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> io::Result<()> {
    // Straight into a closed pipe it would panic.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rounds", &mut script);
    io::stdout().lock().write_all(&script)
}

/// Prints the manual page, with one section for each command.
pub fn man() -> io::Result<()> {
    let command = Cli::command();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands() {
        section(sub, "rounds", &mut page)?;
    }
    io::stdout().lock().write_all(&page)
}

/// A command and those under it: one section each, its parts below it.
fn section(command: &clap::Command, path: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let path = format!("{path} {}", command.get_name());
    let man = clap_mangen::Man::new(command.clone().bin_name(&path));
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    man.render_extra_section(&mut parts)?;
    writeln!(page, ".SH \"{}\"", path.to_uppercase())?;
    page.extend(String::from_utf8_lossy(&parts).replace(".SH ", ".SS ").into_bytes());
    command.get_subcommands().try_for_each(|sub| section(sub, &path, page))
}
