//! The settings and where they are kept; keymap and themes as data.
