//! `rounds demo --check`: a rep's day without a terminal, on two laptops and a server, each step looked at afterwards.

use anyhow::{Context, Result, ensure};
use chrono::Days;

use super::company::{Company, Laptop};
use crate::base::clock::Now;
use crate::cli::output;
use crate::domain::ask::{Answer, Ask, ConflictRow, Receipt};
use crate::domain::deed::{Deed, LogEntry, LogKind, Promise, Resolution, Slot, Whose};
use crate::i18n::{Arg, Words};
use crate::runtime::clock::Clock;
use crate::schema::{ACCOUNT, ConflictState, PromisedBy, Value, VisitKind, VisitState};

/// Does the day, and says each step. Fails at the first that is not as it should be.
pub fn run(mut company: Company, clock: &Clock, words: &Words) -> Result<()> {
    let now = clock.now();
    let day = |day| words.day_from(day, now.today());
    let say = |key: &str, arguments: &[(&str, Arg<'_>)]| output::say(words.with(key, arguments));
    let account = company.me.a_customer(&now)?;
    let name = company.me.account(account, &now)?.name;
    let before = company.me.today(&now)?;
    say(
        "cli-demo-check-today",
        &[
            ("day", words.long_day(now.today()).as_str().into()),
            ("accounts", before.accounts.into()),
            ("visits", before.visits.len().into()),
            ("late", before.late.into()),
        ],
    )?;
    ensure!(!before.visits.is_empty(), "the day has no visits");
    ensure!(before.who_next.len() == 5, "who next names {}", before.who_next.len());

    let tomorrow = Slot::day(now.today() + Days::new(1));
    company.me.does(
        &Deed::Plan { accounts: vec![account], to: tomorrow, purpose: words.get("cli-demo-check-purpose").into() },
        &now,
    )?;
    say("cli-demo-check-planned", &[("customer", (&name).into()), ("day", (&day(tomorrow.day)).into())])?;

    let (note, text) = (words.get("cli-demo-check-note"), words.get("cli-demo-check-promise"));
    let entry = LogEntry {
        words: format!("{note} > {text}"),
        whose: Whose::Account(account),
        kind: LogKind::Visit(VisitKind::OnSite),
        kind_said: false,
        direction: None,
        started: now.at.plus_minutes(-30),
        ended: now.at,
        notes: note.into(),
        contacts: Default::default(),
        missed: None,
        outcome: None,
        reached: None,
        promises: vec![Promise { text: text.into(), due: Some(tomorrow), by: PromisedBy::Us }],
        heard: Default::default(),
        people: Vec::new(),
        next: None,
        closes: None,
        time_said: false,
    };
    company.me.does(&Deed::Log(entry), &now)?;
    let after = company.me.today(&now)?;
    let logged = after.visits.iter().any(|row| row.account == Some(account) && row.state == VisitState::Done);
    ensure!(logged, "the logged visit is not in today");
    ensure!(after.who_next.iter().all(|row| row.account != account), "who next still proposes the customer just seen");
    let due = day(tomorrow.day);
    say(
        "cli-demo-check-logged",
        &[("customer", (&name).into()), ("note", note.into()), ("promise", text.into()), ("day", (&due).into())],
    )?;

    company.me.writer.undo(&now)?.context("nothing to undo")?;
    company.me.writer.redo(&now)?.context("nothing to redo")?;
    say("cli-demo-check-undo", &[])?;

    let field = |name: &str| ACCOUNT.field(name).map_or(0, |field| field.number);
    let set = |name: &str, text: &str| Deed::Set {
        entity: ACCOUNT.number,
        record: account,
        values: vec![(field(name), Value::text(text))],
        seen: Vec::new(),
    };
    company.me.does(&set("website", "https://example.com"), &now)?;
    let industry = words.get("cli-demo-check-industry");
    company.colleague.does(&set("industry", industry), &now)?;
    say("cli-demo-check-edits", &[("customer", (&name).into()), ("industry", industry.into())])?;
    let up = company.me.synced(clock)?;
    let down = company.colleague.synced(clock)?;
    let last = company.me.synced(clock)?;
    say(
        "cli-demo-check-synced",
        &[
            ("up", up.up.into()),
            ("down", (up.down + last.down).into()),
            ("theirs", down.up.into()),
            ("to-them", down.down.into()),
        ],
    )?;
    for (laptop, who) in [(&company.me, "mine"), (&company.colleague, "the colleague's")] {
        let account = laptop.account(account, &now)?;
        ensure!(
            account.website == "https://example.com" && account.industry == industry,
            "{who}: different fields did not merge"
        );
    }
    say("cli-demo-check-merged", &[])?;

    let conflicts = company.me.open_conflicts(&now)?;
    ensure!(conflicts.len() == 1, "{} conflicts, one was made", conflicts.len());
    ensure!(company.colleague.open_conflicts(&now)?.len() == 1, "the colleague does not see the conflict");
    let lost = conflicts[0].lost.0.clone();
    let hours = |value: &Value| if let Value::Text(text) = value { text.clone() } else { String::new() };
    say("cli-demo-check-conflict", &[("won", (&hours(&conflicts[0].won.0)).into()), ("lost", (&hours(&lost)).into())])?;
    company.me.does(&Deed::Resolve { conflicts: vec![conflicts[0].id], choice: Resolution::BringBack }, &now)?;
    company.me.synced(clock)?;
    let receipt = company.colleague.synced(clock)?;
    ensure!(company.colleague.open_conflicts(&now)?.is_empty(), "the conflict is still open at the colleague's");
    let hours = Value::text(company.colleague.account(account, &now)?.opening_hours);
    ensure!(hours == lost, "the value brought back did not arrive");
    say("cli-demo-check-decided", &[])?;

    let records: u64 = receipt.streams.iter().map(|(_, here, _)| here.0).sum();
    let bytes = receipt.bytes.0 + receipt.bytes.1;
    say("cli-demo-check-receipt", &[("records", records.into()), ("bytes", bytes.into())])?;
    say("cli-demo-check-well", &[])?;
    Ok(())
}

impl Laptop {
    fn today(&self, now: &Now) -> Result<crate::domain::ask::Today> {
        match self.writer.answer(&Ask::Today, now)? {
            Answer::Today(today) => Ok(*today),
            _ => anyhow::bail!("no answer"),
        }
    }

    fn does(&mut self, deed: &Deed, now: &Now) -> Result<()> {
        self.writer.perform(deed, now)?;
        Ok(())
    }

    /// A sync after which nothing waits and both sides hold the same.
    fn synced(&mut self, clock: &Clock) -> Result<Receipt> {
        let receipt = self.sync(clock)?;
        ensure!(receipt.same(), "the two sides differ: {:?}", receipt.streams);
        ensure!(receipt.waiting == 0, "{} changes still wait", receipt.waiting);
        Ok(receipt)
    }

    fn open_conflicts(&self, now: &Now) -> Result<Vec<ConflictRow>> {
        match self.writer.answer(&Ask::Sync, now)? {
            Answer::Sync(view) => {
                Ok(view.conflicts.into_iter().filter(|row| row.state == ConflictState::Open).collect())
            }
            _ => anyhow::bail!("no answer"),
        }
    }
}
