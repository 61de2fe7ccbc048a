//! A server with one laptop, and lines to it, for the tests of what it bears.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::{Running, start};
use crate::base::clock::Moment;
use crate::schema::Role;
use crate::server::endpoint::Endpoint;
use crate::sync::wire::Enrol;

pub(super) const NOW: Moment = Moment::from_millis(1_790_000_000_000);

/// An endpoint, and the token of a laptop.
pub(super) fn enrolled(home: &Path) -> (Endpoint, String) {
    let mut endpoint = Endpoint::open(home, [1; 32]).unwrap();
    let Endpoint { core, storage, ids, .. } = &mut endpoint;
    core.add_territory(storage.as_mut(), "North", ids, NOW).unwrap();
    core.add_user(storage.as_mut(), "Ann", &[Role::Rep], &["North"], ids, NOW).unwrap();
    let token = another(&mut endpoint);
    (endpoint, token)
}

/// The token of one more laptop.
pub(super) fn another(endpoint: &mut Endpoint) -> String {
    let Endpoint { core, storage, ids, .. } = endpoint;
    let code = core.code(storage.as_mut(), "Ann", ids, NOW).unwrap();
    let request = Enrol { protocol: 1, code, name: "laptop".into(), signing: [1; 32], sealing: [2; 32] };
    core.enrol(storage.as_mut(), &request, ids, NOW).unwrap().token
}

/// A server of so many seats over it.
pub(super) fn serving(endpoint: Endpoint, seats: usize) -> Running {
    start(endpoint, "127.0.0.1:0".parse().unwrap(), Arc::new(|| NOW), None, seats).unwrap()
}

pub(super) fn line(address: SocketAddr) -> TcpStream {
    let line = TcpStream::connect(address).unwrap();
    // Less than what a stranger has for his few bytes.
    line.set_read_timeout(Some(Duration::from_secs(4))).unwrap();
    line
}

/// Asks over a line that stays open; the first line of the answer.
pub(super) fn asks(line: &mut TcpStream, head: &str) -> String {
    line.write_all(format!("GET {head}\r\nhost: x\r\n\r\n").as_bytes()).unwrap();
    let (mut said, mut some) = (Vec::new(), [0; 512]);
    while !said.ends_with(b"\n") || said.ends_with(b"\r\n") {
        let read = line.read(&mut some).expect("an answer");
        assert!(read > 0, "it was cut off: {}", String::from_utf8_lossy(&said));
        said.extend_from_slice(&some[..read]);
    }
    String::from_utf8_lossy(&said).lines().next().unwrap().to_string()
}
