//! The data dictionary: what every field of published data means, as a page and as JSON Schemas.
//! It must not know what any release says.

use std::sync::LazyLock;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::dictionary::Form;
use domain::language::Language;
use domain::release;
use public::dictionary::dictionary_page;

use super::public_request::PublicRequest;
use super::trouble::Problem;
use super::{api, releases, tables};
use crate::cached::{Cached, Reuse};
use crate::publication::RECORD;
use crate::state::AppState;

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let tables = [releases::form(), tables::form()];
    release::forms().chain(tables).chain(api::forms()).collect()
});

/// Every form of published data.
pub fn forms() -> &'static [Form] {
    &FORMS
}

/// `/data/kamus`
pub async fn page(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    let request = PublicRequest::new(state, language, headers, "/data/kamus".to_owned());
    match request.known() {
        Some(response) => response,
        None => {
            request
                .render(|page, _| dictionary_page(page, forms()))
                .await
        }
    }
}

/// `/data/skema/suara-warga-release-3.json`
pub async fn schema(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let edition = state.publication.current();
    let key = (Language::default(), format!("/data/skema/{file}"));
    if let Some(known) = edition.known(&key, &headers) {
        return Ok(known);
    }
    let name = file.strip_suffix(".json").ok_or_else(Problem::not_found)?;
    let form = forms().iter().find(|form| form.name == name);
    let schema = form.ok_or_else(Problem::not_found)?.json();
    // A schema of what may grow is written anew by the next version of the program.
    let cached = Cached::new("application/schema+json", Reuse::Revalidate, schema);
    Ok(edition.keep(key, RECORD, cached, &headers))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use public::dictionary::{code_text, field_text, form_text};

    use super::*;

    #[test]
    fn every_form_field_and_code_is_explained_in_both_languages() {
        let mut unexplained = BTreeSet::new();
        for language in Language::ALL {
            for form in forms() {
                if form_text(language, form).is_none() {
                    unexplained.insert(form.name.to_owned());
                }
                for field in form.fields() {
                    if field_text(language, &field).is_none() {
                        unexplained.insert(format!("{} of {}", field.name, field.owner));
                    }
                    let codes = field.codes.into_iter();
                    unexplained.extend(codes.filter(|code| code_text(language, code).is_none()));
                }
            }
        }
        assert!(unexplained.is_empty(), "{unexplained:?}");
    }

    #[test]
    fn nothing_is_explained_that_no_form_has() {
        let mut keys = BTreeSet::new();
        for form in forms() {
            keys.insert(format!("dataform-{}", form.name));
            for field in form.fields() {
                keys.insert(format!("datum-{}-{}", field.owner, field.name));
                keys.insert(format!("datum-{}", field.name));
                let codes = field.codes.iter();
                keys.extend(codes.map(|code| format!("datacode-{}", code.replace(' ', "-"))));
            }
        }
        let texts = include_str!("../../app/ui/src/texts/id/dictionary.ftl");
        let explained = texts.lines().filter_map(|line| line.split_once(" = "));
        let explained = explained
            .map(|(key, _)| key)
            .filter(|key| key.starts_with("dat"));
        let needless: Vec<&str> = explained.filter(|key| !keys.contains(*key)).collect();
        assert!(needless.is_empty(), "{needless:?}");
    }
}
