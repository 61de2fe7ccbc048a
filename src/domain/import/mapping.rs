//! Which column becomes which field, and how the user changes it; `propose` makes the first one.
//!
//! Always: every column has a target, so that none is forgotten; two columns never fill one single-valued field. What
//! is not understood goes to the notes under its heading.

use super::draft::Draft;
use super::heading;
use crate::schema::{ACCOUNT, CONTACT, Entity, FOLLOW_UP, Field, Kind, VISIT, entity};
use std::fmt;

/// What becomes of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// It fills a field.
    Field {
        /// The entity's number.
        entity: u16,
        /// The field's number.
        field: u16,
        /// Which contact of the row is meant, counted from 1; 1 for everything else.
        contact: usize,
    },
    /// Its cells go to the notes, each as `Heading: cell`.
    Notes,
    /// It is not taken.
    LeftOut(Why),
}

/// Why a column is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It holds nothing.
    Empty,
    /// The other program's own bookkeeping.
    Bookkeeping,
    /// Every row says the same.
    SameEverywhere,
    /// It differs from row to row of one customer: it belongs to the rows (an order's lines), not to the customer.
    DiffersWithin,
    /// The user said so.
    Asked,
}

/// One column of the file with its target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its heading; empty where there is none.
    pub heading: String,
    /// What becomes of it.
    pub target: Target,
    /// Whether the user chose it.
    pub chosen: bool,
}

/// All columns of a table, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping {
    /// The columns.
    pub columns: Vec<Column>,
}

/// What is wrong with a mapping's text.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MapError {
    /// No `=` in it.
    #[error("{0:?} is not COLUMN=FIELD")]
    NoTarget(String),
    /// The file has no such column.
    #[error("there is no column {0:?}")]
    NoColumn(String),
    /// Rounds has no such field.
    #[error("there is no field {0:?}")]
    NoField(String),
}

impl Why {
    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Why::Empty => "left-out-empty",
            Why::Bookkeeping => "left-out-bookkeeping",
            Why::SameEverywhere => "left-out-same",
            Why::DiffersWithin => "left-out-differs",
            Why::Asked => "left-out-asked",
        }
    }
}

impl Target {
    /// The first contact's field, or another entity's.
    pub fn of(entity: &Entity, field: &Field) -> Target {
        Target::Field { entity: entity.number, field: field.number, contact: 1 }
    }

    /// The declaration behind it.
    pub fn declared(&self) -> Option<(&'static Entity, &'static Field)> {
        let Target::Field { entity: number, field, .. } = self else { return None };
        let entity = entity(*number)?;
        Some((entity, entity.by_number(*field)?))
    }

    /// From its text: `account.name`, `contact2.phones`, `notes`, `skip`.
    pub fn parse(text: &str) -> Option<Target> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "notes" => return Some(Target::Notes),
            "skip" | "-" | "" => return Some(Target::LeftOut(Why::Asked)),
            _ => {}
        }
        let (entity, field) = text.split_once('.')?;
        let stem = entity.trim_end_matches(|c: char| c.is_ascii_digit());
        let contact = entity.get(stem.len()..).unwrap_or_default().parse().unwrap_or(1);
        let (entity, field) = heading::field_named(stem, field)?;
        let contact = if entity.number == CONTACT.number { contact } else { 1 };
        Some(Target::Field { entity: entity.number, field: field.number, contact })
    }

    /// Every field that a column can fill, in the order of the declarations, for a choice on the screen.
    pub fn all() -> Vec<Target> {
        let names = [&ACCOUNT, &CONTACT, &VISIT, &FOLLOW_UP].into_iter();
        let fields = names.flat_map(|entity| entity.fields.iter().map(move |field| (entity, field)));
        let named = |field: &Field| match field.kind {
            // A person or a territory is named in a file; other references are ids.
            Kind::Ref => matches!(field.target, Some("user" | "territory")),
            kind => kind != Kind::Refs,
        };
        let known =
            fields.filter(|(entity, field)| heading::field_named(entity.name, field.name).is_some() && named(field));
        known.map(|(entity, field)| Target::of(entity, field)).collect()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.declared()) {
            (Target::Field { contact: 2.., .. }, Some((entity, field))) => {
                let Target::Field { contact, .. } = self else { return Ok(()) };
                write!(f, "{}{contact}.{}", entity.name, field.name)
            }
            (_, Some((entity, field))) => write!(f, "{}.{}", entity.name, field.name),
            (Target::LeftOut(_), None) => f.write_str("skip"),
            (_, None) => f.write_str("notes"),
        }
    }
}

