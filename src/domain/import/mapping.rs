//! Which column becomes which field: proposed from the headings (and, where there are none, the cells), and changed by
//! the user.
//!
//! Always: every column has a target, so that none is forgotten; two columns never fill one single-valued field. What
//! is not understood goes to the notes under its heading.

use super::date;
use super::heading::{self, Heading, Meaning};
use super::source::Table;
use super::words::says_nothing;
use crate::base::phone;
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
        let known = fields.filter(|(entity, field)| {
            heading::field_named(entity.name, field.name).is_some() && !matches!(field.kind, Kind::Ref | Kind::Refs)
        });
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
    /// The mapping that a table's headings and cells suggest.
    pub fn propose(table: &Table) -> Mapping {
        let headings: Vec<Heading> = table.header.iter().map(|name| heading::read(name)).collect();
        let mut columns: Vec<Column> = table
            .header
            .iter()
            .map(|name| Column { heading: name.clone(), target: Target::Notes, chosen: false })
            .collect();
        for (column, target) in columns.iter_mut().zip(targets(&headings)) {
            column.target = target.unwrap_or(Target::Notes);
        }
        let mut mapping = Mapping { columns };
        if table.header_line.is_none() {
            mapping.guess_by_cells(table);
        }
        mapping.settle(table, &headings);
        mapping
    }

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

    /// Leaves out what says nothing, and keeps single-valued fields to one column.
    fn settle(&mut self, table: &Table, headings: &[Heading]) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cells =
                || table.rows.iter().filter_map(move |row| row.cells.get(index)).filter(|cell| !says_nothing(cell));
            if cells().next().is_none() {
                // A heading that is known stays: it explains why the field stays empty.
                if column.target == Target::Notes {
                    column.target = Target::LeftOut(Why::Empty);
                }
                continue;
            }
            if column.target != Target::Notes {
                continue;
            }
            let mut values = cells();
            let first = values.next();
            let same = values.all(|cell| Some(cell) == first) && cells().count() >= 20;
            if headings.get(index).is_some_and(|heading| heading::is_bookkeeping(&heading.folded)) {
                column.target = Target::LeftOut(Why::Bookkeeping);
            } else if same && cells().count() == table.rows.len() {
                column.target = Target::LeftOut(Why::SameEverywhere);
            }
        }
        self.mend_follow_up(table);
    }

    /// "Next follow-up" is a date in one program and words in another; the cells tell.
    fn mend_follow_up(&mut self, table: &Table) {
        let (Some(due), Some(text)) = (FOLLOW_UP.field("due"), FOLLOW_UP.field("text")) else { return };
        let (due, text) = (Target::of(&FOLLOW_UP, due), Target::of(&FOLLOW_UP, text));
        if self.columns.iter().any(|column| column.target == due) {
            return;
        }
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        for (index, column) in self.columns.iter_mut().enumerate().filter(|(_, column)| column.target == text) {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(index)).filter(|cell| !says_nothing(cell));
            let (mut dates, mut others) = (0, 0);
            for cell in cells.take(200) {
                let dated = date::read(cell, date::Order::DayFirst, today).is_some()
                    || date::read(cell, date::Order::MonthFirst, today).is_some();
                if dated { dates += 1 } else { others += 1 }
            }
            if dates > others {
                column.target = due;
                return;
            }
        }
    }

    /// Without headings the cells must tell; only what is certain by its shape is taken.
    fn guess_by_cells(&mut self, table: &Table) {
        let field = |name: &str| ACCOUNT.field(name).map(|field| Target::of(&ACCOUNT, field));
        let mut named = false;
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cells: Vec<&str> = table
                .rows
                .iter()
                .filter_map(|row| row.cells.get(index))
                .map(|cell| cell.trim())
                .filter(|cell| !says_nothing(cell))
                .take(100)
                .collect();
            let most = |is: fn(&str) -> bool| {
                !cells.is_empty() && cells.iter().filter(|cell| is(cell)).count() * 2 > cells.len()
            };
            let guessed = if most(|cell| cell.contains('@') && !cell.contains(' ')) {
                field("emails")
            } else if most(|cell| cell.starts_with("http") || cell.starts_with("www.")) {
                field("website")
            } else if most(|cell| phone::looks_like(cell) && phone::digits(cell).len() >= 7) {
                field("phones")
            } else if !named && most(|cell| cell.chars().any(char::is_alphabetic)) {
                named = true;
                field("name")
            } else if most(|cell| {
                cell.chars().count() >= 6
                    && cell.chars().any(|c| c.is_ascii_digit())
                    && cell.chars().any(char::is_alphabetic)
            }) {
                field("street")
            } else {
                None
            };
            column.target = guessed.unwrap_or(column.target);
        }
        self.unite();
    }

    fn unite(&mut self) {
        for index in 0..self.columns.len() {
            let Some(target) = self.columns.get(index).map(|column| column.target) else { continue };
            let single = target.declared().is_some_and(|(_, field)| !unites(field));
            let before = self.columns.get(..index).unwrap_or_default();
            if single && before.iter().any(|column| column.target == target) {
                if let Some(column) = self.columns.get_mut(index) {
                    column.target = Target::Notes;
                }
            }
        }
    }
}

