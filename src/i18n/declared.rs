//! The words of what the schema declares: entities, fields, choices; and of what the rules say: labels and refusals.

use super::values::Shown;
use super::words::Words;
use crate::base::clock::Now;
use crate::base::width::cut;
use crate::domain::act::Label;
use crate::domain::deed::{Away, Refusal};
use crate::domain::failure::Failure;
use crate::domain::rules::{Detail, LABELS};
use crate::schema::{Choice, ENTITIES, Entity, Field, Value};

/// What a sentence is told where there is nothing to say: it then chooses its shorter form.
const NONE: &str = "none";

/// The cells in which a value is told by its beginning.
const BEGINNING: usize = 16;

impl Words {
    /// An entity's name, such as "Customer".
    pub fn entity(&self, entity: &'static Entity) -> &str {
        self.get(entity.name)
    }

    /// A record by its name; where it has none (a visit, or what was never taken), by what it is.
    pub fn called<'a>(&'a self, entity: u16, name: &'a str) -> &'a str {
        if !name.is_empty() {
            return name;
        }
        crate::schema::entity(entity).map_or("", |entity| self.entity(entity))
    }

    /// Several of an entity, such as "Customers".
    pub fn entities(&self, entity: &'static Entity) -> &str {
        self.find(&format!("{}-plural", entity.name)).unwrap_or(entity.name)
    }

    /// A field's name, such as "Opening hours".
    pub fn field(&self, entity: &Entity, field: &'static Field) -> &str {
        self.find(&format!("{}-{}", entity.name, field.name)).unwrap_or(field.name)
    }

    /// What a choice of a field is called; `word` is how it is stored.
    pub fn choice<'a>(&'a self, entity: &str, field: &str, word: &'a str) -> &'a str {
        self.find(&format!("{entity}-{field}-{word}")).unwrap_or(word)
    }

    /// What a typed choice of a field is called.
    pub fn of<C: Choice>(&self, entity: &str, field: &str, choice: C) -> &str {
        self.choice(entity, field, choice.word())
    }

    /// What was done, in one line: "log for Harbour Dental (call)".
    pub fn label(&self, label: &Label) -> String {
        let subject = match (label.subject.as_str(), label.count) {
            ("", _) if self.chooses_by(&label.words, "subject") => NONE.to_owned(),
            ("", _) => self.get("label-unnamed").to_owned(),
            (subject, 0 | 1) => subject.to_owned(),
            (subject, count) => {
                // Chinese counts them all; English those beside the first.
                let n = if self.lang().is_chinese() { count } else { count - 1 };
                self.with("label-several", &[("subject", subject.into()), ("n", n.into())])
            }
        };
        let detail = match self.detail(label) {
            detail if !detail.is_empty() => detail,
            _ if self.chooses_by(&label.words, "detail") => NONE.to_owned(),
            _ => self.get("label-unsaid").to_owned(),
        };
        let count = label.count.max(1);
        let said = [("subject", (&subject).into()), ("detail", (&detail).into()), ("count", count.into())];
        self.with(&label.words, &said)
    }

    /// A label's detail, in words; empty where it has none.
    fn detail(&self, label: &Label) -> String {
        let said = label.detail.as_str();
        let kind = LABELS.iter().find(|(words, _)| *words == label.words).map_or(Detail::Text, |(_, kind)| *kind);
        match kind {
            Detail::None | Detail::Text => said.to_owned(),
            Detail::Day => {
                let (day, time) = said.split_once(' ').map_or((said, None), |(day, time)| (day, Some(time)));
                match (day.parse(), time) {
                    (Ok(day), Some(time)) => format!("{} {time}", self.long_day(day)),
                    (Ok(day), None) => self.long_day(day),
                    (Err(_), _) => said.to_owned(),
                }
            }
            Detail::Word => ["visit-kind", "touch-kind", "visit-reason", "account-grade"]
                .iter()
                .find_map(|family| self.find(&format!("{family}-{said}")))
                .unwrap_or(said)
                .to_owned(),
            Detail::Entity => {
                let each = said.split(',').map(|one| self.find(&one.replace('.', "-")).unwrap_or(one));
                each.collect::<Vec<_>>().join(self.get("list-comma"))
            }
        }
    }

    /// Why something cannot be done, for a screen: with what is there and what the person wanted there, where somebody else has set it.
    pub fn refusal_here(&self, refusal: &Refusal, now: &Now) -> String {
        let Refusal::Changed { entity, field, theirs, mine } = refusal else { return self.refusal(refusal) };
        let declared = crate::schema::entity(*entity).and_then(|entity| Some((entity, entity.by_number(*field)?)));
        let Some((entity, declared)) = declared else { return self.refusal(refusal) };
        // A record's name is not known here, and a note is long: its beginning tells it.
        let said = |value: &Value| match value {
            Value::Null => self.get("history-empty").to_owned(),
            Value::Id(_) => self.get("refusal-changed-record").to_owned(),
            value => cut(&self.value(entity, declared, value, Shown { now, names: &[] }), BEGINNING).into_owned(),
        };
        let (theirs, mine) = (said(theirs), said(mine));
        let field = self.field(entity, declared);
        let said = [("field", field.into()), ("theirs", (&theirs).into()), ("mine", (&mine).into())];
        self.with("refusal-changed-both", &said)
    }

