//! `/meja/kalender`: the holidays of a year, on which terms of working days stand still.
//! It must not fill in holidays by itself: most of them are decreed anew each year.

use chrono::{Datelike, NaiveDate};
use domain::calendar::{Calendar, HolidayChange};
use domain::language::Language;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{Button, Column, DataTable, Form, FormErrors, SubmitButton, WarningText};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use super::csv_import::{CsvPaths, CsvSection, FileFault, Preview};
use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::{Offered, controls};

/// The name of the field for the day.
const DAY: &str = "tanggal";

/// The name in the query of the year that is shown.
pub const YEAR: &str = "tahun";

/// The address of a year's calendar.
pub fn calendar_path(year: i32) -> String {
    format!("/meja/kalender?{YEAR}={year}")
}

/// The title of a year's calendar.
pub fn calendar_title(language: Language, year: i32) -> String {
    t!(language, "calendar-of-year", year = year.to_string())
}

/// The page. `editable` says whether the viewer may change the calendar, which is one for the whole city.
pub fn calendar_page(
    desk: Desk,
    calendar: &Calendar,
    year: i32,
    editable: bool,
    fields: &Fields,
    mut errors: FormErrors,
    fault: Option<FileFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    errors.extend(FormErrors::told(language, &fault));
    let holidays: Vec<_> = of_year(calendar, year).collect();
    let warning = holidays
        .is_empty()
        .then(|| view! { <WarningText language text=t!(language, "calendar-year-empty", year = year.to_string()) /> });
    let title = calendar_title(language, year);
    let history = page.href(&format!("/meja/kalender/riwayat?{YEAR}={year}"));
    let years = [year - 1, year + 1].map(|year| {
        let href = page.href(&calendar_path(year));
        view! { <a href=href>{year.to_string()}</a> " " }
    });
    let table = holidays_table(&desk, &holidays, editable, &title);
    let changes = editable.then(|| changes(&desk, year, fields, &errors, fault));
    let count = working_days(calendar, year);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p class="lead">{t!(language, "calendar-lead")}</p>
            <p>{t!(language, "calendar-source")}</p>
            {warning}
            <p>{t!(language, "calendar-working-days", count = count)}</p>
            <nav class="pagination" aria-label=t!(language, "calendar-years")>{years}</nav>
            {table}
            <p><a href=history>{t!(language, "history-title")}</a></p>
            {changes}
        </DeskDocument>
    }
    .into_html()
}

/// What the viewer may do with the calendar: add a day, take the calendar away and hand one in.
fn changes(
    desk: &Desk,
    year: i32,
    fields: &Fields,
    errors: &FormErrors,
    fault: Option<FileFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let fields = controls(language, fields, &Offered::default(), errors);
    let paths = CsvPaths {
        export: format!("/meja/kalender/berkas?{YEAR}={year}"),
        import: format!("/meja/kalender/impor?{YEAR}={year}"),
    };
    view! {
        <section aria-labelledby="tambah">
            <h2 id="tambah">{t!(language, "calendar-add")}</h2>
            <Form page=page.clone() action=calendar_path(year)>
                {fields}
                <SubmitButton label=t!(language, "calendar-add-button") />
            </Form>
        </section>
        <CsvSection page paths hint=t!(language, "calendar-csv-hint") fault />
    }
    .into_html()
}

fn of_year(calendar: &Calendar, year: i32) -> impl Iterator<Item = (NaiveDate, &str)> {
    calendar
        .holidays()
        .filter(move |(day, _)| day.year() == year)
}

fn working_days(calendar: &Calendar, year: i32) -> u32 {
    let last = |year| NaiveDate::from_ymd_opt(year, 12, 31).expect("every year ends");
    calendar.working_days_between(last(year - 1), last(year))
}

fn holidays_table(
    desk: &Desk,
    holidays: &[(NaiveDate, &str)],
    editable: bool,
    caption: &str,
) -> Html {
    let language = desk.language();
    let mut columns = vec![
        Column::short(t!(language, "calendar-day")),
        Column::text(t!(language, "calendar-weekday")),
        Column::text(t!(language, "calendar-name")),
    ];
    if editable {
        columns.push(Column::actions(t!(language, "calendar-remove")));
    }
    let rows = holidays.iter().map(|(day, name)| {
        let written = format::day(language, *day);
        let remove = editable.then(|| {
            let label = t!(language, "calendar-remove-day", day = written.clone());
            view! {
                <Form page=desk.page.clone() action="/meja/kalender/hapus" hidden=vec![(DAY, day.to_string())]>
                    <button type="submit" class=Button::Secondary.class() aria-label=label>{t!(language, "calendar-remove")}</button>
                </Form>
            }
            .into_html()
        });
        let cells = [
            view! { {written} }.into_html(),
            view! { {format::weekday(language, *day)} }.into_html(),
            view! { {(*name).to_owned()} }.into_html(),
        ];
        cells.into_iter().chain(remove).collect()
    });
    let rows = rows.collect();
    view! { <DataTable caption=caption.to_owned() caption_hidden=true columns rows empty=t!(language, "calendar-empty") /> }.into_html()
}

/// What a file of holidays would change, which came from the calendar of a year.
pub fn holidays_preview(language: Language, changes: &[HolidayChange], year: i32) -> Preview {
    let changes = changes.iter().map(|HolidayChange { before, after }| {
        let before = before.as_deref().unwrap_or("–").to_owned();
        [format::day(language, after.day), before, after.name.clone()]
    });
    Preview {
        title: t!(language, "calendar-preview"),
        back: calendar_path(year),
        apply: format!("/meja/kalender/impor/simpan?{YEAR}={year}"),
        columns: [
            t!(language, "calendar-day"),
            t!(language, "csv-before"),
            t!(language, "csv-after"),
        ],
        changes: changes.collect(),
    }
}
