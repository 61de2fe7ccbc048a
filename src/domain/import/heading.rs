//! What a column's heading may mean: the declarations' import names, found also behind the words that programs put in
//! front of them.
//!
//! Knows headings only, never cells. It must not decide between several meanings; `mapping` does, which sees all columns.

use crate::base::text::fold;
use crate::schema::{ACCOUNT, CONTACT, Entity, FOLLOW_UP, Field, VISIT};
use std::collections::HashMap;
use std::sync::OnceLock;

/// One meaning that a heading may have.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The entity.
    pub entity: &'static Entity,
    /// The field of it.
    pub field: &'static Field,
    /// How far from the front the name stands in the declaration: of two columns for one field, the lower wins.
    pub rank: usize,
}

/// A heading taken apart.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Lower case, simplified characters, letters and digits alone.
    pub folded: String,
    /// What it may mean, without a repetition of a field.
    pub meanings: Vec<Meaning>,
    /// The number behind it (`Phone 2`), 1 where there is none.
    pub number: usize,
    /// The entity that the heading itself names in front (`Company phone`).
    pub said: Option<&'static str>,
}

/// Reads a heading.
pub fn read(heading: &str) -> Heading {
    let folded = bare(heading);
    let whole = Heading { meanings: named(&folded, None), folded: folded.clone(), number: 1, said: None };
    if !whole.meanings.is_empty() {
        return whole;
    }
    let (stem, number) = without_number(&folded);
    let in_brackets = bare(heading.split(['(', '（', '[', '【', '*', '＊', '/']).next().unwrap_or_default());
    for stem in [stem, in_brackets.as_str(), without_number(&in_brackets).0] {
        let meanings = named(stem, None);
        if !meanings.is_empty() {
            return Heading { meanings, number, ..whole };
        }
        for (word, entity) in FRONTS {
            let Some(rest) = stem.strip_prefix(word).filter(|rest| !rest.is_empty()) else { continue };
            let meanings = named(rest, *entity);
            if !meanings.is_empty() {
                return Heading { meanings, number, said: *entity, ..whole };
            }
        }
    }
    Heading { number, ..whole }
}

/// Whether this, as [`bare`] gives it, is an import name as a whole.
pub fn is_declared(bare: &str) -> bool {
    meanings().contains_key(bare)
}

/// Letters and digits alone, folded: what import names are compared by.
pub fn bare(heading: &str) -> String {
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the column is some program's own bookkeeping: who made the record when, and whether it is locked. It says
/// nothing about the customer.
pub fn is_bookkeeping(folded: &str) -> bool {
    const WHOLE: [&str; 43] = [
        "isdeleted",
        "masterrecordid",
        "systemmodstamp",
        "createddate",
        "createdate",
        "createdtime",
        "createdat",
        "created",
        "createdby",
        "createdbyid",
        "lastmodifieddate",
        "lastmodifiedby",
        "lastmodifiedbyid",
        "lastmodified",
        "modifiedtime",
        "modifiedby",
        "updatedat",
        "ownerid",
        "recordtypeid",
        "photourl",
        "lastvieweddate",
        "lastreferenceddate",
        "jigsaw",
        "cleanstatus",
        "sessionidc",
        "rowid",
        "行id",
        "行号",
        "序号",
        "创建时间",
        "创建日期",
        "创建人",
        "修改时间",
        "修改人",
        "更新时间",
        "更新人",
        "最后修改时间",
        "最后修改人",
        "最近修改时间",
        "建立时间",
        "建立日期",
        "锁定状态",
        "数据来源id",
    ];
    WHOLE.contains(&folded)
}

/// Whether these are the headings of what an import has reported, before those of the file itself.
pub fn is_a_report(headings: &[Heading]) -> bool {
    const REPORTS: [[&str; 3]; 3] =
        [["line", "taken", "reason"], ["行号", "已导入", "原因"], ["列号", "已汇入", "原因"]];
    let first: Vec<&str> = headings.iter().take(3).map(|heading| heading.folded.as_str()).collect();
    REPORTS.iter().any(|report| first == *report)
}

/// Whether the heading is one of a list of deals: with two of these the rows are no customers.
pub fn is_of_deals(folded: &str) -> bool {
    const WHOLE: [&str; 18] = [
        "stagename",
        "dealstage",
        "dealname",
        "dealamount",
        "closedate",
        "closingdate",
        "probability",
        "expectedrevenue",
        "forecastcategory",
        "opportunityname",
        "opportunityid",
        "商机名称",
        "商机阶段",
        "销售阶段",
        "预计成交日期",
        "预计成交金额",
        "预计签单日期",
        "赢率",
    ];
    WHOLE.contains(&folded)
}

/// Whether the heading speaks of a person, whatever of it.
pub fn is_of_person(folded: &str) -> bool {
    FRONTS.iter().any(|(word, entity)| *entity == Some("contact") && folded.starts_with(word))
}

/// Words in front of a heading, and the entity they name.
const FRONTS: &[(&str, Option<&str>)] = &[
    ("contactperson", Some("contact")),
    ("contact", Some("contact")),
    ("person", Some("contact")),
    ("联系人", Some("contact")),
    ("联络人", Some("contact")),
    ("account", Some("account")),
    ("company", Some("account")),
    ("customer", Some("account")),
    ("organization", Some("account")),
    ("organisation", Some("account")),
    ("客户", Some("account")),
    ("公司", Some("account")),
    ("企业", Some("account")),
    ("单位", Some("account")),
    ("门店", Some("account")),
    ("店铺", Some("account")),
    // Where a person's post goes is no customer's address.
    ("mailing", Some("contact")),
    ("billing", None),
    ("primary", None),
    ("main", None),
    ("work", None),
    ("business", None),
    ("office", None),
    ("所在", None),
    ("详细", None),
    ("主要", None),
    ("首要", None),
    ("业务", None),
];

fn named(folded: &str, entity: Option<&str>) -> Vec<Meaning> {
    let all = meanings().get(folded).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(|meaning| entity.is_none_or(|name| meaning.entity.name == name)).copied().collect()
}

fn without_number(folded: &str) -> (&str, usize) {
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    match folded.get(stem.len()..).unwrap_or_default().parse() {
        // A year or a code is no counting.
        Ok(number @ 1..=20) if !stem.is_empty() => (stem, number),
        _ => (folded, 1),
    }
}

/// The fields an import fills: all of a customer and of a contact, and of history the last visit and the next follow-up.
fn fields() -> impl Iterator<Item = (&'static Entity, &'static Field)> {
    let all = |entity: &'static Entity| entity.fields.iter().map(move |field| (entity, field));
    let some = |entity: &'static Entity, names: [&'static str; 2]| {
        names.into_iter().filter_map(move |name| entity.field(name)).map(move |field| (entity, field))
    };
    all(&ACCOUNT).chain(all(&CONTACT)).chain(some(&VISIT, ["day", "notes"])).chain(some(&FOLLOW_UP, ["due", "text"]))
}

