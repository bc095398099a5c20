//! `/meja/jaga/UNIT/hari-ini`: who is on duty today, to be confirmed with one press before slips are handed out.
//! It must not change who is: that is done in the roster of the week.

use chrono::NaiveDate;
use domain::language::Language;
use domain::roster::HalfDay;
use domain::slug::Slug;
use domain::week::Week;
use leptos::prelude::*;
use ui::components::{Button, Column, DataTable, Form, SubmitButton, Tag, TagKind};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::{half_name, roster_path};
use crate::document::{Desk, DeskDocument};
use crate::invitations::{COUNTER, HALF};

/// The address of a unit's duty today.
pub fn today_path(unit: &Slug) -> String {
    format!("/meja/jaga/{unit}/hari-ini")
}

/// Who is on duty at a unit today.
#[derive(Clone, Debug)]
pub struct Today {
    /// The unit.
    pub unit: Slug,
    /// Its name.
    pub unit_name: String,
    /// The day.
    pub date: NaiveDate,
    /// Every counter in use, in both halves.
    pub duties: Vec<TodayDuty>,
}

/// A counter in one half of the day.
#[derive(Clone, Debug)]
pub struct TodayDuty {
    /// The half.
    pub half: HalfDay,
    /// The counter.
    pub counter: String,
    /// What those on duty there are called.
    pub officers: Vec<String>,
    /// Whether somebody confirmed it.
    pub confirmed: bool,
}

/// The page.
pub fn today_page(desk: Desk, today: &Today) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(language, "duty-today-title", unit = today.unit_name.clone());
    let day = format::day(language, today.date);
    let week = page.href(&roster_path(&today.unit, Week::of(today.date)));
    let halves = HalfDay::ALL.iter().map(|half| of_half(&page, today, *half));
    let halves = halves.collect_view();
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            <p class="lead">{t!(language, "duty-today-lead", day = day)}</p>
            {halves}
            <p><a href=week>{t!(language, "duty-today-correct")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

fn of_half(page: &Page, today: &Today, half: HalfDay) -> Html {
    let language = page.language;
    let columns = vec![
        Column::text(t!(language, "batch-counter")),
        Column::text(t!(language, "duty-today-officers")),
        Column::actions(t!(language, "duty-today-state")),
    ];
    let duties = today.duties.iter().filter(|duty| duty.half == half);
    let rows = duties.map(|duty| {
        vec![
            view! { {duty.counter.clone()} }.into_html(),
            officers(language, duty),
            state(page, today, duty),
        ]
    });
    let rows = rows.collect();
    view! {
        <DataTable
            caption=heading(language, half)
            columns
            rows
            empty=t!(language, "duty-today-empty")
        />
    }
    .into_html()
}

fn heading(language: Language, half: HalfDay) -> String {
    match half {
        HalfDay::Morning => t!(language, "duty-today-morning"),
        HalfDay::Afternoon => t!(language, "duty-today-afternoon"),
    }
}

fn officers(language: Language, duty: &TodayDuty) -> Html {
    let names = if duty.officers.is_empty() {
        t!(language, "duty-today-nobody")
    } else {
        duty.officers.join(", ")
    };
    view! { {names} }.into_html()
}

/// What is to be done: nothing where nobody is on duty or somebody has confirmed it.
fn state(page: &Page, today: &Today, duty: &TodayDuty) -> Html {
    let language = page.language;
    if duty.confirmed {
        return view! { <Tag kind=TagKind::Done label=t!(language, "duty-today-confirmed") /> }
            .into_html();
    }
    if duty.officers.is_empty() {
        return Html::default();
    }
    let half = half_name(language, duty.half);
    let label = t!(
        language,
        "duty-today-confirm",
        counter = duty.counter.clone(),
        half = half
    );
    let hidden = vec![
        (COUNTER, duty.counter.clone()),
        (HALF, duty.half.code().to_owned()),
    ];
    view! {
        <Form page=page.clone() action=today_path(&today.unit) hidden>
            <SubmitButton label kind=Button::Secondary />
        </Form>
    }
    .into_html()
}
