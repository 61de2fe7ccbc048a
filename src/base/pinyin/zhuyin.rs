//! The phonetic symbols 注音 for a pinyin syllable, by the rules that relate the two spellings. Tones are no part of it.

/// The symbols of one syllable: at most an initial, a medial and a final.
pub(super) fn symbols(syllable: &str) -> ([u16; 3], usize) {
    let mut out = [0; 3];
    let mut count = 0;
    let mut push = |symbol: char| {
        if let Some(place) = out.get_mut(count) {
            *place = symbol as u32 as u16;
            count += 1;
        }
    };
    let (initial, rest) = split_initial(syllable);
    if let Some(symbol) = initial {
        push(symbol);
    }
    let end = spell_out(initial, rest);
    // zhi, chi, shi, ri, zi, ci, si: the vowel is not written.
    if !(end == "i" && initial.is_some_and(|symbol| "ㄓㄔㄕㄖㄗㄘㄙ".contains(symbol))) {
        end_symbols(&end).chars().for_each(push);
    }
    (out, count)
}

fn split_initial(syllable: &str) -> (Option<char>, &str) {
    const INITIALS: [(&str, char); 21] = [
        ("zh", 'ㄓ'),
        ("ch", 'ㄔ'),
        ("sh", 'ㄕ'),
        ("b", 'ㄅ'),
        ("p", 'ㄆ'),
        ("m", 'ㄇ'),
        ("f", 'ㄈ'),
        ("d", 'ㄉ'),
        ("t", 'ㄊ'),
        ("n", 'ㄋ'),
        ("l", 'ㄌ'),
        ("g", 'ㄍ'),
        ("k", 'ㄎ'),
        ("h", 'ㄏ'),
        ("j", 'ㄐ'),
        ("q", 'ㄑ'),
        ("x", 'ㄒ'),
        ("r", 'ㄖ'),
        ("z", 'ㄗ'),
        ("c", 'ㄘ'),
        ("s", 'ㄙ'),
    ];
    for (letters, symbol) in INITIALS {
        if let Some(rest) = syllable.strip_prefix(letters) {
            return (Some(symbol), rest);
        }
    }
    (None, syllable)
}

/// The final as it sounds, without the spelling rules that hide its medial (`y`, `w`, and `u` for `ü` after j, q, x).
fn spell_out(initial: Option<char>, rest: &str) -> String {
    if let Some(tail) = rest.strip_prefix('y') {
        return match tail.strip_prefix('u') {
            Some(after) => format!("ü{after}"),
            None if tail.starts_with('i') => tail.to_owned(),
            None => format!("i{tail}"),
        };
    }
    if let Some(tail) = rest.strip_prefix('w') {
        return if tail.starts_with('u') { tail.to_owned() } else { format!("u{tail}") };
    }
    match (initial, rest.strip_prefix('u')) {
        (Some('ㄐ' | 'ㄑ' | 'ㄒ'), Some(after)) => format!("ü{after}"),
        _ => rest.replace('v', "ü"),
    }
}

fn end_symbols(end: &str) -> &'static str {
    match end {
        "a" => "ㄚ",
        "o" => "ㄛ",
        "e" => "ㄜ",
        "ai" => "ㄞ",
        "ei" => "ㄟ",
        "ao" => "ㄠ",
        "ou" => "ㄡ",
        "an" => "ㄢ",
        "en" => "ㄣ",
        "ang" => "ㄤ",
        "eng" => "ㄥ",
        "er" => "ㄦ",
        "i" => "ㄧ",
        "ia" => "ㄧㄚ",
        "io" => "ㄧㄛ",
        "ie" => "ㄧㄝ",
        "iai" => "ㄧㄞ",
        "iao" => "ㄧㄠ",
        "iu" | "iou" => "ㄧㄡ",
        "ian" => "ㄧㄢ",
        "in" => "ㄧㄣ",
        "iang" => "ㄧㄤ",
        "ing" => "ㄧㄥ",
        "u" => "ㄨ",
        "ua" => "ㄨㄚ",
        "uo" => "ㄨㄛ",
        "uai" => "ㄨㄞ",
        "ui" | "uei" => "ㄨㄟ",
        "uan" => "ㄨㄢ",
        "un" | "uen" => "ㄨㄣ",
        "uang" => "ㄨㄤ",
        "ong" | "ueng" => "ㄨㄥ",
        "ü" => "ㄩ",
        "üe" => "ㄩㄝ",
        "üan" => "ㄩㄢ",
        "ün" => "ㄩㄣ",
        "iong" => "ㄩㄥ",
        _ => "",
    }
}

/// The letter with which pinyin begins a syllable that begins with this symbol: `ㄓ` gives `z`, `ㄧ` gives `y`.
pub fn initial_letter(symbol: char) -> Option<char> {
    Some(match symbol {
        'ㄅ' => 'b',
        'ㄆ' => 'p',
        'ㄇ' => 'm',
        'ㄈ' => 'f',
        'ㄉ' => 'd',
        'ㄊ' => 't',
        'ㄋ' => 'n',
        'ㄌ' => 'l',
        'ㄍ' => 'g',
        'ㄎ' => 'k',
        'ㄏ' => 'h',
        'ㄐ' => 'j',
        'ㄑ' => 'q',
        'ㄒ' => 'x',
        'ㄓ' | 'ㄗ' => 'z',
        'ㄔ' | 'ㄘ' => 'c',
        'ㄕ' | 'ㄙ' => 's',
        'ㄖ' => 'r',
        'ㄚ' | 'ㄞ' | 'ㄠ' | 'ㄢ' | 'ㄤ' => 'a',
        'ㄛ' | 'ㄡ' => 'o',
        'ㄜ' | 'ㄝ' | 'ㄟ' | 'ㄣ' | 'ㄥ' | 'ㄦ' => 'e',
        'ㄧ' | 'ㄩ' => 'y',
        'ㄨ' => 'w',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_say_the_same() {
        for (syllable, expected) in [
            ("hang", "ㄏㄤ"),
            ("zhou", "ㄓㄡ"),
            ("zhi", "ㄓ"),
            ("si", "ㄙ"),
            ("ri", "ㄖ"),
            ("ji", "ㄐㄧ"),
            ("jing", "ㄐㄧㄥ"),
            ("gong", "ㄍㄨㄥ"),
            ("yue", "ㄩㄝ"),
            ("yu", "ㄩ"),
            ("yi", "ㄧ"),
            ("you", "ㄧㄡ"),
            ("ying", "ㄧㄥ"),
            ("yong", "ㄩㄥ"),
            ("wu", "ㄨ"),
            ("wei", "ㄨㄟ"),
            ("weng", "ㄨㄥ"),
            ("xiong", "ㄒㄩㄥ"),
            ("xuan", "ㄒㄩㄢ"),
            ("qu", "ㄑㄩ"),
            ("lv", "ㄌㄩ"),
            ("lve", "ㄌㄩㄝ"),
            ("liu", "ㄌㄧㄡ"),
            ("gui", "ㄍㄨㄟ"),
            ("dun", "ㄉㄨㄣ"),
            ("er", "ㄦ"),
            ("an", "ㄢ"),
            ("zhuang", "ㄓㄨㄤ"),
            ("shuo", "ㄕㄨㄛ"),
        ] {
            let (codes, count) = symbols(syllable);
            assert_eq!(String::from_utf16_lossy(&codes[..count]), expected, "{syllable}");
        }
    }
}
