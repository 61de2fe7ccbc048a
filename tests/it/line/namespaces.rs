//! Two network namespaces, each with a TUN device, and a relay between the two that loses, delays and cuts packets. (`tc netem` would do the
//! same, but few kernels of small machines have it; this needs `ip`, root and `/dev/net/tun`.)
// A device is named to the kernel by one ioctl.
#![allow(unsafe_code)]

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::AsRawFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rounds::base::id::IdSource;

use super::{Line, Weather};
use crate::program::Book;

const LAPTOPS: &str = "10.77.0.1";
const SERVER: &str = "10.77.0.2";

/// What the relay does.
struct State {
    weather: Weather,
    /// So many packets may still pass.
    left: Option<u64>,
    passed: u64,
    lost: u64,
    dice: IdSource,
}

/// The two hosts.
pub struct Namespaces {
    names: [String; 2],
    state: Arc<Mutex<State>>,
    server: Option<Child>,
}

fn ip(arguments: &[&str]) -> Result<(), String> {
    let output = Command::new("ip").args(arguments).output().map_err(|error| format!("ip: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("ip {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()))
}

/// A new TUN device of this name: packets as they are, without a header of its own.
fn tun(name: &str) -> Result<File, String> {
    let file = File::options().read(true).write(true).open("/dev/net/tun");
    let file = file.map_err(|error| format!("/dev/net/tun: {error}"))?;
    let mut request = [0u8; 40];
    request[..name.len()].copy_from_slice(name.as_bytes());
    let flags = (libc::IFF_TUN | libc::IFF_NO_PI) as u16;
    request[16..18].copy_from_slice(&flags.to_ne_bytes());
    // SAFETY: the kernel reads and writes one `ifreq`, which is no longer than this.
    let done = unsafe { libc::ioctl(file.as_raw_fd(), libc::TUNSETIFF, request.as_mut_ptr()) };
    if done < 0 { Err(format!("TUNSETIFF: {}", std::io::Error::last_os_error())) } else { Ok(file) }
}

/// Carries packets one way.
fn relay(from: File, to: File, state: Arc<Mutex<State>>) {
    let (send, packets) = channel::<(Instant, Vec<u8>)>();
    std::thread::spawn(move || read(from, &send, &state));
    std::thread::spawn(move || {
        let mut to = to;
        let mut waiting: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
        loop {
            let next = match waiting.front() {
                Some((due, _)) => packets.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => packets.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(packet) => waiting.push_back(packet),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some((_, packet)) = waiting.pop_front() {
                        let _ = to.write_all(&packet);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
}

fn read(mut from: File, send: &Sender<(Instant, Vec<u8>)>, state: &Mutex<State>) {
    let mut buffer = vec![0; 65_536];
    while let Ok(count) = from.read(&mut buffer) {
        // What the kernel says to its neighbours by itself is not counted.
        if buffer.first().is_none_or(|first| first >> 4 != 4) {
            continue;
        }
        let mut state = state.lock().unwrap();
        let cut = state.left == Some(0);
        let lost = cut || state.dice.bits() % 100 < state.weather.loss;
        if lost {
            state.lost += 1;
            continue;
        }
        state.passed += 1;
        state.left = state.left.map(|left| left - 1);
        if send.send((Instant::now() + state.weather.delay, buffer[..count].to_vec())).is_err() {
            return;
        }
    }
}

impl Namespaces {
    /// Makes them, or says why that cannot be.
    pub fn new() -> Result<Namespaces, String> {
        let own = std::process::id() % 100_000;
        let names = [format!("rounds-a{own}"), format!("rounds-b{own}")];
        let weather = Weather { loss: 0, delay: Duration::ZERO };
        let state = State { weather, left: None, passed: 0, lost: 0, dice: IdSource::seeded(7) };
        let made = Namespaces { names, state: Arc::new(Mutex::new(state)), server: None };
        let devices = [format!("rda{own}"), format!("rdb{own}")];
        let [near, far] = [tun(&devices[0])?, tun(&devices[1])?];
        for ((name, device), (own, other)) in
            made.names.iter().zip(&devices).zip([(LAPTOPS, SERVER), (SERVER, LAPTOPS)])
        {
            ip(&["netns", "add", name])?;
            ip(&["link", "set", device, "netns", name])?;
            ip(&["-n", name, "address", "add", own, "peer", other, "dev", device])?;
            ip(&["-n", name, "link", "set", "lo", "up"])?;
            ip(&["-n", name, "link", "set", device, "up"])?;
        }
        let copy = |file: &File| file.try_clone().map_err(|error| error.to_string());
        relay(copy(&near)?, copy(&far)?, made.state.clone());
        relay(far, near, made.state.clone());
        Ok(made)
    }

    /// The same command on a host.
    fn on(&self, host: usize, book: &Book) -> Command {
        let own = book.command();
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.names[host]]).arg(own.get_program()).stdin(Stdio::null());
        let keeps = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", keeps);
        command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    }
}

impl Line for Namespaces {
    fn serve(&mut self, book: &Book, home: &str) -> String {
        let mut command = self.on(1, book);
        command.args(["serve", "--home", home, "--listen", &format!("{SERVER}:7878")]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        self.server = Some(child);
        url.trim().to_owned()
    }

    fn laptop(&self, book: &Book) -> Command {
        self.on(0, book)
    }

    fn set(&mut self, weather: Weather) {
        self.state.lock().unwrap().weather = weather;
    }

    fn cut_after(&mut self, packets: Option<u64>) {
        self.state.lock().unwrap().left = packets;
    }

    fn counts(&self) -> (u64, u64) {
        let state = self.state.lock().unwrap();
        (state.passed, state.lost)
    }
}

impl Drop for Namespaces {
    fn drop(&mut self) {
        // `ip netns exec` becomes the server itself.
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
        for name in &self.names {
            let _ = ip(&["netns", "delete", name]);
        }
    }
}
