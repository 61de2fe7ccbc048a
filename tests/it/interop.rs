//! Files as other systems write them, read whole: what must come out cell by cell, and that no bytes bring a panic.

use proptest::prelude::*;
use rounds::domain::import::source::{Card, Cards, Source, Table, TableKind, TroubleKind};
use rounds::interop::{InteropError, read};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

fn table(name: &str, sheet: Option<&str>) -> Table {
    match read(&bytes(name), name, sheet) {
        Ok(Source::Table(table)) => table,
        other => panic!("{name}: {other:?}"),
    }
}

fn cards(name: &str) -> Cards {
    match read(&bytes(name), name, None) {
        Ok(Source::Cards(cards)) => cards,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn csv_spectrum_cell_by_cell() {
    let mut seen = 0;
    for file in std::fs::read_dir(path("csv-spectrum/csvs")).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let json = String::from_utf8(bytes(&format!("csv-spectrum/json/{name}.json"))).unwrap();
        let expected = match serde_json::from_str(&json).unwrap() {
            serde_json::Value::Array(rows) => rows,
            row => vec![row],
        };
        let mut table = table(&format!("csv-spectrum/csvs/{name}.csv"), None);
        if name == "location_coordinates" {
            // Its authors gave the two files different phone numbers; all other cells are the same.
            assert_eq!(table.rows[0].cells[0], "2095257564");
            table.rows[0].cells[0] = "1234567890".to_owned();
        }
        let found: Vec<_> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| serde_json::Value::String(cell.clone()));
                table.header.iter().cloned().zip(cells).collect::<serde_json::Value>()
            })
            .collect();
        assert_eq!(found, expected, "{name}");
        assert_eq!(table.header_line, Some(1), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn salesforce_accounts_are_whole() {
    let table = table("salesforce/accountData.csv", None);
    assert_eq!((table.rows.len(), table.header.len(), table.encoding), (423, 38, Some("windows-1252")));
    assert_eq!(table.troubles, []);
    let name = table.header.iter().position(|name| name == "NAME").unwrap();
    assert!(table.rows.iter().any(|row| row.cells[name].starts_with("Crédito Inmobilia")));
    assert!(table.rows.iter().any(|row| row.cells[name].starts_with("Pébéo of America")));
    assert_eq!((table.rows[0].line, table.rows[422].line), (2, 424));
}

#[test]
fn one_small_file_in_four_encodings() {
    let rows = [("csvtext.csv", "ASCII"), ("csvtext_BOM_UTF8.csv", "UTF-8"), ("csvtext_BOM_UTF16LE.csv", "UTF-16LE")];
    for (name, encoding) in rows {
        let table = table(&format!("salesforce/{name}"), None);
        assert_eq!(table.encoding, Some(encoding));
        assert_eq!(table.header, ["column1", "column2", "column3"]);
        assert_eq!(table.rows[1].cells, ["row2-1", "row2-2", "row2-3"]);
    }
    // The first cell is written as `"""The Best"" Account"`.
    let quotes = table("salesforce/csvEscapedQuotes.csv", None);
    assert_eq!(quotes.rows[0].cells, ["\"The Best\" Account", "bla"]);
}

#[test]
fn chinese_encodings() {
    let gbk = table("import/customers_gbk.csv", None);
    assert_eq!((gbk.encoding, gbk.rows[0].cells[0].as_str()), (Some("gb18030"), "杭州精工机械有限公司"));
    let big5 = table("import/customers_big5.csv", None);
    assert_eq!((big5.encoding, big5.rows[1].cells[0].as_str()), (Some("Big5"), "永和豆漿大王"));
}

#[test]
fn a_workbook_below_its_titles() {
    let table = table("import/customers.xlsx", None);
    assert_eq!((table.kind, table.header_line), (TableKind::Xlsx, Some(4)));
    assert_eq!((table.sheets.join("+").as_str(), table.sheet), ("封面+客户+说明", Some(1)));
    let expected = "客户编号 客户名称 联系人 手机 地址 邮编 客户级别 行业 上次拜访 下次跟进 年采购额 备注 出错";
    assert_eq!(table.header.join(" "), expected);
    let lines: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
    let expected = [
        (
            5,
            "KH0001|杭州精工机械有限公司|周建明|13805712266|杭州市萧山区建设三路88号2号楼3层|311215|A|机械|2026-11-03|2026-11-26T09:30:00|120000|比海川贵一成，先试两台|",
        ),
        (
            6,
            "KH0002|呼和浩特北方乳业|Bayar|13947100812|呼和浩特市赛罕区昭乌达路12号|010010|B|食品|2026-10-20||86000.5||",
        ),
        (
            7,
            "KH0003|宁波恒泰模具厂|仇建国|0574-87651234/13905741188|宁波市鄞州区中兴路705号|315040|C|模具|||0.3|两班倒\n下午去|",
        ),
    ];
    assert_eq!(lines, expected.map(|(line, cells)| (line, cells.to_owned())));
    let troubles: Vec<_> = table.troubles.iter().map(|trouble| (trouble.line, &trouble.kind)).collect();
    assert!(troubles.contains(&(0, &TroubleKind::OtherSheet { name: "说明".to_owned() })), "{troubles:?}");
    assert!(
        troubles.contains(&(1, &TroubleKind::TitleLine { text: "2026年11月客户资料表".to_owned() })),
        "{troubles:?}"
    );
    assert!(troubles.contains(&(6, &TroubleKind::CellError { column: 14, text: "#REF!".to_owned() })), "{troubles:?}");
}

#[test]
fn a_sheet_by_name_and_number() {
    for (asked, first) in [("说明", "级别"), ("3", "级别"), ("客户", "客户编号")] {
        assert_eq!(table("import/customers.xlsx", Some(asked)).header[0], first, "{asked}");
    }
    let refused = read(&bytes("import/customers.xlsx"), "customers.xlsx", Some("旧"));
    let sheets = ["封面", "客户", "说明"].map(str::to_owned).to_vec();
    assert_eq!(refused, Err(InteropError::NoSuchSheet { asked: "旧".to_owned(), sheets }));
}

#[test]
fn a_cell_far_out_costs_nothing() {
    let table = table("import/far_cell.xlsx", None);
    assert_eq!(table.header, ["name", ""]);
    assert_eq!((table.rows[1].line, table.rows[1].cells.join("|").as_str()), (1_048_576, "|far"));
}

#[test]
fn an_old_workbook() {
    let table = table("import/order_lines.xls", None);
    assert_eq!((table.kind, table.rows.len()), (TableKind::Xls, 5));
    assert_eq!(table.rows[0].cells.join("|"), "1|CN-1|2026-03-02|林岚-10010|林岚|公司|杭州|浙江|台灯, 白色|129.696|2");
}

#[test]
fn what_is_no_customer_list_says_so() {
    let rows: &[(&[u8], &str, InteropError)] = &[
        (b"", "a.csv", InteropError::Empty),
        (b" \r\n ", "a.csv", InteropError::Empty),
        (b"%PDF-1.7\n", "a.pdf", InteropError::NotATable { looks_like: "looks-like-pdf" }),
        (b"\x89PNG\r\n", "a.csv", InteropError::NotATable { looks_like: "looks-like-picture" }),
        (b"<html><body><table>", "a.xls", InteropError::WebPage),
        (b"\xEF\xBB\xBF<!DOCTYPE html>", "a.xls", InteropError::WebPage),
        (b"<?xml version=\"1.0\"?><Workbook>", "a.xls", InteropError::NotATable { looks_like: "looks-like-xml" }),
        (b",,\n,,\n", "a.csv", InteropError::NoRows),
        (b"hello", "a.vcf", InteropError::NoCards),
    ];
    for (bytes, name, expected) in rows {
        assert_eq!(read(bytes, name, None).as_ref(), Err(expected), "{name}");
    }
    for bytes in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
        assert!(matches!(read(bytes, "a.xlsx", None), Err(InteropError::BrokenWorkbook { .. })));
    }
}

