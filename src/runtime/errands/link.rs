//! Opens a link or a place on the map with the system's own program.

use std::io;
use std::process::{Command, Stdio};

use crate::domain::failure::Failure;

/// Opens an `https:`, `http:`, `mailto:`, `tel:` or `geo:` link; anything else is refused, since it may come from another's record.
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
    let mut command = Command::new(program);
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new("no-opener", ""),
        _ => Failure::by("not-opened", &error),
    })
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
}
