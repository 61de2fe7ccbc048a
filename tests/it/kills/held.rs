//! A process of the real binary that stops at a named point and is killed there.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What waits longer is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process that stands at a point, or will.
pub struct Held {
    pub child: Child,
    /// Its standard error: each line as it comes; disconnected when it ends.
    pub said: Receiver<String>,
}

impl Held {
    pub fn start(mut command: Command, at: &str) -> Held {
        if !at.is_empty() {
            command.env("ROUNDS_HOLD", at);
        }
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (say, said) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || lines.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        Held { child, said }
    }

    /// Waits until it stands there, and kills it.
    pub fn kill_there(mut self) {
        self.is_there();
        self.end();
    }

    /// Waits until it stands there.
    pub fn is_there(&self) {
        let mut all = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.starts_with("holding at") => break,
                Ok(line) => all.push(line),
                Err(error) => panic!("it did not pass there ({error}): {}", all.join("\n")),
            }
        }
    }

    /// What it writes to its standard output, which was piped.
    pub fn output(&mut self) -> ChildStdout {
        self.child.stdout.take().unwrap()
    }

    pub fn end(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
