//! `rounds plan ACCOUNT WHEN`: plans a visit.

use anyhow::Result;

use crate::cli::args::{OutputArgs, PlanArgs};
use crate::cli::book::Book;
use crate::cli::records::perform;
use crate::cli::records::{self, resolve};
use crate::cli::{output, slot};
use crate::domain::ask::{Answer, Ask};
use crate::domain::dates::Of;
use crate::domain::deed::Deed;
use crate::schema::{FieldType, VISIT};

/// `rounds plan`.
pub fn run(book: &Book, args: &PlanArgs) -> Result<()> {
    let reader = book.reader()?;
    let account = resolve::account(book, &reader, &args.account)?;
    let to = slot::read(book, &args.when.join(" "), Of::Visit)?;
    let mut writer = book.writer()?;
    let committed =
        perform(book, &mut writer, &Deed::Plan { accounts: vec![account], to, purpose: args.purpose.clone() })?;
    drop(writer);
    let OutputArgs { json, csv } = args.output;
    if !json && !csv {
        return Ok(());
    }
    let reader = book.reader()?;
    let planned = match committed.about {
        Some((entity, record)) if entity == VISIT.number => vec![records::view(book, &reader, &VISIT, record)?],
        _ => {
            let number = |name: &str| VISIT.field(name).map_or(0, |field| field.number);
            let only = vec![(number("account"), Some(account).put()), (number("day"), Some(to.day).put())];
            match records::answer(book, &reader, &Ask::Records { entity: VISIT.number, only, offset: 0, limit: 20 })? {
                Answer::Records(views) => views,
                _ => Vec::new(),
            }
        }
    };
    output::unpiped(output::records(&VISIT, &planned, args.output, &book.clock.now(), &book.words))
}