impl Mapping {
    /// Changes targets by a text such as `Name=account.name,Tel=account.phones,3=skip`. A column is named by its heading
    /// or its number from 1.
    pub fn change(&mut self, text: &str) -> Result<(), MapError> {
        for part in text.split([',', '，', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let (name, target) = part.rsplit_once('=').ok_or_else(|| MapError::NoTarget(part.to_owned()))?;
            let column = self.find(name).ok_or_else(|| MapError::NoColumn(name.trim().to_owned()))?;
            let target = Target::parse(target).ok_or_else(|| MapError::NoField(target.trim().to_owned()))?;
            self.choose(column, target);
        }
        Ok(())
    }

    /// Sets a column's target by the user's will. Another column that filled the same single-valued field goes to notes.
    pub fn choose(&mut self, column: usize, target: Target) {
        let single = target.declared().is_some_and(|(_, field)| !unites(field));
        for (index, other) in self.columns.iter_mut().enumerate() {
            if index == column {
                *other = Column { heading: std::mem::take(&mut other.heading), target, chosen: true };
            } else if single && other.target == target {
                other.target = Target::Notes;
            }
        }
    }

    /// The columns of a target's field.
    pub fn columns_of(&self, entity: &str, field: &str) -> Vec<usize> {
        let is = |column: &Column| column.target.declared().is_some_and(|(e, f)| e.name == entity && f.name == field);
        self.columns.iter().enumerate().filter(|(_, column)| is(column)).map(|(index, _)| index).collect()
    }

    /// Whether any column fills this field.
    pub fn has(&self, entity: &str, field: &str) -> bool {
        !self.columns_of(entity, field).is_empty()
    }

    /// Whether customers can be made of it: a column names them, or the people there, or the records they are.
    pub fn names_customers(&self) -> bool {
        [
            ("account", "name"),
            ("account", "external_id"),
            ("contact", "name"),
            ("contact", "family_name"),
            ("contact", "given_name"),
        ]
        .into_iter()
        .any(|(entity, field)| self.has(entity, field))
    }

    /// What a row calls its customer. Its person's name stands in only where no column tells a customer: elsewhere a person without one is nobody's.
    pub(super) fn customer_of<'d>(&self, draft: &'d Draft) -> &'d str {
        let told = self.has("account", "name") || self.has("account", "external_id");
        if told { draft.text("name") } else { draft.name() }
    }

    fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let bare = heading::bare(name);
        self.columns
            .iter()
            .position(|column| column.heading == name)
            .or_else(|| {
                self.columns.iter().position(|column| !bare.is_empty() && heading::bare(&column.heading) == bare)
            })
            .or_else(|| name.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < self.columns.len()))
    }
}

/// Whether several columns may fill the field together.
pub fn unites(field: &Field) -> bool {
    matches!(field.kind, Kind::Set | Kind::LongText)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::import::source::{Row, Table, TableKind};

    pub(in crate::domain::import) fn table(header: &str, rows: &[&str]) -> Table {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let header = cells(header);
        let rows = rows.iter().enumerate();
        Table {
            kind: TableKind::Delimited { delimiter: ',' },
            encoding: Some("UTF-8"),
            sheets: Vec::new(),
            sheet: None,
            header_line: header.iter().any(|name| !name.is_empty()).then_some(1),
            header,
            rows: rows.map(|(at, row)| Row { line: u32::try_from(at).unwrap() + 2, cells: cells(row) }).collect(),
            troubles: Vec::new(),
        }
    }

    #[test]
    fn the_user_changes_a_mapping() {
        let table = table("Name|Tel|Quelle|Ort", &["Acme|1|web|Leeds"]);
        let mut mapping = Mapping::propose(&table);
        mapping.change("Tel=account.phones, quelle = skip,4=account.city").unwrap();
        let text: Vec<_> = mapping.columns.iter().map(|column| column.target.to_string()).collect();
        assert_eq!(text, ["account.name", "account.phones", "skip", "account.city"]);
        mapping.change("Ort=account.name").unwrap();
        assert_eq!(mapping.columns[0].target, Target::Notes, "the name has only one column");
        for (text, expected) in [
            ("Tel", MapError::NoTarget("Tel".into())),
            ("Fax=notes", MapError::NoColumn("Fax".into())),
            ("Tel=account.colour", MapError::NoField("account.colour".into())),
            ("9=notes", MapError::NoColumn("9".into())),
        ] {
            assert_eq!(mapping.change(text), Err(expected));
        }
    }

    #[test]
    fn a_target_reads_back_from_its_text() {
        for target in Target::all() {
            assert_eq!(Target::parse(&target.to_string()), Some(target));
        }
        assert_eq!(Target::parse("contact2.phones").map(|t| t.to_string()).as_deref(), Some("contact2.phones"));
    }
}
