//! Errands: what takes its own time outside the book (a file, the company's server), each on a thread of its own.
//!
//! Always holds: a reply names the ticket of its errand; a file is only read here; what is written is an import's report, in the book's folder, and a bundle, where the person said.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::import::{Desk, NoImport, Request, look};
use super::{carrying, import_report, joining, link, nearby, paths};
use crate::base::cause::Cause;
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::client::{SyncError, past, take_back};
use crate::domain::failure::Failure;
use crate::domain::import::Looked;
use crate::i18n::Words;
use crate::runtime::clock::{self, Clock};
use crate::runtime::event::{Happening, Working};
use crate::runtime::threads::syncing::Nudge;
use crate::runtime::{shut, trouble};
use crate::store::{Lock, Profile, Writer};
use crate::tui::message::{Errand, Joining, Kinds, LookAsk, Msg, Reply, Ticket, Trouble, Wish};

/// What errands need.
#[derive(Clone)]
pub struct Errands {
    /// The book's files.
    pub profile: Profile,
    /// What opens them.
    pub lock: Lock,
    /// The clock.
    pub clock: Clock,
    /// What begins to sync after a laptop was enrolled.
    pub nudge: Nudge,
    /// Where replies go.
    pub to: Sender<Happening>,
}

impl Errands {
    /// Runs an errand; its reply comes as a message.
    pub fn run(&self, ticket: Ticket, errand: Errand) -> std::io::Result<()> {
        self.start(move |errands| Some(Msg::Replied { ticket, reply: errands.reply(errand) }))
    }

    /// Joins the company's server. It may take its time to answer, and no commit is to wait for it.
    pub fn enrol(&self, ticket: Ticket, wish: Wish) -> std::io::Result<()> {
        self.start(move |errands| {
            let outcome = Writer::open(&errands.profile, &errands.lock)
                .map_err(trouble::of_store_for_screen)
                .and_then(|mut writer| joining::enrol(&mut writer, &wish, &errands.clock.now()));
            if matches!(outcome, Ok(Joining::Joined(_))) {
                errands.nudge.enrolled();
            }
            Some(Msg::Enrolled { ticket, outcome })
        })
    }

    /// Takes back an act that this laptop does not know: the server is asked what it did.
    pub fn take_back(&self, ticket: Ticket, act: Id) -> std::io::Result<()> {
        self.start(move |errands| {
            let outcome = Writer::open(&errands.profile, &errands.lock)
                .map_err(SyncError::from)
                .and_then(|mut writer| take_back(&mut writer, act, &errands.clock.now()));
            if outcome.is_ok() {
                errands.nudge.committed();
            }
            let outcome = outcome.map(Some).map_err(|error| match error {
                SyncError::Store(error) => trouble::of_store_for_screen(error),
                error => trouble::of_sync_for_screen(&error),
            });
            Some(Msg::TakenBack { ticket, outcome })
        })
    }

    /// Opens a link with the system's program; where that cannot, it is told.
    pub fn open(&self, link: String) -> std::io::Result<()> {
        self.start(move |_| link::open(&link).err().map(|failure| Msg::Trouble(Trouble::Failed(failure))))
    }

    fn start(&self, work: impl FnOnce(&Errands) -> Option<Msg> + Send + 'static) -> std::io::Result<()> {
        let errands = self.clone();
        thread::Builder::new().name("errand".into()).spawn(move || {
            let _working = Working::for_loop(&errands.to);
            if let Some(msg) = work(&errands) {
                // Whoever has left meanwhile needs no reply.
                let _ = errands.to.send(Happening::Said(msg));
            }
        })?;
        Ok(())
    }

    fn reply(&self, errand: Errand) -> Reply {
        match errand {
            Errand::Complete(typed, kinds) => {
                let ends = match kinds {
                    Kinds::Customers => paths::CUSTOMERS,
                    Kinds::Bundles => paths::BUNDLES,
                };
                let (path, names) = paths::complete(&typed, ends);
                Reply::Completed(path, names)
            }
            Errand::Nearby => Reply::Nearby(nearby::nearby()),
            Errand::Look(ask) => {
                let words = Words::new(ask.lang);
                Reply::Looked(self.look(&ask).map(Arc::new).map_err(|error| error.said(&words)))
            }
            Errand::History { entity, record } => {
                // Why not is no matter: what this laptop saw is shown, and that it is only that.
                let told = Writer::open(&self.profile, &self.lock)
                    .map_err(SyncError::from)
                    .and_then(|writer| past(&writer, entity, record));
                Reply::History(told.ok().flatten())
            }
            Errand::Unlock(typed) => {
                Reply::Unlocked(shut::unlock(&self.profile, &self.lock, &typed, self.clock.now().at))
            }
            Errand::SetPin { before, new } => {
                let outcome = shut::set_pin(&self.profile, &self.lock, &before, new.as_ref(), self.clock.now().at);
                Reply::PinSet { there: new.is_some(), outcome }
            }
            Errand::Carry { way, path, lang } => {
                let words = Words::new(lang);
                let carried = carrying::carry(self, way, &paths::meant(&path));
                Reply::Carried(carried.map_err(|error| error.said(&words)))
            }
            Errand::Report { looked, lang } => {
                let file = self.report(&looked, lang);
                Reply::Reported(looked, file)
            }
        }
    }

    fn look(&self, ask: &LookAsk) -> Result<Looked, NoImport> {
        let request = Request {
            path: paths::meant(&ask.path),
            sheet: ask.sheet.clone(),
            map: String::new(),
            mapping: ask.mapping.clone(),
            choices: ask.choices.clone(),
        };
        let writer = Writer::open(&self.profile, &self.lock)?;
        let now = self.clock.now();
        let me = writer.me()?;
        let mut ids =
            clock::id_source().map_err(|error| NoImport::opening(&request.path, Cause::Other(error.to_string())))?;
        let mut desk = Desk {
            ask: &mut |question| writer.answer(question, &now),
            me,
            cycle: &|grade| ask.cadences.of_grade(grade).into(),
            now: &now,
            ids: &mut ids,
        };
        look(&request, &mut desk)
    }

    /// Beside the book, under the import's name: the same file imported again replaces its own report only.
    fn report(&self, looked: &Looked, lang: Lang) -> Result<String, String> {
        let words = Words::new(lang);
        let path = self.profile.home().join(report_name(&looked.name));
        let written = File::create(&path)
            .and_then(|file| import_report::report(file, &looked.source, &looked.plan.preview, &words));
        let shown = paths::shown(&path);
        match written {
            Ok(()) => Ok(shown),
            Err(error) => Err(words.failure(&Failure::by("import-not-reported", &error).named(shown))),
        }
    }
}

fn report_name(file: &str) -> PathBuf {
    let name = std::path::Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
    PathBuf::from(format!("import-{name}.csv"))
}
