//! Address cards as phones, Outlook and web mail write them (vCard 2.1, 3.0, 4.0).
//!
//! Always: whatever a card says in words is in the result, in its own place or among `others`; pictures and keys are
//! named as left out. A card that does not end is read as far as it goes. It must not decide what a customer is.

use super::error::InteropError;
use super::quoted_printable;
use crate::domain::import::source::{Card, CardAddress, Cards, Labelled, Trouble, TroubleKind};
use calcard::common::{IanaString, PartialDateTime};
use calcard::vcard::{VCardEntry, VCardParameterName, VCardParameterValue, VCardProperty, VCardType, VCardValue};
use calcard::{Entry, Parser};

/// Reads all cards of a text.
pub fn read(text: &str, encoding: &'static str) -> Result<Cards, InteropError> {
    let mut cards = Vec::new();
    let mut troubles = Vec::new();
    let mut outside = 0_usize;
    let mut open: Option<(u32, String)> = None;
    for (index, line) in text.lines().enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let bare = line.trim_start_matches('\u{feff}').trim();
        if bare.eq_ignore_ascii_case("BEGIN:VCARD") {
            if let Some((begun, unfinished)) = open.take() {
                troubles.push(Trouble { line: begun, kind: TroubleKind::OpenCard });
                finish(&mut cards, &mut troubles, begun, &unfinished);
            }
            open = Some((number, String::new()));
        } else if bare.eq_ignore_ascii_case("END:VCARD") {
            match open.take() {
                Some((begun, body)) => finish(&mut cards, &mut troubles, begun, &body),
                None => outside += 1,
            }
        } else if let Some((_, body)) = &mut open {
            body.push_str(line);
            body.push_str("\r\n");
        } else if !bare.is_empty() {
            outside += 1;
        }
    }
    if let Some((begun, unfinished)) = open {
        troubles.push(Trouble { line: begun, kind: TroubleKind::OpenCard });
        finish(&mut cards, &mut troubles, begun, &unfinished);
    }
    if outside > 0 {
        troubles.push(Trouble { line: 0, kind: TroubleKind::OutsideCards { count: outside } });
    }
    if cards.is_empty() {
        return Err(InteropError::NoCards);
    }
    troubles.sort_by_key(|trouble| trouble.line);
    Ok(Cards { encoding, cards, troubles })
}

fn finish(cards: &mut Vec<Card>, troubles: &mut Vec<Trouble>, line: u32, body: &str) {
    let whole = format!("BEGIN:VCARD\r\n{}END:VCARD\r\n", quoted_printable::to_utf8(body));
    let Entry::VCard(read) = Parser::new(&whole).entry() else {
        troubles.push(Trouble { line, kind: TroubleKind::OpenCard });
        return;
    };
    let mut card = Card { line, ..Card::default() };
    for entry in &read.entries {
        take(&mut card, entry, &read.entries);
    }
    for property in &card.left_out {
        troubles.push(Trouble { line, kind: TroubleKind::CardPartLeftOut { property: property.clone() } });
    }
    cards.push(card);
}

