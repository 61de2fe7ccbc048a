//! The laptop's encrypted SQLite: open, migrate, write, read, search, outbox. The only client code that knows rusqlite.
