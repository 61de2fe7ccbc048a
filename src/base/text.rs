//! Text folded for comparing and finding: what a reader takes for the same is the same.
//!
//! Folding is character by character and knows no context, so the folding of a part is always a part of the folding of
//! the whole: that is what lets a folded query be looked for in folded text. It must never be shown or stored as what
//! somebody wrote.

use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// What an input method's wide letters, digits and punctuation stand for where words are not Chinese: a key, a code, an address.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' => '.',
        '、' => '/',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// `text` in compatibility form, lower case, without accents, in simplified characters, half-width, with single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_each(text, |c, _| out.push(c));
    out
}

/// Hands over each folded character with the bytes of `text` it comes from. Several may share the same bytes (`½`), and
/// bytes that fold to nothing (accents, zero-width characters, doubled spaces) are in no range.
pub fn fold_each(text: &str, mut push: impl FnMut(char, Range<usize>)) {
    let han = simplified();
    // A space is handed over only when something follows it, so none is ever first, last or doubled.
    let mut space: Option<Range<usize>> = None;
    let mut begun = false;
    for (at, c) in text.char_indices() {
        let bytes = at..at + c.len_utf8();
        if c.is_whitespace() {
            if begun && space.is_none() {
                space = Some(bytes);
            }
            continue;
        }
        let mut give = |c: char| {
            if let Some(bytes) = space.take() {
                push(' ', bytes);
            }
            begun = true;
            push(c, bytes.clone());
        };
        match c {
            '!'..='~' => give(c.to_ascii_lowercase()),
            FIRST_HAN..=LAST_HAN => give(han.of(c)),
            _ => fold_rare(c, han, give),
        }
    }
}

/// One character folded, where it folds to exactly one.
pub fn fold_char(c: char) -> Option<char> {
    let mut only = None;
    let mut buffer = [0; 4];
    let mut count = 0;
    fold_each(c.encode_utf8(&mut buffer), |c, _| {
        only = Some(c);
        count += 1;
    });
    only.filter(|_| count == 1)
}

/// Whether `c` is a Chinese character.
pub const fn is_han(c: char) -> bool {
    matches!(c, FIRST_HAN..=LAST_HAN | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether `c` is a phonetic symbol of 注音 (without the tones).
pub const fn is_zhuyin(c: char) -> bool {
    matches!(c, '\u{3105}'..='\u{312f}')
}

fn fold_rare(c: char, han: &Simplified, mut give: impl FnMut(char)) {
    match c {
        // Joiners, direction marks and the like: invisible, so they cannot tell two texts apart.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {}
        '\u{fe00}'..='\u{fe0f}' => {}
        _ if c.is_control() => {}
        _ => {
            for c in std::iter::once(c).nfkc() {
                // Marks are dropped from Latin, Greek and Cyrillic; other scripts keep theirs, which are part of the letter.
                let mut plain = std::iter::once(c).nfd();
                let base = plain.next().unwrap_or(c);
                let c = if plain.next().is_some_and(is_accent) { base } else { c };
                if is_accent(c) {
                    continue;
                }
                for c in c.to_lowercase().filter(|c| !is_accent(*c)) {
                    match spelled(c) {
                        Some(letters) => letters.chars().for_each(&mut give),
                        None if c.is_whitespace() => {}
                        None => give(han.of(c)),
                    }
                }
            }
        }
    }
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters that decompose into no accent and base, yet are typed without the stroke.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        '‘' | '’' => "'",
        '“' | '”' => "\"",
        '–' | '—' | '−' | '‐' | '‑' => "-",
        _ => return None,
    })
}

const FIRST_HAN: char = '\u{3400}';
const LAST_HAN: char = '\u{9fff}';

/// The simplified form of each basic character, looked up by its number: names are folded by the ten thousand at once.
struct Simplified(Box<[u16]>);

impl Simplified {
    fn of(&self, c: char) -> char {
        let simple = (c as u32).checked_sub(FIRST_HAN as u32).and_then(|at| self.0.get(at as usize));
        simple.and_then(|code| char::from_u32(u32::from(*code))).unwrap_or(c)
    }
}

