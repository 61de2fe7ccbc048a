//! The first mapping: what the headings, and where there are none the cells, suggest.
//!
//! Always: what is not understood goes to the notes under its heading; what says nothing about a customer is left out
//! with the reason beside it. It must not look at what is known already.

use super::date;
use super::heading::{self, Heading, Meaning};
use super::mapping::{Column, Mapping, Target, Why, unites};
use super::source::Table;
use super::words::says_nothing;
use crate::base::clock::{Moment, Now, Zone};
use crate::base::phone;
use crate::schema::{ACCOUNT, CONTACT, FOLLOW_UP, Kind};

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
        if is_our_list(&table.header) {
            for column in &mut columns {
                column.target = ours(&column.heading);
            }
        }
        if heading::is_a_report(&headings) {
            for column in columns.iter_mut().take(3) {
                column.target = Target::LeftOut(Why::Bookkeeping);
            }
        }
        let mut mapping = Mapping { columns };
        if table.header_line.is_none() {
            mapping.guess_by_cells(table);
        }
        mapping.settle(table, &headings);
        mapping
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
        self.mend_follow_up(table, headings);
    }

    /// "Next follow-up" is a date in one program and words in another; the cells tell.
    fn mend_follow_up(&mut self, table: &Table, headings: &[Heading]) {
        let (Some(due), Some(text)) = (FOLLOW_UP.field("due"), FOLLOW_UP.field("text")) else { return };
        let (due, text) = (Target::of(&FOLLOW_UP, due), Target::of(&FOLLOW_UP, text));
        let says = |index: &usize, field: &str| headings.get(*index).is_some_and(|it| means(it, "follow_up", field));
        let said: Vec<usize> = (0..self.columns.len())
            .filter(|index| says(index, "due") || says(index, "text"))
            .filter(|index| self.columns.get(*index).is_some_and(|it| [due, text, Target::Notes].contains(&it.target)))
            .collect();
        // Where no cell says anything, the heading does.
        let (mut days, mut words): (Vec<usize>, Vec<usize>) =
            said.iter().partition(|index| holds_dates(table, **index).unwrap_or_else(|| says(index, "due")));
        days.sort_by_key(|index| !says(index, "due"));
        words.sort_by_key(|index| !says(index, "text"));
        let targets = said.iter().map(|index| match (days.first(), words.first()) {
            (Some(first), _) if first == index => (*index, due),
            (_, Some(first)) if first == index => (*index, text),
            _ => (*index, Target::Notes),
        });
        for (index, target) in targets.collect::<Vec<_>>() {
            if let Some(column) = self.columns.get_mut(index) {
                column.target = target;
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
            let taken = single && before.iter().any(|column| column.target == target);
            if let Some(column) = self.columns.get_mut(index).filter(|_| taken) {
                column.target = Target::Notes;
            }
        }
    }
}

/// Whether most cells of a column are dates; `None` where none says anything.
fn holds_dates(table: &Table, column: usize) -> Option<bool> {
    let now = Now::new(Moment::from_millis(1_767_225_600_000), Zone::utc());
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !says_nothing(cell));
    let (mut dates, mut others) = (0, 0);
    for cell in cells.take(200) {
        let dated = [date::Order::DayFirst, date::Order::MonthFirst]
            .into_iter()
            .any(|order| date::read(cell, order, &now).is_some());
        if dated { dates += 1 } else { others += 1 }
    }
    (dates + others > 0).then_some(dates > others)
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

/// Whether it is the list of customers that Rounds itself prints: a column for each field, under its declared name, behind the record's id.
fn is_our_list(header: &[String]) -> bool {
    let mut names = header.iter().map(String::as_str).filter(|name| !name.is_empty());
    names.next() == Some("id")
        && header.iter().any(|name| name == "external_id")
        && names.all(|name| ACCOUNT.field(name).is_some())
}

/// What a column of that list becomes: its field. Ids of this book say nothing to a person.
fn ours(name: &str) -> Target {
    match ACCOUNT.field(name) {
        Some(field) if !matches!(field.kind, Kind::Ref | Kind::Refs) => Target::of(&ACCOUNT, field),
        _ => Target::LeftOut(Why::Bookkeeping),
    }
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
    use super::super::mapping::tests::table;
    use super::*;

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
                "contact.external_id account.external_id contact.family_name contact.given_name contact.name contact.phones contact.emails contact.title notes",
            ),
            // Zoho.
            (
                "Record Id|Account Owner|Account Name|Phone|Billing City|Billing Code|Employees",
                "z1|Ann|Acme|0113|Leeds|LS1|12",
                "account.external_id account.owner account.name account.phones account.city account.postcode account.size",
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
                "account.external_id account.name account.owner skip account.phones visit.day account.city account.country account.industry",
            ),
            (
                "Record ID|First Name|Last Name|Email|Phone Number|Associated Company|Associated Company IDs|Lead Status",
                "901|Bob|Hill|b@x.test|0113|Acme Ltd|101|OPEN",
                "contact.external_id contact.given_name contact.family_name contact.emails contact.phones account.name account.external_id notes",
            ),
            (
                "Record ID - Contact|First Name|Last Name|Primary Associated Company|Primary Associated Company ID",
                "901|Bob|Hill|Acme Ltd|101",
                "contact.external_id contact.given_name contact.family_name account.name account.external_id",
            ),
            // Our own list.
            (
                "id|name|other_names|grade|territory|owner|notes|external_id|first_due|merged_into|not_same",
                "01a2|Acme|Acme Shop|a|9564|41d6|ring twice|7|2026-12-01||",
                "skip account.name account.other_names account.grade skip skip account.notes account.external_id account.first_due skip skip",
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
            (
                "Account|Next follow-up|Next follow-up date",
                "Acme|send prices|2026-11-26",
                "account.name follow_up.text follow_up.due",
            ),
            (
                "Account|Next follow-up date|Next follow-up",
                "Acme|2026-11-26|send prices",
                "account.name follow_up.due follow_up.text",
            ),
            (
                "Account|Next step|Next step date",
                "Acme|send prices|26/11/2026",
                "account.name follow_up.text follow_up.due",
            ),
            (
                "Account|Next Activity|Last Activity Time",
                "Acme|ring Ann|2026-11-02",
                "account.name follow_up.text visit.day",
            ),
            (
                "客户名称|下次跟进时间|下次跟进内容",
                "精工|2026-11-26|发报价",
                "account.name follow_up.due follow_up.text",
            ),
            ("客户名称|下次跟进|下次跟进日期", "精工|发报价|2026-11-26", "account.name follow_up.text follow_up.due"),
            (
                "客戶名稱|下次追蹤日期|待追蹤事項",
                "新竹精密|2026-11-26|送樣品",
                "account.name follow_up.due follow_up.text",
            ),
            ("客戶名稱|下次追蹤", "新竹精密|2026-11-26", "account.name follow_up.due"),
            ("客户名称|上次拜访日期|上次拜访内容", "精工|2026-11-03|要报价", "account.name visit.day visit.notes"),
            ("客户名称|最近拜访时间|最近拜访记录", "精工|2026-11-03|要报价", "account.name visit.day visit.notes"),
            ("Account|Last visited|Last comment", "Acme|2026-11-03|price", "account.name visit.day visit.notes"),
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
}
