//! Lists of records: the table, what stands in its place when it is empty, and the way to the next part of it.
//! It must not fetch, sort or count.

use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;

/// The name in a page's query of the cursor after which the list goes on.
pub const AFTER: &str = "sesudah";

/// The name in a page's query of the cursor before which the list ends.
pub const BEFORE: &str = "sebelum";

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    label: String,
    class: Option<&'static str>,
    silent: bool,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            class: None,
            silent: false,
        }
    }

    /// A column of numbers, which are compared from the right.
    pub fn number(label: impl Into<String>) -> Self {
        Self {
            class: Some("number"),
            ..Self::text(label)
        }
    }

    /// A column of values that are read at a glance and must not be broken over lines, such as days.
    pub fn short(label: impl Into<String>) -> Self {
        Self {
            class: Some("short"),
            ..Self::text(label)
        }
    }

    /// A column of links or buttons that speak for themselves; the head is for screen readers only.
    pub fn actions(label: impl Into<String>) -> Self {
        Self {
            class: Some("actions"),
            silent: true,
            ..Self::text(label)
        }
    }
}

/// A list of records in rows. The first cell of a row says what it is about. On narrow screens every row becomes a card
/// in which each value stands beside the head of its column.
#[component]
pub fn DataTable(
    /// What is listed.
    #[prop(into)]
    caption: String,
    /// Whether the caption is for screen readers only, because a heading above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// The heads of the columns.
    columns: Vec<Column>,
    /// The cells of each row, as many as there are columns.
    rows: Vec<Vec<Html>>,
    /// What is said when there are no rows, with what one can do.
    #[prop(into)]
    empty: String,
    /// Whether it is a grid whose columns must stay side by side, so that it is moved sideways on narrow screens.
    #[prop(optional)]
    grid: bool,
) -> Html {
    if rows.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_html();
    }
    let heads = columns.iter().map(|column| {
        let hidden = column.silent.then_some("visually-hidden");
        view! { <th scope="col" role="columnheader" class=column.class><span class=hidden>{column.label.clone()}</span></th> }
    });
    let heads = heads.collect_view();
    let rows = rows.into_iter().map(|cells| row(&columns, cells));
    let rows = rows.collect_view();
    let label = caption.clone();
    // A table whose cells are set below each other is no table any more to some browsers unless the roles are written.
    let table = view! {
        <table class=if grid { "data-table" } else { "data-table stacked" } role="table">
            <caption class=caption_hidden.then_some("visually-hidden")>{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    };
    if grid {
        view! { <div class="table-scroll" role="region" aria-label=label tabindex="0">{table}</div> }
            .into_html()
    } else {
        table.into_html()
    }
    .into_html()
}

fn row(columns: &[Column], cells: Vec<Html>) -> Html {
    debug_assert_eq!(columns.len(), cells.len(), "a cell for every column");
    let mut cells = columns.iter().zip(cells);
    let first = cells.next().map(|(column, cell)| {
        view! { <th scope="row" role="rowheader" class=column.class>{cell}</th> }
    });
    let rest = cells.map(|(column, cell)| {
        let head = (!column.silent).then(|| column.label.clone());
        view! { <td role="cell" class=column.class data-head=head><div>{cell}</div></td> }
    });
    view! { <tr role="row">{first} {rest.collect_view()}</tr> }.into_html()
}

/// The ways to the parts of a list before and after the one shown. What the page's address says besides is kept.
#[component]
pub fn CursorPagination(
    page: Page,
    /// The cursor before which the list goes on, if there is more.
    #[prop(optional_no_strip)]
    before: Option<String>,
    /// The cursor after which the list goes on, if there is more.
    #[prop(optional_no_strip)]
    after: Option<String>,
) -> Html {
    let language = page.language;
    (before.is_some() || after.is_some()).then(|| {
        let before = before.map(|cursor| {
            let href = page.href(&at_cursor(&page.path, BEFORE, &cursor));
            view! { <a rel="prev" href=href>{t!(language, "pagination-before")}</a> }
        });
        let after = after.map(|cursor| {
            let href = page.href(&at_cursor(&page.path, AFTER, &cursor));
            view! { <a rel="next" href=href>{t!(language, "pagination-after")}</a> }
        });
        view! { <nav class="pagination" aria-label=t!(language, "pagination-label")>{before} {after}</nav> }
    })
    .into_html()
}

/// An address at another place of its list.
fn at_cursor(path: &str, name: &str, cursor: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name != BEFORE && name != AFTER);
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair(name, cursor)
        .finish();
    format!("{path}?{query}")
}