#[test]
fn rows_of_odd_length_are_kept_and_told() {
    let text = b"a,b\n1\n2,3,4\n5,6\n";
    let Ok(Source::Table(table)) = read(text, "x.csv", None) else { panic!() };
    assert_eq!(table.header, ["a", "b", ""]);
    let rows: Vec<_> = table.rows.iter().map(|row| row.cells.join("|")).collect();
    assert_eq!(rows, ["1||", "2|3|4", "5|6|"]);
    let troubles: Vec<_> = table.troubles.iter().map(|trouble| (trouble.line, trouble.kind.clone())).collect();
    let short = TroubleKind::ShortRow { found: 1, expected: 2 };
    let long = TroubleKind::LongRow { found: 3, expected: 2 };
    assert_eq!(troubles, [(2, short), (3, long)]);
}

/// A card in one line per part, as a person would check it.
fn said(card: &Card) -> String {
    let mut out = format!(
        "{}: fn={} n={}/{}/{}/{}/{} nick={} org={} dep={} title={} role={} bday={} uid={} pos={}",
        card.line,
        card.formatted_name,
        card.family,
        card.given,
        card.middle,
        card.prefix,
        card.suffix,
        card.nickname,
        card.organisation,
        card.department,
        card.title,
        card.role,
        card.birthday,
        card.uid,
        card.position,
    );
    for (name, values) in [("tel", &card.phones), ("email", &card.emails), ("url", &card.urls), ("chat", &card.chats)] {
        for value in values {
            out.push_str(&format!("\n  {name} [{}] {}", value.kind, value.value));
        }
    }
    for a in &card.addresses {
        let street = a.street.replace('\n', "⏎");
        out.push_str(&format!("\n  adr [{}] {street}|{}|{}|{}|{}", a.kind, a.city, a.region, a.postcode, a.country));
    }
    if !card.categories.is_empty() {
        out.push_str(&format!("\n  cat {}", card.categories.join("+")));
    }
    for (name, value) in &card.others {
        out.push_str(&format!("\n  other {name}: {value}"));
    }
    if !card.note.is_empty() {
        let start: String = card.note.chars().take(60).collect();
        out.push_str(&format!("\n  note {} chars: {}", card.note.chars().count(), start.replace('\n', "⏎")));
    }
    out.push_str(&format!("\n  left out: {}", card.left_out.join("+")));
    out
}

