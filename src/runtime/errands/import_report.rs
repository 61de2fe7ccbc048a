//! What an import did not take and what it noticed, as CSV for a spreadsheet.
//!
//! Always: each row of a table comes with its cells, so that it can be mended and imported again.

use std::io::{self, Write};

use crate::domain::import::preview::{Becomes, Preview};
use crate::domain::import::source::Source;
use crate::i18n::Words;
use crate::interop::csv_out::{self, Mark};

/// What stands before a row's own cells.
const HEADINGS: [&str; 3] = ["report-line", "report-taken", "report-reason"];

/// Every row not taken and everything noticed, with line and reason.
pub fn report<W: Write>(out: W, source: &Source, preview: &Preview, words: &Words) -> io::Result<()> {
    let (header, rows): (Vec<String>, Vec<(u32, Vec<String>)>) = match source {
        Source::Table(table) => {
            (table.header.clone(), table.rows.iter().map(|row| (row.line, row.cells.clone())).collect())
        }
        Source::Cards(_) => (Vec::new(), Vec::new()),
    };
    let mut headings: Vec<&str> = HEADINGS.iter().map(|key| words.get(key)).collect();
    headings.extend(header.iter().map(String::as_str));
    let cells = |line: u32| {
        let found = rows.binary_search_by_key(&line, |(line, _)| *line).ok().and_then(|at| rows.get(at));
        found.map(|(_, cells)| cells.clone()).unwrap_or_default()
    };
    let alike = preview
        .look_alikes
        .iter()
        .map(|alike| (alike.line, alike.becomes != Becomes::Left, words.look_alike_decided(alike)));
    let noted = preview.troubles.iter().map(|noted| (noted.line, !noted.what.is_refusal(), words.noticed(&noted.what)));
    let mut told: Vec<(u32, bool, String)> = noted.chain(alike).collect();
    told.sort_by_key(|(line, taken, _)| (*taken, *line));
    let rows = told.into_iter().map(|(line, taken, reason)| {
        let taken = words.get(if taken { "yes" } else { "no" });
        let mut row = vec![line.to_string(), taken.to_owned(), reason];
        row.extend(cells(line));
        row
    });
    csv_out::write(out, &headings, rows, Mark::ForSpreadsheets)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::id::{Id, IdSource};
    use crate::base::lang::Lang;
    use crate::domain::import::{Book, Choices, Mapping, Setting, plan};
    use crate::interop;

    const LIST: &str =
        "客户名称,电话,人数,级别\n,0571-1234567,,\n杭州精工机械有限公司,0571-8263 5566,很多,A\n精工机械,,12,D\n";

    /// A small list read, and what it would bring.
    pub(crate) fn looked() -> (Source, Preview) {
        let source = interop::read(LIST.as_bytes(), "list.csv", None).unwrap();
        let Source::Table(table) = &source else { panic!() };
        let mapping = Mapping::propose(table);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let setting = Setting {
            now: &now,
            me: Id::from_bytes([1; 16]),
            territory: Id::from_bytes([2; 16]),
            file: "list.csv",
            cycle: &|_| 14,
            is_there: &|_, _| false,
            said: &|_| Default::default(),
            choices: Choices::default(),
        };
        let preview = plan(&source, &mapping, &Book::default(), &setting, &mut IdSource::seeded(1)).preview;
        (source, preview)
    }

    #[test]
    fn a_report_can_be_mended_and_imported_again() {
        let (source, preview) = looked();
        let mut out = Vec::new();
        report(&mut out, &source, &preview, &Words::new(Lang::En)).unwrap();
        let Ok(Source::Table(table)) = interop::read(&out, "report.csv", None) else { panic!() };
        assert_eq!(table.header, ["line", "taken", "reason", "客户名称", "电话", "人数", "级别"]);
        assert_eq!(table.rows[0].cells, ["2", "no", "not taken: no customer is named", "", "0571-1234567", "", ""]);
        let taken: Vec<_> = table.rows.iter().map(|row| row.cells[1].as_str()).collect();
        assert_eq!(taken, ["no", "yes", "yes", "yes"]);
    }

    /// In the person's language; and what the report says beside the rows is nothing of a customer's when it is imported again.
    #[test]
    fn a_report_is_in_the_persons_language_and_its_own_columns_are_left_out() {
        let (source, preview) = looked();
        for (lang, headings) in [
            (Lang::En, ["line", "taken", "reason"]),
            (Lang::ZhHans, ["行号", "已导入", "原因"]),
            (Lang::ZhHant, ["列號", "已匯入", "原因"]),
        ] {
            let mut out = Vec::new();
            report(&mut out, &source, &preview, &Words::new(lang)).unwrap();
            let Ok(Source::Table(table)) = interop::read(&out, "report.csv", None) else { panic!() };
            assert_eq!(table.header[..3], headings);
            let mapping = Mapping::propose(&table);
            let targets: Vec<String> = mapping.columns.iter().map(|column| column.target.to_string()).collect();
            assert_eq!(targets[..5], ["skip", "skip", "skip", "account.name", "account.phones"], "{lang:?}");
        }
    }
}
