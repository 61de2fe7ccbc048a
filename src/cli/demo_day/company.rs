//! The demo's company: a server on loopback, the rep's laptop, a colleague's; one field that both have set without knowing of each other.

use std::path::Path;

use anyhow::{Context, Result};

use super::fill::{self, Names};
use super::{moments, seed};
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::cli::book::Book;
use crate::cli::demo::Demo;
use crate::client::http::Link;
use crate::client::{self, Asked, sync_once};
use crate::config::Settings;
use crate::domain::ask::{Answer, Ask, Receipt};
use crate::domain::deed::Deed;
use crate::i18n::Words;
use crate::runtime::clock::Clock;
use crate::schema::{ACCOUNT, Account, Role, Value};
use crate::server::{Endpoint, Running, serve_endpoint};
use crate::store::{Keep, Lock, Me, Profile, Writer};

/// A rep's laptop: the files of his book, opened.
pub struct Laptop {
    /// The files.
    pub profile: Profile,
    /// What opens them.
    pub lock: Lock,
    /// The book.
    pub writer: Writer,
}

/// A company.
pub struct Company {
    /// The rep's laptop.
    pub me: Laptop,
    /// The colleague's.
    pub colleague: Laptop,
    /// The server; it ends with this.
    pub _server: Running,
}

impl Company {
    /// Founds it in a folder: the rep's history is on the server, the colleague has it too, and each has edited since.
    pub fn found(folder: &Path, demo: Demo, lang: Lang, clock: &Clock) -> Result<Company> {
        let now = clock.now();
        let mut endpoint = Endpoint::open(&folder.join("company"), seed()?)?;
        let mut names = Names::new();
        let mut territories = Vec::new();
        for territory in &demo.territories {
            let id = endpoint.core.add_territory(&mut *endpoint.storage, &territory.name, &mut endpoint.ids, now.at)?;
            names.insert(territory.id, id);
            territories.push(territory.name.as_str());
        }
        let ours: Vec<&str> = territories.iter().take(1).copied().collect();
        for user in &demo.users {
            let role = if user.roles.contains("manager") { Role::Manager } else { Role::Rep };
            let id = endpoint.core.add_user(
                &mut *endpoint.storage,
                &user.name,
                &[role],
                &ours,
                &mut endpoint.ids,
                now.at,
            )?;
            names.insert(user.id, id);
        }
        for kind in &demo.visit_types {
            let steps: Vec<&str> = kind.steps.lines().collect();
            endpoint.core.add_visit_type(&mut *endpoint.storage, &kind.name, &steps, &mut endpoint.ids, now.at)?;
        }
        let name_of =
            |id: Id| demo.users.iter().find(|user| user.id == id).map(|user| user.name.clone()).unwrap_or_default();
        let mut code = |name: &str| endpoint.core.code(&mut *endpoint.storage, name, &mut endpoint.ids, now.at);
        let codes = (code(&name_of(demo.me))?, code(&name_of(demo.colleague))?);
        let server = serve_endpoint(endpoint, ([127, 0, 0, 1], 0).into(), moments(clock))?;

        let mut me = Laptop::new(&folder.join("me"))?;
        // As before any enrolment; enrolling gives the records their place in the company.
        names.insert(demo.me, Me::local().user);
        if let Some(first) = demo.territories.first() {
            names.insert(first.id, Me::local().territory);
        }
        fill::outgoing(&mut me.writer, demo, &names, &now)?;
        me.enrol(&server.url(), &codes.0, &now)?;
        me.sync(clock)?;
        let mut colleague = Laptop::new(&folder.join("colleague"))?;
        colleague.enrol(&server.url(), &codes.1, &now)?;
        colleague.sync(clock)?;
        let mut company = Company { me, colleague, _server: server };
        company.both_edit(lang, clock)?;
        Ok(company)
    }

    /// The colleague sets the opening hours of the rep's next stop, and sends them; the rep has set others, and has not sent them.
    fn both_edit(&mut self, lang: Lang, clock: &Clock) -> Result<()> {
        let now = clock.now();
        let account = self.me.a_customer(&now)?;
        let hours = ACCOUNT.field("opening_hours").map_or(0, |field| field.number);
        let (theirs, mine) = match lang {
            Lang::En => ("mon-fri 9:00-17:30", "mon-fri 8:30-17:00, break 12:30-13:15"),
            Lang::ZhHans => ("周一至周六 8:30-17:30", "周一至周五 8:00-17:00，午休 12:00-13:00"),
            Lang::ZhHant => ("週一至週六 8:30-17:30", "週一至週五 8:00-17:00，午休 12:00-13:00"),
        };
        let set = |text: &str| Deed::Set {
            entity: ACCOUNT.number,
            record: account,
            values: vec![(hours, Value::text(text))],
            seen: Vec::new(),
        };
        self.colleague.writer.perform(&set(theirs), &now)?;
        self.colleague.sync(clock)?;
        self.me.writer.perform(&set(mine), &now)?;
        Ok(())
    }
}

impl Laptop {
    /// A new book in this folder, its key in a file beside it.
    fn new(home: &Path) -> Result<Laptop> {
        let profile = Profile::at(home);
        let first = profile.begin(&Keep::File(home.join("key")))?;
        let writer = Writer::open(&profile, &first.lock)?;
        Ok(Laptop { profile, lock: first.lock, writer })
    }

    fn enrol(&mut self, url: &str, code: &str, now: &Now) -> Result<()> {
        let mut keys = [0; 64];
        keys[..32].copy_from_slice(&seed()?);
        keys[32..].copy_from_slice(&seed()?);
        let asked = Asked { url, plain: false, code, name: "demo", seed: keys, again: false, ca: "" };
        client::enrol(&mut self.writer, &asked, &mut |_| None, now.at)?;
        Ok(())
    }

    /// A sync over real HTTP.
    pub fn sync(&mut self, clock: &Clock) -> Result<Receipt> {
        let enrolment = self.writer.enrolment()?.context("not enrolled")?;
        let mut link = Link::of(&enrolment)?;
        Ok(sync_once(&mut self.writer, &mut link, &mut || clock.now().at, &mut |_| {})?)
    }

    /// The customer of the next stop, else the first by name.
    pub fn a_customer(&self, now: &Now) -> Result<Id> {
        if let Answer::Today(today) = self.writer.answer(&Ask::Today, now)?
            && let Some(account) = today.next.and_then(|next| next.visit.account)
        {
            return Ok(account);
        }
        let ask = Ask::Accounts(crate::domain::ask::ListAsk { limit: 1, ..Default::default() });
        match self.writer.answer(&ask, now)? {
            Answer::Accounts(page) => page.rows.first().map(|row| row.account.id).context("no customer"),
            _ => anyhow::bail!("no customer"),
        }
    }

    /// A customer as it is in this book.
    pub fn account(&self, id: Id, now: &Now) -> Result<Account> {
        fill::one(&self.writer, id, now)?.context("the customer is gone")
    }

    /// The book, to be opened in the terminal.
    pub fn into_book(self, words: Words, clock: Clock) -> Book {
        let settings = Settings { lang: Some(words.lang()), ..Settings::default() };
        Book { profile: self.profile, lock: self.lock, words, settings, clock, proved: true }
    }
}
