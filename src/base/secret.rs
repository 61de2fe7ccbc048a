//! A text that must not be seen: a PIN, a passphrase. It compares and travels like any other; what prints it shows nothing of it.

/// The text.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// This text.
    pub fn new(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    /// The text itself.
    pub fn open(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prints_it_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new("2468")), "Secret(..)");
    }
}
