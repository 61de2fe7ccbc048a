//! The central endpoint: the other side of sync over a storage trait. HTTP is a shell. Never touches store, client or tui.
