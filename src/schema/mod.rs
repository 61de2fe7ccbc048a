//! What exists: one declaration per entity, and the registry. No behaviour, no I/O.
