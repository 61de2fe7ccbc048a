//! Why the system would not: the kinds that have words of their own, out of what it says in its own language.
//!
//! Always holds: what a person can do something about has a kind; the system's own text stays only where there is none. Holds no words for
//! a person: those are in the locale files under [`Cause::kind`].

use std::io::{Error, ErrorKind};

/// Why the system would not read, write or connect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// No room is left on the disk, or of what this person may use of it.
    Full,
    /// The disk can be read only.
    ReadOnly,
    /// This person may not.
    Forbidden,
    /// There is no such file or folder.
    Missing,
    /// There is one of this name already.
    There,
    /// A folder was meant, and it is a file.
    NotAFolder,
    /// A file was meant, and it is a folder.
    AFolder,
    /// The system takes no such name.
    BadName,
    /// Another program holds it.
    InUse,
    /// More files are open than the system allows.
    TooManyOpen,
    /// It is larger than the system takes.
    TooLarge,
    /// It ends too early.
    CutOff,
    /// It is no text in UTF-8.
    NotText,
    /// The disk itself fails.
    Disk,
    /// No memory is left.
    NoMemory,
    /// The other computer is there, and nothing listens.
    Refused,
    /// No computer of this name is known; or there is no network to ask in.
    NoSuchHost,
    /// No network leads there.
    NoRoute,
    /// No answer came in time.
    TimedOut,
    /// The connection broke off.
    Broken,
    /// The other side cannot show that it is who it should be.
    Untrusted,
    /// No safe line could be agreed on.
    NoSafeLine,
    /// That is no address.
    NotAnAddress,
    /// Another program listens at this address already.
    AddressTaken,
    /// This system cannot do it.
    Unsupported,
    /// Something else: the system's own words.
    Other(String),
}

impl Cause {
    /// The key of its words in the locale files, less the prefix `cause-`.
    pub fn kind(&self) -> &'static str {
        match self {
            Cause::Full => "full",
            Cause::ReadOnly => "read-only",
            Cause::Forbidden => "forbidden",
            Cause::Missing => "missing",
            Cause::There => "there",
            Cause::NotAFolder => "not-a-folder",
            Cause::AFolder => "a-folder",
            Cause::BadName => "bad-name",
            Cause::InUse => "in-use",
            Cause::TooManyOpen => "too-many-open",
            Cause::TooLarge => "too-large",
            Cause::CutOff => "cut-off",
            Cause::NotText => "not-text",
            Cause::Disk => "disk",
            Cause::NoMemory => "no-memory",
            Cause::Refused => "refused",
            Cause::NoSuchHost => "no-such-host",
            Cause::NoRoute => "no-route",
            Cause::TimedOut => "timed-out",
            Cause::Broken => "broken",
            Cause::Untrusted => "untrusted",
            Cause::NoSafeLine => "no-safe-line",
            Cause::NotAnAddress => "not-an-address",
            Cause::AddressTaken => "address-taken",
            Cause::Unsupported => "unsupported",
            Cause::Other(_) => "other",
        }
    }

    /// Every kind, for the test that each has its words.
    pub const KINDS: [&'static str; 26] = [
        "full",
        "read-only",
        "forbidden",
        "missing",
        "there",
        "not-a-folder",
        "a-folder",
        "bad-name",
        "in-use",
        "too-many-open",
        "too-large",
        "cut-off",
        "not-text",
        "disk",
        "no-memory",
        "refused",
        "no-such-host",
        "no-route",
        "timed-out",
        "broken",
        "untrusted",
        "no-safe-line",
        "not-an-address",
        "address-taken",
        "unsupported",
        "other",
    ];

    /// By a number of the operating system for which the library has no kind.
    fn numbered(number: i32) -> Option<Cause> {
        if cfg!(windows) {
            // A bad block, a device that is not ready, no such device; too many open files.
            return match number {
                21 | 23 | 55 | 1117 => Some(Cause::Disk),
                4 => Some(Cause::TooManyOpen),
                _ => None,
            };
        }
        match number {
            // EIO and ENXIO; ENFILE and EMFILE. The same on Linux, macOS and the BSDs.
            5 | 6 => Some(Cause::Disk),
            23 | 24 => Some(Cause::TooManyOpen),
            _ => None,
        }
    }
}

impl From<&Error> for Cause {
    fn from(error: &Error) -> Cause {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::WriteZero => Cause::Full,
            ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
            ErrorKind::PermissionDenied => Cause::Forbidden,
            ErrorKind::NotFound => Cause::Missing,
            ErrorKind::AlreadyExists => Cause::There,
            ErrorKind::NotADirectory => Cause::NotAFolder,
            ErrorKind::IsADirectory => Cause::AFolder,
            ErrorKind::InvalidFilename => Cause::BadName,
            // A name with a zero in it is refused before the system sees it.
            ErrorKind::InvalidInput if error.raw_os_error().is_none() && error.get_ref().is_none() => Cause::BadName,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::Deadlock => Cause::InUse,
            ErrorKind::FileTooLarge => Cause::TooLarge,
            ErrorKind::UnexpectedEof => Cause::CutOff,
            // The library's own, of a text that is none; others bring words of theirs.
            ErrorKind::InvalidData if error.get_ref().is_none() => Cause::NotText,
            ErrorKind::OutOfMemory => Cause::NoMemory,
            ErrorKind::ConnectionRefused => Cause::Refused,
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Cause::NoRoute,
            ErrorKind::TimedOut => Cause::TimedOut,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::NotConnected
            | ErrorKind::BrokenPipe => Cause::Broken,
            ErrorKind::AddrInUse => Cause::AddressTaken,
            ErrorKind::AddrNotAvailable => Cause::NotAnAddress,
            ErrorKind::Unsupported => Cause::Unsupported,
            _ => error.raw_os_error().and_then(Cause::numbered).unwrap_or_else(|| Cause::Other(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_the_system_says_by_number_has_a_kind() {
        for (number, kind) in [
            (28, "full"),
            (122, "full"),
            (30, "read-only"),
            (13, "forbidden"),
            (1, "forbidden"),
            (2, "missing"),
            (17, "there"),
            (20, "not-a-folder"),
            (21, "a-folder"),
            (36, "bad-name"),
            (16, "in-use"),
            (24, "too-many-open"),
            (27, "too-large"),
            (5, "disk"),
            (12, "no-memory"),
            (111, "refused"),
            (113, "no-route"),
            (101, "no-route"),
            (110, "timed-out"),
            (104, "broken"),
            (98, "address-taken"),
            (95, "unsupported"),
        ] {
            if cfg!(target_os = "linux") {
                assert_eq!(Cause::from(&Error::from_raw_os_error(number)).kind(), kind, "{number}");
            }
        }
    }

    #[test]
    fn a_text_that_is_none_and_words_of_others_are_told_apart() {
        let mut text = String::new();
        let error = std::io::Read::read_to_string(&mut &[0xff, 0xfe][..], &mut text).unwrap_err();
        assert_eq!(Cause::from(&error), Cause::NotText);
        let own = Error::new(ErrorKind::InvalidData, "a page is damaged");
        assert_eq!(Cause::from(&own), Cause::Other("a page is damaged".into()));
    }
}