#[test]
fn address_cards_of_every_program() {
    let files = [
        "John_Doe_ANDROID.vcf",
        "John_Doe_GMAIL.vcf",
        "John_Doe_IPHONE.vcf",
        "John_Doe_MS_OUTLOOK.vcf",
        "outlook-2007.vcf",
        "rfc6350-example.vcf",
    ];
    let mut out = String::new();
    for file in files {
        let read = cards(&format!("vcard/{file}"));
        out.push_str(&format!("== {file} ({}, {} troubles)\n", read.encoding, read.troubles.len()));
        for card in &read.cards {
            out.push_str(&said(card));
            out.push('\n');
        }
    }
    let read = cards("import/cards_gb2312.vcf");
    out.push_str(&format!("== gb2312\n{}\n", said(&read.cards[0])));
    insta::assert_snapshot!(out);
}

#[test]
fn a_card_that_does_not_end_is_read() {
    let text = b"hello\nBEGIN:VCARD\nVERSION:3.0\nFN:Ann\nBEGIN:VCARD\nVERSION:3.0\nFN:Bob\n";
    let Ok(Source::Cards(cards)) = read(text, "x.vcf", None) else { panic!() };
    let names: Vec<_> = cards.cards.iter().map(|card| (card.line, card.formatted_name.as_str())).collect();
    assert_eq!(names, [(2, "Ann"), (5, "Bob")]);
    let kinds: Vec<_> = cards.troubles.iter().map(|trouble| trouble.kind.clone()).collect();
    assert_eq!(kinds, [TroubleKind::OutsideCards { count: 1 }, TroubleKind::OpenCard, TroubleKind::OpenCard]);
}

