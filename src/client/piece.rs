//! A piece of a snapshot on its way: read as it comes, for as long as anything comes.
//!
//! Always holds: where not one byte comes for long it ends with a timeout, however much of it came before.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::error::SyncError;
use crate::base::cause::Cause;

/// As much as is handed on at once, and how many such lie ready.
const CHUNK: usize = 32 * 1024;
const READY: usize = 8;

/// What of it came, in order. A line cannot be read with an end to the waiting, so that another thread reads it.
#[derive(Debug)]
pub struct Piece<'l> {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: io::Cursor<Vec<u8>>,
    bytes: &'l mut u64,
    quiet: Duration,
}

impl<'l> Piece<'l> {
    /// Of this answer; `quiet`: so long nothing may come.
    pub(super) fn of(
        mut answer: impl Read + Send + 'static,
        bytes: &'l mut u64,
        quiet: Duration,
    ) -> Result<Piece<'l>, SyncError> {
        let (to, chunks) = sync_channel(READY);
        std::thread::Builder::new()
            .name("piece".into())
            .spawn(move || {
                let mut chunk = vec![0; CHUNK];
                loop {
                    let read = answer.read(&mut chunk);
                    let ended = !matches!(read, Ok(1..));
                    let read = read.map(|count| chunk.iter().take(count).copied().collect());
                    // Nobody reads it any more where this fails.
                    if to.send(read).is_err() || ended {
                        return;
                    }
                }
            })
            .map_err(|error| SyncError::Offline(Cause::from(&error)))?;
        Ok(Piece { chunks, chunk: io::Cursor::default(), bytes, quiet })
    }
}

impl Read for Piece<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut count = self.chunk.read(into)?;
        if count == 0 && !into.is_empty() {
            match self.chunks.recv_timeout(self.quiet) {
                Ok(chunk) => self.chunk = io::Cursor::new(chunk?),
                Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
                // It was read to its end.
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
            count = self.chunk.read(into)?;
        }
        *self.bytes += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes at once, and then nothing before its sender goes.
    struct Silent(Receiver<()>, &'static [u8]);

    impl Read for Silent {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.1.is_empty() {
                let _ = self.0.recv();
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            self.1.read(into)
        }
    }

    #[test]
    fn it_ends_where_nothing_comes_and_not_where_it_is_read_slowly() {
        let (hold, held) = std::sync::mpsc::channel();
        let mut bytes = 0;
        let mut piece = Piece::of(Silent(held, b"some"), &mut bytes, Duration::from_millis(50)).unwrap();
        let mut came = [0; 4];
        piece.read_exact(&mut came).unwrap();
        assert_eq!(&came, b"some");
        assert_eq!(piece.read(&mut came).unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(hold);
        assert_eq!(bytes, 4);
        let mut whole = Vec::new();
        let long = vec![7; 3 * CHUNK + 1];
        Piece::of(io::Cursor::new(long.clone()), &mut bytes, Duration::from_secs(60))
            .unwrap()
            .read_to_end(&mut whole)
            .unwrap();
        assert!(whole == long && bytes == 4 + long.len() as u64);
    }
}
