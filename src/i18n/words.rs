//! One language's words: parsed once, plain words kept ready so that drawing them is a look-up.
//!
//! Always holds: a missing key shows itself on the screen and never stops anything; a test finds it before a person does.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use super::files;
use crate::base::lang::Lang;

/// One language's words. Its files are read with the first word that is asked for: a command that prints figures alone says none.
pub struct Words {
    lang: Lang,
    files: OnceLock<Files>,
}

/// A language's files as they were read.
struct Files {
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

/// What fills a place in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// As it stands.
    Text(&'a str),
    /// A number, which may decide between one and many.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Arg<'a> {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Arg<'a> {
        Arg::Text(text)
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+};
}
numbers!(i32, i64, u16, u32, u64, usize);

impl Files {
    fn of(lang: Lang) -> Files {
        let locale: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The marks that isolate right-to-left text take a cell on many terminals, and none of the three languages needs them.
        bundle.set_use_isolating(false);
        let mut plain = HashMap::with_capacity(1024);
        for (_, text) in files::of(lang) {
            // A damaged line costs its own word only; the test of the locale files names it.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            for entry in resource.entries() {
                if let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry
                    && let Some(text) = plain_text(pattern)
                {
                    plain.insert(id.name.to_owned(), text);
                }
            }
            bundle.add_resource_overriding(resource);
        }
        Files { plain, bundle }
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.lang)
    }
}

impl Words {
    /// The words of this language.
    pub fn new(lang: Lang) -> Words {
        Words { lang, files: OnceLock::new() }
    }

    fn files(&self) -> &Files {
        self.files.get_or_init(|| Files::of(self.lang))
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The word of this key, which has no arguments; the key itself where there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The word of this key, which has no arguments, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.files().plain.get(key).map(String::as_str)
    }

    /// Whether there are words of this key, with or without arguments.
    pub fn has(&self, key: &str) -> bool {
        self.files().bundle.has_message(key)
    }

    /// Whether the words of this key are chosen by this argument, so that it is not said where there is nothing to say.
    pub(super) fn chooses_by(&self, key: &str, argument: &str) -> bool {
        let Some(pattern) = self.files().bundle.get_message(key).and_then(|message| message.value()) else {
            return false;
        };
        pattern.elements.iter().any(|element| {
            let ast::PatternElement::Placeable { expression: ast::Expression::Select { selector, .. } } = element
            else {
                return false;
            };
            matches!(selector, ast::InlineExpression::VariableReference { id } if id.name == argument)
        })
    }

    /// The sentence of this key with its places filled; the key itself where there is none.
    pub fn with(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        if let Some(plain) = self.find(key) {
            return plain.to_owned();
        }
        let Some(pattern) = self.files().bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Arg::Text(text) => FluentValue::from(*text),
                    Arg::Number(number) => FluentValue::from(*number),
                };
                (*name, value)
            })
            .collect();
        let mut errors = Vec::new();
        self.files().bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }

    /// Every key of a language with the names of its arguments, and what is wrong with its files: for the tests and the docs.
    pub fn table(lang: Lang) -> (Vec<(String, BTreeSet<String>)>, Vec<String>) {
        let mut rows: Vec<(String, BTreeSet<String>)> = Vec::new();
        let mut wrong = Vec::new();
        let mut seen = BTreeSet::new();
        for (file, text) in files::of(lang) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                wrong.extend(errors.into_iter().map(|error| format!("{lang}/{file}.ftl: {error}")));
                resource
            });
            for entry in resource.entries() {
                let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry else { continue };
                if !seen.insert(id.name.to_owned()) {
                    wrong.push(format!("{lang}/{file}.ftl: {} is said twice", id.name));
                }
                let mut arguments = BTreeSet::new();
                collect(pattern, &mut arguments);
                rows.push((id.name.to_owned(), arguments));
            }
        }
        (rows, wrong)
    }
}

/// The text of a pattern that has no places to fill.
fn plain_text(pattern: &ast::Pattern<&str>) -> Option<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => text.push_str(value),
            // How a text begins with a space or a bracket: {" "}.
            ast::PatternElement::Placeable {
                expression: ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }),
            } => text.push_str(value),
            ast::PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

fn collect(pattern: &ast::Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else { continue };
        match expression {
            ast::Expression::Inline(inline) => collect_inline(inline, arguments),
            ast::Expression::Select { selector, variants } => {
                collect_inline(selector, arguments);
                variants.iter().for_each(|variant| collect(&variant.value, arguments));
            }
        }
    }
}

fn collect_inline(inline: &ast::InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => {
            if let ast::Expression::Inline(inline) = expression.as_ref() {
                collect_inline(inline, arguments);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_and_a_sentence_is_filled() {
        for (lang, key, arguments, expected) in [
            (Lang::En, "account", &[][..], "Customer"),
            (Lang::ZhHans, "account", &[], "客户"),
            (Lang::ZhHant, "account-lifecycle-active", &[], "往來中"),
            (Lang::En, "days-late", &[("n", Arg::Number(1))], "1 day late"),
            (Lang::En, "days-late", &[("n", Arg::Number(4))], "4 days late"),
            (Lang::ZhHans, "days-late", &[("n", Arg::Number(4))], "晚4天"),
            (Lang::ZhHant, "days-late", &[("n", Arg::Number(1))], "晚1天"),
            (Lang::En, "no-such-key", &[], "no-such-key"),
        ] {
            assert_eq!(Words::new(lang).with(key, arguments), expected, "{lang} {key}");
        }
        assert_eq!(Words::new(Lang::ZhHans).get("contact"), "联系人");
        assert_eq!(Words::new(Lang::En).get("no-such-key"), "no-such-key");
    }

    #[test]
    fn words_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Words>();
    }
}
