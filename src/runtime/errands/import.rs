//! From a file's name to an import worked out: reads the file, asks the book, and gives the preview with its act.
//!
//! Always: nothing is changed here; whoever shows the preview commits the act. It must not print.

use crate::base::cause::Cause;
use crate::base::clock::Now;
use crate::base::id::{Id, IdSource};
use crate::domain::ask::{Answer, Ask};
use crate::domain::failure::Failure;
use crate::domain::import::mapping::{MapError, Mapping, Target};
use crate::domain::import::{Book, Choices, Looked, Said, Setting, Source, plan};
use crate::i18n::Words;
use crate::interop::{self, InteropError};
use crate::schema::Grade;
use crate::store::{Me, StoreError};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// A file to look at, with what the user chose.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Request {
    /// The file.
    pub path: PathBuf,
    /// The sheet of a workbook, by name or number.
    pub sheet: Option<String>,
    /// Changes to the mapping, as text (`Name=account.name`).
    pub map: String,
    /// A whole mapping that was chosen on the screen.
    pub mapping: Option<Mapping>,
    /// What the user chose.
    pub choices: Choices,
}

/// What the request is answered from.
pub struct Desk<'a> {
    /// Answers questions about the book.
    pub ask: &'a mut dyn FnMut(&Ask) -> Result<Answer, StoreError>,
    /// Me and my territory.
    pub me: Me,
    /// Days between visits by grade.
    pub cycle: &'a dyn Fn(Option<Grade>) -> u32,
    /// Now.
    pub now: &'a Now,
    /// New ids.
    pub ids: &'a mut IdSource,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("me", &self.me).finish_non_exhaustive()
    }
}

/// Why an import can not be worked out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NoImport {
    /// The file can not be opened.
    #[error("{name}: {cause:?}")]
    Open {
        /// The file.
        name: String,
        /// Why the system would not.
        cause: Cause,
    },
    /// The file can not be read.
    #[error("{name}: {error}")]
    Read {
        /// The file.
        name: String,
        /// Why.
        error: InteropError,
    },
    /// The mapping's text is wrong.
    #[error(transparent)]
    Map(MapNoImport),
    /// The book can not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a mapping's text, with the columns that there are.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct MapNoImport {
    /// What.
    pub error: MapError,
    /// The file's columns.
    pub columns: String,
}

impl NoImport {
    /// A file that the system would not open.
    pub fn opening(path: &Path, cause: impl Into<Cause>) -> NoImport {
        NoImport::Open { name: path.display().to_string(), cause: cause.into() }
    }

    /// In the words of a language.
    pub fn said(&self, words: &Words) -> String {
        match self {
            NoImport::Open { name, cause } => {
                words.failure(&Failure::by("error-import-open", cause.clone()).named(name))
            }
            NoImport::Read { name, error } => {
                let mut given = vec![("name", name.clone())];
                given.extend(error.arguments().into_iter().map(|(key, text)| match key {
                    "looks_like" => (key, words.get(&text).to_owned()),
                    _ => (key, text),
                }));
                let arguments: Vec<_> = given.iter().map(|(key, text)| (*key, text.into())).collect();
                words.with(error.words(), &arguments)
            }
            NoImport::Map(MapNoImport { error, columns }) => {
                let fields: Vec<String> = Target::all().iter().map(Target::to_string).collect();
                let (key, text) = match error {
                    MapError::NoTarget(text) => ("error-import-map-target", text),
                    MapError::NoColumn(text) => ("error-import-map-column", text),
                    MapError::NoField(text) => ("error-import-map-field", text),
                };
                let fields = fields.join(", ") + ", notes, skip";
                words.with(key, &[("text", text.into()), ("columns", columns.into()), ("fields", (&fields).into())])
            }
            NoImport::Store(error) => words.failure(&error.failure()),
        }
    }
}

/// Works out what importing a file would do.
pub fn look(request: &Request, desk: &mut Desk<'_>) -> Result<Looked, NoImport> {
    let name = file_name(&request.path);
    let bytes = std::fs::read(&request.path).map_err(|error| NoImport::opening(&request.path, &error))?;
    let source = interop::read(&bytes, &name, request.sheet.as_deref())
        .map_err(|error| NoImport::Read { name: name.clone(), error })?;
    let mapping = mapping(request, &source)?;
    let book = Book::gather(desk.ask)?;
    // The rules ask in the middle of their work; what goes wrong then is told when they are done.
    let failed = RefCell::new(None);
    let ask = RefCell::new(&mut *desk.ask);
    let is_there = |entity: u16, record: Id| match (ask.borrow_mut())(&Ask::Had { entity, record }) {
        Ok(answer) => answer == Answer::Had(true),
        Err(error) => {
            failed.borrow_mut().get_or_insert(error);
            false
        }
    };
    let said = |record: Id| match (ask.borrow_mut())(&Ask::LastSaid(record)) {
        Ok(Answer::LastSaid(said)) => said,
        Ok(_) => Said::default(),
        Err(error) => {
            failed.borrow_mut().get_or_insert(error);
            Said::default()
        }
    };
    let setting = Setting {
        now: desk.now,
        me: desk.me.user,
        territory: desk.me.territory,
        file: &name,
        cycle: desk.cycle,
        is_there: &is_there,
        said: &said,
        choices: request.choices.clone(),
    };
    let plan = plan(&source, &mapping, &book, &setting, desk.ids);
    match failed.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(Looked { name, source, mapping, plan }),
    }
}

fn mapping(request: &Request, source: &Source) -> Result<Mapping, NoImport> {
    let Source::Table(table) = source else { return Ok(Mapping::default()) };
    let mut mapping = request.mapping.clone().unwrap_or_else(|| Mapping::propose(table));
    mapping.change(&request.map).map_err(|error| {
        let named = table.header.iter().enumerate();
        let columns: Vec<String> =
            named.map(|(at, name)| if name.is_empty() { (at + 1).to_string() } else { name.clone() }).collect();
        NoImport::Map(MapNoImport { error, columns: columns.join(", ") })
    })?;
    Ok(mapping)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
