//! A form, made from an entity's declaration: blanks to fill in, validated as one types, saved as one act.
//!
//! Always holds: what is typed is kept as a draft until it is saved, also when the form is left or the program killed; only what was
//! touched is set, so that nobody else's change is overwritten.

mod alike;
mod blank;
mod draft;
mod draw;
mod pick;
mod purpose;
mod save;

use self::alike::Alike;
pub use self::blank::Blank;
pub use self::draft::Kept;
use self::pick::{Pick, Picked};
use self::purpose::Purpose;
use super::cx::{Cx, Tone};
use super::field::Taken;
use super::key::{Code, Key};
use super::message::{Ticket, Trouble};
use super::screen::{Handled, Motion, Next, Place, Screen, Sight};
use super::subject::Subject;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::{Answer, Ask, RecordView};
use crate::domain::deed::Refusal;
use crate::schema::{ACCOUNT, CONTACT, Entity, Kind, Value, entity, entity_named};

/// A form.
#[derive(Debug)]
pub struct Form {
    entity: &'static Entity,
    record: Id,
    /// What it is filled in for.
    purpose: Purpose,
    /// What the record is called, for the heading.
    name: String,
    blanks: Vec<Blank>,
    /// The blanks as they were, to tell what was touched.
    before: Vec<Blank>,
    /// What a new record starts with, set or not.
    given: Vec<(u16, Value)>,
    /// What was seen in the record's fields.
    seen: Vec<(u16, Value)>,
    at: usize,
    top: u16,
    /// Saving was tried: what is needed is said.
    tried: bool,
    /// That it is not saved yet, as it was said.
    not_yet: String,
    /// What the draft brought back.
    again: Vec<draft::Written>,
    /// What was filled in before the form was started afresh.
    aside: Option<Vec<Blank>>,
    loading: Option<Ticket>,
    /// Names that are asked for: the field's number.
    naming: Vec<(Ticket, u16)>,
    saving: Option<Ticket>,
    pick: Pick,
    alike: Alike,
}

impl Form {
    /// For a new record that starts with these values; the names of records they refer to are asked for.
    pub fn add(entity: &'static Entity, given: Vec<(u16, Value)>, cx: &mut Cx) -> Form {
        let mut form = Form::blank(entity, cx.new_id(), Purpose::Add);
        form.fill(&given, &[], cx);
        for (number, value) in &given {
            let target = entity.by_number(*number).and_then(|field| entity_named(field.target?));
            if let (Some(target), Some(record)) = (target, value.id()) {
                form.naming.push((cx.ask(Ask::Record { entity: target.number, record }), *number));
            }
        }
        form.given = given;
        form.take_draft(cx);
        form
    }

    /// The form that was open when the program ended.
    pub fn reopened(cx: &mut Cx) -> Option<Form> {
        let (entity, of) = cx.drafts.iter().find_map(|draft| {
            let (number, of) = draft.of.strip_prefix("form:")?.split_once(':')?;
            let entity = entity(number.parse().ok()?)?;
            Kept::read(&draft.body).is_some_and(|kept| kept.open).then(|| (entity, of.to_owned()))
        })?;
        let mut parts = of.split(':');
        match (parts.next()?, parts.next()) {
            ("new", at) => {
                let account = entity.field("account").map_or(0, |field| field.number);
                let given = at.and_then(|id| id.parse().ok()).map(|id| (account, Value::Id(id)));
                Some(Form::add(entity, given.into_iter().collect(), cx))
            }
            (record, Some(purpose::NEW_ADDRESS)) => Some(Form::new_address(record.parse().ok()?, cx)),
            (record, _) => Some(Form::edit(entity, record.parse().ok()?, cx)),
        }
    }

    /// For a record that is there: it is asked for.
    pub fn edit(entity: &'static Entity, record: Id, cx: &mut Cx) -> Form {
        Form::there(entity, record, Purpose::Edit, cx)
    }

    /// For a record that is there and lacks this field: one writes on there.
    pub fn complete(entity: &'static Entity, record: Id, field: u16, cx: &mut Cx) -> Form {
        let mut form = Form::there(entity, record, Purpose::Edit, cx);
        form.at = form.blanks.iter().position(|blank| blank.field.number == field).unwrap_or(0);
        form.tried = true;
        form
    }

    /// For the address to which a customer has moved.
    pub fn new_address(account: Id, cx: &mut Cx) -> Form {
        Form::there(&ACCOUNT, account, Purpose::NewAddress, cx)
    }

    fn there(entity: &'static Entity, record: Id, purpose: Purpose, cx: &mut Cx) -> Form {
        let mut form = Form::blank(entity, record, purpose);
        form.fill(&[], &[], cx);
        form.loading = Some(cx.ask(Ask::Record { entity: entity.number, record }));
        form
    }

