//! What a file held, once its bytes are understood: a table of cells, or address cards.
//!
//! Always: every cell is text as a person would read it, and every row knows the line where it began in the file.
//! It must not know what a column means; that is the mapping's work.

/// What a file turned out to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Rows and columns: CSV and its kin, or one sheet of a workbook.
    Table(Table),
    /// Address cards.
    Cards(Cards),
}

impl Source {
    /// What was noticed while reading, in the order of the lines.
    pub fn troubles(&self) -> &[Trouble] {
        match self {
            Source::Table(table) => &table.troubles,
            Source::Cards(cards) => &cards.troubles,
        }
    }
}

/// How a table was kept in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Text, with this character between two cells.
    Delimited {
        /// `,`, `;`, tab or `|`.
        delimiter: char,
    },
    /// An Excel workbook in the format since 2007 (also with macros).
    Xlsx,
    /// An Excel workbook in the old binary format.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// Rows and columns, with a name for each column where the file had one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How it was kept.
    pub kind: TableKind,
    /// The character encoding it was read by; none for workbooks.
    pub encoding: Option<&'static str>,
    /// All sheets of a workbook that a person can see, in their order; empty for text.
    pub sheets: Vec<String>,
    /// Which of `sheets` this is.
    pub sheet: Option<usize>,
    /// A name for each column, trimmed; empty where the file gave none. Never shorter than the longest row.
    pub header: Vec<String>,
    /// The line on which the header stands; none when the file had no header.
    pub header_line: Option<u32>,
    /// The rows below the header, each as long as `header`.
    pub rows: Vec<Row>,
    /// What was noticed while reading.
    pub troubles: Vec<Trouble>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line (of a workbook: the row) on which it begins, counted from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The address cards of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cards {
    /// The character encoding the file was read by.
    pub encoding: &'static str,
    /// The cards, in their order.
    pub cards: Vec<Card>,
    /// What was noticed while reading.
    pub troubles: Vec<Trouble>,
}

/// One address card, whatever version it was written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The line on which the card begins, counted from 1.
    pub line: u32,
    /// The name as its owner writes it.
    pub formatted_name: String,
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Further given names.
    pub middle: String,
    /// What stands before the name (Dr.).
    pub prefix: String,
    /// What stands behind the name (Jr.).
    pub suffix: String,
    /// What friends say.
    pub nickname: String,
    /// The company.
    pub organisation: String,
    /// The department, its parts joined by a comma.
    pub department: String,
    /// What the person is called at work.
    pub title: String,
    /// What the person does there.
    pub role: String,
    /// Telephone and fax numbers.
    pub phones: Vec<Labelled>,
    /// E-mail addresses.
    pub emails: Vec<Labelled>,
    /// Postal addresses.
    pub addresses: Vec<CardAddress>,
    /// `1980-03-22`, or `--02-03` when the year is not said.
    pub birthday: String,
    /// Notes, several joined by a line break.
    pub note: String,
    /// Web addresses.
    pub urls: Vec<Labelled>,
    /// Accounts in chat programs; the kind is the program where it is said.
    pub chats: Vec<Labelled>,
    /// The card's own identity.
    pub uid: String,
    /// Groups the card is in.
    pub categories: Vec<String>,
    /// `latitude,longitude` in degrees.
    pub position: String,
    /// Whatever else it said in words, as (property, words).
    pub others: Vec<(String, String)>,
    /// What was not read because it is no text: pictures, keys, sounds.
    pub left_out: Vec<String>,
}

/// A value with the kind its owner gave it (`work`, `home`, `cell`, `fax`, several joined by a blank; or his own label).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labelled {
    /// The kind; may be empty.
    pub kind: String,
    /// The value.
    pub value: String,
}

/// A postal address of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardAddress {
    /// `work`, `home` or nothing.
    pub kind: String,
    /// Street and number, post box and what is added to them, one under the other.
    pub street: String,
    /// City.
    pub city: String,
    /// State or province.
    pub region: String,
    /// Postal code.
    pub postcode: String,
    /// Country.
    pub country: String,
}

/// Something noticed while a file was read, with the line it concerns (0: the whole file).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The line, counted from 1; 0 when the whole file is meant.
    pub line: u32,
    /// What it was.
    pub kind: TroubleKind,
}

/// What can be noticed while a file is read. None of these loses a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TroubleKind {
    /// A row had fewer cells than the header; the missing ones are empty.
    ShortRow {
        /// Cells found.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A row had more cells than the header; the columns behind it have no name.
    LongRow {
        /// Cells found.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A quotation mark was opened and never closed; from there on each line was read as a row of its own.
    OpenQuote,
    /// Characters that the encoding does not know were replaced by `�`.
    ReplacedCharacters {
        /// How many.
        count: usize,
    },
    /// A line above the header was taken for a title.
    TitleLine {
        /// Its words.
        text: String,
    },
    /// No header was found; the columns have no names.
    NoHeader,
    /// A cell of a workbook holds an error such as `#REF!`.
    CellError {
        /// The column, counted from 1.
        column: usize,
        /// What the workbook calls it.
        text: String,
    },
    /// A cell of a workbook holds a formula, and the program that wrote it has not reckoned it.
    NotReckoned {
        /// The column, counted from 1.
        column: usize,
    },
    /// The workbook has further sheets with content that were not read.
    OtherSheet {
        /// Its name.
        name: String,
    },
    /// An address card did not end; what was there was read.
    OpenCard,
    /// Lines outside every address card.
    OutsideCards {
        /// How many.
        count: usize,
    },
    /// A part of a card that is no text (a picture, a key) was left out.
    CardPartLeftOut {
        /// The property.
        property: String,
    },
}
