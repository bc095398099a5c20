use std::sync::Arc;

use domain::language::Bilingual;
use leptos::prelude::*;

use super::*;

const HOSTILE: &str = "</title><script>alert('1')</script>\" onload=\"x";

fn desk(language: Language, path: &str) -> Desk {
    let entries = [
        ("/meja", "desk-name"),
        ("/meja/unit", "nav-city"),
        ("/meja/unit/loket", "nav-data"),
    ];
    Desk {
        page: Page {
            language,
            path: path.to_owned(),
            public_url: Arc::from("https://suara.example"),
            city: Bilingual {
                id: "Kota Contoh".to_owned(),
                en: "Sample City".to_owned(),
            },
            invented: false,
        },
        who: HOSTILE.to_owned(),
        entries: entries
            .map(|(path, label)| DeskEntry {
                path: path.to_owned(),
                label,
            })
            .into(),
        notice: Some(HOSTILE.to_owned()),
    }
}

fn html<T: IntoView>(view: impl FnOnce() -> T) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn document(language: Language, path: &str) -> String {
    let desk = desk(language, path);
    html(|| view! { <DeskDocument desk title=HOSTILE>"ISI"</DeskDocument> })
}

#[test]
fn the_desk_lets_no_text_become_markup() {
    let html = document(Language::Indonesian, "/meja?q=\"><script>");
    assert_eq!(
        html.matches("&lt;script>alert").count() + html.matches("&lt;script&gt;alert").count(),
        3
    );
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("style=\""), "{html}");
}

#[test]
fn the_menu_marks_the_nearest_place_above_the_page() {
    let marked = |path| {
        let html = document(Language::English, path);
        let mut marked = html
            .split("<a ")
            .filter(|link| link.contains("aria-current"));
        let first = marked.next().map(|link| {
            let page = link.contains("aria-current=\"page\"");
            let href = link.split('"').nth(1).expect("a link has an address");
            (href.to_owned(), page)
        });
        assert_eq!(marked.next(), None, "{path}");
        first
    };
    let place = |path: &str, page| Some((path.to_owned(), page));
    assert_eq!(marked("/meja"), place("/en/meja", true));
    assert_eq!(marked("/meja/unit?q=a"), place("/en/meja/unit", true));
    assert_eq!(marked("/meja/unit/rsud"), place("/en/meja/unit", false));
    assert_eq!(
        marked("/meja/unit/loket/3"),
        place("/en/meja/unit/loket", false)
    );
    assert_eq!(marked("/meja/unit-lain"), None);
}

#[test]
fn only_who_is_signed_in_can_sign_out_and_neither_is_for_search_engines() {
    let signed_in = document(Language::English, "/meja");
    assert!(signed_in.contains("method=\"post\" action=\"/en/keluar\""));
    assert!(signed_in.contains("role=\"status\""));
    let page = desk(Language::English, "/masuk").page;
    let signed_out = html(|| view! { <PlainDocument page title="Sign in">"ISI"</PlainDocument> });
    assert!(!signed_out.contains("/keluar"));
    for html in [signed_in, signed_out] {
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\""));
        assert!(html.contains(DESK_STYLESHEET_PATH.as_str()));
        assert!(html.contains("href=\"#isi\"") && html.contains("id=\"isi\""));
        assert!(!html.contains("rel=\"alternate\""));
    }
}

#[test]
fn the_menu_leads_to_each_place_once() {
    let paths: std::collections::BTreeSet<_> = MENU.iter().map(|(path, _, _)| path).collect();
    assert_eq!(paths.len(), MENU.len());
}
