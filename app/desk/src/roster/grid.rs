//! `/meja/jaga/{unit}`: a week of a unit's duty roster as a grid of half-days and counters.
//! It must not decide who may serve where.

use chrono::{Datelike, NaiveDate, Weekday};
use domain::digest::Digest;
use domain::language::Language;
use domain::officer::OfficerId;
use domain::roster::HalfDay;
use domain::slug::Slug;
use domain::week::Week;
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, Compared, Conflict, DataTable, FilterForm, Form, FormErrors, Select,
    SubmitButton, Tag, TagKind, WarningText, Width,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::{WEEK, half_name, roster_path, today_path};
use crate::csv_import::{CsvPaths, CsvSection, FileFault};
use crate::document::{Desk, DeskDocument};
use crate::forms::BASE;
use crate::forms::roster_form::{COUNTER, RosterForm, WeekFault, field};
use crate::named::{Named, choices};

/// The name in the query of another unit whose officers can be chosen too.
pub const FROM_UNIT: &str = "dari";

/// How many counters stand side by side; more stand in a table below.
const COUNTERS_ABREAST: usize = 4;

/// A day of the week that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridDay {
    /// The day.
    pub date: NaiveDate,
    /// The holiday on it.
    pub holiday: Option<String>,
}

impl GridDay {
    fn is_weekend(&self) -> bool {
        matches!(self.date.weekday(), Weekday::Sat | Weekday::Sun)
    }
}

/// What the grid is made of.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The unit.
    pub unit: Slug,
    /// Its name.
    pub unit_name: String,
    /// The week.
    pub week: Week,
    /// The days of the week.
    pub days: Vec<GridDay>,
    /// The officers who can be chosen, each with a name that nobody else has, in the order of the lists.
    pub officers: Vec<(OfficerId, String)>,
    /// The other units whose officers can be added.
    pub other_units: Vec<Named>,
    /// The one of them that is added.
    pub from_unit: Option<Slug>,
    /// The fingerprint of what is kept.
    pub base: Digest,
}

impl Grid {
    /// The name of an officer.
    pub fn name(&self, id: OfficerId) -> String {
        let mut officers = self.officers.iter();
        let found = officers.find(|(other, _)| *other == id);
        found.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    }

    /// The query of every address of this page.
    pub(super) fn query(&self) -> String {
        let from = self.from_unit.as_ref();
        let from = from.map(|unit| format!("&{FROM_UNIT}={unit}"));
        format!("{WEEK}={}{}", self.week, from.unwrap_or_default())
    }
}

/// Whether the form shows last week's duties instead of what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It shows what is kept or what was chosen.
    No,
    /// It shows last week's duties, which are not saved yet.
    FromLastWeek,
}

/// The page.
pub fn roster_page(
    desk: Desk,
    grid: &Grid,
    form: &RosterForm,
    copied: Copied,
    faults: Vec<WeekFault>,
    conflict: Option<Vec<Compared>>,
    fault: Option<FileFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let mut errors = FormErrors::told(language, &faults);
    errors.extend(FormErrors::told(language, &fault));
    let title = t!(language, "roster-of-unit", unit = grid.unit_name.clone());
    let week = t!(
        language,
        "roster-week",
        from = format::day(language, grid.week.first_day()),
        until = format::day(language, grid.week.last_day())
    );
    let unsaved = (copied == Copied::FromLastWeek)
        .then(|| view! { <WarningText language text=t!(language, "roster-copied") /> });
    let conflict = conflict.map(|rows| {
        view! {
            <div id="perbandingan" tabindex="-1">
                <Conflict language text=t!(language, "roster-conflict-text") rows />
            </div>
        }
    });
    let body = if form.counters().is_empty() {
        view! { <p class="empty">{t!(language, "roster-no-counters")}</p> }.into_html()
    } else {
        grid_form(&page, grid, form, &errors).into_html()
    };
    let csv = CsvPaths {
        export: format!("/meja/jaga/{}/berkas?{}", grid.unit, grid.query()),
        import: format!("/meja/jaga/{}/impor?{}", grid.unit, grid.query()),
    };
    let (ways, others) = (ways(&page, grid), other_units(&page, grid));
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p class="lead">{week}</p>
            {ways}
            {unsaved}
            {conflict}
            {body}
            {others}
            <CsvSection page=page.clone() paths=csv hint=t!(language, "roster-csv-hint") fault />
        </DeskDocument>
    }
    .into_html()
}

