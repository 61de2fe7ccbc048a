//! Joining the company's server from the screen.
//!
//! Always: nothing is changed before the server has answered.

use crate::base::cause::Cause;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::client::{self, Asked, EnrolError, SyncError};
use crate::domain::failure::Failure;
use crate::runtime::clock;
use crate::runtime::trouble::of_sync_for_screen;
use crate::store::Writer;
use crate::tui::message::{Joining, Trouble, Wish};

/// Joins the company, or says which territories there are to choose from. A book that belongs to it already is made known to it anew.
pub fn enrol(writer: &mut Writer, wish: &Wish, now: &Now) -> Result<Joining, Trouble> {
    let ca = if wish.ca.is_empty() { String::new() } else { certificates(&wish.ca)? };
    let random = || {
        let seed = clock::random_bytes();
        seed.map_err(|error| {
            Trouble::Failed(EnrolError::Sync(SyncError::Offline(Cause::Other(error.to_string()))).failure(&wish.url))
        })
    };
    let (first, second) = (random()?, random()?);
    let mut seed = [0; 64];
    seed[..32].copy_from_slice(&first);
    seed[32..].copy_from_slice(&second);
    let name = this_laptop();
    let asked = Asked { url: &wish.url, plain: false, code: &wish.code, name: &name, seed, again: true, ca: &ca };
    let mut choose = |_: &[(Id, String)]| wish.territory;
    match client::enrol(writer, &asked, &mut choose, now.at) {
        Ok(_) => Ok(Joining::Joined(wish.url.clone())),
        Err(EnrolError::Which(territories)) => Ok(Joining::Which(territories)),
        Err(EnrolError::Sync(error @ (SyncError::Store(_) | SyncError::Refused))) => Err(of_sync_for_screen(&error)),
        Err(error) => Err(Trouble::Failed(error.failure(&wish.url))),
    }
}

/// The certificates of the company's own authority, out of the file that the admin gave.
fn certificates(file: &str) -> Result<String, Trouble> {
    let path = super::paths::meant(file);
    // Others may stand in the file beside them, in whatever letters.
    let bytes = std::fs::read(&path)
        .map_err(|error| Trouble::Failed(Failure::by("connect-ca-unreadable", &error).named(file)))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if client::http::holds_certificates(&text) {
        Ok(text)
    } else {
        Err(Trouble::Failed(Failure::new("connect-ca-empty", file)))
    }
}

/// What this laptop is called, for the admin's list.
pub fn this_laptop() -> String {
    let named = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let named = named.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    named.map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).unwrap_or_else(|| "laptop".into())
}
