//! The three languages Rounds speaks. Only their names: words live in the locale files.

use std::fmt;
use std::str::FromStr;

/// A language of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// 简体中文.
    ZhHans,
    /// 繁體中文.
    ZhHant,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::ZhHans, Lang::ZhHant];

    /// Its tag, which also names its locale file.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::ZhHans => "zh-Hans",
            Lang::ZhHant => "zh-Hant",
        }
    }

    /// Whether it is written in Han characters.
    pub const fn is_chinese(self) -> bool {
        !matches!(self, Lang::En)
    }

    /// The language for a tag or a system locale (`zh_TW.UTF-8`, `zh-HK`, `en-GB`); `None` for one Rounds does not speak.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let mut parts = tag.split('-');
        match parts.next() {
            Some("en") => Some(Lang::En),
            Some("zh" | "cmn" | "yue") => {
                let traditional = tag.starts_with("yue") || parts.any(|p| matches!(p, "hant" | "tw" | "hk" | "mo"));
                Some(if traditional && !tag.contains("hans") { Lang::ZhHant } else { Lang::ZhHans })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag that names none of the three languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language of Rounds")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Lang::from_tag(tag).ok_or(UnknownLang)
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn locales_name_a_language() {
        for (tag, expected) in [
            ("en", Some(Lang::En)),
            ("en_GB.UTF-8", Some(Lang::En)),
            ("zh", Some(Lang::ZhHans)),
            ("zh_CN.UTF-8", Some(Lang::ZhHans)),
            ("zh-SG", Some(Lang::ZhHans)),
            ("zh_TW.UTF-8", Some(Lang::ZhHant)),
            ("zh-Hant-HK", Some(Lang::ZhHant)),
            ("zh-Hans-HK", Some(Lang::ZhHans)),
            ("yue", Some(Lang::ZhHant)),
            ("C", None),
            ("fr-FR", None),
        ] {
            assert_eq!(Lang::from_tag(tag), expected, "{tag}");
        }
        assert!(Lang::ALL.iter().all(|lang| Lang::from_tag(lang.tag()) == Some(*lang)));
    }
}