/// Whether several columns may fill the field together.
pub fn unites(field: &Field) -> bool {
    matches!(field.kind, Kind::Set | Kind::LongText)
}

/// What all headings together say about the rows.
struct Rows<'a> {
    headings: &'a [Heading],
    /// The company has a heading of its own.
    company: bool,
    /// First and last names stand apart: the rows are people.
    people: bool,
    /// Where the person's name stands.
    person: Option<usize>,
}

impl<'a> Rows<'a> {
    fn of(headings: &'a [Heading]) -> Rows<'a> {
        let company = headings.iter().any(|heading| means(heading, "account", "name") && heading.folded != "name");
        let part =
            |heading: &Heading| means(heading, "contact", "family_name") || means(heading, "contact", "given_name");
        let person = headings.iter().position(|heading| {
            part(heading) || (means(heading, "contact", "name") && (heading.folded != "name" || company))
        });
        Rows { headings, company, people: headings.iter().any(part), person }
    }

    /// Nobody but people, and their names in one column: they are the customers.
    fn people_are_customers(&self) -> bool {
        !self.company && !self.people && !self.headings.iter().any(|heading| means(heading, "account", "name"))
    }

    fn has_contact(&self, number: usize) -> bool {
        self.headings.iter().any(|heading| heading.number == number && means(heading, "contact", "name"))
    }

    fn target(&self, index: usize, heading: &Heading) -> Option<(Target, usize)> {
        let meaning = self.meaning(index, heading)?;
        let own = ACCOUNT.field(meaning.field.name).filter(|_| meaning.entity.number == CONTACT.number);
        if let Some(field) = own.filter(|_| self.people_are_customers() && heading.number == 1) {
            return Some((Target::of(&ACCOUNT, field), meaning.rank));
        }
        let several = meaning.entity.number == CONTACT.number && self.has_contact(heading.number);
        let contact = if several { heading.number } else { 1 };
        let target = Target::Field { entity: meaning.entity.number, field: meaning.field.number, contact };
        Some((target, meaning.rank))
    }

    fn meaning(&self, index: usize, heading: &Heading) -> Option<Meaning> {
        let of = |name: &str| heading.meanings.iter().find(|meaning| meaning.entity.name == name).copied();
        if let Some(said) = heading.said.and_then(of) {
            return Some(said);
        }
        let (account, contact) = (of("account"), of("contact"));
        match (account, contact) {
            // `Id` names the record of the row, and the row is a person.
            (Some(id), _) if id.field.name == "external_id" && self.people && is_plain_id(&heading.folded) => {
                CONTACT.field("external_id").map(|field| Meaning { entity: &CONTACT, field, rank: 0 })
            }
            (Some(name), Some(person)) if name.field.name == "name" => {
                let company = heading.folded != "name" || !(self.company || self.people);
                Some(if company { name } else { person })
            }
            // What both may have belongs to the person when it stands behind the person's name.
            (Some(_), Some(_)) if self.person.is_some_and(|person| index > person) => contact,
            _ => account.or(contact).or_else(|| of("follow_up")).or_else(|| of("visit")),
        }
    }
}

fn means(heading: &Heading, entity: &str, field: &str) -> bool {
    heading.meanings.iter().any(|meaning| meaning.entity.name == entity && meaning.field.name == field)
}

/// `Id` and `Record Id` name the record of the row, whatever the row is.
fn is_plain_id(folded: &str) -> bool {
    matches!(folded, "id" | "recordid" | "externalid")
}

/// Of several columns for one single-valued field, the one with the most telling heading; then the first.
fn targets(headings: &[Heading]) -> Vec<Option<Target>> {
    let rows = Rows::of(headings);
    let all: Vec<_> = headings.iter().enumerate().map(|(index, heading)| rows.target(index, heading)).collect();
    let best = |target: Target| {
        let same = all.iter().enumerate().filter_map(|(index, found)| found.map(|(other, rank)| (rank, index, other)));
        same.filter(|(.., other)| *other == target).map(|(rank, index, _)| (rank, index)).min()
    };
    let kept = |index: usize, target: Target| {
        target.declared().is_some_and(|(_, field)| unites(field))
            || best(target).is_some_and(|(_, first)| first == index)
    };
    all.iter()
        .enumerate()
        .map(|(index, found)| found.map(|(target, _)| target).filter(|target| kept(index, *target)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::source::{Row, TableKind};

    pub(crate) fn table(header: &str, rows: &[&str]) -> Table {
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

    fn proposed(header: &str, rows: &[&str]) -> String {
        let mapping = Mapping::propose(&table(header, rows));
        mapping.columns.iter().map(|column| column.target.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headings_of_known_programs() {
        let rows = [
            // Salesforce, accounts.
            (
                "ID|ISDELETED|NAME|TYPE|BILLINGSTREET|BILLINGCITY|PHONE|NUMBEROFEMPLOYEES|RATING",
                "1|false|Acme|Customer|1 High St|Leeds|0113|12|Hot",
                "account.external_id skip account.name account.lifecycle account.street account.city account.phones account.size account.grade",
            ),
            // Salesforce, contacts.
            (
                "ID|ACCOUNTID|LASTNAME|FIRSTNAME|NAME|PHONE|EMAIL|TITLE|MAILINGSTREET",
                "1|2|Reed|Ann|Ann Reed|0113|a@b.test|Buyer|1 High St",
                "contact.external_id account.external_id contact.family_name contact.given_name contact.name contact.phones contact.emails contact.title account.street",
            ),
            // Zoho.
            (
                "Record Id|Account Owner|Account Name|Phone|Billing City|Billing Code|Employees",
                "z1|Ann|Acme|0113|Leeds|LS1|12",
                "account.external_id notes account.name account.phones account.city account.postcode account.size",
            ),
            (
                "Record Id|First Name|Last Name|Account Name|Email|Mobile",
                "z1|Ann|Reed|Acme|a@b.test|07700",
                "contact.external_id contact.given_name contact.family_name account.name contact.emails contact.phones",
            ),
            // HubSpot.
            (
                "Record ID|Company name|Company owner|Create Date|Phone Number|Last Activity Date|City|Country/Region|Industry",
                "9|Acme|Ann|2026-01-12|0113|2026-10-30|Leeds|UK|Food",
                "account.external_id account.name notes skip account.phones visit.day account.city account.country account.industry",
            ),
            // Chinese programs.
            (
                "客户编号|客户名称|联系人|手机|地址|客户级别|行业|上次拜访|备注",
                "1|精工|周建明|138|萧山|A|机械|2026-11-03|x",
                "account.external_id account.name contact.name contact.phones account.street account.grade account.industry visit.day account.notes",
            ),
            (
                "客戶名稱|電話|聯絡人|職稱|手機|下次追蹤日",
                "新竹精密|03|林志明|經理|0912|2026-11-26",
                "account.name account.phones contact.name contact.title contact.phones follow_up.due",
            ),
            ("客户名称|下次跟进|跟进记录", "精工|2026-11-26|要报价", "account.name follow_up.due visit.notes"),
            ("客户名称|下次跟进|下次跟进时间", "精工|发报价|2026-11-26", "account.name follow_up.text follow_up.due"),
            // People as customers.
            ("姓名|手机|地址", "张三|138|杭州", "account.name account.phones account.street"),
            ("Name|Company|Email", "Ann Reed|Acme|a@b.test", "contact.name account.name contact.emails"),
            // Several contacts in a row.
            (
                "客户名称|联系人1|手机1|联系人2|手机2",
                "精工|周|138|吴|139",
                "account.name contact.name contact.phones contact2.name contact2.phones",
            ),
            ("客户名称|电话1|电话2", "精工|1|2", "account.name account.phones account.phones"),
            // Order lines.
            (
                "行 ID|客户 ID|客户名称|城市|省/自治区|地区|产品名称",
                "1|c|林岚|杭州|浙江|华东|台灯",
                "skip account.external_id account.name account.city account.region notes notes",
            ),
            (
                "account|sector|year_established|revenue|employees|office_location|subsidiary_of",
                "Acme|medical|1996|1100|12|Kenya|x",
                "account.name account.industry notes notes account.size account.country notes",
            ),
            // Nothing that names a customer, and nothing in a column.
            ("Umsatz|Leer", "1|", "notes skip"),
            // No heading at all.
            (
                "||||",
                "Acme Ltd|0113 496 0011|a@b.test|14 Quay Street|x",
                "account.name account.phones account.emails account.street notes",
            ),
        ];
        for (header, row, expected) in rows {
            assert_eq!(proposed(header, &[row]), expected, "{header}");
        }
    }

    #[test]
    fn a_column_that_says_the_same_everywhere_is_left_out() {
        let rows = vec!["Acme|batch 7"; 30];
        assert_eq!(proposed("Name|Run", &rows), "account.name skip");
        assert_eq!(proposed("Name|Run", &rows[..5]), "account.name notes");
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