/// The ways to other weeks, and to last week's duties.
fn ways(page: &Page, grid: &Grid) -> Html {
    let language = page.language;
    let at = |week| page.href(&roster_path(&grid.unit, week));
    let copy = page.href(&format!(
        "/meja/jaga/{}?{}&salin=ya",
        grid.unit,
        grid.query()
    ));
    let today = page.href(&today_path(&grid.unit));
    let history = format!("/meja/jaga/{}/riwayat?{}", grid.unit, grid.query());
    let history = page.href(&history);
    view! {
        <nav class="pagination" aria-label=t!(language, "roster-weeks")>
            <a rel="prev" href=at(grid.week.previous())>{t!(language, "roster-week-before")}</a>
            <a rel="next" href=at(grid.week.next())>{t!(language, "roster-week-after")}</a>
            <a href=page.href("/meja/jaga")>{t!(language, "roster-back")}</a>
        </nav>
        <p><a class=Button::Secondary.class() href=copy>{t!(language, "roster-copy")}</a></p>
        <p><a href=today>{t!(language, "duty-today-link")}</a></p>
        <p><a href=history>{t!(language, "history-title")}</a></p>
    }
    .into_html()
}

fn grid_form(page: &Page, grid: &Grid, form: &RosterForm, errors: &FormErrors) -> Html {
    let language = page.language;
    let none = std::iter::once(Choice::new("", t!(language, "roster-nobody")));
    let officers = grid.officers.iter();
    let officers = officers.map(|(id, name)| Choice::new(id.to_string(), name.clone()));
    let cells = Cells {
        language,
        counters: form.counters(),
        form,
        options: none.chain(officers).collect(),
        errors,
    };
    let (weekend, weekdays): (Vec<_>, Vec<_>) = grid.days.iter().partition(|day| day.is_weekend());
    let weekdays = cells.tables(&weekdays, &t!(language, "roster-weekdays"));
    let caption = t!(language, "roster-weekend");
    let open = cells.are_used(&weekend);
    let weekend = cells.tables(&weekend, &caption);
    let counters = (1..).zip(&cells.counters).map(|(number, name)| {
        view! { <input type="hidden" name=format!("{COUNTER}-{number}") value=name.clone() /> }
    });
    let counters = counters.collect_view();
    let action = format!("/meja/jaga/{}?{}", grid.unit, grid.query());
    let no_officers = grid
        .officers
        .is_empty()
        .then(|| view! { <WarningText language text=t!(language, "roster-no-officers") /> });
    view! {
        {no_officers}
        <Form page=page.clone() action hidden=vec![(BASE, grid.base.to_string())]>
            {counters}
            {weekdays}
            <details open=open><summary>{caption}</summary>{weekend}</details>
            <SubmitButton label=t!(language, "roster-save") />
        </Form>
    }
    .into_html()
}

/// What the cells of the grid have in common.
struct Cells<'a> {
    language: Language,
    counters: Vec<String>,
    form: &'a RosterForm,
    options: Vec<Choice>,
    errors: &'a FormErrors,
}

