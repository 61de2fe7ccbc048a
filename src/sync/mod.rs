//! The protocol's types and the merge, for both sides of sync: pure.
