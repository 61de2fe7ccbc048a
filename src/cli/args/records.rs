//! The options of the commands over records of any entity: list, show, add, set, delete, search.

use clap::Args;

use super::OutputArgs;
use crate::base::id::Id;

/// `rounds list`.
#[derive(Debug, Args)]
#[command(after_help = "Example: rounds list account --only 'grade:A,B due:<7d -tag:cold' --csv")]
pub struct ListArgs {
    /// account, contact, visit, touch, follow_up, territory, user, conflict, visit_type or setting
    pub entity: String,

    /// Only what this filter lets through, as in the lists of the terminal: grade:A due:<7d -tag:cold (several: all must hold)
    #[arg(long, value_name = "FILTER")]
    pub only: Vec<String>,

    /// At most so many (0: all)
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub limit: usize,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The entity
    pub entity: String,

    /// Its id; for a customer also some letters of the name
    pub record: String,

    /// As it was at the end of this day, or at this time: 2026-11-03, '3 nov 10:00'
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: rounds add account name='Blue Finch Cafe' grade=b phones='0117 496 0101; 0117 496 0102'\n\nSets are separated by `;`, dates are words or 2026-11-30."
)]
pub struct AddArgs {
    /// The entity
    pub entity: String,

    /// Its fields: field=value
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds set`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: rounds set account 'blue finch' grade=a phones='0117 496 0101'\n\nAn empty value empties the field."
)]
pub struct SetArgs {
    /// The entity
    pub entity: String,

    /// Its id; for a customer also some letters of the name
    pub record: String,

    /// The fields: field=value
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds delete`.
#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The entity
    pub entity: String,

    /// Its id; for a customer also some letters of the name
    pub record: String,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds search`.
#[derive(Debug, Args)]
#[command(
    after_help = "Names by their letters, pinyin or initials (hzjg), numbers by their digits, notes by their words: newest first."
)]
pub struct SearchArgs {
    /// What to look for
    #[arg(required = true)]
    pub words: Vec<String>,

    /// At most so many
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds merge`.
#[derive(Debug, Args)]
#[command(
    after_help = "The record that goes keeps its id and points to the other; all that hangs on it follows, edits that still arrive for it land on the one that stays, \
and `rounds undo` parts them again.\n\nExamples:\n  rounds merge                                 likely pairs\n  rounds merge 'blue finch cafe' 'blue finch' --dry-run\n  \
rounds merge 'blue finch cafe' 'blue finch' --take name --take street"
)]
pub struct MergeArgs {
    /// The record that stays: its id, or for a customer letters of its name
    #[arg(requires = "other")]
    pub keep: Option<String>,

    /// The record that goes
    pub other: Option<String>,

    /// account or contact
    #[arg(long, default_value = "account")]
    pub entity: String,

    /// A field whose value is that of the record that goes
    #[arg(long, value_name = "FIELD")]
    pub take: Vec<String>,

    /// Print what would become of each field, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    /// The two customers are not one: they are not offered as one again
    #[arg(long, conflicts_with_all = ["take", "dry_run", "entity"])]
    pub apart: bool,

    /// Join all customers that were imported twice: one id in the program they came from, and one name
    #[arg(long, conflicts_with_all = ["keep", "take", "dry_run", "entity", "apart"])]
    pub imported_twice: bool,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds reassign`.
#[derive(Debug, Args)]
#[command(after_help = "Example: rounds reassign 'blue finch' 'nolan' --territory South --owner Kim")]
pub struct ReassignArgs {
    /// The customers: letters of their names, or ids
    #[arg(required = true)]
    pub accounts: Vec<String>,

    /// The territory they go to, by name
    #[arg(long, value_name = "NAME", required_unless_present = "owner")]
    pub territory: Option<String>,

    /// The rep who looks after them, by name
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
}

/// `rounds history`.
#[derive(Debug, Args)]
#[command(
    after_help = "What this laptop saw is always there; the rest is asked of the company's server when there is a connection.\n\nExamples:\n  \
rounds history account 'blue finch'\n  rounds history account 'blue finch' --bring-back 3\n  rounds history account 'blue finch' --take-back 3"
)]
pub struct HistoryArgs {
    /// The entity
    pub entity: String,

    /// Its id; for a customer also some letters of the name
    pub record: String,

    /// Bring the value of this line back (its number in the list)
    #[arg(long, value_name = "N", conflicts_with = "take_back")]
    pub bring_back: Option<usize>,

    /// Take the whole act of this line back; what somebody set since is left and named
    #[arg(long, value_name = "N")]
    pub take_back: Option<usize>,

    /// Do not ask the server
    #[arg(long)]
    pub offline: bool,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// This act instead of the last one, on whichever laptop it was done: its id, as `rounds history --json` tells it
    #[arg(long, value_name = "ID")]
    pub act: Option<Id>,
    /// How to print
    #[command(flatten)]
    pub output: OutputArgs,
}
