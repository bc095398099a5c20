//! What all components of the desk must hold: nothing unescaped, nothing said by colour alone, nothing for a mouse only.
//! They must not depend on exact markup.

use std::sync::Arc;

use domain::language::{Bilingual, Language};
use leptos::prelude::*;

use super::*;
use crate::html::{Html, IntoHtml};
use crate::page::Page;

const HOSTILE: &str = "</td></title><script>alert('1')</script>\" onclick=\"x";
const LANGUAGE: Language = Language::English;

fn html<T: IntoView>(view: impl FnOnce() -> T) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn page(path: &str) -> Page {
    Page {
        language: LANGUAGE,
        path: path.to_owned(),
        public_url: Arc::from("https://suara.example"),
        city: Bilingual {
            id: String::new(),
            en: String::new(),
        },
        invented: false,
    }
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let values = html.split(start.as_str()).skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

fn words(text: &str) -> Html {
    text.to_owned().into_html()
}

fn table(rows: Vec<Vec<Html>>, grid: bool) -> String {
    let columns = vec![
        Column::text("Name"),
        Column::number(HOSTILE),
        Column::actions("Actions"),
    ];
    html(|| view! { <DataTable caption=HOSTILE columns rows empty="Invite somebody." grid /> })
}

fn row() -> Vec<Html> {
    [HOSTILE, "1,200", "Print"].map(words).into()
}

fn compared(values: &[&str], choice: Option<&str>) -> Compared {
    Compared {
        field: HOSTILE.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        choice: choice.map(str::to_owned),
    }
}

fn side_by_side(rows: Vec<Compared>) -> String {
    let versions = vec!["First".to_owned(), "Second".to_owned()];
    html(|| view! { <SideBySide language=LANGUAGE caption=HOSTILE versions rows /> })
}

#[test]
fn no_text_becomes_markup() {
    let h = || HOSTILE.to_owned();
    let step = Step {
        label: h(),
        state: StepState::Current,
        note: h(),
    };
    let entry = TimelineEntry {
        when: h(),
        instant: h(),
        who: h(),
        what: h(),
        reason: h(),
    };
    let others = html(|| {
        view! {
            <Tag kind=TagKind::Done label=h() />
            <SummaryList page=page("/meja") rows=vec![SummaryRow::new(h(), h()).change(h())] />
            <Timeline entries=vec![entry] />
            <ProgressSteps language=LANGUAGE steps=vec![step] />
            <WarningText language=LANGUAGE text=h() />
            <Panel title=h()>{h()}</Panel>
            <CursorPagination page=page("/meja?q=\"><script>") before=Some(h()) after=Some(h()) />
        }
    });
    let compared = side_by_side(vec![compared(&[HOSTILE, ""], Some("saran"))]);
    for html in [table(vec![row()], true), compared, others] {
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("style="), "{html}");
        for name in ["data-head", "aria-label", "datetime", "href"] {
            for value in attributes(&html, name) {
                assert!(
                    !value.contains("script") || value.ends_with('x'),
                    "{name}: {value}"
                );
            }
        }
    }
}

#[test]
fn a_table_without_rows_says_what_to_do() {
    let empty = table(vec![], false);
    assert!(
        empty.contains("Invite somebody.") && !empty.contains("<table"),
        "{empty}"
    );
    let full = table(vec![row()], false);
    assert!(!full.contains("Invite somebody."), "{full}");
}

#[test]
fn a_table_stays_one_when_its_cells_are_stacked() {
    let html = table(vec![row(), row()], false);
    assert_eq!(
        attributes(&html, "role")
            .iter()
            .filter(|role| **role == "row")
            .count(),
        3
    );
    for tag in ["<table", "<thead", "<tbody", "<tr", "<th", "<td"] {
        for element in html.split(tag).skip(1) {
            let element = element.split('>').next().expect("an element ends");
            assert!(element.contains("role=\""), "{tag}{element}");
        }
    }
    assert_eq!(
        attributes(&html, "data-head").len(),
        2,
        "only columns with a visible head"
    );
    assert!(!html.contains("tabindex"), "{html}");
}

#[test]
fn a_grid_can_be_moved_by_keyboard() {
    let html = table(vec![row()], true);
    assert!(
        html.contains("role=\"region\"") && html.contains("tabindex=\"0\""),
        "{html}"
    );
}

#[test]
fn the_next_part_of_a_list_keeps_its_filter_and_drops_the_old_cursor() {
    let page = page("/meja/undangan?unit=rsud&sesudah=7&q=a%26b");
    let html = html(|| view! { <CursorPagination page before=Some("8&".to_owned()) after=None /> });
    let expected = "/en/meja/undangan?unit=rsud&amp;q=a%26b&amp;sebelum=8%26";
    assert_eq!(attributes(&html, "href"), [expected]);
}

#[test]
fn a_list_in_one_part_has_no_pagination() {
    let html = html(|| view! { <CursorPagination page=page("/meja") before=None after=None /> });
    assert!(!html.contains("<nav"), "{html}");
}

#[test]
fn what_differs_is_said_in_words_and_only_that_can_be_chosen() {
    let html = side_by_side(vec![
        compared(&["3", "4"], Some("u1")),
        compared(&["2", "2"], Some("u2")),
        compared(&["", "1"], None),
    ]);
    assert_eq!(html.matches(">Differs<").count(), 2);
    assert_eq!(html.matches(">Same<").count(), 1);
    assert!(html.contains("2 of 3 fields differ."), "{html}");
    assert!(html.contains("Not filled in"), "{html}");
    assert_eq!(attributes(&html, "name"), ["u1", "u1"]);
    assert_eq!(attributes(&html, "value"), ["0", "1"]);
    let ids = attributes(&html, "id");
    assert!(
        ids.contains(&"u1"),
        "the error summary leads to the first control"
    );
    for label in attributes(&html, "aria-labelledby") {
        for id in label.split(' ') {
            assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{id}");
        }
    }
}

#[test]
fn every_state_of_a_step_has_its_word() {
    let states = [
        (StepState::Done, "Done"),
        (StepState::Current, "Running"),
        (StepState::Waiting, "Waiting"),
        (StepState::Failed, "Failed"),
    ];
    for (state, word) in states {
        let step = Step {
            label: "Count".to_owned(),
            state,
            note: String::new(),
        };
        let html = html(|| view! { <ProgressSteps language=LANGUAGE steps=vec![step] /> });
        assert!(html.contains(&format!(">{word}<")), "{html}");
        assert_eq!(
            html.contains("aria-current=\"step\""),
            state == StepState::Current
        );
    }
}

#[test]
fn a_link_to_change_a_value_says_which() {
    let rows = vec![
        SummaryRow::new("Name", "KTP").change("/meja/a"),
        SummaryRow::new("Unit", "RSUD"),
    ];
    let html = html(|| view! { <SummaryList page=page("/meja") rows /> });
    assert_eq!(attributes(&html, "aria-label"), ["Change Name"]);
    assert_eq!(attributes(&html, "href"), ["/en/meja/a"]);
}
