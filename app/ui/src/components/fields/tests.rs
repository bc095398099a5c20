use std::collections::BTreeSet;
use std::sync::Arc;

use domain::language::Bilingual;
use leptos::prelude::*;

use super::*;
use crate::page::Page;

const HOSTILE: &str = "</textarea></option><script>alert('1')</script>\" onfocus=\"x";
const LANGUAGE: Language = Language::Indonesian;

fn html<T: IntoView>(view: impl FnOnce() -> T) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn page() -> Page {
    Page {
        language: Language::English,
        path: "/meja/akun?q=a\"b".to_owned(),
        public_url: Arc::from("https://suara.example"),
        city: Bilingual {
            id: String::new(),
            en: String::new(),
        },
        invented: false,
    }
}

fn choices() -> Vec<Choice> {
    vec![Choice::new("a", "A"), Choice::new(HOSTILE, HOSTILE)]
}

/// Every kind of field with a help and an error, all texts hostile; the names are `f1` and so on.
fn every_field() -> String {
    let (h, error) = (HOSTILE, Some(HOSTILE.to_owned()));
    html(|| {
        view! {
            <TextInput language=LANGUAGE name="f1" label=h hint=h value=h error=error.clone() />
            <PasswordInput language=LANGUAGE name="f2" label=h hint=h error=error.clone() />
            <CodeInput language=LANGUAGE name="f3" label=h hint=h error=error.clone() />
            <DateInput language=LANGUAGE name="f4" label=h hint=h value=h error=error.clone() />
            <FileInput language=LANGUAGE name="f5" label=h hint=h accept=".csv" error=error.clone() />
            <TextArea language=LANGUAGE name="f6" label=h hint=h value=h max_length=10 error=error.clone() />
            <Select language=LANGUAGE name="f7" label=h hint=h options=choices() chosen=h error=error.clone() />
            <Checkbox language=LANGUAGE name="f8" label=h hint=h error=error.clone() />
            <CheckboxGroup language=LANGUAGE name="f9" legend=h hint=h options=choices() chosen=vec![h.to_owned()] error=error.clone() />
            <RadioGroup language=LANGUAGE name="f10" legend=h hint=h options=choices() chosen=Some(h.to_owned()) error />
        }
    })
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let values = html.split(start.as_str()).skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_text_becomes_markup() {
    let html = every_field();
    assert!(!html.contains("<script"), "{html}");
    let values: Vec<_> = attributes(&html, "value")
        .into_iter()
        .filter(|value| value.contains("script"))
        .collect();
    assert_eq!(values.len(), 5, "{html}");
    for value in values {
        assert!(value.ends_with("&quot; onfocus=&quot;x"), "{value}");
    }
    assert!(!html.contains("style="), "{html}");
}

#[test]
fn labels_helps_and_errors_lead_to_their_fields() {
    let html = every_field();
    let ids = attributes(&html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    for target in attributes(&html, "for") {
        assert!(known.contains(target), "{target}");
    }
    let described: BTreeSet<&str> = attributes(&html, "aria-describedby")
        .into_iter()
        .flat_map(str::split_whitespace)
        .collect();
    for field in 1..=10 {
        let name = format!("f{field}");
        assert!(
            known.contains(name.as_str()),
            "the error summary leads to {name}"
        );
        for part in ["bantuan", "kesalahan"] {
            let id = format!("{name}-{part}");
            assert!(
                known.contains(id.as_str()) && described.contains(id.as_str()),
                "{id}"
            );
        }
    }
    assert_eq!(
        described.len(),
        20,
        "a field is described by what is not there"
    );
}

#[test]
fn a_field_without_help_and_error_is_described_by_nothing() {
    let html =
        html(|| view! { <TextInput language=LANGUAGE name="nama" label="Nama" optional=true /> });
    assert!(!html.contains("aria-describedby"), "{html}");
    assert!(!html.contains("aria-invalid"), "{html}");
    assert!(html.contains("Nama (opsional)"), "{html}");
}

#[test]
fn secrets_never_come_back() {
    let html = html(|| {
        view! {
            <PasswordInput language=LANGUAGE name="sandi" label="Sandi" new=true />
            <CodeInput language=LANGUAGE name="kode" label="Kode" />
        }
    });
    assert!(!html.contains("value="), "{html}");
    assert_eq!(
        attributes(&html, "autocomplete"),
        ["new-password", "one-time-code"]
    );
}

#[test]
fn what_was_chosen_stays_chosen() {
    let html = every_field();
    assert_eq!(html.matches(" selected").count(), 1);
    assert_eq!(html.matches(" checked").count(), 2);
}

#[test]
fn a_form_goes_to_its_own_page_unless_told_otherwise() {
    let own =
        html(|| view! { <Form page=page() hidden=vec![("versi", "\"7".to_owned())]>"x"</Form> });
    assert_eq!(attributes(&own, "action"), ["/en/meja/akun?q=a&quot;b"]);
    assert_eq!(attributes(&own, "value"), ["&quot;7"]);
    assert!(!own.contains("enctype"));
    let other = html(|| view! { <Form page=page() action="/keluar" files=true>"x"</Form> });
    assert_eq!(attributes(&other, "action"), ["/en/keluar"]);
    assert_eq!(attributes(&other, "enctype"), ["multipart/form-data"]);
}

#[test]
fn filters_are_cleared_only_where_there_are_some() {
    let form = |filtered| {
        html(
            move || view! { <FilterForm page=page() action="/meja/akun" filtered>"x"</FilterForm> },
        )
    };
    assert_eq!(attributes(&form(true), "href"), ["/en/meja/akun"]);
    assert!(attributes(&form(false), "href").is_empty());
}
