//! The event loop that joins tui, store and client: the one place where effects are performed.
