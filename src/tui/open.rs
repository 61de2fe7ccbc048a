//! The ways to the layers that several screens and commands open: the log line, find, forms, corrections, history.

use serde::{Deserialize, Serialize};

use super::cx::{Cx, Tone};
use super::form::Form;
use super::message::Effect;
use super::overlays::connect::Connect;
use super::overlays::correct::Correct;
use super::overlays::find::Find;
use super::overlays::history::History;
use super::overlays::import::ImportFile;
use super::overlays::log_line::LogLine;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::deed::{LogKind, LogRef};
use crate::schema::{self, Value, VisitKind};

/// With what a log line opens.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogStart {
    /// The customer, where one is known: id and name.
    pub account: Option<(Id, String)>,
    /// It was opened with that customer on purpose: on its page, from a call, from a visit of the day's close.
    pub meant: bool,
    /// It was opened on a row of a list: whoever is at a customer means that one, wherever the cursor stands.
    #[serde(skip)]
    pub of_row: bool,
    /// A visit, or a call; `None`: as the words say.
    pub kind: Option<LogKind>,
    /// The planned visit or the one in progress that it closes.
    pub closes: Option<Id>,
    /// How that one was planned.
    pub planned: Option<VisitKind>,
    /// When it began, where that is known.
    pub started: Option<Moment>,
    /// From when to when it is taken to have been, where the words do not say: it is logged afterwards.
    pub took: Option<(Moment, Moment)>,
}

/// Opens the log line.
pub fn log(cx: &mut Cx, start: LogStart) {
    let line = LogLine::new(start, cx);
    cx.open(line);
}

/// Opens the correction of a log.
pub fn correct(cx: &mut Cx, log: LogRef) {
    let correct = Correct::new(log, cx);
    cx.open(correct);
}

/// Opens find with these words.
pub fn find(cx: &mut Cx, words: &str) {
    cx.open(Find::new(words));
}

/// Opens the form of a record, or of a new one with these values.
pub fn form(cx: &mut Cx, entity: u16, record: Option<Id>, values: Vec<(u16, Value)>) {
    let Some(entity) = schema::entity(entity) else { return };
    let form = match record {
        Some(record) => Form::edit(entity, record, cx),
        None => Form::add(entity, values, cx),
    };
    cx.open(form);
}

/// Opens the form for a customer's new address.
pub fn new_address(cx: &mut Cx, account: Id) {
    let form = Form::new_address(account, cx);
    cx.open(form);
}

/// Opens the history of a record that is called so.
pub fn history(cx: &mut Cx, entity: u16, record: Id, name: &str) {
    cx.open(History::new(entity, record, name));
}

/// Starts the demo, apart from the rep's own customers.
pub fn demo(cx: &mut Cx) {
    cx.notice_word("demo-making", Tone::Calm);
    cx.effect(Effect::StartDemo);
}

/// Opens the import.
pub fn import(cx: &mut Cx) {
    cx.open(ImportFile::default());
}

/// Opens the connection to the company's server.
pub fn connect(cx: &mut Cx) {
    let connect = Connect::new(cx);
    cx.open(connect);
}

/// Opens the form that was being written when the program ended: after a night, a kill, an empty battery.
pub fn reopen(cx: &mut Cx) {
    if let Some(form) = Form::reopened(cx) {
        cx.open(form);
    }
}
