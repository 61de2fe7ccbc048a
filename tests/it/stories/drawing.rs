//! Who had a customer once and has him no more: what he knows of him draws nothing of his back, whichever way he says it.
//!
//! Always holds: where a record lies, and with which it is one, is changed by whoever has it there or by a manager; what he did while he had him is
//! taken late, as ever.

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::schema::{ACCOUNT, CONTACT, ConflictRule, Entity, VISIT, Value};
use rounds::server::{Storage, UserChange};
use rounds::sync::StreamId;
use rounds::sync::log::{Cell, Entry, Packed};
use rounds::sync::wire::{Group, Request, SentChange, SentField};

use super::hostile::{asks, compares, forged, gives_back, held, noted, office, sends, sends_of, sent};
use super::office::{Laptop, Office};

#[test]
fn who_had_a_customer_once_does_not_draw_him_back() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let (north, south) = (office.territory("North"), office.territory("South"));
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut ada]);
    ada.sets(&mut office, &ACCOUNT, acme, "territory", Value::Id(south));
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert!(!ann.sees(&ACCOUNT, acme) && bo.sees(&ACCOUNT, acme));
    sends(&mut office, &mut ann, 1, acme, vec![sent("territory", Value::Id(north))]);
    assert_eq!(held(&mut office, &ACCOUNT, acme, "territory", ""), Value::Id(south));
    // Nor by giving it back.
    let cell = forged(&office, &ACCOUNT, "territory", None, Value::Id(north));
    gives_back(&mut office, &mut ann, StreamId::Territory(north), &ACCOUNT, acme, vec![cell]);
    assert_eq!(held(&mut office, &ACCOUNT, acme, "territory", ""), Value::Id(south));
    // What he did while he had him is taken late, as ever.
    sends(&mut office, &mut ann, 2, acme, vec![sent("street", Value::text("Main Street 1"))]);
    assert_eq!(held(&mut office, &ACCOUNT, acme, "street", ""), Value::text("Main Street 1"));
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!(noted(&ada, &office, ConflictRule::Parked), 1);
}

#[test]
fn who_had_a_customer_once_does_not_draw_his_people_back() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let (north, south) = (office.territory("North"), office.territory("South"));
    let (acme, mine) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Mine"));
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    office.sync_all(&mut [&mut ann, &mut ada]);
    ada.sets(&mut office, &ACCOUNT, acme, "territory", Value::Id(south));
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert!(bo.sees(&CONTACT, wang) && !ann.sees(&CONTACT, wang));
    let drawn = || SentField {
        field: CONTACT.field("account").unwrap().number,
        value: Value::Id(mine),
        base: None,
        element: None,
    };
    sends_of(&mut office, &mut ann, &CONTACT, 1, wang, vec![drawn()]);
    assert_eq!(held(&mut office, &CONTACT, wang, "account", ""), Value::Id(acme), "as a change");
    for compared in [false, true] {
        let cell = forged(&office, &CONTACT, "account", None, Value::Id(mine));
        let stream = StreamId::Territory(if compared { south } else { north });
        let ask = if compared { compares } else { gives_back };
        ask(&mut office, &mut ann, stream, &CONTACT, wang, vec![cell]);
        assert_eq!(held(&mut office, &CONTACT, wang, "account", ""), Value::Id(acme), "compared: {compared}");
    }
    // His title he had while he had him.
    let title = SentField {
        field: CONTACT.field("title").unwrap().number,
        value: Value::text("buyer"),
        base: None,
        element: None,
    };
    sends_of(&mut office, &mut ann, &CONTACT, 2, wang, vec![title]);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert!(bo.sees(&CONTACT, wang) && !ann.sees(&CONTACT, wang));
    assert_eq!(bo.text(&CONTACT, wang, "title"), "buyer");
}

