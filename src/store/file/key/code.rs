//! The recovery code: 128 random bits in six groups of five letters and digits, the last four of them a check.
//!
//! Always holds: reading forgives case, spaces, dashes, and the letters one mistakes for digits.

use std::fmt;
use std::str::FromStr;

use super::random_bytes;
use crate::store::error::StoreError;

/// No I, L, O, U: they are read as 1, 1, 0 and V.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BODY: usize = 26;
const CHECK: usize = 4;
const GROUP: usize = 5;

/// What a person writes down at the first start; it opens the profile when all else is lost.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; 16]);

impl RecoveryCode {
    pub(super) fn random() -> Result<RecoveryCode, StoreError> {
        Ok(RecoveryCode(random_bytes()?))
    }

    pub(super) fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    fn letters(&self) -> String {
        let mut out = spell(u128::from_be_bytes(self.0), BODY);
        out.push_str(&self.check());
        out
    }

    fn check(&self) -> String {
        let hash = blake3::derive_key("rounds 2026 check letters of a recovery code", &self.0);
        spell(u128::from(u32::from_be_bytes([0, hash[0], hash[1], hash[2]])), CHECK)
    }
}

/// The lowest `count` digits of a number to the base of 32.
fn spell(mut number: u128, count: usize) -> String {
    let mut letters = vec![b'0'; count];
    for letter in letters.iter_mut().rev() {
        *letter = LETTERS[(number & 31) as usize];
        number >>= 5;
    }
    letters.into_iter().map(char::from).collect()
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, letter) in self.letters().chars().enumerate() {
            if n > 0 && n % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

impl FromStr for RecoveryCode {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<RecoveryCode, StoreError> {
        let mut number: u128 = 0;
        let mut letters = String::new();
        for letter in text.chars().filter(|c| c.is_alphanumeric()) {
            let letter = match letter.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                'U' => 'V',
                other => other,
            };
            let digit = LETTERS.iter().position(|known| char::from(*known) == letter);
            let digit = digit.ok_or(StoreError::MistypedRecoveryCode)?;
            if letters.len() < BODY {
                number = (number << 5) | digit as u128;
            }
            letters.push(letter);
        }
        let code = RecoveryCode(number.to_be_bytes());
        if code.letters() == letters { Ok(code) } else { Err(StoreError::MistypedRecoveryCode) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_a_person_copies_it() {
        for bytes in [[0; 16], [255; 16], std::array::from_fn(|n| n as u8 * 17)] {
            let code = RecoveryCode(bytes);
            let shown = code.to_string();
            assert_eq!(shown.len(), 35, "{shown}");
            for copy in
                [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), shown.replace('1', "l").replace('0', "O")]
            {
                assert_eq!(copy.parse::<RecoveryCode>().unwrap(), code, "{copy}");
            }
        }
    }

    #[test]
    fn one_wrong_letter_is_noticed() {
        let shown = RecoveryCode([42; 16]).to_string();
        for n in (0..shown.len()).filter(|n| shown.as_bytes()[*n] != b'-') {
            let mut other = shown.clone().into_bytes();
            other[n] = if other[n] == b'7' { b'8' } else { b'7' };
            assert!(String::from_utf8(other).unwrap().parse::<RecoveryCode>().is_err(), "letter {n} of {shown}");
        }
        assert!(shown[..30].parse::<RecoveryCode>().is_err());
    }
}
