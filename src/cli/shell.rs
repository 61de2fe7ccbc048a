//! `rounds completions SHELL` and `rounds man`: made from the same declaration as the parser.

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::Cli;

/// Prints the completion script of a shell.
pub fn completions(shell: clap_complete::Shell) {
    clap_complete::generate(shell, &mut Cli::command(), "rounds", &mut io::stdout());
}

/// Prints the manual page, with one section for each subcommand.
pub fn man() -> io::Result<()> {
    let command = Cli::command();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render(&mut page)?;
    for sub in command.get_subcommands() {
        let sub = sub.clone().bin_name(format!("rounds {}", sub.get_name()));
        let man = clap_mangen::Man::new(sub);
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io::stdout().lock().write_all(&page)
}
