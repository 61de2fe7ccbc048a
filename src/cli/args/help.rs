//! `rounds --help` with its commands in groups, as a rep looks for them.
//!
//! Always holds: every command stands in one group; what a command is comes from its declaration alone.

use clap::builder::Resettable;
use clap::{Arg, CommandFactory};

use super::Cli;

/// What belongs together.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Look around", &["demo"]),
    (
        "A day",
        &[
            "today", "log", "plan", "next", "snooze", "brief", "money", "close", "report", "search", "when", "undo",
            "redo",
        ],
    ),
    ("Records", &["import", "list", "show", "add", "set", "delete", "history", "merge", "reassign"]),
    ("The company", &["enrol", "sync", "bundle", "status", "conflicts", "parked"]),
    ("The server", &["serve", "admin", "fsck"]),
    ("This program", &["settings", "key", "completions", "man", "help"]),
];

/// The command line. A variable of the environment that holds nothing is one that is not set.
pub fn command() -> clap::Command {
    let is_empty = |arg: &Arg| arg.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    let command = Cli::command().mut_args(|arg| if is_empty(&arg) { arg.env(Resettable::Reset) } else { arg });
    let mut groups = String::new();
    for (heading, names) in GROUPS {
        groups.push_str(&format!("\x1b[1m\x1b[4m{heading}:\x1b[0m\n"));
        for name in names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about).map(ToString::to_string);
            let about = about.unwrap_or_else(|| "The help of a command: rounds help import".to_string());
            groups.push_str(&format!("  \x1b[1m{name:<11}\x1b[0m  {about}\n"));
        }
        groups.push('\n');
    }
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}\x1b[1m\x1b[4mOptions:\x1b[0m\n{{options}}{{after-help}}"
    );
    command.help_template(template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        grouped.sort_unstable();
        let command = Cli::command();
        let mut all: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).chain(["help"]).collect();
        all.sort_unstable();
        assert_eq!(grouped, all);
        let help = super::command().render_help().to_string();
        assert!(help.contains("The company:") && help.contains("--key-file") && help.contains("Exit codes"), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }
}
