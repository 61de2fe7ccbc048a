//! The options of the commands about the company's server: enrol, sync, serve, admin.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::OutputArgs;

/// `rounds enrol`.
#[derive(Debug, Args)]
#[command(
    after_help = "Customers that are already in the book come along. Example: rounds enrol http://127.0.0.1:7878 K7QM-2TXD-9HPA"
)]
pub struct EnrolArgs {
    /// The server's address
    pub url: String,

    /// The one-time code from `rounds admin code NAME`
    pub code: String,

    /// Into which territory the customers of this book go, where the rep has several
    #[arg(long, value_name = "NAME")]
    pub territory: Option<String>,

    /// Take an address that begins with http:// on another machine: whatever is sent can then be read on its way
    #[arg(long)]
    pub plain_http: bool,

    /// The company's own authority (a file of certificates, PEM): it alone vouches for the server from now on, instead of those whom the
    /// system trusts; kept with the book
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,

    /// Enrol a book that the server has forgotten once more; everything in it stays
    #[arg(long)]
    pub again: bool,
}

/// `rounds sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Without a connection wait for one, and send then (Ctrl-C ends the waiting; nothing is lost)
    #[arg(long)]
    pub wait: bool,

    /// How to print the receipt.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds fsck`.
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing of yours is changed: what is damaged is named, and the next sync brings the right value from the other side. The day's\nrecount does the same by itself. With --home of a server it counts there."
)]
pub struct FsckArgs {
    /// Also every page with its indexes, and each value against the change that wrote it
    #[arg(long)]
    pub deep: bool,

    /// Print JSON: an array of what was found
    #[arg(long)]
    pub json: bool,
}

/// `rounds serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --tls-cert the line is plain HTTP: for this machine alone, or behind a proxy that speaks TLS. Laptops enrol with an https:// address;\nwhere the certificate is of the company's own authority, with --ca. Everything is kept in --home. Then, on the same home:\n  rounds admin territory add North\n  rounds admin user add Kim --role rep --territory North\n  rounds admin code Kim"
)]
pub struct ServeArgs {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS")]
    pub listen: SocketAddr,

    /// Speak TLS with this certificate and those that vouch for it (a file, PEM); a renewed one is read at the next start
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// The certificate's private key (a file, PEM, without a passphrase)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
}

/// `rounds admin ...`.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Territories
    #[command(subcommand)]
    Territory(TerritoryCommand),
    /// Users
    #[command(subcommand)]
    User(UserCommand),
    /// Types of visits: the steps that a rep ticks off
    #[command(subcommand)]
    VisitType(VisitTypeCommand),
    /// Customers: which lie where, and moving them to another territory or rep
    #[command(subcommand)]
    Account(AccountCommand),
    /// Laptops: whose they are, since when
    Devices(OutputArgs),
    /// What the laptops sent and could not be taken: whose, why, what; a manager takes it over in his own book
    Parked(OutputArgs),
    /// What laptops had when this server was restored, and nobody's word brings back: list it, and decide it here or on an admin's laptop
    Conflicts(AdminConflictsArgs),
    /// Take a laptop away, or all of a user's: at the next contact it hands over what waits, then wipes its book
    Revoke {
        /// The user
        name: String,
        /// Only the laptop of this name or id
        #[arg(long, value_name = "NAME")]
        device: Option<String>,
    },
    /// Move what every laptop has read out of the log into the history, and make snapshots for new laptops (the server does so by itself)
    Compact,
    /// Print a one-time enrolment code for a user, and nothing else
    Code {
        /// The user
        name: String,
    },
}

/// `rounds admin conflicts`.
#[derive(Debug, Args)]
#[command(
    after_help = "What was set at once is decided at once: a new user with all roles and territories, a customer's territory with whoever has the customer there."
)]
pub struct AdminConflictsArgs {
    /// What stands here stays (an id, or `all`)
    #[arg(long, value_name = "ID", conflicts_with = "bring_back")]
    pub keep: Option<String>,