impl Cells<'_> {
    /// Whether anybody is chosen on some days.
    fn are_used(&self, days: &[&GridDay]) -> bool {
        let mut cells = days.iter().flat_map(|day| {
            HalfDay::ALL.iter().flat_map(move |half| {
                (1..=self.counters.len()).map(move |counter| (day.date, *half, counter))
            })
        });
        cells.any(|(date, half, counter)| !self.form.chosen(date, half, counter).is_empty())
    }

    /// A table for every few counters.
    fn tables(&self, days: &[&GridDay], caption: &str) -> Html {
        let numbered: Vec<_> = (1..).zip(&self.counters).collect();
        let tables = numbered.chunks(COUNTERS_ABREAST).map(|counters| {
            let heads = counters.iter().map(|(_, name)| Column::text(*name));
            let first = Column::text(t!(self.language, "roster-half-day"));
            let columns = std::iter::once(first).chain(heads).collect();
            let rows = days.iter().flat_map(|day| {
                HalfDay::ALL.iter().map(|half| {
                    let cells = counters.iter().map(|(number, name)| {
                        self.cell(day.date, *half, *number, name).into_html()
                    });
                    let head = row_head(self.language, day, *half).into_html();
                    std::iter::once(head).chain(cells).collect()
                })
            });
            let rows = rows.collect();
            view! { <DataTable caption=caption.to_owned() columns rows empty="" /> }
        });
        tables.collect_view().into_html()
    }

    /// The officers at one counter on one half-day, with a spare line.
    fn cell(&self, date: NaiveDate, half: HalfDay, number: usize, counter: &str) -> Html {
        let chosen = self.form.chosen(date, half, number);
        let place = place(self.language, date, half, counter);
        let line = |line: usize| {
            let name = field(date, half, number, line);
            let label = t!(
                self.language,
                "roster-officer-at",
                number = line,
                place = place.clone()
            );
            let error = self.errors.of(&name);
            let options = self.options.clone();
            let chosen = chosen.get(line - 1).map(|chosen| (*chosen).to_owned());
            view! {
                <Select
                    language=self.language
                    name
                    label
                    label_hidden=true
                    options
                    chosen=chosen.unwrap_or_default()
                    width=Width::Full
                    error
                />
            }
        };
        let filled = chosen.len().max(1);
        let lines: Vec<_> = (1..=filled).map(line).collect();
        let more = t!(self.language, "roster-more", place = place.clone());
        view! {
            {lines}
            <details class="duty-more">
                <summary aria-label=more>{t!(self.language, "roster-more-short")}</summary>
                {line(filled + 1)}
            </details>
        }
        .into_html()
    }
}

fn row_head(language: Language, day: &GridDay, half: HalfDay) -> Html {
    let holiday = day.holiday.clone().map(|name| {
        view! { <span class="day-off"><Tag kind=TagKind::Neutral label=t!(language, "roster-holiday", name = name) /></span> }
    });
    view! { {half_day(language, day.date, half)} " " {holiday} }.into_html()
}

pub(crate) fn half_day(language: Language, date: NaiveDate, half: HalfDay) -> String {
    let half = half_name(language, half);
    let weekday = format::weekday(language, date);
    t!(
        language,
        "roster-half-day-of",
        weekday = weekday,
        day = date.day().to_string(),
        half = half
    )
}

/// A counter on a half-day.
pub(super) fn place(language: Language, date: NaiveDate, half: HalfDay, counter: &str) -> String {
    format!("{}, {counter}", half_day(language, date, half))
}

/// The form that adds another unit's officers to the lists.
fn other_units(page: &Page, grid: &Grid) -> Html {
    let language = page.language;
    let none = std::iter::once(Choice::new("", t!(language, "roster-no-other-unit")));
    let options = none.chain(choices(&grid.other_units)).collect();
    let chosen = grid.from_unit.as_ref().map(ToString::to_string);
    let (action, week) = (format!("/meja/jaga/{}", grid.unit), grid.week.to_string());
    view! {
        <section aria-labelledby="unit-lain">
            <h2 id="unit-lain">{t!(language, "roster-other-unit")}</h2>
            <p>{t!(language, "roster-other-unit-text")}</p>
            <FilterForm page=page.clone() action filtered=false>
                <input type="hidden" name=WEEK value=week />
                <Select
                    language
                    name=FROM_UNIT
                    label=t!(language, "officer-unit")
                    options
                    chosen=chosen.unwrap_or_default()
                />
            </FilterForm>
        </section>
    }
    .into_html()
}