/// Variants that the conversion table leaves alone because each is right somewhere; for finding they are one.
const VARIANTS: [(char, char); 28] = [
    ('帳', '账'),
    ('帐', '账'),
    ('著', '着'),
    ('妳', '你'),
    ('祂', '他'),
    ('牠', '它'),
    ('週', '周'),
    ('裏', '里'),
    ('裡', '里'),
    ('臺', '台'),
    ('檯', '台'),
    ('颱', '台'),
    ('峯', '峰'),
    ('喫', '吃'),
    ('菸', '烟'),
    ('羣', '群'),
    ('夠', '够'),
    ('綫', '线'),
    ('衆', '众'),
    ('鷄', '鸡'),
    ('麪', '面'),
    ('麵', '面'),
    ('滙', '汇'),
    ('邨', '村'),
    ('藉', '借'),
    ('祕', '秘'),
    ('乾', '干'),
    ('瞭', '了'),
];

fn simplified() -> &'static Simplified {
    static TABLE: OnceLock<Simplified> = OnceLock::new();
    TABLE.get_or_init(|| {
        // A digit stands between the characters because the converter looks at neighbours, and folding must not.
        let mut all = String::new();
        for c in FIRST_HAN..=LAST_HAN {
            all.push(c);
            all.push('0');
        }
        let mut codes: Box<[u16]> = fast2s::convert(&all).chars().step_by(2).map(|c| c as u32 as u16).collect();
        for (from, to) in VARIANTS {
            if let Some(code) = codes.get_mut(from as usize - FIRST_HAN as usize) {
                *code = to as u32 as u16;
            }
        }
        Simplified(codes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reads_the_same_folds_the_same() {
        for (text, expected) in [
            ("Crédito", "credito"),
            ("Cre\u{301}dito", "credito"),
            ("  Blue \t\n Finch ", "blue finch"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("（杭州）", "(杭州)"),
            ("後天見採購", "后天见采购"),
            ("聽日", "听日"),
            ("週三", "周三"),
            ("禮拜五下晝", "礼拜五下昼"),
            ("臺灣台灣", "台湾台湾"),
            ("裡裏里", "里里里"),
            ("看著 著名", "看着 着名"),
            ("乾隆 乾杯", "干隆 干杯"),
            ("Straße Øresund Łódź", "strasse oresund lodz"),
            ("İstanbul", "istanbul"),
            ("Ångström ﬁn", "angstrom fin"),
            ("½ ①", "1⁄2 1"),
            ("パン", "パン"),
            ("ガス", "ガス"),
            ("한글", "한글"),
            ("a\u{200b}b\u{feff}", "ab"),
            ("O’Neill – “x”", "o'neill - \"x\""),
            ("豈", "岂"),
            ("鐘錶行", "钟表行"),
            ("帳期 賬期 账期 帐期", "账期 账期 账期 账期"),
            ("裏裡里 着著 麵麪面 臺檯台 羣群 峯峰 啟啓启 線綫线", "里里里 着着 面面面 台台台 群群 峰峰 启启启 线线线"),
            (
                "產産产 鉤鈎钩 牀床 蹤踪 託托 佔占 採采 證証证 溫温 麼麽么 鬍胡 曬晒 歎嘆叹",
                "产产产 钩钩钩 床床 踪踪 托托 占占 采采 证证证 温温 么么么 胡胡 晒晒 叹叹叹",
            ),
            (
                "鑒鑑鉴 讚赞 游遊 升昇 戶户 鏽銹锈 粧妝妆 擡抬 鏈链 菸煙烟 鷄雞鸡 傢家 籤簽签 衝沖冲",
                "鉴鉴鉴 赞赞 游游 升升 户户 锈锈锈 妆妆妆 抬抬 链链 烟烟烟 鸡鸡鸡 家家 签签签 冲冲冲",
            ),
            ("", ""),
            (" ", ""),
        ] {
            assert_eq!(fold(text), expected, "{text:?}");
        }
    }

    #[test]
    fn bytes_point_back_into_the_text() {
        let text = " Cré  後";
        let mut seen = Vec::new();
        fold_each(text, |c, bytes| seen.push((c, text[bytes].to_owned())));
        let expected = [('c', "C"), ('r', "r"), ('e', "é"), (' ', " "), ('后', "後")];
        assert_eq!(seen, expected.map(|(c, s)| (c, s.to_owned())));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_part_folds_to_a_part(head in "[a-zé杭後臺 ]{0,6}", middle in "[a-zé杭後臺]{1,6}", tail in "[a-zé杭後臺 ]{0,6}") {
            let whole = fold(&format!("{head}{middle}{tail}"));
            prop_assert!(whole.contains(&fold(&middle)));
        }
    }
}