    /// What the laptops had comes back (an id, or `all`)
    #[arg(long, value_name = "ID")]
    pub bring_back: Option<String>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds admin territory ...`.
#[derive(Debug, Subcommand)]
pub enum TerritoryCommand {
    /// Add a territory
    Add {
        /// Its name
        name: String,
    },
    /// Change a territory
    Set {
        /// Its name
        name: String,
        /// Shut the screens of its reps after so many minutes without a key; 0: as each rep has it
        #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=240))]
        lock_after: u32,
    },
    /// List the territories
    List(OutputArgs),
}

/// `rounds admin user ...`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user
    Add {
        /// The name
        name: String,
        /// rep, manager or admin
        #[arg(long, default_value = "rep")]
        role: String,
        /// The territories whose customers the user sees
        #[arg(long, num_args = 1.., value_name = "NAME")]
        territory: Vec<String>,
    },
    /// List the users
    List(OutputArgs),
    /// Change what a user may do and whose customers the user sees
    #[command(after_help = "Example: rounds admin user set Kim --territory South --not-territory North")]
    Set {
        /// The name
        name: String,
        /// The roles from now on: rep, manager, admin
        #[arg(long, num_args = 1.., value_name = "ROLE")]
        role: Vec<String>,
        /// Territories to give
        #[arg(long, num_args = 1.., value_name = "NAME")]
        territory: Vec<String>,
        /// Territories to take away
        #[arg(long, num_args = 1.., value_name = "NAME")]
        not_territory: Vec<String>,
        /// The user has left: laptops hand over what waits and are given nothing more (their books stay; revoke wipes them)
        #[arg(long, conflicts_with = "back")]
        left: bool,
        /// The user is back
        #[arg(long)]
        back: bool,
    },
}

/// `rounds admin visit-type ...`.
#[derive(Debug, Subcommand)]
pub enum VisitTypeCommand {
    /// Add a type of visit, behind those that there are; the first is the usual one
    #[command(
        after_help = "Example: rounds admin visit-type add 'Shop visit' 'check shelf' '!count stock' collect\nA step that begins with ! should not be left out; the others may."
    )]
    Add {
        /// Its name
        name: String,
        /// Its steps, in their order
        #[arg(required = true, value_name = "STEP")]
        steps: Vec<String>,
    },
    /// Give a type of visit other steps, or use it no more; visits that have it keep what was ticked
    Set {
        /// Its name
        name: String,
        /// All its steps from now on
        #[arg(value_name = "STEP", required_unless_present = "retired")]
        steps: Vec<String>,
        /// It is not used any more
        #[arg(long)]
        retired: bool,
    },
    /// List the types of visits with their steps
    List(OutputArgs),
}

/// `rounds admin account ...`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// List the customers
    List {
        /// Only of this territory
        #[arg(long, value_name = "NAME")]
        territory: Option<String>,
        /// How to print.
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Move customers, all in one step, with all that hangs on them
    #[command(
        after_help = "Examples:\n  rounds admin account move 'Blue Finch Cafe' --to South --owner Kim\n  rounds admin account move --all-of North --to South"
    )]
    Move {
        /// Customers: whole names, or ids
        #[arg(required_unless_present = "all_of", value_name = "CUSTOMER")]
        accounts: Vec<String>,
        /// All customers of this territory
        #[arg(long, value_name = "NAME", conflicts_with = "accounts")]
        all_of: Option<String>,
        /// The territory they go to
        #[arg(long, value_name = "NAME", required_unless_present = "owner")]
        to: Option<String>,
        /// The rep who looks after them
        #[arg(long, value_name = "USER")]
        owner: Option<String>,
        /// Print how many would move, and move none
        #[arg(long)]
        dry_run: bool,
    },
}

/// `rounds bundle ...`.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Laptop: rounds bundle out day.bundle      Server: rounds bundle in day.bundle --answer back.bundle\nLaptop: rounds bundle in back.bundle\n\
A bundle is sealed for its addressee and signed; it may go by mail or on a stick, through anyone's hands, and twice."
)]
pub enum BundleCommand {
    /// Write what waits on this laptop into a file; on the server, with --for, what a laptop lacks
    Out {
        /// The file
        file: PathBuf,
        /// The server's way back: for this user's laptop (USER, USER/LAPTOP or the laptop's id)
        #[arg(long = "for", value_name = "USER/LAPTOP")]
        to: Option<String>,
    },
    /// Take a bundle: a laptop's on the server, the server's on the laptop
    In {
        /// The file
        file: PathBuf,
        /// On the server: write the answer for that laptop into this file
        #[arg(long, value_name = "FILE")]
        answer: Option<PathBuf>,
    },
}
