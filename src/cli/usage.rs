//! A command line that does not fit, said in the person's words: what does not fit, what would, the command's form, and where more is said.
//! Always one message of a few lines. Help and version are not among it: they are printed as they are.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::ProfileArgs;
use crate::i18n::Words;

/// What of the profile stands in a command line that does not fit as a whole, so that its language is known.
pub fn profile(arguments: &[OsString]) -> ProfileArgs {
    let value = |name: &str| {
        let mut rest = arguments.iter().skip_while(|one| !one.to_str().is_some_and(|one| one.starts_with(name)));
        let first = rest.next()?.to_str()?.strip_prefix(name)?;
        match first.strip_prefix('=') {
            Some(value) => Some(value.into()),
            None => rest.next().cloned(),
        }
    };
    let home =
        value("--home").or_else(|| std::env::var_os("ROUNDS_HOME").filter(|home| !home.is_empty())).map(Into::into);
    let lang = value("--lang").and_then(|lang| lang.into_string().ok());
    ProfileArgs { home, lang, ..ProfileArgs::default() }
}

/// What does not fit in the command line, and what would.
pub fn said(error: &Error, words: &Words) -> String {
    let mut lines = vec![what(error, words)];
    for kind in [ContextKind::ValidValue, ContextKind::ValidSubcommand] {
        let valid = all(error, kind);
        if !valid.is_empty() {
            lines.push(words.with("usage-valid", &[("list", (&valid.join(", ")).into())]));
        }
    }
    let near: Vec<String> = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .flat_map(|kind| all(error, kind))
        .collect();
    if !near.is_empty() {
        lines.push(words.with("usage-near", &[("list", (&near.join(", ")).into())]));
    }
    let form = one(error, ContextKind::Usage);
    let form = form.trim().trim_start_matches("Usage:").trim();
    if !form.is_empty() {
        lines.push(words.with("usage-form", &[("form", form.into())]));
    }
    lines.push(words.get("usage-help").to_string());
    lines.join("\n")
}

fn what(error: &Error, words: &Words) -> String {
    let argument = one(error, ContextKind::InvalidArg);
    let value = one(error, ContextKind::InvalidValue);
    let prior = all(error, ContextKind::PriorArg).join(", ");
    let command = one(error, ContextKind::InvalidSubcommand);
    let asked = all(error, ContextKind::InvalidArg).join(", ");
    let with = |key, arguments: &[(&str, &str)]| {
        let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, (*value).into())).collect();
        words.with(key, &arguments)
    };
    match error.kind() {
        ErrorKind::UnknownArgument => with("usage-unknown", &[("what", &argument)]),
        ErrorKind::InvalidSubcommand => with("usage-no-command", &[("what", &command)]),
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues if value.is_empty() => {
            with("usage-no-value", &[("what", &argument)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::TooManyValues => {
            with("usage-value", &[("what", &argument), ("value", &value)])
        }
        ErrorKind::ArgumentConflict if prior.is_empty() || prior == argument => {
            with("usage-twice", &[("what", &argument)])
        }
        ErrorKind::ArgumentConflict => {
            let one = if argument.is_empty() { &command } else { &argument };
            with("usage-together", &[("one", one), ("other", &prior)])
        }
        ErrorKind::MissingRequiredArgument => with("usage-missing", &[("what", &asked)]),
        ErrorKind::MissingSubcommand => words.get("usage-which-command").to_string(),
        ErrorKind::InvalidUtf8 => words.get("usage-no-text").to_string(),
        _ => words.get("usage-wrong").to_string(),
    }
}

fn one(error: &Error, kind: ContextKind) -> String {
    all(error, kind).into_iter().next().unwrap_or_default()
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(one)) => vec![one.to_string()],
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect(),
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::cli::args;

    fn told(line: &str, lang: Lang) -> String {
        let error = args::command().try_get_matches_from(line.split(' ')).unwrap_err();
        said(&error, &Words::new(lang))
    }

    #[test]
    fn each_kind_says_what_does_not_fit_and_what_would() {
        for (line, expected) in [
            ("rounds todya", &["todya", "today", "rounds [OPTIONS]"][..]),
            ("rounds today --jsno", &["--jsno", "--json", "rounds today"]),
            ("rounds today --json --csv", &["--json", "--csv"]),
            ("rounds today --json --json", &["--json", "twice"]),
            ("rounds search", &["<WORDS>"]),
            ("rounds undo notanid", &["notanid"]),
            ("rounds completions fsh", &["fsh", "bash", "fish"]),
            ("rounds today --home", &["--home"]),
        ] {
            let said = told(line, Lang::En);
            for part in expected {
                assert!(said.contains(part), "{line}: {part} is not in {said}");
            }
            assert!(!said.contains("is wrong"), "{line}: {said}");
        }
    }

    #[test]
    fn it_speaks_the_persons_language() {
        for (lang, expected) in [(Lang::ZhHans, "没有"), (Lang::ZhHant, "沒有")] {
            let said = told("rounds todya", lang);
            assert!(said.starts_with(expected) && said.contains("today"), "{said}");
        }
    }

    #[test]
    fn the_language_is_known_though_the_rest_does_not_fit() {
        for line in ["rounds list --nothing --lang zh-Hans", "rounds --lang=zh-Hans todya"] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(profile(&words).lang.as_deref(), Some("zh-Hans"), "{line}");
        }
    }
}
