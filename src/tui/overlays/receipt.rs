//! A sync receipt: what both sides hold, stream by stream, counted and digested.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, centred};
use super::super::cx::Cx;
use super::super::screen::{Place, Screen, Sight};
use super::super::screens::sync::bytes;
use super::super::subject::Subject;
use super::super::theme::Role;
use crate::domain::ask::Receipt;

/// The page of a receipt.
#[derive(Clone, Debug)]
pub struct ReceiptPage {
    receipt: Receipt,
}

impl ReceiptPage {
    /// Of this receipt.
    pub fn new(receipt: Receipt) -> ReceiptPage {
        ReceiptPage { receipt }
    }
}

impl Screen for ReceiptPage {
    fn sight(&self) -> Sight {
        Sight::Rounds
    }

    fn place(&self) -> Place {
        Place::Reading
    }

    fn popup(&self, _cx: &Cx, whole: Rect) -> Option<Rect> {
        Some(centred(whole, 84, (self.receipt.streams.len() as u16).saturating_add(9)))
    }

    fn opens(&self, _cx: &Cx) -> bool {
        false
    }

    /// The whole of it, for whoever asks the rep what was sent.
    fn subject(&self, cx: &Cx) -> Subject {
        let receipt = &self.receipt;
        let mut lines = vec![figures(cx, receipt)];
        lines.extend(receipt.streams.iter().map(|(stream, here, there)| {
            let side = |(count, sum): &(u64, u64)| format!("{count} {sum:016x}");
            let sides = [("receipt-here", here), ("receipt-there", there)];
            let said = sides.map(|(key, of)| format!("{} {}", cx.word(key), side(of)));
            format!("{}  {}", cx.words.stream(stream), said.join(cx.word("list-comma")))
        }));
        lines.push(cx.word(if receipt.same() { "receipt-same" } else { "receipt-differs" }).to_owned());
        Subject { text: lines.join("\n"), ..Subject::default() }
    }

    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>) {
        let receipt = &self.receipt;
        let inner = canvas.window(area, cx.word("title-receipt"));
        let mut y = inner.y;
        for line in crate::base::width::wrap(&figures(cx, receipt), usize::from(inner.width)) {
            canvas.put(inner.x, y, inner.width, line, Role::Text);
            y += 1;
        }
        y += 1;
        // Name, count and digest here, count and digest there.
        let name = inner.width.saturating_sub(52).max(12);
        let column = inner.x + name;
        canvas.put(column, y, 26, cx.word("receipt-here"), Role::Dim);
        canvas.put(column + 26, y, 26, cx.word("receipt-there"), Role::Dim);
        for (stream, here, there) in &receipt.streams {
            y += 1;
            if y + 2 > inner.bottom() {
                break;
            }
            let same = here == there;
            let role = if same { Role::Text } else { Role::Late };
            canvas.put(
                inner.x,
                y,
                name - 1,
                &format!("{}{}", if same { "  " } else { "! " }, cx.words.stream(stream)),
                role,
            );
            for (at, (count, sum)) in [(0, here), (26, there)] {
                canvas.put(column + at, y, 26, &format!("{count:>7}  {sum:016x}"), role);
            }
        }
        let (key, role) = if receipt.same() { ("receipt-same", Role::Done) } else { ("receipt-differs", Role::Late) };
        canvas.put(inner.x, inner.bottom().saturating_sub(1), inner.width, cx.word(key), role);
    }
}

/// When, what went each way, how long it took.
fn figures(cx: &Cx, receipt: &Receipt) -> String {
    cx.say(
        "receipt-all-figures",
        &[
            ("when", (&cx.words.moment(receipt.at, &cx.now)).into()),
            ("up", receipt.up.into()),
            ("down", receipt.down.into()),
            ("sent", (&bytes(receipt.bytes.0)).into()),
            ("received", (&bytes(receipt.bytes.1)).into()),
            ("rounds", receipt.rounds.into()),
            ("seconds", (&format!("{:.1}", receipt.millis as f64 / 1000.0)).into()),
        ],
    )
}
