//! Which characters the bytes of a file mean.
//!
//! Always looks at the whole file: an export may be plain ASCII for thirty thousand bytes before the first letter that
//! tells. It must not fail: what no encoding explains is replaced by `�` and counted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding by its usual name.
    pub encoding: &'static str,
    /// How many characters had to be replaced by `�`.
    pub replaced: usize,
}

/// Words that stand in the header of a customer list. A short file has too few characters for statistics; one such
/// word tells the encoding.
const SIMPLIFIED: &[&str] = &["客户", "名称", "姓名", "电话", "手机", "地址", "联系人", "公司", "编号", "备注", "城市"];
const TRADITIONAL: &[&str] =
    &["客戶", "名稱", "姓名", "電話", "手機", "地址", "聯絡人", "公司", "編號", "備註", "城市"];

/// Reads the bytes of a whole file as text.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let encoding = if bytes.is_ascii() { "ASCII" } else { UTF_8.name() };
        return Decoded { text: text.to_owned(), encoding, replaced: 0 };
    }
    if mostly_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    with(guess(bytes), bytes)
}

/// Reads bytes by the encoding of a given name; none when there is no encoding of that name.
pub fn decode_as(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    let replaced = if failed { text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// Excel on Windows writes UTF-16 with a mark; some ERP systems leave the mark off. Line breaks, commas and digits then
/// have a zero on one side. 一 (U+4E00) has it on the other, so the majority tells.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    let plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let little = pairs.iter().filter(|pair| pair[1] == 0 && plain(pair[0])).count();
    let big = pairs.iter().filter(|pair| pair[0] == 0 && plain(pair[1])).count();
    // Most pairs of a text in a narrower encoding are two letters; a zero among them is a slip of some program.
    let narrow = pairs.iter().filter(|pair| plain(pair[0]) && plain(pair[1])).count();
    if little.max(big) < (pairs.len() / 20).max(1) || narrow * 2 > pairs.len() {
        return None;
    }
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    let readable = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).count();
    (!failed && readable == text.chars().count()).then_some(encoding)
}

/// A UTF-8 file with a cell cut in the middle of a character is still UTF-8: read as anything else, every one of its
/// good characters would break. Other encodings form long valid sequences only by rare accident.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 10
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let chinese = [GB18030, BIG5].map(|encoding| (encoding, telling_words(encoding, bytes)));
    match chinese {
        [(_, Some(gb)), (_, Some(big5))] if gb > big5 => GB18030,
        [(_, Some(gb)), (_, Some(big5))] if big5 > gb => BIG5,
        [(_, Some(1..)), (_, None)] => GB18030,
        [(_, None), (_, Some(1..))] => BIG5,
        _ if guessed == GBK => GB18030,
        // The small Western sets differ in a few letters; where statistics name a rare one, the common one is meant
        // far more often, and both show the same letters for the languages of Western Europe.
        _ if guessed.is_single_byte() && !letters_of_another_script(guessed, bytes) => WINDOWS_1252,
        _ => guessed,
    }
}

/// How many telling words the bytes hold when read by this encoding; none when they are not valid in it.
fn telling_words(encoding: &'static Encoding, bytes: &[u8]) -> Option<usize> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let words = if encoding == BIG5 { TRADITIONAL } else { SIMPLIFIED };
    Some(words.iter().filter(|word| text.contains(*word)).count())
}

/// Greek, Cyrillic, Hebrew, Arabic, Thai, and the Latin letters of Central Europe and Turkey: here the guess is kept.
fn letters_of_another_script(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0xFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        if encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        let (bytes, _, failed) = encoding.encode(text);
        assert!(!failed, "{text} can not be written as {}", encoding.name());
        bytes.into_owned()
    }

    #[test]
    fn each_encoding_is_told_apart() {
        let rows: &[(&'static Encoding, &str, &str)] = &[
            (UTF_8, "name,city\nAcme,Leeds\n", "ASCII"),
            (UTF_8, "客户名称,电话\n杭州精工机械,13805712266\n", "UTF-8"),
            (UTF_16LE, "name,city\nAcme,Leeds\n", "UTF-16LE"),
            (UTF_16BE, "name,city\nAcme,Leeds\n", "UTF-16BE"),
            (UTF_16LE, "客户名称,地址\n杭州精工机械有限公司,萧山区建设三路88号\n", "UTF-16LE"),
            (UTF_16BE, "客戶名稱,地址\n新竹精密工業,新竹市光復路一段\n", "UTF-16BE"),
            (GB18030, "客户名称,电话\n张三,1\n", "gb18030"),
            (GB18030, "名称,地址\n海川五金,杭州市\n", "gb18030"),
            (GB18030, "单位,负责人,所在地\n宁波恒泰模具厂,仇建国,宁波市鄞州区中兴路\n", "gb18030"),
            (GB18030, "公司,联系人\n𠮷祥酒楼,李雷\n", "gb18030"),
            (BIG5, "客戶名稱,電話\n新竹精密,1\n", "Big5"),
            (BIG5, "名稱,地址\n大同電器,台北市中山北路\n", "Big5"),
            (BIG5, "店名,負責人,所在地\n永和豆漿大王,林志明,新北市永和區永和路二段\n", "Big5"),
            (WINDOWS_1252, "name,city\nCrédito Inmobiliario,MADRID\n", "windows-1252"),
            (WINDOWS_1252, "name,city\nPébéo,Peynier\nJürgen Groß,Köln\n", "windows-1252"),
            (WINDOWS_1252, "name,street\nRomualdo,\"26 5º\"\n", "windows-1252"),
            (WINDOWS_1252, "name,price\nBäcker,5 €\n", "windows-1252"),
        ];
        for (encoding, text, name) in rows {
            let decoded = decode(&encode(encoding, text));
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), (*text, *name, 0));
        }
    }

    #[test]
    fn one_zero_byte_makes_no_wide_text() {
        let decoded = decode(b"Name,Phone\nA\0B,1\nOk,22");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("Name,Phone\nA\0B,1\nOk,22", "ASCII"));
    }

    #[test]
    fn a_mark_is_taken_off() {
        let rows: &[(&[u8], &str)] =
            &[(b"\xEF\xBB\xBFa,b", "UTF-8"), (b"\xFF\xFEa\0,\0b\0", "UTF-16LE"), (b"\xFE\xFF\0a\0,\0b", "UTF-16BE")];
        for (bytes, name) in rows {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), ("a,b", *name));
        }
    }

    #[test]
    fn the_telling_letter_may_come_late() {
        let mut text = "name,city\n".to_owned();
        text.push_str(&"Acme Supplies,Leeds\n".repeat(20_000));
        text.push_str("Crédito Inmobiliario,MADRID\n");
        let decoded = decode(&encode(WINDOWS_1252, &text));
        assert_eq!((decoded.encoding, decoded.text == text), ("windows-1252", true));
    }

    #[test]
    fn one_broken_character_does_not_break_the_others() {
        let mut bytes = "名称,地址\n杭州精工机械有限公司,萧山区建设三路".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let decoded = decode(&bytes);
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
        assert!(decoded.text.contains("杭州精工机械有限公司"), "{}", decoded.text);
    }
}
