//! The words of an import's preview: targets of columns, what was noticed, what looks alike. Nothing here decides.

use super::words::{Arg, Words};
use crate::base::width;
use crate::domain::import::Target;
use crate::domain::import::preview::{LookAlike, Other, Overwrite, What};
use crate::domain::import::source::{Source, Table, TableKind, TroubleKind};
use crate::schema::{Kind, entity};

impl Words {
    /// A file by its name, its rows and its format, in the world's own names for it.
    pub fn import_source(&self, name: &str, source: &Source) -> String {
        match source {
            Source::Table(table) => {
                let how = how(table).join(", ");
                let arguments = [("name", name.into()), ("rows", table.rows.len().into()), ("how", (&how).into())];
                self.with("import-file", &arguments)
            }
            Source::Cards(cards) => {
                self.with("import-cards-file", &[("name", name.into()), ("rows", cards.cards.len().into())])
            }
        }
    }

    /// What becomes of a column: "Customer: Name", "Notes", "not taken: empty".
    pub fn target(&self, target: &Target) -> String {
        match (target, target.declared()) {
            (Target::Field { contact, .. }, Some((entity, field))) => {
                let name = self.entity(entity);
                let name = if *contact > 1 { format!("{name} {contact}") } else { name.to_owned() };
                self.with("import-target", &[("entity", (&name).into()), ("field", self.field(entity, field).into())])
            }
            (Target::LeftOut(why), _) => self.with("import-left-out", &[("why", self.get(why.words()).into())]),
            _ => self.get("import-notes").to_owned(),
        }
    }

    /// A customer of the file that looks like another.
    pub fn look_alike(&self, alike: &LookAlike) -> String {
        let shared = self.get(alike.shared.words());
        let mut arguments: Vec<(&str, Arg<'_>)> =
            vec![("name", (&alike.name).into()), ("other", (&alike.other_name).into()), ("shared", shared.into())];
        match alike.other {
            Other::InFile(line) => {
                arguments.push(("line", line.into()));
                self.with("import-look-alike-line", &arguments)
            }
            Other::Deleted(_) => self.with("import-deleted-one", &[("name", (&alike.name).into())]),
            Other::Known(_) if alike.other_place.is_empty() => self.with("import-look-alike", &arguments),
            Other::Known(_) => {
                arguments.push(("place", (&alike.other_place).into()));
                self.with("import-look-alike-place", &arguments)
            }
        }
    }

    /// The same, with what becomes of it.
    pub fn look_alike_decided(&self, alike: &LookAlike) -> String {
        let becomes = self.get(alike.becomes.words());
        self.with(
            "import-look-alike-decided",
            &[("what", (&self.look_alike(alike)).into()), ("becomes", becomes.into())],
        )
    }

    /// A value that would be replaced.
    pub fn overwrite(&self, overwrite: &Overwrite) -> String {
        self.laid_over("import-overwrite", overwrite)
    }

    /// A value that would come beside one that is there.
    pub fn addition(&self, addition: &Overwrite) -> String {
        // Of long notes the beginning says which they are.
        let old = width::cut(&addition.old.replace('\n', " "), 40).into_owned();
        self.laid_over("import-addition", &Overwrite { old, ..addition.clone() })
    }

    /// A value that stays as somebody has set it.
    pub fn corrected(&self, corrected: &Overwrite) -> String {
        let key = if corrected.old.is_empty() { "import-corrected-empty" } else { "import-corrected-one" };
        self.laid_over(key, corrected)
    }

    fn laid_over(&self, key: &str, overwrite: &Overwrite) -> String {
        let entity = entity(overwrite.entity);
        let field = entity.and_then(|entity| Some((entity, entity.by_number(overwrite.field)?)));
        let name = field.map_or("", |(entity, field)| self.field(entity, field));
        let shown = |text: &'_ str| match field {
            Some((entity, field)) if matches!(field.kind, Kind::Choice(_)) => {
                self.choice(entity.name, field.name, text).to_owned()
            }
            _ => text.to_owned(),
        };
        let (old, new) = (shown(&overwrite.old), shown(&overwrite.new));
        let arguments = [
            ("name", (&overwrite.name).into()),
            ("field", name.into()),
            ("old", (&old).into()),
            ("new", (&new).into()),
        ];
        self.with(key, &arguments)
    }

    /// Something that was noticed about a file or a row.
    pub fn noticed(&self, what: &What) -> String {
        let key = what.words();
        match what {
            What::NoName | What::Deals => self.get(key).to_owned(),
            What::UnknownCustomer(id) => self.with(key, &[("id", id.into())]),
            What::LooksLike(name) | What::Deleted(name) | What::DeletedContact(name) | What::OwnCustomer(name) => {
                self.with(key, &[("name", name.into())])
            }
            What::Cell { heading, text, .. } => self.with(key, &[("heading", heading.into()), ("text", text.into())]),
            What::UncertainDates { heading } => self.with(key, &[("heading", heading.into())]),
            What::FutureVisit(day) | What::OldFollowUp(day) => self.with(key, &[("day", (&day.to_string()).into())]),
            What::SameIdOtherCustomer { id, known } => self.with(key, &[("id", id.into()), ("known", known.into())]),
            What::Named { heading, text, count, .. } => {
                self.with(key, &[("heading", heading.into()), ("text", text.into()), ("count", (*count).into())])
            }
            What::Reading(kind) => match kind {
                TroubleKind::ShortRow { found, expected } | TroubleKind::LongRow { found, expected } => {
                    self.with(key, &[("found", (*found).into()), ("expected", (*expected).into())])
                }
                TroubleKind::ReplacedCharacters { count } | TroubleKind::OutsideCards { count } => {
                    self.with(key, &[("count", (*count).into())])
                }
                TroubleKind::TitleLine { text } => self.with(key, &[("text", text.into())]),
                TroubleKind::CellError { column, text } => {
                    self.with(key, &[("column", (*column).into()), ("text", text.into())])
                }
                TroubleKind::NotReckoned { column } => self.with(key, &[("column", (*column).into())]),
                TroubleKind::OtherSheet { name } => self.with(key, &[("name", name.into())]),
                TroubleKind::CardPartLeftOut { property } => self.with(key, &[("property", property.into())]),
                TroubleKind::OpenQuote | TroubleKind::NoHeader | TroubleKind::OpenCard => self.get(key).to_owned(),
            },
        }
    }
}

fn how(table: &Table) -> Vec<String> {
    let kind = match table.kind {
        TableKind::Delimited { delimiter: ',' } => "CSV".to_owned(),
        TableKind::Delimited { delimiter: '\t' } => "TSV".to_owned(),
        TableKind::Delimited { delimiter } => format!("CSV {delimiter}"),
        TableKind::Xlsx => "XLSX".to_owned(),
        TableKind::Xls => "XLS".to_owned(),
        TableKind::Ods => "ODS".to_owned(),
    };
    let sheet = table.sheet.and_then(|sheet| table.sheets.get(sheet)).cloned();
    [Some(kind), sheet, table.encoding.map(str::to_owned)].into_iter().flatten().collect()
}
