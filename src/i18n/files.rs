//! The locale files, built into the binary: one folder per language, one file per concern, the same files in each.

use crate::base::lang::Lang;

macro_rules! files {
    ($($file:literal),+ $(,)?) => {
        /// The files of a language: (name, text).
        pub(super) fn of(lang: Lang) -> &'static [(&'static str, &'static str)] {
            match lang {
                Lang::En => &[$(($file, include_str!(concat!("../../assets/locales/en/", $file, ".ftl")))),+],
                Lang::ZhHans => &[$(($file, include_str!(concat!("../../assets/locales/zh-Hans/", $file, ".ftl")))),+],
                Lang::ZhHant => &[$(($file, include_str!(concat!("../../assets/locales/zh-Hant/", $file, ".ftl")))),+],
            }
        }
    };
}

files![
    "entities", "commands", "screens", "day", "errors", "acts", "log", "cli", "sync", "values", "import", "records",
    "evening", "way", "sought"
];
