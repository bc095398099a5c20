//! The words of the interface in both languages, from the Fluent files in `texts/`.
//! It must not know pages; the wording of questionnaires belongs to `domain`.

use std::borrow::Cow;
use std::sync::LazyLock;

use domain::language::Language;
pub use fluent_bundle::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::format;

type Bundle = FluentBundle<FluentResource>;

const SOURCES: [[&str; 18]; 2] = [
    [
        include_str!("texts/id/reading.ftl"),
        include_str!("texts/id/dictionary.ftl"),
        include_str!("texts/id/rating.ftl"),
        include_str!("texts/id/desk.ftl"),
        include_str!("texts/id/account.ftl"),
        include_str!("texts/id/sealing.ftl"),
        include_str!("texts/id/privacy.ftl"),
        include_str!("texts/id/comment.ftl"),
        include_str!("texts/id/commitment.ftl"),
        include_str!("texts/id/indicator.ftl"),
        include_str!("texts/id/forum.ftl"),
        include_str!("texts/id/minutes.ftl"),
        include_str!("texts/id/point.ftl"),
        include_str!("texts/id/roster.ftl"),
        include_str!("texts/id/visit.ftl"),
        include_str!("texts/id/register.ftl"),
        include_str!("texts/id/noun.ftl"),
        include_str!("texts/id/file.ftl"),
    ],
    [
        include_str!("texts/en/reading.ftl"),
        include_str!("texts/en/dictionary.ftl"),
        include_str!("texts/en/rating.ftl"),
        include_str!("texts/en/desk.ftl"),
        include_str!("texts/en/account.ftl"),
        include_str!("texts/en/sealing.ftl"),
        include_str!("texts/en/privacy.ftl"),
        include_str!("texts/en/comment.ftl"),
        include_str!("texts/en/commitment.ftl"),
        include_str!("texts/en/indicator.ftl"),
        include_str!("texts/en/forum.ftl"),
        include_str!("texts/en/minutes.ftl"),
        include_str!("texts/en/point.ftl"),
        include_str!("texts/en/roster.ftl"),
        include_str!("texts/en/visit.ftl"),
        include_str!("texts/en/register.ftl"),
        include_str!("texts/en/noun.ftl"),
        include_str!("texts/en/file.ftl"),
    ],
];

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> Bundle {
    let identifier: LanguageIdentifier = language
        .tag()
        .parse()
        .expect("`id` and `en` are language tags");
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // The isolation marks around values would show up in titles and spoil searching for numbers on a page.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Indonesian => |value, _| whole_number(Language::Indonesian, value),
        Language::English => |value, _| whole_number(Language::English, value),
    }));
    for source in SOURCES[language as usize] {
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn whole_number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value >= 0.0 && number.value.fract() == 0.0 => number
            .as_string()
            .parse()
            .ok()
            .map(|number| format::integer(language, number)),
        _ => None,
    }
}

/// Reads the texts, so that the first page does not have to.
pub fn prepare() {
    LazyLock::force(&BUNDLES);
}

/// The text of a key, with its arguments put in. An unknown key shows itself; a test keeps that from happening.
pub fn text(language: Language, key: &str, arguments: &[(&'static str, FluentValue)]) -> String {
    written(language, key, None, arguments).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// The text of a key, if there is one.
pub fn optional_text(
    language: Language,
    key: &str,
    arguments: &[(&'static str, FluentValue)],
) -> Option<String> {
    written(language, key, None, arguments)
}

/// What the key of a fault says for the cell of a file, without telling anybody to do something.
pub fn cell_text(
    language: Language,
    key: &str,
    arguments: &[(&'static str, FluentValue)],
) -> String {
    let cell = written(language, key, Some("cell"), arguments);
    cell.unwrap_or_else(|| text(language, key, arguments))
}

fn written(
    language: Language,
    key: &str,
    attribute: Option<&str>,
    arguments: &[(&'static str, FluentValue)],
) -> Option<String> {
    let bundle = &BUNDLES[language as usize];
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let arguments: FluentArgs = arguments.iter().cloned().collect();
    let mut errors = Vec::new();
    let text: Cow<str> = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(text.into_owned())
}

/// The text of a key in a language: `t!(language, "key")` or `t!(language, "key", name = value, …)`.
#[macro_export]
macro_rules! t {
    ($language:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::texts::text($language, $key, &[$((stringify!($name), $crate::texts::FluentValue::from($value))),*])
    };
}

#[cfg(test)]
mod tests;
