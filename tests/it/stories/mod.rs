//! What users of other programs suffered from (PEERS.md), each a named story that ends well here: real books, the real server's core.
//!
//! Laptops and server are in one process; time goes on by hand.

mod asked;
mod asked_much;
mod clocks;
mod compaction;
mod contact;
mod damage;
mod deciding;
mod disk;
mod displaced;
mod drawing;
mod edits;
mod generated;
mod guarded;
mod hostile;
mod keeping;
mod late;
mod left;
mod lives;
mod merging;
mod noted;
mod office;
mod refused;
mod restored;
mod skew;
mod strangers;
mod territories;
mod undoing;
mod visit_types;
mod wire;
