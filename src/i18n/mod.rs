//! The words a person reads, in English, 简体 and 繁體, from the locale files.
