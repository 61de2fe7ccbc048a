//! The terminal's model, messages, update and view. Names effects, performs none: no I/O, no clock, no database.
