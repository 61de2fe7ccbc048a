//! Why a file could not be read. The words a person sees come from the locale files, by the kind of the error.

/// A file that can not be read as customers, with what a person can do about it in the kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InteropError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A picture, a PDF, a program: something that is neither text nor a workbook.
    #[error("the file is neither text nor a workbook (it looks like {looks_like})")]
    NotATable {
        /// What it looks like, as the key of its words.
        looks_like: &'static str,
    },
    /// A web page under the name of a workbook, as some systems export.
    #[error("the file is a web page with the name of a workbook; open it in a spreadsheet and save it as .xlsx")]
    WebPage,
    /// The workbook needs a password.
    #[error("the workbook is protected by a password; save it without one")]
    Locked,
    /// The workbook can not be read.
    #[error("the workbook is damaged: {detail}")]
    BrokenWorkbook {
        /// What the reader said.
        detail: String,
    },
    /// It unpacks to more than any table of customers holds.
    #[error("the workbook holds more than can be read at once")]
    TooMuch,
    /// There is no such sheet.
    #[error("there is no sheet {asked:?}; there are: {}", .sheets.join(", "))]
    NoSuchSheet {
        /// The name or number that was asked for.
        asked: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// No row with content in it.
    #[error("no rows found")]
    NoRows,
    /// A file of address cards without a card.
    #[error("no address card found")]
    NoCards,
}

impl InteropError {
    /// The key of its words; they take the file's name as `name` beside the [`arguments`](InteropError::arguments).
    pub fn words(&self) -> &'static str {
        match self {
            InteropError::Empty => "error-import-empty",
            InteropError::NotATable { .. } => "error-import-not-a-table",
            InteropError::WebPage => "error-import-web-page",
            InteropError::Locked => "error-import-locked",
            InteropError::BrokenWorkbook { .. } => "error-import-broken",
            InteropError::TooMuch => "error-import-too-much",
            InteropError::NoSuchSheet { .. } => "error-import-no-sheet",
            InteropError::NoRows => "error-import-no-rows",
            InteropError::NoCards => "error-import-no-cards",
        }
    }

    /// What fills the places in its words. `looks_like` is itself the key of words.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            InteropError::NotATable { looks_like } => vec![("looks_like", (*looks_like).to_owned())],
            InteropError::NoSuchSheet { asked, sheets } => {
                vec![("asked", asked.clone()), ("sheets", sheets.join(", "))]
            }
            InteropError::Empty | InteropError::WebPage | InteropError::Locked => Vec::new(),
            // What its reader says is English, and of no use to whoever has the file.
            InteropError::BrokenWorkbook { .. } | InteropError::TooMuch => Vec::new(),
            InteropError::NoRows | InteropError::NoCards => Vec::new(),
        }
    }
}