    /// That a record is with somebody else now, and with whom.
    pub fn moved_away(&self, name: &str, to: &Away) -> String {
        let key = match (to.who.is_empty(), to.territory.is_empty()) {
            (false, false) => "moved-away-to",
            (false, true) => "moved-away-who",
            (true, false) => "moved-away-where",
            (true, true) => "moved-away",
        };
        let named = [("name", name.into()), ("who", (&to.who).into()), ("territory", (&to.territory).into())];
        self.with(key, &named)
    }

    /// Why something cannot be done.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Gone => self.get("refusal-gone").to_owned(),
            Refusal::MovedAway { name, to } => {
                self.with("refusal-moved-away", &[("said", (&self.moved_away(name, to)).into())])
            }
            Refusal::State(key) => self.get(key).to_owned(),
            Refusal::Value { field, trouble } => {
                let named = ENTITIES.iter().find_map(|entity| self.find(&format!("{}-{field}", entity.name)));
                let field = named.or_else(|| self.find(field)).unwrap_or(field);
                self.with("refusal-value", &[("field", field.into()), ("trouble", self.get(trouble).into())])
            }
            Refusal::Changed { entity, field, .. } => {
                let declared =
                    crate::schema::entity(*entity).and_then(|entity| Some((entity, entity.by_number(*field)?)));
                let field = declared.map_or("", |(entity, field)| self.field(entity, field));
                self.with("refusal-changed", &[("field", field.into())])
            }
            Refusal::Nothing => self.get("refusal-nothing").to_owned(),
            Refusal::Thinned => self.get("refusal-thinned").to_owned(),
            Refusal::Look(failed) => self.failure(&Failure::by("refusal-look", failed.0.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn acts_are_said_in_one_line() {
        for (lang, label, expected) in [
            (Lang::En, Label::new("act-log", "Harbour Dental").detail("call"), "log for Harbour Dental (call)"),
            (Lang::ZhHans, Label::new("act-log", "精工").detail("on_site"), "记一笔，精工（上门）"),
            (
                Lang::En,
                Label::new("act-move-visits", "Nolan & Sons").detail("2026-11-27").count(3),
                "visit to Nolan & Sons and 2 more moved to Fri 27 Nov",
            ),
            (
                Lang::ZhHant,
                Label::new("act-plan", "精工").detail("2026-11-27").count(3),
                "安排拜訪精工等3家，11月27日 週五",
            ),
            (
                Lang::En,
                Label::new("act-plan", "Harbour Dental").detail("2026-11-27 10:00"),
                "visit to Harbour Dental, Fri 27 Nov 10:00",
            ),
            (Lang::En, Label::new("act-follow-up-add", "send quote"), "follow-up: send quote"),
            (Lang::En, Label::new("act-follow-up-done", "").detail("send quote"), "done: send quote"),
            (Lang::ZhHans, Label::new("act-set", "精工").detail("account.phones"), "改了精工的电话"),
            (
                Lang::ZhHans,
                Label::new("act-set", "精工").detail("account.street,account.city"),
                "改了精工的详细地址、城市",
            ),
            (Lang::ZhHans, Label::new("act-create", "精工").detail("account"), "新建客户：精工"),
            (Lang::En, Label::new("act-not-done", "Ferry Garage").detail("shut"), "Ferry Garage: not done, shut"),
            (Lang::En, Label::new("act-grade", "Ferry Garage").detail("a"), "Ferry Garage: grade A"),
            (Lang::En, Label::new("act-grade", "Ferry Garage"), "Ferry Garage: no grade"),
            (Lang::En, Label::new("act-withdraw", ""), "given up"),
            (Lang::En, Label::new("act-resolve", ""), "decided which one holds"),
            (
                Lang::En,
                Label::new("act-reassign", "Nolan & Sons").detail("South, Pat"),
                "Nolan & Sons moved to South, Pat",
            ),
            (Lang::En, Label::new("act-reassign", "Acme").detail("South").count(3), "3 customers moved to South"),
            (Lang::ZhHans, Label::new("act-reassign", "精工").detail("华南"), "精工已转到华南"),
            (Lang::ZhHant, Label::new("act-reassign", "精工").detail("華南").count(3), "3 家客戶已轉到華南"),
        ] {
            assert_eq!(Words::new(lang).label(&label), expected);
        }
    }

    #[test]
    fn every_label_is_said_whole_in_every_language_whatever_it_names() {
        let imported = ("act-import", Detail::Text);
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for (key, kind) in LABELS.iter().chain([&imported]) {
                let known = match kind {
                    Detail::None => "",
                    Detail::Day => "2026-11-27 10:00",
                    Detail::Word => "call",
                    Detail::Entity => "account.street,account.city",
                    Detail::Text => "Quay 7",
                };
                for (subject, detail) in [("Acme", known), ("Acme", ""), ("", known), ("", "")] {
                    for count in [0, 1, 2, 3] {
                        let label = Label::new(key, subject).detail(detail).count(count);
                        let said = words.label(&label);
                        let broken = ["{", "}", "$", NONE, "act-", "label-", "2026-", "account.", "call,"];
                        let broken: Vec<_> = broken.iter().filter(|part| said.contains(**part)).collect();
                        assert!(broken.is_empty() && !said.trim().is_empty(), "{lang} {label:?}: {said:?} {broken:?}");
                    }
                }
            }
        }
    }
}
