//! The options of the commands of the day: demo, import, log, plan, brief.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::OutputArgs;

/// How large a demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DemoSize {
    /// A believable territory
    Small,
    /// 500 customers, 10,000 visits
    Normal,
    /// 5,000 customers, 100,000 visits
    Heavy,
    /// 15,000 customers, 500,000 visits
    Stress,
}

/// `rounds demo`.
#[derive(Debug, Args)]
#[command(
    after_help = "The demo lives in a temporary folder of its own and never touches your customers. `S` shows a true sync with a true conflict."
)]
pub struct DemoArgs {
    /// Do a rep's day without a terminal, on two laptops and a server, and print what was done
    #[arg(long)]
    pub check: bool,

    /// How many customers and visits
    #[arg(long, value_enum, default_value = "small")]
    pub size: DemoSize,

    /// Make the book in --home and stop
    #[arg(long)]
    pub prepare: bool,
}

/// `rounds import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The encoding, the delimiter, the header and the meaning of each column are found by themselves; --map changes a meaning.\n\
Nothing is dropped in silence: every row that is not taken is reported with its line and reason. One `rounds undo` takes the whole import back.\n\n\
Examples:\n  rounds import customers.csv --dry-run\n  rounds import export.xlsx --sheet Accounts\n  rounds import people.vcf\n  \
rounds import list.csv --map 'Firma=account.name,Tel=account.phones,Quelle=skip'\n  rounds import list.csv --decide '12=same,15=leave'"
)]
pub struct ImportArgs {
    /// CSV, TSV, XLSX, XLS or vCard
    pub file: PathBuf,

    /// Show what would happen, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    /// The meaning of columns: 'Header=account.name,Other=skip'
    #[arg(long, value_name = "MAP")]
    pub map: Option<String>,

    /// The sheet of a workbook (default: the first with a header)
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Also where values that are there are replaced by the file's
    #[arg(long)]
    pub yes: bool,

    /// Replace nothing: fill only what is empty
    #[arg(long, conflicts_with = "yes")]
    pub keep: bool,

    /// Do not take customers that look like others (they stand in the report)
    #[arg(long)]
    pub leave_look_alikes: bool,

    /// Each customer that looks like another is that one
    #[arg(long, conflicts_with = "leave_look_alikes")]
    pub join_look_alikes: bool,

    /// What becomes of single customers that look like others: '12=new,15=same,18=leave', or @FILE with one a line
    #[arg(long, value_name = "DECISIONS")]
    pub decide: Option<String>,

    /// Write the rows not taken and all that was noticed, with line, reason and cells, to this CSV file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Print the preview or the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// `rounds log`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  rounds log blue finch met the buyer, likes A100 '>' send quote next fri\n  rounds log - < visits.txt      one log a line\n  \
rounds log                     opens the line in the terminal\n\nWhere no customer or several are recognised, the log is kept as unfiled."
)]
pub struct LogArgs {
    /// The line; `-` reads standard input, one log a line
    pub words: Vec<String>,

    /// Print what was understood, and save nothing
    #[arg(long)]
    pub explain: bool,

    /// Keep a line that tells of no visit made beside other things as what it tells: not done, or still to come
    #[arg(long, conflicts_with = "explain")]
    pub as_told: bool,