/// The field of a mapping's text such as `account.name`.
pub fn field_named(entity: &str, field: &str) -> Option<(&'static Entity, &'static Field)> {
    fields().find(|(e, f)| e.name == entity && f.name == field && (e.number, f.name) != (CONTACT.number, "account"))
}

fn meanings() -> &'static HashMap<String, Vec<Meaning>> {
    static TABLE: OnceLock<HashMap<String, Vec<Meaning>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<String, Vec<Meaning>> = HashMap::new();
        for (entity, field) in fields() {
            for (rank, name) in field.import.iter().enumerate() {
                let place = table.entry(bare(name)).or_default();
                // Simplified and traditional names fold to one.
                if !place.iter().any(|other| other.entity.number == entity.number && other.field.number == field.number)
                {
                    place.push(Meaning { entity, field, rank });
                }
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_find_their_fields() {
        let rows = [
            ("BILLINGSTREET", "account.street"),
            ("Billing City", "account.city"),
            ("Record Id", "account.external_id"),
            ("Company name", "account.name"),
            ("客户名称*", "account.name"),
            ("客戶名稱", "account.name"),
            ("客户名称（必填）", "account.name"),
            ("客户地址", "account.street"),
            ("客户级别", "account.grade"),
            ("省/自治区", "account.region"),
            ("客户 ID", "account.external_id"),
            ("公司电话", "account.phones"),
            ("联系人职务", "contact.title"),
            ("Contact Email", "contact.emails"),
            ("上次拜访", "visit.day"),
            ("產業", "account.industry"),
            ("Ph", "account.phones"),
            ("Ph.", "contact.phones"),
            ("Ph No", "account.phones"),
            ("Tel. #", "account.phones"),
            ("Mob", "contact.phones"),
            ("Cust Name", "account.name"),
            ("Addr.", "account.street"),
            ("Cust No.", "account.external_id"),
            ("D.O.B.", "contact.birthday"),
            ("SESSION_ID__C", ""),
            ("Umsatz 2025", ""),
            ("", ""),
        ];
        for (heading, expected) in rows {
            let found = read(heading).meanings;
            let names: Vec<_> = found.iter().map(|m| format!("{}.{}", m.entity.name, m.field.name)).collect();
            assert!(
                if expected.is_empty() { names.is_empty() } else { names.iter().any(|name| name == expected) },
                "{heading}: {names:?}"
            );
        }
    }

    #[test]
    fn numbers_and_entities_are_told_apart() {
        let two = read("Phone 2");
        assert_eq!((two.number, two.said), (2, None));
        assert_eq!(read("联系人2").number, 2);
        assert_eq!(read("Company Phone").said, Some("account"));
        assert_eq!(read("联系人手机").said, None, "declared as a whole");
    }
}
