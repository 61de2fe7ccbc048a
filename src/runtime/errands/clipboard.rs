//! Words leave the terminal: the system's clipboard, the terminal's own over ssh (OSC 52), else a file that is named.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where copied words went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// To the system's clipboard.
    System,
    /// To the terminal's, by OSC 52; whether it took them cannot be known.
    Terminal,
    /// To this file.
    File(PathBuf),
}

/// The most bytes that terminals take by OSC 52.
const TERMINAL_MOST: usize = 74_000;

/// The clipboard. On Linux what was copied lives as long as this.
#[derive(Default)]
pub struct Clipboard {
    system: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Copies words; `folder` is where a file goes when there is no clipboard.
    pub fn copy(&mut self, words: &str, folder: &Path) -> io::Result<Copied> {
        let remote = std::env::var_os("SSH_TTY").is_some() || std::env::var_os("SSH_CONNECTION").is_some();
        if !remote && self.system_takes(words) {
            return Ok(Copied::System);
        }
        if words.len() <= TERMINAL_MOST && (remote || std::env::var_os("TMUX").is_some()) {
            let mut out = io::stdout();
            write!(out, "\x1b]52;c;{}\x07", data_encoding::BASE64.encode(words.as_bytes()))?;
            out.flush()?;
            return Ok(Copied::Terminal);
        }
        let file = folder.join("copied.txt");
        std::fs::write(&file, words)?;
        Ok(Copied::File(file))
    }

    fn system_takes(&mut self, words: &str) -> bool {
        if self.system.is_none() {
            self.system = arboard::Clipboard::new().ok();
        }
        self.system.as_mut().is_some_and(|clipboard| clipboard.set_text(words).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_clipboard_takes_goes_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut clipboard = Clipboard::default();
        let long = "x".repeat(TERMINAL_MOST + 1);
        if let Copied::File(file) = clipboard.copy(&long, folder.path()).unwrap() {
            assert_eq!(std::fs::read_to_string(file).unwrap(), long);
        }
    }
}
