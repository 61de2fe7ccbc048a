//! Which language is spoken: what was asked for on the command line, else the setting, else the system's locale.

use crate::base::lang::Lang;

/// The first of these that Rounds speaks; English where it speaks none of them. `system` are the system's locales, the preferred one
/// first.
pub fn choose(asked: Option<Lang>, setting: Option<Lang>, system: impl IntoIterator<Item = String>) -> Lang {
    asked.or(setting).or_else(|| system.into_iter().find_map(|locale| Lang::from_tag(&locale))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_beats_set_beats_system() {
        let system = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        for (asked, setting, locales, expected) in [
            (Some(Lang::ZhHant), Some(Lang::En), system(&["zh_CN"]), Lang::ZhHant),
            (None, Some(Lang::En), system(&["zh_CN"]), Lang::En),
            (None, None, system(&["zh_CN"]), Lang::ZhHans),
            (None, None, system(&["fr-FR", "zh-TW"]), Lang::ZhHant),
            (None, None, system(&["C"]), Lang::En),
            (None, None, system(&[]), Lang::En),
        ] {
            assert_eq!(choose(asked, setting, locales.clone()), expected, "{asked:?} {setting:?} {locales:?}");
        }
    }
}
