//! The command line as clap sees it: every subcommand, its options and its help. Parses; does nothing.

mod help;
mod records;
mod server;
mod work;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use self::help::command;
pub use self::records::{
    AddArgs, DeleteArgs, HistoryArgs, ListArgs, MergeArgs, ReassignArgs, SearchArgs, SetArgs, ShowArgs, UndoArgs,
};
pub use self::server::{
    AccountCommand, AdminCommand, AdminConflictsArgs, BundleCommand, EnrolArgs, FsckArgs, ServeArgs, SyncArgs,
    TerritoryCommand, UserCommand, VisitTypeCommand,
};
pub use self::work::{
    BriefArgs, CloseArgs, DemoArgs, DemoSize, ImportArgs, LogArgs, NextArgs, PlanArgs, ReportArgs, ReportOf,
    SettingsArgs, SnoozeArgs, WhenArgs,
};

const AFTER: &str = "Without a command Rounds opens on today's visits, or where you left it. It works the same with and without a signal.

Environment:
  ROUNDS_HOME, ROUNDS_KEY_FILE  the same as --home and --key-file
  ROUNDS_PASSPHRASE             opens a book that a passphrase locks, for scripts
  ROUNDS_NOW                    fixes the clock (RFC 3339), for tests and pictures

Exit codes:
  0 done   1 failed   2 usage   3 not found   4 needs a person   5 no connection";

/// The field rep's book in the terminal.
#[derive(Debug, Parser)]
#[command(name = "rounds", version, about = "The field rep's book in the terminal", after_help = AFTER)]
pub struct Cli {
    /// Where the book is, and how it is opened.
    #[command(flatten)]
    pub profile: ProfileArgs,

    /// The day line by line, for a screen reader
    #[arg(long)]
    pub plain: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where the book is, and how it is opened.
#[derive(Debug, Clone, Default, Args)]
pub struct ProfileArgs {
    /// The folder of the book, or of the server (default: the user's data folder)
    #[arg(long, global = true, env = "ROUNDS_HOME", value_name = "DIR", help_heading = "Profile")]
    pub home: Option<PathBuf>,

    /// The language: en, zh-Hans or zh-Hant
    #[arg(long, global = true, value_name = "LANG", help_heading = "Profile")]
    pub lang: Option<String>,

    /// Read the database key from this file (64 hexadecimal digits); it is made if it is not there
    #[arg(long, global = true, env = "ROUNDS_KEY_FILE", value_name = "FILE", help_heading = "Profile")]
    pub key_file: Option<PathBuf>,

    /// Keep a new book without encryption: whoever has the laptop can read it
    #[arg(long, global = true, help_heading = "Profile")]
    pub no_encryption: bool,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct OutputArgs {
    /// Print JSON: an array of objects, `id` first
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,

    /// Print CSV; no cell can become a formula in a spreadsheet
    #[arg(long)]
    pub csv: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look around in a believable territory, with a server and a colleague of its own
    Demo(DemoArgs),
    /// Bring customers and contacts from a CSV, XLSX, XLS or vCard file
    Import(ImportArgs),
    /// The day: next stop, visits, promises, who should be seen
    Today(OutputArgs),
    /// Log a visit or a call in one line, with its follow-up
    Log(LogArgs),
    /// Plan a visit
    Plan(PlanArgs),
    /// Who should be seen next, and why
    Next(NextArgs),
    /// Do not propose a customer before a day
    Snooze(SnoozeArgs),
    /// What customers have promised to pay and has not come, the late first
    Money(OutputArgs),
    /// What to read before the door, as one page of text
    Brief(BriefArgs),
    /// Close the day: what is still open, the report, what was sent
    Close(CloseArgs),
    /// The report of a day or a week, in the company's form
    Report(ReportArgs),
    /// Find customers, contacts, notes, visits and follow-ups
    Search(SearchArgs),
    /// What a date or a time in words means
    When(WhenArgs),
    /// Take back the last act, or one act of anybody
    Undo(UndoArgs),
    /// Do again what was taken back last
    Redo(OutputArgs),
    /// List the records of an entity
    List(ListArgs),
    /// Show one record
    Show(ShowArgs),
    /// Add a record
    Add(AddArgs),
    /// Set fields of a record
    Set(SetArgs),
    /// Delete a record with all that hangs on it
    Delete(DeleteArgs),
    /// Who set which field of a record when, from which laptop; bring a value back
    History(HistoryArgs),
    /// Join two records of one customer, or of one person; without names, list likely pairs
    Merge(MergeArgs),
    /// Move customers to another territory or rep (managers)
    Reassign(ReassignArgs),
    /// Join this laptop to the company's server with a one-time code
    Enrol(EnrolArgs),
    /// Exchange what changed with the company's server
    Sync(SyncArgs),
    /// Sync without any network, by a file
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// Where this book is, whose it is, what waits to be sent
    Status(OutputArgs),
    /// Values that were changed on both sides; decide with --keep or --bring-back
    Conflicts(ConflictsArgs),
    /// Count everything anew and name what the disk has damaged, in a book or on the server
    Fsck(FsckArgs),
    /// What the server could not take: send it again, or give it up
    Parked(ParkedArgs),
    /// Run the company's server
    Serve(ServeArgs),
    /// Territories, users and enrolment codes of the company's server
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Change how the book is locked: a passphrase, the keyring, the recovery code
    Key(KeyArgs),
    /// What is set here; set it
    Settings(SettingsArgs),
    /// Print the completion script of a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// `rounds conflicts`.
#[derive(Debug, Args)]
pub struct ConflictsArgs {
    /// The value that won stays, in this conflict (its id, or `all`)
    #[arg(long, value_name = "ID", conflicts_with = "bring_back")]
    pub keep: Option<String>,

    /// The value that lost comes back, in this conflict (its id, or `all`)
    #[arg(long, value_name = "ID")]
    pub bring_back: Option<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds parked`.
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing else waits for what is parked. What should be completed (a field that became mandatory later) is listed too; it was never refused.\n\nExample: rounds parked --again all --set territory=North"
)]
pub struct ParkedArgs {
    /// Send this once more (its id, or `all`), with whatever builds upon it
    #[arg(long, value_name = "ID", conflicts_with = "withdraw")]
    pub again: Option<String>,

    /// With this value instead: field=value
    #[arg(long, value_name = "FIELD=VALUE", requires = "again")]
    pub set: Vec<String>,

    /// Give this up (its id, or `all`)
    #[arg(long, value_name = "ID")]
    pub withdraw: Option<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds key`.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// What to do with the key.
    #[command(subcommand)]
    pub command: KeyCommand,
}

/// `rounds key ...`.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Say where the key of this book is kept
    Show,
    /// Lock the book with a passphrase (read from ROUNDS_PASSPHRASE, else asked)
    Passphrase,
    /// Open the book with its recovery code and lock it anew
    Recover {
        /// The code from the first start; without it you are asked, so that it stays out of the shell's history
        code: Option<String>,
    },
}
