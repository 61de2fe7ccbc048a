//! A real terminal for the real binary: a pty, its screen parsed by vt100, waits for what is named and never for time alone.

use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a condition may take before the test fails and shows the screen.
const PATIENCE: Duration = Duration::from_secs(30);

/// The end of a synchronised update: a frame is whole.
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// The binary, running in a terminal.
pub struct Terminal {
    parser: vt100::Parser,
    output: Receiver<(Instant, Vec<u8>)>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    raw: Vec<u8>,
}

impl Terminal {
    /// Starts `rounds` with these arguments in a terminal of this size, its book in `home`, the clock fixed at `now`.
    pub fn start(home: &Path, now: &str, size: (u16, u16), arguments: &[&str]) -> Terminal {
        Terminal::with(home, &[("ROUNDS_NOW", now)], size, arguments)
    }

    /// The same in an environment that says what the clock is; a variable that is empty is not set at all.
    pub fn with(home: &Path, environment: &[(&str, &str)], size: (u16, u16), arguments: &[&str]) -> Terminal {
        Terminal::through(&[], home, environment, size, arguments)
    }

    /// The same, started by another program (`setpriv ...`, `dbus-run-session --`).
    pub fn through(
        through: &[&str],
        home: &Path,
        environment: &[(&str, &str)],
        size: (u16, u16),
        arguments: &[&str],
    ) -> Terminal {
        let (rows, cols) = size;
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut words = through.iter().copied().chain([env!("CARGO_BIN_EXE_rounds")]);
        let mut command = CommandBuilder::new(words.next().unwrap_or_default());
        command.args(words);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("ROUNDS_HOME", home);
        command.env("ROUNDS_KEY_FILE", home.join("key"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in environment {
            if value.is_empty() {
                command.env_remove(name);
            } else {
                command.env(name, value);
            }
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            loop {
                let read = match reader.read(&mut buffer) {
                    Ok(read) if read > 0 => read,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    _ => break,
                };
                if sender.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
        Terminal { parser, output, input, child, master: pair.master, raw: Vec::new() }
    }

    /// Types these bytes.
    pub fn keys(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Types these bytes, which need be no whole characters.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    /// Waits until the real cursor, seen, stands where the condition holds: row and column.
    pub fn wait_cursor(&mut self, what: &str, holds: impl Fn(u16, u16) -> bool) -> (u16, u16) {
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = self.parser.screen();
            let (row, column) = screen.cursor_position();
            if !screen.hide_cursor() && holds(row, column) {
                return (row, column);
            }
            match self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((_, bytes)) => self.take(&bytes),
                Err(_) => {
                    panic!("the cursor is at {row}, {column}, not {what:?}; the screen shows:\n{}", self.screen())
                }
            }
        }
    }

    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// All bytes that the binary wrote.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Waits until the screen shows this.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contains(text));
    }

    /// Waits until the condition holds.
    pub fn wait(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds(&self.screen()) {
            match self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((_, bytes)) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited in vain for {what:?}; the screen shows:\n{}", self.screen())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("rounds ended before {what:?}; the screen shows:\n{}", self.screen())
                }
            }
        }
    }

    /// Waits until the bytes written so far fulfil the condition.
    pub fn wait_raw(&mut self, what: &str, holds: impl Fn(&[u8]) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !holds(&self.raw) {
            match self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok((_, bytes)) => self.take(&bytes),
                Err(_) => panic!("waited in vain for {what:?}; the screen shows:\n{}", self.screen()),
            }
        }
    }

    /// Takes what still comes until nothing has come for a moment. For measuring; a test waits for what it names.
    pub fn settle(&mut self) {
        while let Ok((_, bytes)) = self.output.recv_timeout(Duration::from_millis(60)) {
            self.take(&bytes);
        }
        self.raw.clear();
    }

    /// When the frames ended that come next, until nothing has come for so long, and whether each showed other words than the one before. For
    /// measuring.
    pub fn frames(&mut self, quiet: Duration) -> Vec<(Instant, bool)> {
        self.raw.clear();
        let mut frames = Vec::new();
        let mut patience = PATIENCE;
        let mut shown = self.screen();
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            patience = quiet;
            let before = self.raw.len().saturating_sub(FRAME_ENDS.len() - 1);
            self.take(&bytes);
            if self.raw[before..].windows(FRAME_ENDS.len()).any(|part| part == FRAME_ENDS) {
                let screen = self.screen();
                frames.push((at, screen != shown));
                shown = screen;
            }
        }
        frames
    }

    /// When the first frame ended after which the screen shows this. For measuring.
    pub fn frame_with(&mut self, text: &str, patience: Duration) -> Option<Instant> {
        loop {
            let (at, bytes) = self.output.recv_timeout(patience).ok()?;
            self.take(&bytes);
            if bytes.ends_with(FRAME_ENDS) && self.screen().contains(text) {
                return Some(at);
            }
        }
    }

    /// The binary's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// Waits until the binary has ended by itself; its exit code.
    pub fn wait_exit(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok((_, bytes)) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return self.child.wait().unwrap().exit_code(),
                Err(RecvTimeoutError::Timeout) => panic!("it does not end; the screen shows:\n{}", self.screen()),
            }
        }
    }

    /// Sends it a signal by its name (`TERM`).
    pub fn signal(&self, name: &str) {
        let status =
            std::process::Command::new("kill").args([&format!("-{name}"), &self.process().to_string()]).status();
        assert!(status.unwrap().success());
    }

    /// Ends it at once, as an empty battery would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, (rows, cols): (u16, u16)) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self.parser.screen_mut().set_size(cells(rows), cells(cols));
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.raw.extend_from_slice(bytes);
    }
}

fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).unwrap()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
