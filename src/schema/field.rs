//! The shape of a declaration: an entity's table, its fields, and what each says of itself.
//!
//! An attribute enters here when three entities need it; before that, write the screen by hand.

/// The most bytes of a text that a person writes, whatever its field (SYNC.md, One request).
pub const MOST_TEXT: usize = 32 * 1024;

/// The most bytes that such a text has as JSON, where each of its characters is escaped.
pub(super) const MOST_JSON: u32 = 6 * MOST_TEXT as u32 + 64;

/// An entity: what is kept as records of one shape.
#[derive(Debug)]
pub struct Entity {
    /// Permanent: what stands for it on the wire.
    pub number: u16,
    /// Its name in code, in the database and on the command line, such as `follow_up`.
    pub name: &'static str,
    /// Who receives its records.
    pub stream: Stream,
    /// How its records merge.
    pub class: Class,
    /// Its fields; their order is that of the data dictionary.
    pub fields: &'static [Field],
}

impl Entity {
    /// The field of this number.
    pub fn by_number(&self, number: u16) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.number == number)
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The fields a form shows, in its order.
    pub fn form(&self) -> Vec<&'static Field> {
        let mut fields: Vec<&'static Field> = self.fields.iter().filter(|field| field.form > 0).collect();
        fields.sort_by_key(|field| field.form);
        fields
    }

    /// The fields a list shows, in its order.
    pub fn list(&self) -> Vec<(&'static Field, List)> {
        let mut fields: Vec<_> = self.fields.iter().filter_map(|field| field.list.map(|list| (field, list))).collect();
        fields.sort_by_key(|(_, list)| list.order);
        fields
    }
}

/// Who receives a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Everyone.
    Global,
    /// Those of the territory that the named field refers to.
    Territory {
        /// The field that refers to the territory.
        field: &'static str,
    },
    /// Whoever receives the account that the named field refers to; where it is empty, the user in the field `owner`.
    Parent {
        /// The field that refers to the account.
        field: &'static str,
    },
}

/// How records of an entity merge as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Field by field.
    Record,
    /// Rows are united; a correction is an ordinary change of a field.
    Entry,
    /// Written by the server alone; a laptop changes its state.
    Written,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A set of texts.
    Set,
    /// A day.
    Date,
    /// A point in time.
    Moment,
    /// A whole number.
    Number,
    /// Money, in hundredths.
    Money,
    /// Latitude or longitude.
    Degrees,
    /// Yes or no.
    Flag,
    /// A record of another entity.
    Ref,
    /// A set of records of another entity.
    Refs,
}

impl Kind {
    /// Whether each element has a version of its own.
    pub const fn is_set(self) -> bool {
        matches!(self, Kind::Set | Kind::Refs)
    }
}

/// Which version of a field wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// The later effective stamp.
    Scalar,
    /// The server's value stays until a person decides.
    Guarded,
    /// Element by element, added and removed.
    Elements,
}

/// Where a list shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// From the left.
    pub order: u8,
    /// Cells.
    pub width: u16,
    /// Shown from this width of the list on.
    pub from: u16,
}

/// Whether search finds a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// It does not.
    No,
    /// As a name: ranked, by pinyin and initials too.
    Name,
    /// As a telephone number: by its digits.
    Phone,
    /// As words: newest first.
    Words,
}

/// One field of an entity.
#[derive(Debug)]
pub struct Field {
    /// Permanent within its entity: what stands for it on the wire.
    pub number: u16,
    /// Its name in code, in the database, in JSON and CSV.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Which version wins.
    pub merge: Merge,
    /// A record without it is listed as "to complete"; it is never refused.
    pub required: bool,
    /// The most bytes of a text, the most of a number; 0 is the kind's own limit.
    pub limit: u32,
    /// The entity a reference points to.
    pub target: Option<&'static str>,
    /// Where a list shows it.
    pub list: Option<List>,
    /// Its place in the form; 0 is none.
    pub form: u8,
    /// How search finds it.
    pub search: Search,
    /// Whether a list can be filtered by it.
    pub filter: bool,
    /// The headings under which other programs export it, folded: lower case, no spaces or punctuation.
    pub import: &'static [&'static str],
}

impl Field {
    /// A field of this number; the rest follows by the other functions.
    pub const fn new(number: u16, name: &'static str, kind: Kind) -> Field {
        let merge = if kind.is_set() { Merge::Elements } else { Merge::Scalar };
        Field {
            number,
            name,
            kind,
            merge,
            required: false,
            limit: 0,
            target: None,
            list: None,
            form: 0,
            search: Search::No,
            filter: false,
            import: &[],
        }
    }

    /// The most bytes that a text of this field may have.
    pub const fn most_bytes(&self) -> usize {
        match (self.limit, self.kind) {
            (0, Kind::LongText) => MOST_TEXT,
            (0, _) => 1024,
            (limit, _) => limit as usize,
        }
    }

    /// A record should have it.
    pub const fn required(self) -> Field {
        Field { required: true, ..self }
    }

    /// Several lines.
    pub const fn long(self) -> Field {
        Field { kind: Kind::LongText, ..self }
    }

    /// At most so much (bytes of a text, the number itself).
    pub const fn limit(self, limit: u32) -> Field {
        Field { limit, ..self }
    }

    /// Refers to this entity.
    pub const fn target(self, entity: &'static str) -> Field {
        Field { target: Some(entity), ..self }
    }

    /// The server's value stays until a person decides.
    pub const fn guarded(self) -> Field {
        Field { merge: Merge::Guarded, ..self }
    }

    /// Shown in lists at this place, this wide, from this width of the list on.
    pub const fn list(self, order: u8, width: u16, from: u16) -> Field {
        Field { list: Some(List { order, width, from }), ..self }
    }

    /// Shown in forms at this place.
    pub const fn form(self, order: u8) -> Field {
        Field { form: order, ..self }
    }

    /// Found by search.
    pub const fn search(self, search: Search) -> Field {
        Field { search, ..self }
    }

    /// Lists filter by it.
    pub const fn filter(self) -> Field {
        Field { filter: true, ..self }
    }

    /// Recognised in other programs' exports under these headings.
    pub const fn import(self, names: &'static [&'static str]) -> Field {
        Field { import: names, ..self }
    }
}