/// A record, and what of it is set.
type Sets<'f> = (&'f Entity, Id, Vec<(&'f str, Value)>);

/// Ann had Acme and lost it to Bo, who has added Wang since; Mine is still hers.
struct Lost {
    office: Office,
    ann: Laptop,
    bo: Laptop,
    ada: Laptop,
    acme: Id,
    mine: Id,
    wang: Id,
    seq: i64,
}

impl Lost {
    fn new() -> Lost {
        let (mut office, mut ann, mut bo, mut ada) = office();
        let south = office.territory("South");
        let (acme, mine) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Mine"));
        office.sync_all(&mut [&mut ann, &mut ada]);
        ada.sets(&mut office, &ACCOUNT, acme, "territory", Value::Id(south));
        office.sync_all(&mut [&mut ada, &mut bo]);
        let wang = bo.adds_contact(&mut office, acme, "Wang");
        office.sync(&mut bo);
        Lost { office, ann, bo, ada, acme, mine, wang, seq: 0 }
    }

    /// Sends changes of Ann's, each a record with its fields, as one group.
    fn group(&mut self, changes: &[Sets<'_>]) {
        let sent = |entity: &Entity, field: &str, value: &Value| SentField {
            field: if field.is_empty() { 0 } else { entity.field(field).unwrap().number },
            value: value.clone(),
            base: None,
            element: None,
        };
        let mut at = Some((Stamp::of(self.office.now).0 as i64, self.seq + 1));
        let changes: Vec<SentChange> = changes
            .iter()
            .map(|(entity, record, values)| {
                let (stamp, seq) = at.take().unwrap_or((1, 1));
                self.seq += 1;
                let fields = values.iter().map(|(field, value)| sent(entity, field, value)).collect();
                SentChange {
                    session: 0,
                    seq,
                    entity: entity.number,
                    record: *record,
                    stamp,
                    seen: 0,
                    fields,
                    said: None,
                }
            })
            .collect();
        let groups = vec![Group { act: 0, changes, again: None }];
        let request =
            Request { sessions: vec![0xbad], acts: vec![self.mine], groups, ..asks(&mut self.office, &mut self.ann) };
        self.office.answer(&mut self.ann, &request);
    }

    fn gives_back(&mut self, entity: &Entity, id: Id, field: &str, value: Value) {
        let stream = StreamId::Territory(self.office.territory("North"));
        let cell = forged(&self.office, entity, field, None, value);
        gives_back(&mut self.office, &mut self.ann, stream, entity, id, vec![cell]);
    }

    /// Nothing of Bo's is on Ann's laptop, nor gone from his.
    fn holds(mut self, how: &str) {
        self.office.sync_all(&mut [&mut self.ann, &mut self.bo, &mut self.ada]);
        assert_eq!(held(&mut self.office, &CONTACT, self.wang, "account", ""), Value::Id(self.acme), "{how}");
        let (ann, bo) = (self.ann.sees(&CONTACT, self.wang), self.bo.sees(&CONTACT, self.wang));
        assert_eq!((ann, bo), (false, true), "{how}");
        assert!(self.bo.sees(&ACCOUNT, self.acme) && !self.ann.sees(&ACCOUNT, self.acme), "{how}");
    }
}

#[test]
fn who_had_a_customer_once_does_not_draw_his_people_to_another_that_he_says_is_the_same() {
    let into = |lost: &Lost| vec![("merged_into", Value::Id(lost.mine))];
    let mut lost = Lost::new();
    let merge = rounds::domain::deed::Deed::Merge {
        entity: ACCOUNT.number,
        keep: lost.mine,
        other: lost.acme,
        from_other: std::collections::BTreeSet::new(),
    };
    // He has not heard of the move: honestly.
    lost.ann.does(&mut lost.office, &merge);
    lost.holds("a merge");

    let mut lost = Lost::new();
    lost.group(&[(&ACCOUNT, lost.acme, into(&lost))]);
    lost.holds("a change");

    let mut lost = Lost::new();
    lost.gives_back(&ACCOUNT, lost.acme, "merged_into", Value::Id(lost.mine));
    let (late, acme) = (lost.bo.adds_contact(&mut lost.office, lost.acme, "Zhou"), lost.acme);
    lost.office.sync_all(&mut [&mut lost.bo, &mut lost.ann]);
    assert_eq!(held(&mut lost.office, &CONTACT, late, "account", ""), Value::Id(acme));
    lost.holds("given back");

    // Over one in the south that he makes himself, for he had the south once, too.
    let mut lost = Lost::new();
    for (gains, loses) in [("South", ""), ("", "South")] {
        let named = |name: &str| if name.is_empty() { Vec::new() } else { vec![name.to_string()] };
        let change = UserChange { gains: named(gains), loses: named(loses), ..UserChange::default() };
        lost.office.core.set_user(&mut lost.office.server, "Ann", &change, lost.office.now).unwrap();
    }
    let (south, between) = (lost.office.territory("South"), lost.office.ids.next(lost.office.now));
    let made = vec![("", Value::Int(1)), ("territory", Value::Id(south)), ("merged_into", Value::Id(lost.mine))];
    lost.group(&[(&ACCOUNT, between, made)]);
    assert_eq!(held(&mut lost.office, &ACCOUNT, between, "territory", ""), Value::Id(south));
    lost.group(&[(&CONTACT, lost.wang, vec![("account", Value::Id(between))])]);
    lost.holds("over another");
}

/// A record goes where the customer lies that it names, and not where that one leads.
#[test]
fn who_had_a_customer_once_does_not_draw_his_people_to_his_own_that_he_says_is_the_same() {
    for how in ["given back", "parted in the same group", "a change", "compared"] {
        let mut lost = Lost::new();
        let (acme, mine, wang, south) = (lost.acme, lost.mine, lost.wang, lost.office.territory("South"));
        lost.group(&[(&ACCOUNT, mine, vec![("merged_into", Value::Id(acme))])]);
        assert_eq!(held(&mut lost.office, &ACCOUNT, mine, "merged_into", ""), Value::Id(acme), "his own he may");
        let drawn = || (&CONTACT, wang, vec![("account", Value::Id(mine))]);
        match how {
            "given back" => lost.gives_back(&CONTACT, wang, "account", Value::Id(mine)),
            "parted in the same group" => {
                lost.group(&[(&ACCOUNT, mine, vec![("merged_into", Value::Null)]), drawn()]);
            }
            "a change" => lost.group(&[drawn()]),
            _ => {
                let cell = forged(&lost.office, &CONTACT, "account", None, Value::Id(mine));
                compares(&mut lost.office, &mut lost.ann, StreamId::Territory(south), &CONTACT, wang, vec![cell]);
            }
        }
        let north = lost.office.territory("North");
        let (log, _) = lost.office.server.look().unwrap().entries(StreamId::Territory(north), 0, usize::MAX).unwrap();
        for (_, entry) in log {
            if let Ok(Entry::Versions(told)) = Packed::stored(entry).open() {
                assert_ne!(told.record, wang, "{how}: what he is was told in the north");
            }
        }
        lost.holds(how);
    }
}

#[test]
fn who_had_a_customer_once_does_not_draw_his_people_to_one_that_does_not_exist_yet() {
    for how in ["two requests", "one group", "given back", "taken off him first"] {
        let mut lost = Lost::new();
        let north = lost.office.territory("North");
        let (new, wang, me) = (lost.office.ids.next(lost.office.now), lost.wang, lost.ann.user);
        let drawn = || (&CONTACT, wang, vec![("account", Value::Id(new))]);
        let made = || (&ACCOUNT, new, vec![("", Value::Int(1)), ("territory", Value::Id(north))]);
        match how {
            "two requests" => {
                lost.group(&[drawn()]);
                lost.group(&[made()]);
            }
            "one group" => {
                lost.group(&[drawn(), made()]);
                lost.group(&[made()]);
            }
            "given back" => {
                lost.gives_back(&CONTACT, wang, "account", Value::Id(new));
                lost.group(&[made()]);
            }
            _ => {
                let visit = lost.bo.visits(&mut lost.office, lost.acme, "Bo's");
                lost.office.sync(&mut lost.bo);
                lost.group(&[
                    (&VISIT, visit, vec![("account", Value::Null)]),
                    (&VISIT, visit, vec![("owner", Value::Id(me))]),
                ]);
                lost.office.sync_all(&mut [&mut lost.ann, &mut lost.bo]);
                assert!(lost.bo.sees(&VISIT, visit) && !lost.ann.sees(&VISIT, visit));
            }
        }
        lost.holds(how);
    }
}

/// Who made a record makes it once more at a restored server where others have given it back; but whose making it was anybody can give back.
#[test]
fn nobody_draws_what_he_says_that_he_made() {
    let mut lost = Lost::new();
    let (north, acme, mine, wang) = (lost.office.territory("North"), lost.acme, lost.mine, lost.wang);
    for (entity, id, field, to) in [(&ACCOUNT, acme, "territory", north), (&CONTACT, wang, "account", mine)] {
        lost.seq += 10;
        let cell = Cell { seq: lost.seq as u64 + 1, ..forged(&lost.office, entity, "", None, Value::Int(1)) };
        gives_back(&mut lost.office, &mut lost.ann, StreamId::Territory(north), entity, id, vec![cell]);
        lost.group(&[(entity, id, vec![("", Value::Int(1)), (field, Value::Id(to))])]);
    }
    lost.holds("as his making");
}
