//! Makes old address cards (vCard 2.1) say their quoted-printable text in UTF-8.
//!
//! Outlook and older phones write such text in any character set, or name none. The card reader knows few sets, so the
//! text is told apart here, from all bytes of a value, and written again as UTF-8. Other lines pass untouched; the
//! number of lines never grows, so that line numbers stay true enough to find a card.

use super::encoding;

/// The card's text with every quoted-printable value in UTF-8.
pub fn to_utf8(card: &str) -> String {
    let mut out = String::with_capacity(card.len());
    let mut lines = card.lines();
    while let Some(line) = lines.next() {
        let Some((head, value)) = line.split_once(':').filter(|(head, _)| is_quoted_printable(head)) else {
            out.push_str(line);
            out.push_str("\r\n");
            continue;
        };
        let mut value = value.to_owned();
        // A `=` at the end of a line says that the value goes on.
        while value.ends_with('=') {
            value.pop();
            match lines.next() {
                Some(next) => value.push_str(next),
                None => break,
            }
        }
        let charset = parameter(head, "CHARSET");
        out.push_str(&without_charset(head));
        out.push_str(";CHARSET=UTF-8:");
        out.push_str(&transcode(&value, charset));
        out.push_str("\r\n");
    }
    out
}

fn is_quoted_printable(head: &str) -> bool {
    head.split(';').skip(1).any(|parameter| {
        let value = parameter
            .split_once('=')
            .map_or(parameter, |(name, value)| if name.eq_ignore_ascii_case("ENCODING") { value } else { "" });
        value.eq_ignore_ascii_case("QUOTED-PRINTABLE")
    })
}

fn parameter<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim_matches('"'))
}

fn without_charset(head: &str) -> String {
    let kept = head
        .split(';')
        .filter(|parameter| !parameter.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("CHARSET=")));
    kept.collect::<Vec<_>>().join(";")
}

/// Each piece between bare separators is told apart on its own bytes, so that a separator written as code stays one.
fn transcode(value: &str, charset: Option<&str>) -> String {
    let whole = text_of(&bytes_of(value), charset).1;
    let mut out = String::with_capacity(value.len());
    for piece in value.split_inclusive([';', ',']) {
        let (words, separator) = match piece.char_indices().next_back() {
            Some((at, last @ (';' | ','))) => (piece.get(..at).unwrap_or_default(), Some(last)),
            _ => (piece, None),
        };
        escape(&mut out, &text_of(&bytes_of(words), Some(whole)).0);
        out.extend(separator);
    }
    out
}

/// The words, and the name of the character set they were read by.
fn text_of<'a>(bytes: &[u8], charset: Option<&'a str>) -> (String, &'a str) {
    // The name may be a lie (`us-ascii` with letters above it); UTF-8 that is valid is hardly ever anything else.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), charset.unwrap_or("utf-8"));
    }
    let named = charset
        .filter(|name| !name.eq_ignore_ascii_case("us-ascii") && !name.eq_ignore_ascii_case("utf-8"))
        .and_then(|name| encoding::decode_as(name, bytes).map(|text| (text, name)));
    named.unwrap_or_else(|| {
        let decoded = encoding::decode(bytes);
        (decoded.text, decoded.encoding)
    })
}

fn bytes_of(value: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = match tail {
            [high, low, ..] if *first == b'=' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = pair {
            bytes.push(high * 16 + low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b' ' || byte == b'\\' {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("={byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_out_in_utf8() {
        let rows = [
            ("FN:Acme", "FN:Acme\r\n"),
            ("FN;ENCODING=QUOTED-PRINTABLE:J=FCrgen", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=BCrgen\r\n"),
            (
                "FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD",
                "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BC=A0=E4=B8=89\r\n",
            ),
            (
                "N;QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BC=A0;=E4=B8=\r\n=89;;;",
                "N;QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BC=A0;=E4=B8=89;;;\r\n",
            ),
            (
                "NOTE;CHARSET=big5;ENCODING=quoted-printable:=A4=40=\nx",
                "NOTE;ENCODING=quoted-printable;CHARSET=UTF-8:=E4=B8=80x\r\n",
            ),
        ];
        for (card, expected) in rows {
            assert_eq!(to_utf8(card), expected);
        }
    }
}
