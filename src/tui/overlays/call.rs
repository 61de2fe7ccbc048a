//! A customer's number, large: it is copied, Enter opens the log line as a call. Also `o`: the map or the page on the web.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, Target, centred};
use super::super::cx::{Cx, Tone};
use super::super::key::Key;
use super::super::list::List;
use super::super::message::{Effect, Ticket};
use super::super::open::{self, LogStart};
use super::super::screen::{Handled, Motion, Place, Screen, Sight};
use super::super::theme::Role;
use crate::base::id::Id;
use crate::base::phone::digits;
use crate::domain::ask::{Answer, Ask, Dossier};
use crate::domain::deed::LogKind;
use crate::schema::TouchKind;

/// What the customer's record is wanted for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wanted {
    Numbers,
    Map,
}

/// A number, and whose it is.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Number {
    number: String,
    whose: String,
}

/// The number.
#[derive(Clone, Debug)]
pub struct Call {
    account: Id,
    name: String,
    contact: Option<Id>,
    wanted: Wanted,
    numbers: Option<Vec<Number>>,
    ticket: Option<Ticket>,
    list: List,
}

impl Call {
    /// Of this customer, or of a contact there.
    pub fn new(account: Id, name: String, contact: Option<Id>) -> Call {
        Call { account, name, contact, wanted: Wanted::Numbers, numbers: None, ticket: None, list: List::default() }
    }

    /// The map of this customer, or its page on the web.
    pub fn link(account: Id, name: String) -> Call {
        Call { wanted: Wanted::Map, ..Call::new(account, name, None) }
    }

    fn arrived(&mut self, dossier: &Dossier, cx: &mut Cx) {
        if self.wanted == Wanted::Map {
            cx.close();
            match link(dossier, cx.words.lang().is_chinese()) {
                Some(link) => cx.effect(Effect::Open(link)),
                None => cx.notice_word("notice-no-place", Tone::Calm),
            }
            return;
        }
        let mut numbers: Vec<Number> = Vec::new();
        let mut contacts: Vec<_> = dossier.contacts.iter().filter(|contact| contact.left_on.is_none()).collect();
        contacts.sort_by_key(|contact| Some(contact.id) != self.contact);
        let of_contacts = contacts.iter().flat_map(|contact| {
            let whose = if contact.title.is_empty() {
                contact.name.clone()
            } else {
                format!("{}  {}", contact.name, contact.title)
            };
            contact.phones.iter().map(move |number| Number { number: number.clone(), whose: whose.clone() })
        });
        let of_account =
            dossier.row.account.phones.iter().map(|number| Number { number: number.clone(), whose: self.name.clone() });
        if self.contact.is_some() {
            numbers.extend(of_contacts.chain(of_account));
        } else {
            numbers.extend(of_account.chain(of_contacts));
        }
        self.numbers = Some(numbers);
        self.copy(cx);
    }

    fn copy(&self, cx: &mut Cx) {
        if let Some(number) = self.numbers.as_ref().and_then(|numbers| numbers.get(self.list.cursor)) {
            cx.effect(Effect::Copy(number.number.clone()));
        }
    }
}

/// Where the customer is on a map; its page on the web where no place is known.
pub fn link(dossier: &Dossier, chinese: bool) -> Option<String> {
    let account = &dossier.row.account;
    if let (Some(north), Some(east)) = (account.latitude, account.longitude) {
        return Some(if chinese {
            format!("https://uri.amap.com/marker?position={east},{north}&coordinate=wgs84")
        } else {
            format!("https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}")
        });
    }
    // A place is looked for by its address: what an import brings has seldom more.
    let place = [&account.street, &account.city].map(String::as_str);
    if !account.street.is_empty() {
        let words = if chinese { place.iter().rev().copied().collect::<String>() } else { place.join(" ") };
        let words = escaped(words.trim());
        return Some(if chinese {
            format!("https://uri.amap.com/search?keyword={words}")
        } else {
            format!("https://www.openstreetmap.org/search?query={words}")
        });
    }
    if account.website.contains("://") {
        return Some(account.website.clone());
    }
    (!account.website.is_empty()).then(|| format!("https://{}", account.website))
}

