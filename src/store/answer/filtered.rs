//! A filter's conditions as the database takes them.
//!
//! Always holds: a value is bound, never written into the statement; names of columns come from the declarations alone.

use rusqlite::types::{ToSqlOutput, Value as Sql};

use crate::domain::filter::{Figure, Filter, Term, Test, What};
use crate::schema::{Entity, Field, Kind, Search, VISIT, Value, entity_named};

/// Conditions that are joined to a statement over an entity's table, and the values they bind from `?from` on.
#[derive(Default)]
pub(super) struct Conditions {
    /// ` AND ...`.
    pub sql: String,
    /// What is bound.
    pub values: Vec<ToSqlOutput<'static>>,
    from: usize,
}

impl Conditions {
    /// That bind from this number on.
    pub fn from(from: usize) -> Conditions {
        Conditions { from, ..Conditions::default() }
    }

    fn bind(&mut self, value: Sql) -> String {
        self.values.push(ToSqlOutput::Owned(value));
        format!("?{}", self.from + self.values.len() - 1)
    }

    /// Those of a filter over this entity; its words are looked for in what search finds.
    pub fn of(entity: &Entity, filter: &Filter, from: usize) -> Conditions {
        let mut conditions = Conditions::from(from);
        conditions.terms(entity, &filter.terms);
        for word in filter.words.split_whitespace() {
            let columns: Vec<&Field> = entity.fields.iter().filter(|field| field.search != Search::No).collect();
            let bound = conditions.bind(Sql::Text(word.to_lowercase()));
            let any: Vec<String> = columns
                .iter()
                .map(|field| format!("instr(lower(coalesce(\"{}\", '')), {bound}) > 0", field.name))
                .collect();
            let any = if any.is_empty() { "0".to_owned() } else { any.join(" OR ") };
            conditions.sql.push_str(&format!(" AND ({any})"));
        }
        conditions
    }

    /// Adds these.
    pub fn terms(&mut self, entity: &Entity, terms: &[Term]) {
        for term in terms {
            let Some(holds) = self.term(entity, term) else { continue };
            // What is not known does not hold, and so its contrary does.
            let not = if term.not { "NOT " } else { "" };
            self.sql.push_str(&format!(" AND {not}coalesce(({holds}), 0)"));
        }
    }

    fn term(&mut self, entity: &Entity, term: &Term) -> Option<String> {
        let field = match term.what {
            What::Figure(figure) => return Some(self.figure(figure, &term.test)),
            What::Field(number) => entity.by_number(number)?,
        };
        let column = format!("\"{}\"", field.name);
        Some(match &term.test {
            Test::Empty => format!("{column} IS NULL OR {column} IN ('', '[]', x'')"),
            Test::Between(from, to) => self.between(&column, *from, *to),
            Test::Is(values) => self.any(values, |conditions, value| conditions.is(&column, field, value)),
            Test::Begins(texts) => self.any(texts, |conditions, text| conditions.begins(&column, field, text)),
            Test::Contains(texts) => self.any(texts, |conditions, text| {
                let bound = conditions.bind(Sql::Text(format!("%{}%", escaped(text))));
                format!("{column} LIKE {bound} ESCAPE '\\'")
            }),
        })
    }

    fn any<T>(&mut self, of: &[T], mut one: impl FnMut(&mut Conditions, &T) -> String) -> String {
        let each: Vec<String> = of.iter().map(|each| format!("({})", one(self, each))).collect();
        if each.is_empty() { "0".into() } else { each.join(" OR ") }
    }

    fn between(&mut self, column: &str, from: Option<i64>, to: Option<i64>) -> String {
        let mut all = vec![format!("{column} IS NOT NULL")];
        if let Some(from) = from {
            let bound = self.bind(Sql::Integer(from));
            all.push(format!("{column} >= {bound}"));
        }
        if let Some(to) = to {
            let bound = self.bind(Sql::Integer(to));
            all.push(format!("{column} <= {bound}"));
        }
        all.join(" AND ")
    }

    fn is(&mut self, column: &str, field: &Field, value: &Value) -> String {
        match value {
            Value::Id(id) => {
                let bound = self.bind(Sql::Blob(id.bytes().to_vec()));
                if field.kind == Kind::Refs {
                    format!("instr({column}, {bound}) > 0")
                } else {
                    format!("{column} = {bound}")
                }
            }
            Value::Int(number) => {
                let bound = self.bind(Sql::Integer(*number));
                format!("{column} = {bound}")
            }
            Value::Text(text) if field.kind == Kind::Set => {
                let bound = self.bind(Sql::Text(text.clone()));
                format!(
                    "typeof({column}) = 'text' AND EXISTS (SELECT 1 FROM json_each({column}) WHERE value = {bound})"
                )
            }
            value => {
                let bound = self.bind(Sql::Text(match value {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                }));
                format!("{column} = {bound}")
            }
        }
    }

    fn begins(&mut self, column: &str, field: &Field, text: &str) -> String {
        let bound = self.bind(Sql::Text(format!("{}%", escaped(text))));
        let target = field.target.and_then(entity_named).filter(|target| target.field("name").is_some());
        match (field.kind, target) {
            (Kind::Set, _) => format!(
                "typeof({column}) = 'text' AND EXISTS (SELECT 1 FROM json_each({column}) WHERE value LIKE {bound} ESCAPE '\\')"
            ),
            (Kind::Ref, Some(target)) => {
                format!("{column} IN (SELECT id FROM \"{}\" WHERE name LIKE {bound} ESCAPE '\\')", target.name)
            }
            (Kind::Refs, Some(target)) => format!(
                "EXISTS (SELECT 1 FROM \"{}\" t WHERE t.name LIKE {bound} ESCAPE '\\' AND instr({column}, t.id) > 0)",
                target.name
            ),
            _ => format!("{column} LIKE {bound} ESCAPE '\\'"),
        }
    }

    /// Of a customer: what is kept beside its fields.
    fn figure(&mut self, figure: Figure, test: &Test) -> String {
        let column = match figure {
            Figure::Due => "x_next_due",
            Figure::Last => "x_last_visit",
            Figure::Planned => {
                let days = match test {
                    Test::Between(from, to) => self.between("day", *from, *to),
                    _ => "1".into(),
                };
                let not = if *test == Test::Empty { "NOT IN" } else { "IN" };
                return format!(
                    "id {not} (SELECT account FROM \"{}\" WHERE state = 'planned' AND x_gone IS NULL AND account IS NOT NULL AND {days})",
                    VISIT.name
                );
            }
        };
        match test {
            Test::Between(from, to) => self.between(column, *from, *to),
            _ => format!("{column} IS NULL"),
        }
    }
}

/// A text in which nothing stands for anything else.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] }).collect()
}