    fn blank(entity: &'static Entity, record: Id, purpose: Purpose) -> Form {
        Form {
            entity,
            record,
            purpose,
            name: String::new(),
            blanks: Vec::new(),
            before: Vec::new(),
            given: Vec::new(),
            seen: Vec::new(),
            at: 0,
            top: 0,
            tried: false,
            not_yet: String::new(),
            again: Vec::new(),
            aside: None,
            loading: None,
            naming: Vec::new(),
            saving: None,
            pick: Pick::default(),
            alike: Alike::default(),
        }
    }

    /// What the record is called: its first blank.
    fn title(&self, values: &[(u16, Value)], cx: &Cx) -> String {
        let field = self.entity.form().first().copied();
        let value = field.and_then(|field| values.iter().find(|(number, _)| *number == field.number));
        let blank = field.zip(value).map(|(field, (_, value))| {
            Blank::new(self.entity, field, value, &[], &cx.words, &cx.now).typed.words().to_owned()
        });
        blank.unwrap_or_default()
    }

    fn fill(&mut self, values: &[(u16, Value)], names: &[(Id, String)], cx: &Cx) {
        let value =
            |number| values.iter().find(|(known, _)| *known == number).map_or(Value::Null, |(_, value)| value.clone());
        self.blanks = self
            .purpose
            .fields(self.entity)
            .into_iter()
            .map(|field| Blank::new(self.entity, field, &value(field.number), names, &cx.words, &cx.now))
            .collect();
        self.before = self.blanks.clone();
    }

    /// What a record that a value refers to is called is known now.
    fn name_reference(&mut self, number: u16, view: &RecordView) {
        let name = entity(view.entity).and_then(|entity| entity.field("name")).and_then(|field| {
            view.values.iter().find(|(known, _)| *known == field.number).map(|(_, value)| value.str().to_owned())
        });
        let id = view.record.to_string();
        for blank in self.blanks.iter_mut().chain(&mut self.before).filter(|blank| blank.field.number == number) {
            for chosen in blank.chosen.iter_mut().filter(|chosen| chosen.word == id) {
                chosen.shown = name.clone().unwrap_or_default();
            }
        }
    }

    fn go(&mut self, to: usize, cx: &mut Cx) {
        if let Some(blank) = self.blanks.get_mut(self.at) {
            blank.keep_element();
        }
        self.at = to.min(self.blanks.len().saturating_sub(1));
        self.pick = Pick::default();
        // Letters that nobody was chosen by are looked for again.
        let account = self.account();
        if let Some(blank) = self.blanks.get(self.at).filter(|blank| blank.refers() && !blank.typed.is_empty()) {
            self.pick.look_for(blank, account, cx);
        }
        self.look_alikes(cx);
    }

    fn changed(&mut self, cx: &mut Cx) {
        if let Some(blank) = self.blanks.get_mut(self.at) {
            blank.written = Some(cx.now.at);
        }
        self.keep_draft(true, cx);
        // What was wrong has been put right: it is not said any longer.
        if self.tried && self.needed().is_none() && self.touched(cx).is_ok() {
            cx.notice.take_if(|notice| notice.text == self.not_yet);
        }
        let account = self.account();
        if let Some(blank) = self.blanks.get(self.at).filter(|blank| blank.refers()) {
            self.pick.look_for(blank, account, cx);
        }
        if self.at == 0 {
            self.look_alikes(cx);
        }
    }

    /// The customer that this record belongs to, as far as it is filled in.
    fn account(&self) -> Option<Id> {
        let blank = self.blanks.iter().find(|blank| blank.field.name == "account")?;
        blank.chosen.first()?.word.parse().ok()
    }
}

impl Form {
    /// The customer that it is about, where that is known.
    fn customer(&self) -> Option<Id> {
        if self.entity.number == ACCOUNT.number {
            return Some(self.record);
        }
        let field = self.entity.field(ACCOUNT.name)?.number;
        self.given.iter().find(|(number, _)| *number == field).and_then(|(_, value)| value.id())
    }
}

/// Whether a key is for those that are offered.
fn chooses(key: Key) -> bool {
    matches!(key.code, Code::Enter | Code::Tab | Code::Up | Code::Down) && !key.ctrl
}

impl Screen for Form {
    fn sight(&self) -> Sight {
        Sight::Of(self.customer())
    }

    fn drafts(&self) -> Option<String> {
        Some(self.of())
    }

    fn place(&self) -> Place {
        Place::Writing
    }

    fn typing(&self) -> bool {
        true
    }