fn take(card: &mut Card, entry: &VCardEntry, all: &[VCardEntry]) {
    let parts = parts(entry);
    let whole = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    let part = |index: usize| parts.get(index).cloned().unwrap_or_default();
    let labelled = || Labelled { kind: kinds(entry), value: whole.clone() };
    match &entry.name {
        VCardProperty::Fn => set(&mut card.formatted_name, whole, ("FN", &mut card.others)),
        VCardProperty::N => {
            card.family = part(0);
            card.given = part(1);
            card.middle = part(2);
            card.prefix = part(3);
            card.suffix = part(4);
        }
        VCardProperty::Nickname => card.nickname = whole,
        VCardProperty::Org => {
            let (company, department) = (part(0), parts.get(1..).unwrap_or_default().join(", "));
            if card.organisation.is_empty() {
                card.department = department.trim_matches([',', ' ']).to_owned();
            }
            set(&mut card.organisation, company, ("ORG", &mut card.others));
        }
        VCardProperty::Title => set(&mut card.title, whole, ("TITLE", &mut card.others)),
        VCardProperty::Role => set(&mut card.role, whole, ("ROLE", &mut card.others)),
        VCardProperty::Tel => {
            let value = whole.strip_prefix("tel:").unwrap_or(&whole).replace(";ext=", " ext. ");
            let kind = Some(kinds(entry)).filter(|kind| !kind.is_empty()).or_else(|| label_of(entry, all));
            card.phones.push(Labelled { kind: kind.unwrap_or_default(), value });
        }
        VCardProperty::Email => card.emails.push(labelled()),
        VCardProperty::Url => card.urls.push(labelled()),
        VCardProperty::Impp => {
            let (program, value) = whole.split_once(':').unwrap_or(("", &whole));
            card.chats.push(Labelled { kind: program.to_ascii_lowercase(), value: value.to_owned() });
        }
        VCardProperty::Adr => card.addresses.push(address(entry, &parts)),
        VCardProperty::Bday => card.birthday = date_of(&whole),
        VCardProperty::Note => {
            if !card.note.is_empty() {
                card.note.push('\n');
            }
            card.note.push_str(&whole);
        }
        VCardProperty::Uid => whole.strip_prefix("urn:uuid:").unwrap_or(&whole).clone_into(&mut card.uid),
        VCardProperty::Categories => card.categories.extend(parts.into_iter().filter(|part| !part.is_empty())),
        VCardProperty::Geo => {
            let bare = whole.strip_prefix("geo:").unwrap_or(&whole);
            card.position = bare.replace([';', ' '], ",").replace(",,", ",");
        }
        VCardProperty::Photo | VCardProperty::Logo | VCardProperty::Sound | VCardProperty::Key => {
            if !whole.is_empty() || entry.values.iter().any(|value| matches!(value, VCardValue::Binary(_))) {
                card.left_out.push(entry.name.as_str().to_owned());
            }
        }
        // The program's own marks, the same for every card, and the label of an address that is read already.
        VCardProperty::Version
        | VCardProperty::Begin
        | VCardProperty::End
        | VCardProperty::Prodid
        | VCardProperty::Rev
        | VCardProperty::Kind
        | VCardProperty::Clientpidmap => {}
        VCardProperty::Other(name) => other(card, name, &whole, entry, all),
        other => card.others.push((other.as_str().to_owned(), whole)),
    }
}

fn other(card: &mut Card, name: &str, whole: &str, entry: &VCardEntry, all: &[VCardEntry]) {
    if whole.is_empty() {
        return;
    }
    let upper = name.to_ascii_uppercase();
    match upper.as_str() {
        "X-MS-IMADDRESS" => card.chats.push(Labelled { kind: String::new(), value: whole.to_owned() }),
        "X-WECHAT" | "X-WEIXIN" | "X-QQ" | "X-LINE" | "X-SKYPE" | "X-SKYPE-USERNAME" | "X-WHATSAPP" | "X-TELEGRAM"
        | "X-AIM" | "X-MSN" | "X-JABBER" | "X-ICQ" | "X-YAHOO" | "X-DINGTALK" => {
            let program = upper.trim_start_matches("X-").trim_end_matches("-USERNAME").to_ascii_lowercase();
            let program = if program == "weixin" { "wechat".to_owned() } else { program };
            card.chats.push(Labelled { kind: program, value: whole.to_owned() });
        }
        "X-MS-TEL" => card.phones.push(Labelled { kind: kinds(entry), value: whole.to_owned() }),
        // How Outlook and Apple show the card and its addresses; nothing a person wrote.
        "LABEL" | "X-ABLABEL" | "X-ABADR" | "X-ABUID" | "X-ABSHOWAS" | "MAILER" => {}
        _ if upper.starts_with("X-MS-OL-") || upper.starts_with("X-MS-CARDPICTURE") => {}
        // Apple names a further value by a label of the same group: `item2.X-ABLabel:_$!<Spouse>!$_`.
        _ => card.others.push((label_of(entry, all).unwrap_or_else(|| name.to_owned()), date_of(whole))),
    }
}

