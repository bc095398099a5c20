//! `/meja/komitmen`: the commitments of the viewer's units.
//! It must not show one of a unit out of the viewer's reach.

pub mod define;
pub mod one;

use chrono::NaiveDate;
use domain::commitment::{Kept, Number, State};
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, CommitmentState, CursorPagination, DataTable, FilterForm, Select,
    commitment_state,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::named::{Named, choices, name_of};

/// The name of the field for a unit.
pub const UNIT: &str = "unit";

/// The name of the field for a state.
pub const STATE: &str = "keadaan";

/// What the list shows.
pub struct CommitmentList {
    /// The units that can be chosen.
    pub units: Vec<Named>,
    /// The chosen one; all if none.
    pub unit: String,
    /// The chosen state; any if none.
    pub state: Option<State>,
    /// The day on which it is asked.
    pub today: NaiveDate,
    /// Its lines.
    pub lines: Vec<Kept>,
    /// Where it goes on.
    pub next: Option<Number>,
}

/// The list.
pub fn commitments_page(desk: Desk, list: CommitmentList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "commitment")),
        Column::text(t!(language, "audit-unit")),
        Column::short(t!(language, "commitment-due")),
        Column::text(t!(language, "commitment-state")),
    ];
    let rows = list.lines.iter().map(|kept| {
        let href = page.href(&path(kept.number));
        let text = kept.commitment.text.get(language).to_owned();
        let state = kept.state(list.today);
        vec![
            view! { <a href=href>{text}</a> }.into_html(),
            name_of(&list.units, kept.commitment.unit.as_str()).into_html(),
            format::day(language, kept.course.due()).into_html(),
            view! { <CommitmentState language state /> }.into_html(),
        ]
    });
    let rows = rows.collect();
    let new = page.href("/meja/komitmen/baru");
    let filtered = !list.unit.is_empty() || list.state.is_some();
    let every = Choice::new("", t!(language, "every-unit"));
    let units: Vec<Choice> = std::iter::once(every).chain(choices(&list.units)).collect();
    let any = Choice::new("", t!(language, "commitment-any-state"));
    let states = State::ALL.iter();
    let states = states.map(|state| Choice::new(state.code(), commitment_state(language, *state)));
    let states: Vec<Choice> = std::iter::once(any).chain(states).collect();
    let chosen = list.state.map(State::code).unwrap_or_default();
    let after = list.next.map(|number| number.to_string());
    view! {
        <DeskDocument desk title=t!(language, "commitments-title")>
            <h1>{t!(language, "commitments-title")}</h1>
            <p class="lead">{t!(language, "commitments-desk-lead")}</p>
            <p><a class=Button::Primary.class() href=new>{t!(language, "commitment-new")}</a></p>
            <FilterForm page=page.clone() action="/meja/komitmen" filtered>
                <Select language name=UNIT label=t!(language, "audit-unit") options=units chosen=list.unit />
                <Select language name=STATE label=t!(language, "commitment-state") options=states chosen />
            </FilterForm>
            <DataTable
                caption=t!(language, "commitments-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "commitments-desk-empty")
            />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

/// Where a commitment is worked on.
pub fn path(number: Number) -> String {
    format!("/meja/komitmen/{number}")
}
