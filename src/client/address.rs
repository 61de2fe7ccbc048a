//! The server's address as a person types it, and what can be wrong with it before anybody is asked.
//!
//! Always holds: what is said here needs no network.

use reqwest::Url;

use crate::base::text::narrow;

/// What is wrong with an address as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressTrouble {
    /// None was given.
    Missing,
    /// It is no address.
    NoAddress,
    /// It begins with the name of a line that Rounds does not speak.
    OtherScheme,
    /// What goes there could be read on its way.
    InTheClear,
}

impl AddressTrouble {
    /// The key of its words in the locale files.
    pub fn words(self) -> &'static str {
        match self {
            AddressTrouble::Missing => "connect-no-address",
            AddressTrouble::NoAddress => "connect-not-an-address",
            AddressTrouble::OtherScheme => "connect-other-scheme",
            AddressTrouble::InTheClear => "connect-plain",
        }
    }
}

/// What is wrong with this address; `None`: a server may be behind it.
pub fn address_trouble(typed: &str) -> Option<AddressTrouble> {
    let words = typed.split_whitespace().count();
    // One that was broken by a line's end is put together; a sentence is none.
    if words == 0 {
        return Some(AddressTrouble::Missing);
    }
    if words > 1 && !typed.chars().map(narrow).any(|c| matches!(c, '.' | ':')) {
        return Some(AddressTrouble::NoAddress);
    }
    let url = tidy_url(typed);
    let scheme = url.split("://").next().unwrap_or_default().to_ascii_lowercase();
    if !matches!(scheme.as_str(), "https" | "http") {
        return Some(AddressTrouble::OtherScheme);
    }
    match Url::parse(&url) {
        Ok(url) if url.has_host() => is_in_the_clear(&url).then_some(AddressTrouble::InTheClear),
        _ => Some(AddressTrouble::NoAddress),
    }
}

/// An address as a person types it, under any input method: without a scheme it is `https`, on this machine `http`.
pub fn tidy_url(typed: &str) -> String {
    let typed: String = typed.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    // A scheme alone stays one: no host is made of it.
    let typed = if typed.ends_with("://") { typed.as_str() } else { typed.trim_end_matches('/') };
    if typed.contains("://") {
        return typed.to_string();
    }
    let host = typed.split(['/', ':']).next().unwrap_or_default();
    let here = matches!(host, "localhost" | "127.0.0.1" | "");
    format!("{}://{typed}", if here { "http" } else { "https" })
}

/// Whether what goes to this address could be read on its way: plain HTTP, and not to this machine itself.
fn is_in_the_clear(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let here = host.parse::<std::net::IpAddr>().map_or(host == "localhost", |address| address.is_loopback());
    url.scheme() == "http" && !here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_of_a_server_is_said_before_anybody_is_asked() {
        use AddressTrouble::{InTheClear, Missing, NoAddress, OtherScheme};
        for (typed, expected) in [
            ("", Some(Missing)),
            ("  ", Some(Missing)),
            ("not a url", Some(NoAddress)),
            ("http://", Some(NoAddress)),
            ("https://", Some(NoAddress)),
            ("https://a.example:99999", Some(NoAddress)),
            ("http://1.2.3.4.5:999999", Some(NoAddress)),
            ("ftp://x", Some(OtherScheme)),
            ("ssh://rounds.example", Some(OtherScheme)),
            ("http://rounds.example", Some(InTheClear)),
            ("http://rounds.example\\@localhost", Some(InTheClear)),
            ("http://localhost@rounds.example", Some(InTheClear)),
            ("http://rep@localhost:7878", None),
            ("rounds.acme\n.example", None),
            ("HTTPS://Rounds.example", None),
            ("rounds.example", None),
            ("office", None),
            ("127.0.0.1:7878", None),
            ("１２７。０。０。１：７８７８", None),
            ("http://[::1]:7878", None),
        ] {
            assert_eq!(address_trouble(typed), expected, "{typed}");
        }
    }

    #[test]
    fn addresses_are_completed() {
        for (typed, url) in [
            ("rounds.acme.example", "https://rounds.acme.example"),
            ("rounds.acme.example/", "https://rounds.acme.example"),
            ("https://a.example:8443/x/", "https://a.example:8443/x"),
            ("127.0.0.1:7878", "http://127.0.0.1:7878"),
            (" http://127.0.0.1:7878 ", "http://127.0.0.1:7878"),
            ("localhost:1", "http://localhost:1"),
            ("１２７。０。０。１：７８７８", "http://127.0.0.1:7878"),
            ("https：、、a.example", "https://a.example"),
        ] {
            assert_eq!(tidy_url(typed), url);
        }
    }

    #[test]
    fn a_plain_line_is_safe_on_this_machine_alone() {
        for (typed, clear) in [
            ("https://rounds.example", false),
            ("rounds.example", false),
            ("http://rounds.example", true),
            ("HTTP://Rounds.example:7878/x", true),
            ("http://10.0.0.5:7878", true),
            ("http://127.0.0.1:7878", false),
            ("http://127.8.0.1", false),
            ("http://localhost:7878/", false),
            ("http://[::1]:7878", false),
            ("http://[fe80::1]:7878", true),
            ("http://localhost@evil.example", true),
            ("http://localhost.evil.example", true),
            ("127.0.0.1:7878", false),
        ] {
            assert_eq!(address_trouble(typed) == Some(AddressTrouble::InTheClear), clear, "{typed}");
        }
    }
}
