//! The laptop's side of sync: a state machine over the store; the HTTP call is a thin shell.
