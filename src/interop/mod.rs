//! Bytes to rows and back: CSV, spreadsheets, vCard. Pure: no files, no database.
