//! `/data/kamus`: every field of published data in words, and how the documents hang together byte by byte.
//! It must not describe a form by hand: what fields there are, the types of the data say.

use std::collections::BTreeSet;

use domain::dictionary::{DataField, Form, Kind};
use domain::instrument::Instrument;
use domain::language::Language;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;
use ui::texts::optional_text;

/// The page.
pub fn dictionary_page(page: Page, forms: &[Form]) -> Html {
    let language = page.language;
    let links = forms.iter().map(|form| {
        let (name, target) = (form.name, format!("#{}", form.name));
        view! { <li><a href=target><code>{name}</code></a>" "{form_text(language, form)}</li> }
    });
    let bytes = [
        "dictionary-bytes-text",
        "dictionary-chain-text",
        "dictionary-numbers-text",
    ];
    let bytes = bytes.map(|key| view! { <p>{t!(language, key)}</p> });
    view! {
        <Document page=page.clone() title=t!(language, "dictionary-title")>
            <h1>{t!(language, "dictionary-title")}</h1>
            <p class="lead">{t!(language, "dictionary-lead")}</p>
            <section aria-labelledby="dokumen">
                <h2 id="dokumen">{t!(language, "dictionary-bytes-heading")}</h2>
                {bytes.collect_view()}
            </section>
            <section aria-labelledby="bentuk">
                <h2 id="bentuk">{t!(language, "dictionary-forms-heading")}</h2>
                <p>{t!(language, "dictionary-paths-text")}</p>
                <ul>{links.collect_view()}</ul>
            </section>
            {forms.iter().map(|form| form_section(language, form)).collect_view()}
            {codes_section(language, forms)}
        </Document>
    }
    .into_html()
}

fn form_section(language: Language, form: &Form) -> Html {
    let name = form.name;
    let rows = form.fields().into_iter().map(|field| {
        view! {
            <tr>
                <th scope="row"><code>{field.path.clone()}</code></th>
                <td>{kind_text(language, &field)}</td>
                <td>{field_text(language, &field)}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section>
            <h2 id=name><code>{name}</code></h2>
            <p>
                {form_text(language, form)} " "
                <a href=format!("/data/skema/{name}.json")>{t!(language, "dictionary-schema", name = name)}</a>
            </p>
            <div class="table-scroll" role="region" aria-labelledby=name tabindex="0">
                <table class="dictionary">
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, "dictionary-field")}</th>
                            <th scope="col">{t!(language, "dictionary-kind")}</th>
                            <th scope="col">{t!(language, "dictionary-meaning")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_html()
}

/// What each code means, in the order of the codes.
fn codes_section(language: Language, forms: &[Form]) -> Html {
    let fields = forms.iter().flat_map(Form::fields);
    let codes: BTreeSet<String> = fields.flat_map(|field| field.codes).collect();
    let rows = codes.into_iter().map(|code| {
        let meaning = code_text(language, &code);
        view! { <tr><th scope="row"><code>{code}</code></th><td>{meaning}</td></tr> }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section aria-labelledby="kode">
            <h2 id="kode">{t!(language, "dictionary-codes-heading")}</h2>
            <table class="dictionary">
                <thead>
                    <tr>
                        <th scope="col">{t!(language, "dictionary-code")}</th>
                        <th scope="col">{t!(language, "dictionary-meaning")}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect_view()}</tbody>
            </table>
        </section>
    }
    .into_html()
}

fn kind_text(language: Language, field: &DataField) -> Html {
    let kind = match field.kind {
        Kind::Text if !field.codes.is_empty() => t!(language, "dictionary-kind-code"),
        Kind::Text => t!(language, "dictionary-kind-text"),
        Kind::Bilingual => t!(language, "dictionary-kind-bilingual"),
        Kind::Whole => t!(language, "dictionary-kind-whole"),
        Kind::Decimal => t!(language, "dictionary-kind-decimal"),
        Kind::Truth => t!(language, "dictionary-kind-truth"),
        Kind::List => t!(language, "dictionary-kind-list"),
        Kind::Object => t!(language, "dictionary-kind-object"),
        Kind::Named => t!(language, "dictionary-kind-named"),
    };
    let absence = match (field.optional, field.nullable) {
        (true, _) => Some(t!(language, "dictionary-optional")),
        (false, true) => Some(t!(language, "dictionary-nullable")),
        (false, false) => None,
    };
    let absence = absence.map(|absence| format!(", {absence}"));
    let codes = field
        .codes
        .iter()
        .map(|code| view! { " " <code>{code.clone()}</code> });
    let codes = (!field.codes.is_empty()).then(|| view! { ":" {codes.collect_view()} });
    view! { {kind} {absence} {codes} }.into_html()
}

/// What a form is.
pub fn form_text(language: Language, form: &Form) -> Option<String> {
    optional_text(language, &format!("dataform-{}", form.name), &[])
}

/// What a field means: the words for its name in its type, or else those for its name everywhere.
pub fn field_text(language: Language, field: &DataField) -> Option<String> {
    let keys = [
        format!("datum-{}-{}", field.owner, field.name),
        format!("datum-{}", field.name),
    ];
    keys.iter()
        .find_map(|key| optional_text(language, key, &[]))
}

/// What a code means.
pub fn code_text(language: Language, code: &str) -> Option<String> {
    let mut elements = Instrument::ALL.into_iter().flat_map(Instrument::elements);
    if let Some(element) = elements.find(|element| element.key() == code) {
        return Some(element.name(language).to_owned());
    }
    optional_text(
        language,
        &format!("datacode-{}", code.replace(' ', "-")),
        &[],
    )
}