    /// Keep a visit, though the line tells of nothing but one that came to nothing
    #[arg(long, conflicts_with_all = ["explain", "as_told"])]
    pub as_visit: bool,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds plan`.
#[derive(Debug, Args)]
#[command(after_help = "Example: rounds plan 'blue finch' 'next tue 10am' --for 'trial of the A100'")]
pub struct PlanArgs {
    /// The customer: some letters of the name, or an id
    pub account: String,

    /// When, in words: fri, tomorrow 9:30, 下周三下午三点
    #[arg(required = true)]
    pub when: Vec<String>,

    /// What for
    #[arg(long = "for", value_name = "PURPOSE", default_value = "")]
    pub purpose: String,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds next`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each reason is shown with its points; their sum is the order. How much a reason weighs: rounds settings weights.near 150"
)]
pub struct NextArgs {
    /// How many
    #[arg(short = 'n', long = "most", value_name = "N", default_value_t = 10)]
    pub most: usize,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds snooze`.
#[derive(Debug, Args)]
#[command(after_help = "Example: rounds snooze 'blue finch' 'mon 7 dec' --why 'on holiday'")]
pub struct SnoozeArgs {
    /// The customer: some letters of the name, or an id
    pub account: String,

    /// Until when, in words: fri, 1 dec, 下周三
    #[arg(required = true)]
    pub until: Vec<String>,

    /// Why
    #[arg(long, value_name = "REASON", default_value = "")]
    pub why: String,
}

/// `rounds settings`.
#[derive(Debug, Args)]
#[command(
    after_help = "A value is checked before it is kept. What the company has set comes by sync; the rep's own comes before it.\n\n\
Examples:\n  rounds settings\n  rounds settings visits_a_day 12\n  rounds settings weights.near 150\n  rounds settings weights.near --usual"
)]
pub struct SettingsArgs {
    /// Which: visits_a_day, cadence.a, weights.near
    pub name: Option<String>,

    /// What it is set to from now on
    #[arg(conflicts_with = "usual")]
    pub value: Option<String>,

    /// As usual again
    #[arg(long, requires = "name")]
    pub usual: bool,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds brief`.
#[derive(Debug, Args)]
pub struct BriefArgs {
    /// The customer: some letters of the name, or an id
    pub account: String,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds when`.
#[derive(Debug, Args)]
#[command(after_help = "Without words each line of standard input is a phrase, and each answer a line.\n\
JSON is {\"day\"} (with \"every_days\" or \"every_months\" where it comes back), {\"moment\"} (RFC 3339), {\"from\", \"to\"} (days with both ends included, or moments), {\"minutes\"}, or null where\n\
nothing is understood: silence is better than a wrong date.\n\n\
Examples:\n  rounds when next fri 10am\n  rounds when --json 下周三下午三点\n  rounds when --past monday")]
pub struct WhenArgs {
    /// A date, a time, or a stretch, in English or Chinese
    pub phrase: Vec<String>,

    /// Print JSON, one value a line
    #[arg(long)]
    pub json: bool,

    /// As in a log: what leaves it open lies behind
    #[arg(long, conflicts_with = "future")]
    pub past: bool,

    /// As in a promise: what leaves it open lies ahead
    #[arg(long)]
    pub future: bool,
}

/// `rounds close`.
#[derive(Debug, Args)]
#[command(
    after_help = "Prints what is still open, the day's report and the last line; a day with nothing open is closed. \
In the terminal `D` does it in one pass.\n\nExamples:\n  rounds close\n  rounds close --day yesterday --md > report.md"
)]
pub struct CloseArgs {
    /// Another day, in words: yesterday, mon, 11月20日
    #[arg(long, value_name = "DAY")]
    pub day: Option<String>,

    /// Close it though something is open
    #[arg(long)]
    pub anyway: bool,

    /// Print the report as Markdown
    #[arg(long, conflicts_with = "json")]
    pub md: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Of how long a time a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportOf {
    /// A day
    Day,
    /// The week from Monday to Sunday
    Week,
}

/// `rounds report`.
#[derive(Debug, Args)]
#[command(
    after_help = "The form is the company's: `[report]` in settings.toml, as docs/REPORT.md says.\n\nExamples:\n  rounds report day\n  \
rounds report week last week --md"
)]
pub struct ReportArgs {
    /// Of a day or a week
    #[arg(value_enum)]
    pub of: ReportOf,

    /// Which, in words: yesterday, last week (default: this one)
    pub when: Vec<String>,

    /// Print Markdown
    #[arg(long, conflicts_with = "json")]
    pub md: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
