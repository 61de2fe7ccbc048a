//! What the first bytes of a file say of it, before anything is done to it: a database in the open, one that is encrypted, or somebody else's file.
//!
//! Always holds: an encrypted database is noise from its first byte on, and noise is never called somebody else's.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a file looks like by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Looks {
    /// A database in the open.
    Open,
    /// Noise, as an encrypted database is; or too little to say.
    Noise,
    /// Nothing but zeros: what a disk leaves of a file that was lost.
    Lost,
    /// Something with a shape of its own: a text, a program, a picture, a parcel.
    Foreign,
}

/// So many bytes tell: what stands behind them may be damaged without the file being another's.
pub(super) const FIRST: usize = 512;

/// How files begin that are as good as noise behind it, since they are packed. Noise begins like one of them once in 2³².
const PACKED: [&[u8]; 17] = [
    b"\x89PNG",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xe1",
    b"\xff\xd8\xff\xdb",
    b"GIF8",
    b"RIFF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b\x08\x00",
    b"\x1f\x8b\x08\x08",
    b"BZh9",
    b"\xfd7zX",
    b"\x28\xb5\x2f\xfd",
    b"%PDF",
    b"OggS",
];

/// What this file looks like; `None` where it cannot be read.
pub(super) fn of(path: &Path) -> Option<Looks> {
    let mut head = Vec::with_capacity(FIRST);
    File::open(path).ok()?.take(FIRST as u64).read_to_end(&mut head).ok()?;
    Some(looks(&head))
}

/// What a file that begins like this looks like.
pub(super) fn looks(head: &[u8]) -> Looks {
    let head = head.get(..FIRST).unwrap_or(head);
    if head.starts_with(b"SQLite format 3\0") {
        return Looks::Open;
    }
    if head.len() < 16 {
        return Looks::Noise;
    }
    if head.iter().all(|byte| *byte == 0) {
        return Looks::Lost;
    }
    // So many readable letters in a row are somebody's text.
    let text = head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if text || PACKED.iter().any(|begin| head.starts_with(begin)) || head.len() >= 128 && !even(head) {
        return Looks::Foreign;
    }
    Looks::Noise
}

/// Whether each byte is met about as often as any other: the sum over all of (met − expected)² ÷ expected is 255 for noise, and hardly once in the
/// age of the world twice that much; in a program's head, or a text of Han characters, it is thousands.
fn even(bytes: &[u8]) -> bool {
    let mut met = [0u64; 256];
    for byte in bytes {
        met[usize::from(*byte)] += 1;
    }
    // Each term times 256 × length: met² × 256² − 2 × met × 256 × length + length², summed.
    let length = bytes.len() as u64;
    let squares: u64 = met.iter().map(|count| count * count).sum();
    squares * 256 < length * length + 2 * 255 * length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as a cipher leaves them.
    fn noise(seed: u64, length: usize) -> Vec<u8> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        let mut bytes = vec![0; length];
        hasher.finalize_xof().fill(&mut bytes);
        bytes
    }

    #[test]
    fn noise_is_never_called_anothers() {
        for seed in 0..20_000 {
            for length in [16, 63, 128, 200, 512, 4096] {
                assert_eq!(looks(&noise(seed, length)), Looks::Noise, "{seed}, {length}");
            }
        }
    }

    #[test]
    fn what_has_a_shape_of_its_own_is_named() {
        let with = |begin: &[u8], rest: Vec<u8>| [begin, &rest].concat();
        let elf = with(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x60\x10", vec![0; 4000]);
        let words: Vec<u8> = "客户名称，地址，电话\n杭州精工机械有限公司，萧山区建设三路\n".repeat(20).into_bytes();
        let wide: Vec<u8> = "name;city\nAcme;Rome\n".repeat(20).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (with(b"SQLite format 3\0", noise(1, 4000)), Looks::Open),
            (elf, Looks::Foreign),
            (with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", noise(2, 4000)), Looks::Foreign),
            (with(b"PK\x03\x04\x14\0", noise(3, 4000)), Looks::Foreign),
            (with(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", vec![0; 500]), Looks::Foreign),
            (with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", vec![0; 600]), Looks::Foreign),
            (words, Looks::Foreign),
            (wide, Looks::Foreign),
            (b"<html>hotel</html>".to_vec(), Looks::Foreign),
            (vec![0; 8192], Looks::Lost),
            // A book of which the disk lost what lies behind its first half kilobyte is still one.
            (with(&noise(4, 512), vec![0; 8192]), Looks::Noise),
            (b"half".to_vec(), Looks::Noise),
        ] {
            assert_eq!(looks(&bytes), expected, "{:?}", &bytes[..16.min(bytes.len())]);
        }
    }
}