fn label_of(entry: &VCardEntry, all: &[VCardEntry]) -> Option<String> {
    let group = entry.group.as_deref()?;
    let label = all.iter().find(|other| {
        other.group.as_deref() == Some(group)
            && matches!(&other.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case("X-ABLABEL"))
    })?;
    let text = parts(label).join(", ");
    let bare = text.trim_start_matches("_$!<").trim_end_matches(">!$_").trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// The first value has its place; a second one that differs goes among the others.
fn set(place: &mut String, value: String, (name, others): (&str, &mut Vec<(String, String)>)) {
    if value.is_empty() || *place == value {
    } else if place.is_empty() {
        *place = value;
    } else {
        others.push((name.to_owned(), value));
    }
}

/// The parts of a value, each as one text.
fn parts(entry: &VCardEntry) -> Vec<String> {
    let text = |value: &VCardValue| match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(texts) => texts.join(", "),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Float(number) => number.to_string(),
        VCardValue::Boolean(truth) => truth.to_string(),
        VCardValue::PartialDateTime(moment) => moment_text(moment),
        VCardValue::Sex(sex) => sex.as_str().to_owned(),
        VCardValue::GramGender(_) | VCardValue::Kind(_) | VCardValue::Binary(_) => String::new(),
    };
    entry.values.iter().map(|value| text(value).replace("\r\n", "\n").trim().to_owned()).collect()
}

fn moment_text(moment: &PartialDateTime) -> String {
    let part = |part: Option<u8>| part.map_or_else(|| "--".to_owned(), |part| format!("{part:02}"));
    match (moment.year, moment.month, moment.day) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(year), None, _) => format!("{year:04}"),
        (None, None, None) if moment.tz_hour.is_some() => {
            let sign = if moment.tz_minus { '-' } else { '+' };
            format!("{sign}{}:{}", part(moment.tz_hour), part(moment.tz_minute.or(Some(0))))
        }
        (None, None, None) => format!("{}:{}", part(moment.hour), part(moment.minute)),
        (None, month, day) => format!("--{}-{}", part(month), part(day)),
    }
}

/// `19800322` as `1980-03-22`; anything else as it is.
fn date_of(text: &str) -> String {
    match (text.len(), text.get(..4), text.get(4..6), text.get(6..8)) {
        (8, Some(year), Some(month), Some(day)) if text.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{year}-{month}-{day}")
        }
        _ => text.to_owned(),
    }
}

fn address(entry: &VCardEntry, parts: &[String]) -> CardAddress {
    let part = |index: usize| parts.get(index).cloned().unwrap_or_default();
    // Post box and further words (floor, building) stand apart in a card; on an envelope they are with the street.
    let street: Vec<String> = [2, 0, 1].map(part).into_iter().filter(|part| !part.is_empty()).collect();
    CardAddress {
        kind: kinds(entry),
        street: street.join("\n"),
        city: part(3),
        region: part(4),
        postcode: part(5),
        country: part(6),
    }
}

/// `work`, `home`, `cell`, `fax`, `pager` in this order; other kinds say nothing to a rep.
fn kinds(entry: &VCardEntry) -> String {
    let types: Vec<&VCardType> = entry
        .params
        .iter()
        .filter_map(|param| match (&param.name, &param.value) {
            (VCardParameterName::Type, VCardParameterValue::Type(kind)) => Some(kind),
            _ => None,
        })
        .collect();
    let bare = |name: &str| {
        entry
            .params
            .iter()
            .any(|param| matches!(&param.name, VCardParameterName::Other(found) if found.eq_ignore_ascii_case(name)))
    };
    let known = [
        (VCardType::Work, "work"),
        (VCardType::Home, "home"),
        (VCardType::Cell, "cell"),
        (VCardType::Fax, "fax"),
        (VCardType::Pager, "pager"),
    ];
    let found = known.into_iter().filter(|(kind, name)| types.contains(&kind) || bare(name));
    found.map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}
