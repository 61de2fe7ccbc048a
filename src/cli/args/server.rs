//! The options of the commands about the company's server: enrol, sync, serve, admin.

use std::net::SocketAddr;

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

    /// Enrol a book that the server has forgotten once more; everything in it stays
    #[arg(long)]
    pub again: bool,
}

/// `rounds sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// How to print the receipt.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `rounds serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Everything is kept in --home. Then, on the same home:\n  rounds admin territory add North\n  rounds admin user add Kim --role rep --territory North\n  rounds admin code Kim"
)]
pub struct ServeArgs {
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS")]
    pub listen: SocketAddr,
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
    /// Print a one-time enrolment code for a user, and nothing else
    Code {
        /// The user
        name: String,
    },
}

/// `rounds admin territory ...`.
#[derive(Debug, Subcommand)]
pub enum TerritoryCommand {
    /// Add a territory
    Add {
        /// Its name
        name: String,
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
    /// Take a user's laptops away: at the next contact they hand over what waits, then wipe
    Revoke {
        /// The user
        name: String,
    },
}
