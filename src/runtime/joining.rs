//! Joining the company's server from the screen.
//!
//! Always: nothing is changed before the server has answered.

use super::clock;
use crate::base::clock::Now;
use crate::client::{self, Asked, EnrolError};
use crate::store::Writer;
use crate::tui::message::Trouble;

/// Joins the company. Of several territories the first is taken; `rounds enrol` asks.
pub fn enrol(writer: &mut Writer, url: &str, code: &str, now: &Now) -> Result<(), Trouble> {
    let failed = |words: &str, what: String| Trouble::Failed { words: words.into(), what };
    let random = || clock::random_bytes().map_err(|error| failed("connect-not-reached", error.to_string()));
    let (first, second) = (random()?, random()?);
    let mut seed = [0; 64];
    seed[..32].copy_from_slice(&first);
    seed[32..].copy_from_slice(&second);
    let name = this_laptop();
    let asked = Asked { url, code, name: &name, seed, again: false };
    let mut choose = |territories: &[(crate::base::id::Id, String)]| territories.first().map(|(id, _)| *id);
    client::enrol(writer, &asked, &mut choose, now.at).map(|_| ()).map_err(|error| match error {
        EnrolError::Already(url) => failed("cli-enrolled-already", url),
        EnrolError::BadCode => failed("cli-enrol-bad-code", String::new()),
        EnrolError::NoTerritory => failed("cli-enrol-no-territory", String::new()),
        EnrolError::Sync(error) => failed("connect-not-reached", error.to_string()),
    })
}

/// What this laptop is called, for the admin's list.
pub fn this_laptop() -> String {
    let named = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    let named = named.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    named.map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).unwrap_or_else(|| "laptop".into())
}
