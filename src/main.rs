//! The `rounds` binary: parse, dispatch; nothing else.

fn main() {}