    fn draw(&self, cx: &Cx, area: ratatui::layout::Rect, canvas: &mut super::canvas::Canvas<'_>) {
        self.draw_form(cx, area, canvas);
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        if self.loading.is_some() {
            return Handled::No;
        }
        let room = draw::value_room(cx, cx.size.0, self.entity);
        let words = std::sync::Arc::clone(&cx.words);
        let Some(blank) = self.blanks.get_mut(self.at) else { return Handled::No };
        if blank.refers() {
            // What nobody saw is taken only where it leaves no doubt. Where more was typed behind it the letters stay, and are said to be nobody's.
            if cx.unseen && self.pick.doubts() && chooses(key) {
                if cx.behind {
                    self.pick = Pick::default();
                }
                return Handled::Yes;
            }
            match self.pick.key(key, blank) {
                Picked::Chosen => {
                    self.changed(cx);
                    return Handled::Yes;
                }
                Picked::Moved => return Handled::Yes,
                Picked::No => {}
            }
        }
        let several = blank.field.kind == Kind::LongText;
        match blank.key(key, &words) {
            Taken::Changed => {
                self.changed(cx);
                return Handled::Yes;
            }
            Taken::Moved | Taken::Idle => return Handled::Yes,
            Taken::No => {}
        }
        // Where nothing typed in this blank is left to take back, what the draft brought is, not an act that nobody sees.
        if key == Key::ctrl('z') && self.saving.is_none() && self.start_afresh(cx) == Handled::Yes {
            return Handled::Yes;
        }
        let step: isize = match (key.code, key.ctrl) {
            (Code::Up, false) => -1,
            (Code::Down, false) => 1,
            (Code::BackTab, _) => -2,
            (Code::Tab | Code::Enter, false) => 2,
            _ => return Handled::No,
        };
        let climbs = |blank: &mut Blank| blank.typed.climb(step, room) == Taken::Moved;
        if several && step.abs() == 1 && self.blanks.get_mut(self.at).is_some_and(climbs) {
            return Handled::Yes;
        }
        let last = self.blanks.len().saturating_sub(1);
        let to = if step < 0 { self.at.saturating_sub(1) } else { (self.at + 1).min(last) };
        self.go(to, cx);
        Handled::Yes
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        let Some(blank) = self.blanks.get_mut(self.at) else { return };
        if blank.by_digits() {
            return;
        }
        let whole = blank.typed.paste(text);
        self.changed(cx);
        cx.pasted(whole);
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let last = self.blanks.len().saturating_sub(1);
        match motion {
            Motion::PageUp => self.go(self.at.saturating_sub(5), cx),
            Motion::PageDown => self.go((self.at + 5).min(last), cx),
            _ => {}
        }
    }

    fn back(&mut self, cx: &mut Cx) -> Handled {
        if self.pick.close() {
            return Handled::Yes;
        }
        let body = self.body(false, cx);
        if self.loading.is_none() {
            cx.draft(&self.of(), &body);
            if !body.is_empty() {
                cx.notice_word("form-draft-kept", Tone::Calm);
            }
        }
        Handled::No
    }

    fn command(&mut self, id: &str, cx: &mut Cx) -> Handled {
        if id != "save" {
            return Handled::No;
        }
        self.save(cx);
        Handled::Yes
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        if self.loading == Some(ticket) {
            self.loading = None;
            match answer {
                Answer::Record(Some(view)) => {
                    self.name = self.title(&view.values, cx);
                    self.seen.clone_from(&view.values);
                    self.fill(&self.purpose.begin(&view.values, self.entity), &view.names, cx);
                    self.take_draft(cx);
                }
                _ => {
                    cx.notice_word("refusal-gone", Tone::Trouble);
                    cx.close();
                }
            }
            return None;
        }
        if let Some(at) = self.naming.iter().position(|(asked, _)| *asked == ticket) {
            let (_, number) = self.naming.swap_remove(at);
            if let Answer::Record(Some(view)) = answer {
                self.name_reference(number, &view);
            }
            return None;
        }
        let answer = self.alike.answered(ticket, answer)?;
        self.pick.answered(ticket, answer)
    }

    fn unanswered(&mut self, ticket: Ticket, cx: &mut Cx) {
        self.naming.retain(|(asked, _)| *asked != ticket);
        self.pick.unanswered(ticket);
        if self.loading.take_if(|asked| *asked == ticket).is_some() {
            cx.close();
        }
    }

    fn awaits(&self, next: Next<'_>) -> bool {
        let looks = self.pick.looks() && self.blanks.get(self.at).is_some_and(Blank::refers);
        let chooses = match next {
            Next::Key(key) => chooses(key),
            Next::Command(_) => true,
            Next::Paste => false,
        };
        self.loading.is_some() || looks && chooses
    }

    fn done(&mut self, ticket: Ticket, outcome: &Result<Committed, Trouble>, cx: &mut Cx) {
        if self.saving != Some(ticket) {
            return;
        }
        self.saving = None;
        match outcome {
            Ok(_) => cx.close(),
            // It has been said what is there by now: whoever saves again has seen it.
            Err(Trouble::Refused(Refusal::Changed { field, theirs, .. })) => {
                self.see(*field, theirs.clone());
                self.keep_draft(true, cx);
            }
            Err(_) => {}
        }
    }

    fn subject(&self, _cx: &Cx) -> Subject {
        match (self.entity.number == ACCOUNT.number && self.purpose != Purpose::Add, self.account()) {
            (true, _) => Subject::account(self.record, self.name.as_str()),
            (false, Some(account)) if self.entity.number == CONTACT.number => Subject::account(account, ""),
            _ => Subject::default(),
        }
    }

    fn settle(&mut self, cx: &mut Cx) {
        self.top = self.first_row(cx);
    }
}
