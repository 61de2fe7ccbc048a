//! Opens a link or a place on the map with the system's own program.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::domain::failure::Failure;

/// The system's program that finds nothing to open a link with says so within this time; what ends later was opened.
const AT_ONCE: Duration = Duration::from_secs(20);

/// Opens an `https:`, `http:`, `mailto:`, `tel:` or `geo:` link; anything else is refused, since it may come from another's record. Waits for the
/// system's program, which some keep until what it opened is closed.
pub fn open(link: &str) -> Result<(), Failure> {
    let fine = ["https://", "http://", "mailto:", "tel:", "geo:"].iter().any(|start| link.starts_with(start));
    if !fine || link.chars().any(|letter| letter.is_control() || letter == '"') {
        return Err(Failure::new("not-a-link", ""));
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    hand_over(program, link)
}

fn hand_over(program: &str, link: &str) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut command = Command::new(program);
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new("no-opener", ""),
        _ => Failure::by("not-opened", &error),
    })?;
    // The explorer of Windows never says that it went well.
    let fine = status.success() || cfg!(windows) || begun.elapsed() > AT_ONCE;
    if fine { Ok(()) } else { Err(Failure::new("no-opener", "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_are_opened() {
        for link in ["file:///etc/passwd", "/bin/sh", "https://a\" & calc", "javascript:alert(1)", ""] {
            assert_eq!(open(link).unwrap_err().words, "not-a-link", "{link}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_takes_a_link_it_is_said() {
        let link = "https://rounds.example";
        assert_eq!(hand_over("true", link), Ok(()));
        for program in ["false", "no-such-program-anywhere"] {
            assert_eq!(hand_over(program, link).unwrap_err().words, "no-opener", "{program}");
        }
    }
}