/// Words as a part of an address on the web.
fn escaped(words: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    words.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl Screen for Call {
    fn sight(&self) -> Sight {
        Sight::Of(Some(self.account))
    }

    fn place(&self) -> Place {
        Place::Question
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        let lines = self.numbers.as_ref().map_or(0, Vec::len).min(9) as u16;
        Some(centred(whole, 72, lines + 11))
    }

    fn refresh(&mut self, cx: &mut Cx) {
        if self.numbers.is_none() {
            self.ticket = Some(cx.ask(Ask::Account(self.account)));
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &mut Cx) -> Option<Answer> {
        match answer {
            Answer::Account(dossier) if self.ticket == Some(ticket) => {
                match dossier {
                    Some(dossier) => self.arrived(&dossier, cx),
                    None => cx.close(),
                }
                None
            }
            other => Some(other),
        }
    }

    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let count = self.numbers.as_ref().map_or(0, Vec::len);
        match key.narrow().typed().and_then(|c| c.to_digit(10)) {
            Some(digit) if digit > 0 && digit as usize <= count => {
                self.list.cursor = digit as usize - 1;
                self.copy(cx);
                Handled::Yes
            }
            _ => Handled::No,
        }
    }

    fn moved(&mut self, motion: Motion, cx: &mut Cx) {
        let count = self.numbers.as_ref().map_or(0, Vec::len);
        if self.list.moved(motion, count, 9) {
            self.copy(cx);
        }
    }

    fn pointed(&mut self, _pane: usize, at: usize, _cx: &mut Cx) -> bool {
        self.list.point(at)
    }

    fn enter(&mut self, cx: &mut Cx) {
        cx.close();
        let account = Some((self.account, self.name.clone()));
        open::log(
            cx,
            LogStart { account, meant: true, kind: Some(LogKind::Touch(TouchKind::Call)), ..LogStart::default() },
        );
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let Some(numbers) = self.numbers.as_ref().filter(|_| self.wanted == Wanted::Numbers) else { return };
        let inner = canvas.window(area, &self.name);
        let Some(chosen) = numbers.get(self.list.cursor) else {
            canvas.put(inner.x, inner.y + 1, inner.width, cx.word("call-no-number"), Role::Text);
            canvas.put(inner.x, inner.y + 3, inner.width, cx.word("call-enter"), Role::Dim);
            return;
        };
        large(&chosen.number, Rect { y: inner.y + 1, ..inner }, canvas);
        canvas.put(inner.x, inner.y + 7, inner.width, cx.word("call-enter"), Role::Dim);
        for (at, number) in numbers.iter().take(9).enumerate() {
            let y = inner.y + 9 + at as u16;
            if y >= inner.bottom() {
                break;
            }
            let digit = format!("{}  ", at + 1);
            canvas.spans(inner.x, y, 30, &[(&digit, Role::Key), (&number.number, Role::Strong)]);
            canvas.put(inner.x + 30, y, inner.width.saturating_sub(30), &number.whose, Role::Dim);
            canvas.spot(Rect { y, height: 1, ..inner }, Target::Row(0, at));
            if at == self.list.cursor {
                canvas.tint(Rect { y, height: 1, ..inner }, Role::Cursor);
            }
        }
    }
}

/// Digits of three by five cells, as rows of three bits.
const SHAPES: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 1, 1],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];

/// The number in digits of five rows where there is room, else as it is. Cells are filled, not drawn, so that no glyph's width matters.
fn large(number: &str, area: Rect, canvas: &mut Canvas<'_>) {
    let need = digits(number).len() as u16 * 4 + number.matches([' ', '-']).count() as u16 * 2;
    if need > area.width || area.height < 6 {
        canvas.put(area.x, area.y + 1, area.width, number, Role::Strong);
        return;
    }
    let mut x = area.x;
    for c in number.chars() {
        let Some(shape) = c.to_digit(10).and_then(|digit| SHAPES.get(digit as usize)) else {
            x += 2;
            continue;
        };
        for (row, bits) in shape.iter().enumerate() {
            for column in 0..3 {
                if bits & (4 >> column) != 0 {
                    canvas.fill(Rect { x: x + column, y: area.y + row as u16, width: 1, height: 1 }, Role::Strong);
                }
            }
        }
        x += 4;
    }
}
