//! Versions of the same record beside each other: two people's edits, or the same paper form keyed in twice.
//! It must not decide which version is right.

use domain::language::Language;
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::t;

/// The same field in every version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the field is called.
    pub field: String,
    /// Its value in each version, in the order of the versions.
    pub values: Vec<String>,
    /// The name under which the number of the right version is sent, counted from 0, where one is to be chosen.
    pub choice: Option<String>,
}

impl Compared {
    /// A field in two versions, between which nothing is chosen.
    pub fn pair(field: String, values: [String; 2]) -> Self {
        Self {
            field,
            values: values.into(),
            choice: None,
        }
    }

    /// Whether the versions are not all the same.
    pub fn differs(&self) -> bool {
        self.values.windows(2).any(|pair| pair[0] != pair[1])
    }
}

/// Two or three versions of the same fields. Where they differ it is said in words, and one may be chosen.
#[component]
pub fn SideBySide(
    language: Language,
    /// What is compared.
    #[prop(into)]
    caption: String,
    /// What each version is called.
    versions: Vec<String>,
    /// The fields.
    rows: Vec<Compared>,
) -> Html {
    let differing = rows.iter().filter(|row| row.differs()).count();
    let heads = versions
        .iter()
        .map(|version| view! { <th scope="col" role="columnheader">{version.clone()}</th> });
    let heads = heads.collect_view();
    let all = rows.len();
    let rows = rows.into_iter().enumerate();
    let rows = rows.map(|(place, row)| compared(language, &versions, row, place));
    let rows = rows.collect_view();
    view! {
        <table class="data-table stacked side-by-side" role="table">
            <caption>{caption} " " <span class="hint">{t!(language, "compare-count", differing = differing, all = all)}</span></caption>
            <thead role="rowgroup">
                <tr role="row"><th scope="col" role="columnheader">{t!(language, "compare-field")}</th>{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_html()
}

/// What was typed beside what somebody else saved in the meantime. Whoever saves again then knows what is replaced.
#[component]
pub fn Conflict(
    language: Language,
    /// What the reader can do.
    #[prop(into)]
    text: String,
    /// The fields: what was typed, then what is kept.
    rows: Vec<Compared>,
) -> Html {
    let versions = vec![
        t!(language, "conflict-yours"),
        t!(language, "conflict-theirs"),
    ];
    view! {
        <p>{text}</p>
        <SideBySide language caption=t!(language, "conflict-caption") versions rows />
    }
    .into_html()
}

fn compared(language: Language, versions: &[String], row: Compared, place: usize) -> Html {
    let differs = row.differs();
    let head = format!("banding-{}", place + 1);
    let choice = row.choice.filter(|_| differs);
    let cells = versions
        .iter()
        .zip(row.values)
        .enumerate()
        .map(|(version, (name, value))| {
            let value = if value.is_empty() {
                view! { <span class="hint">{t!(language, "compare-empty")}</span> }.into_html()
            } else {
                value.into_html()
            };
            let value = match &choice {
                Some(field) => choose(field, version, name, &head, value).into_html(),
                None => value,
            };
            view! { <td role="cell" data-head=name.clone()><div>{value}</div></td> }
        });
    let cells = cells.collect_view();
    let mark = if differs {
        view! { <span class="tag tag-attention">{t!(language, "compare-differs")}</span> }
            .into_html()
    } else {
        view! { <span class="visually-hidden">{t!(language, "compare-same")}</span> }.into_html()
    };
    view! {
        <tr role="row" class=differs.then_some("differs")>
            <th scope="row" role="rowheader"><span id=head>{row.field}</span> " " {mark}</th>
            {cells}
        </tr>
    }
    .into_html()
}

/// A value that can be chosen. The first control has the field's name as its id, as in every group.
fn choose(field: &str, version: usize, name: &str, head: &str, value: Html) -> Html {
    let id = if version == 0 {
        field.to_owned()
    } else {
        format!("{field}-{}", version + 1)
    };
    let label = format!("{id}-nilai");
    view! {
        <div class="radio">
            <input
                type="radio" id=id.clone() name=field.to_owned() value=version.to_string()
                aria-labelledby=format!("{head} {label}")
            />
            <label for=id id=label><span class="visually-hidden">{name.to_owned()} ": "</span>{value}</label>
        </div>
    }
    .into_html()
}