#[test]
fn what_we_write_we_read() {
    use rounds::interop::csv_out::{Mark, write};
    let row = ["杭州\"精工\"", "+86 138 0571 2266", "+1-418-656-9254", "=1+1", "'=1", "-5", "a\r\nb", " x ", ""];
    for mark in [Mark::ForSpreadsheets, Mark::None] {
        let mut out = Vec::new();
        write(&mut out, &["a", "b", "c", "d", "e", "f", "g", "h", "i"], [row], mark).unwrap();
        let Ok(Source::Table(table)) = read(&out, "x.csv", None) else { panic!() };
        assert_eq!(table.rows[0].cells, row);
    }
}

/// Real files with a few bytes changed reach deeper than noise does.
fn damaged() -> impl Strategy<Value = (usize, Vec<(prop::sample::Index, u8)>, prop::sample::Index)> {
    (
        0..SEEDS.len(),
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        any::<prop::sample::Index>(),
    )
}

/// What is damaged.
const SEEDS: &[&str] = &[
    "import/customers.xlsx",
    "import/order_lines.xls",
    "import/customers_gbk.csv",
    "vcard/John_Doe_ANDROID.vcf",
    "vcard/outlook-2007.vcf",
    "salesforce/csvtext_BOM_UTF16LE.csv",
    "csv-spectrum/csvs/quotes_and_newlines.csv",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..2000), kind in 0..4_usize) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"BEGIN:VCARD\r\n"];
        let whole = [heads[kind], &bytes].concat();
        let _ = read(&whole, "x.csv", None);
    }

    #[test]
    fn damaged_files_never_panic((seed, changes, end) in damaged()) {
        let mut bytes = bytes(SEEDS[seed]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if end.index(4) == 0 {
            bytes.truncate(end.index(bytes.len()));
        }
        let _ = read(&bytes, SEEDS[seed], None);
    }

    #[test]
    fn every_cell_of_a_table_comes_out(rows in prop::collection::vec(prop::collection::vec("[a-z \"\n,;']{0,6}", 3), 1..8)) {
        let mut out = Vec::new();
        let written = rows.iter().map(|row| row.iter().map(|cell| format!("x{cell}")));
        rounds::interop::csv_out::write(&mut out, &["a", "b", "c"], written, rounds::interop::csv_out::Mark::None).unwrap();
        let Ok(Source::Table(table)) = read(&out, "x.csv", None) else { panic!() };
        let found: Vec<Vec<String>> = table.rows.into_iter().map(|row| row.cells).collect();
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| format!("x{cell}")).collect()).collect();
        prop_assert_eq!(found, expected);
    }
}

/// A title, merged groups above the headings, a customer merged over the rows of its two people, and formulas that nobody has reckoned.
#[test]
fn a_workbook_with_merged_cells_and_formulas() {
    let rows = |table: &Table| {
        table.rows.iter().map(|row| format!("{} {}", row.line, row.cells.join("|"))).collect::<Vec<_>>()
    };
    let unreckoned = |table: &Table| {
        let kinds = table.troubles.iter().filter_map(|trouble| match trouble.kind {
            TroubleKind::NotReckoned { column } => Some((trouble.line, column)),
            _ => None,
        });
        kinds.collect::<Vec<_>>()
    };
    let groups = table("import/groups_above.xlsx", None);
    assert_eq!(groups.header_line, Some(3));
    assert_eq!(
        groups.header.join(" "),
        "客户编号 客户名称 城市 电话 联系人 姓名 联系人 手机 上次拜访日期 拜访记录 员工人数"
    );
    assert_eq!(
        rows(&groups),
        [
            "4 1001|金光药行|杭州|5718881234|王丽|13800138000|2026-11-01|谈了陈列|12",
            "5 1002|银光药行|杭州||李四|13800138001|2026-10-02T09:30:00|ok|30",
            "6 1002|银光药行|杭州||张三|13800138002|||",
            "7 1003|铜光药行|宁波||赵六||45231||",
        ]
    );
    assert_eq!(unreckoned(&groups), [(7, 4), (7, 9)]);
    let merged = table("import/merged_down.xlsx", None);
    assert_eq!(unreckoned(&merged), [(3, 10), (6, 9)]);
    assert!(rows(&merged).contains(&"5 1002|银光药行|杭州||张三|13800138002||||".to_owned()), "{:?}", rows(&merged));
    assert!(merged.header.contains(&"备注".to_owned()));
}
