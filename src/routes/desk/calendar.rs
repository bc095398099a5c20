//! `/meja/kalender`: the holidays of the city, which only administrators of the whole city change.
//! It must not change what happened before: a term that was counted stays as it was published.

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use desk::calendar::{YEAR, calendar_page, calendar_path, calendar_title, holidays_preview};
use desk::csv_import::{CONTENT, Preview, Refusal, preview_page};
use desk::document::Notice;
use desk::forms::BASE;
use desk::forms::noun_form::{field_error, typed_fields};
use domain::access::{Permit, Right};
use domain::audit::{AuditFilter, Entry, Subject};
use domain::calendar::{Calendar, Holiday, is_within_reach};
use domain::grammar;
use domain::noun::{Fault, Fields, Noun};
use domain::release::Digest;
use store::HolidayError;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

use super::upload::{Upload, csv_file};
use super::{Visit, deeds};
use crate::files::calendar::{read, write};
use crate::routes::trouble::Problem;

/// The holidays of a year.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let calendar = visit.state.store.calendar().await?;
    let (desk, year, editable) = (visit.desk(), year(&visit), permit(&visit).is_ok());
    let fields = Fields::empty(Noun::Holiday);
    let html = calendar_page(desk, &calendar, year, editable, &fields, vec![], None);
    Ok(visit.show(html).await)
}

/// What was done to the holidays of a year.
pub async fn history(visit: Visit) -> Result<Response, Problem> {
    let year = year(&visit);
    let of_year = format!("{year}-{}", AuditFilter::ANY_END);
    let subject = Subject::new(Subject::HOLIDAY, of_year);
    let named = (calendar_title(visit.language, year), calendar_path(year));
    deeds::show(&visit, subject, named, with_day).await
}

/// An entry about a day, with the day in what it says.
fn with_day(entry: Entry) -> Entry {
    Entry {
        reason: format!("{}: {}", entry.subject.name, entry.reason),
        ..entry
    }
}

/// Enters a holiday.
pub async fn add(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&visit)?;
    let fields = typed_fields(Noun::Holiday, &Typed::decode(&body));
    let error = |fault: &Fault| field_error(visit.language, Noun::Holiday, fault);
    let errors = match Holiday::read(&fields) {
        Err(faults) => faults.iter().map(error).collect(),
        Ok(Holiday { day, name }) => {
            let store = &visit.state.store;
            match store.save_holiday(&permit, day, &name, visit.now()).await {
                Ok(()) => return Ok(visit.done(Notice::Saved, &calendar_path(day.year()))),
                Err(HolidayError::Taken) => {
                    let message = t!(visit.language, "error-holiday-taken");
                    vec![FieldError::new("tanggal", message)]
                }
                Err(HolidayError::Store(error)) => return Err(error.into()),
            }
        }
    };
    again(&visit, fields, errors, None).await
}

/// Takes a holiday away.
pub async fn remove(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&visit)?;
    let day = grammar::day(Typed::decode(&body).text("tanggal"));
    let day = day.filter(|day| is_within_reach(*day));
    let day = day.ok_or_else(Problem::bad_request)?;
    let store = &visit.state.store;
    store.remove_holiday(&permit, day, visit.now()).await?;
    Ok(visit.done(Notice::Saved, &calendar_path(day.year())))
}

/// The holidays of a year as a file.
pub async fn export(visit: Visit) -> Result<Response, Problem> {
    let calendar = visit.state.store.calendar().await?;
    let year = year(&visit);
    let of_year = calendar.holidays().filter(|(day, _)| day.year() == year);
    Ok(csv_file(&format!("hari-libur-{year}.csv"), write(of_year)).into_response())
}

/// Shows what a file would change.
pub async fn preview(visit: Visit, Upload(file): Upload) -> Result<Response, Problem> {
    permit(&visit)?;
    let file = match file {
        Ok(file) => file,
        Err(refusal) => return refuse(&visit, refusal).await,
    };
    let holidays = match read(&file) {
        Ok(holidays) => holidays,
        Err(reason) => return refuse(&visit, visit.unreadable(&reason)).await,
    };
    let content = String::from_utf8_lossy(&file);
    let calendar = visit.state.store.calendar().await?;
    look_through(&visit, &calendar, &holidays, &content, false).await
}

async fn look_through(
    visit: &Visit,
    calendar: &Calendar,
    holidays: &[(NaiveDate, String)],
    content: &str,
    moved: bool,
) -> Result<Response, Problem> {
    let year = year(visit);
    let desk = visit.desk_at(&calendar_path(year));
    let hidden = vec![(BASE, fingerprint(calendar)), (CONTENT, content.to_owned())];
    let preview = Preview {
        moved,
        ..holidays_preview(&desk, calendar, holidays, year, hidden)
    };
    Ok(visit.show(preview_page(desk, preview)).await)
}

/// A hash of every holiday that is kept.
fn fingerprint(calendar: &Calendar) -> String {
    let text = write(calendar.holidays());
    Digest::of(text.as_bytes()).to_string()
}

/// Keeps the holidays of a file that was looked through.
pub async fn apply(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&visit)?;
    let typed = Typed::decode(&body);
    let holidays = match read(typed.raw(CONTENT).as_bytes()) {
        Ok(holidays) => holidays,
        Err(reason) => return refuse(&visit, visit.unreadable(&reason)).await,
    };
    let store = &visit.state.store;
    let calendar = store.calendar().await?;
    if typed.text(BASE) != fingerprint(&calendar) {
        // The preview then shows the changes against what is kept now.
        return look_through(&visit, &calendar, &holidays, typed.raw(CONTENT), true).await;
    }
    store
        .import_holidays(&permit, &holidays, visit.now())
        .await?;
    Ok(visit.done(Notice::Saved, &calendar_path(year(&visit))))
}

async fn refuse(visit: &Visit, refusal: Refusal) -> Result<Response, Problem> {
    again(visit, Fields::empty(Noun::Holiday), vec![], Some(refusal)).await
}

/// The page with what is wrong.
async fn again(
    visit: &Visit,
    fields: Fields,
    errors: Vec<FieldError>,
    refusal: Option<Refusal>,
) -> Result<Response, Problem> {
    let calendar = visit.state.store.calendar().await?;
    let year = year(visit);
    let desk = visit.desk_at(&calendar_path(year));
    let html = calendar_page(desk, &calendar, year, true, &fields, errors, refusal);
    Ok(visit.again(html).await)
}

/// The calendar is one for the whole city.
fn permit(visit: &Visit) -> Result<Permit, Problem> {
    let site = visit.site();
    visit
        .viewer
        .permit_everywhere(Right::EditUnits, site.record.register())
}

/// The year that is asked for, or the present one.
fn year(visit: &Visit) -> i32 {
    let asked = visit.query().text(YEAR).parse().ok();
    let asked = asked.filter(|year| (2000..2100).contains(year));
    asked.unwrap_or_else(|| visit.state.clock.today().year())
}
