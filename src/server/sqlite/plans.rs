//! What SQLite makes of each statement of the storage: those that are asked within a request go by an index, in its order.
//!
//! Always holds: the statements are read out of the source, so none is left out; what may go through a whole table is named here, with why.

use super::Sqlite;

const SOURCES: [&str; 6] = [
    include_str!("devices.rs"),
    include_str!("incidents.rs"),
    include_str!("logs.rs"),
    include_str!("records.rs"),
    include_str!("snapshots.rs"),
    include_str!("transaction.rs"),
];

/// Tables that stay small: laptops, streams and what was found damaged (which is asked for by the last few).
const SMALL: [&str; 3] = ["SCAN device", "SCAN stream", "SCAN incident"];

/// Asked on the command line, and by tests.
const AT_LEISURE: [&str; 3] = [
    "SELECT entity, id FROM record",
    "FROM record WHERE stream = ?1 ORDER BY id, entity",
    "FROM change WHERE parked IS NOT NULL ORDER BY session, seq",
];

/// The texts of a source that begin as a statement does, and its named ones.
fn statements() -> Vec<String> {
    let (mut named, mut found) = (Vec::new(), Vec::new());
    for source in SOURCES {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in source.match_indices('"') {
            let text = &source[at + 1..];
            let text = text[..text.find('"').unwrap_or(text.len())].to_string();
            let constant = source[..at].rsplit(';').next().and_then(|before| before.split_once("const "));
            let constant = constant.and_then(|(_, name)| name.strip_suffix(": &str = "));
            let begins = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "{"].iter().any(|word| text.starts_with(word));
            if let Some(name) = constant {
                named.push((format!("{{{name}}}"), text.clone()));
            }
            if begins {
                found.push(text);
            }
        }
    }
    for text in &mut found {
        for (name, of) in &named {
            *text = text.replace(name, of);
        }
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    // Not of a message, and not what others begin with.
    let begun =
        |text: &String| named.iter().any(|(name, of)| of == text && SOURCES.iter().any(|all| all.contains(name)));
    found.retain(|text| !text.starts_with('{') && !begun(text));
    found
}

/// In a company of any size.
#[test]
fn what_is_asked_within_a_request_goes_by_an_index() {
    let storage = Sqlite::in_memory().unwrap();
    let statements = statements();
    assert!(statements.len() > 60, "{}", statements.len());
    let mut wrong = Vec::new();
    for sql in &statements {
        let mut find = storage.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let given: Vec<i64> = vec![1; find.parameter_count()];
        let steps = find.query_map(rusqlite::params_from_iter(given), |row| row.get::<_, String>(3)).unwrap();
        let plan: Vec<String> = steps.map(Result::unwrap).collect();
        let slow = |step: &String| {
            let scans = step.starts_with("SCAN ") && step != "SCAN CONSTANT ROW" && !step.starts_with("SCAN (subquery");
            (scans || step.contains("TEMP B-TREE")) && !SMALL.iter().any(|small| step.starts_with(small))
        };
        if plan.iter().any(slow) && !AT_LEISURE.iter().any(|end| sql.ends_with(end)) {
            wrong.push(format!("{sql}: {}", plan.join("; ")));
        }
        // Each decided change asks this, and a record may have a great many.
        if sql.contains("parked IS NOT NULL") && sql.contains("record = ?1") {
            assert!(plan.iter().any(|step| step.contains("change_parked (record=?")), "{sql}: {plan:?}");
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
