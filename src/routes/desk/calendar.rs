//! `/meja/kalender`: the holidays of the city, which only administrators of the whole city change.
//! It must not change what happened before: a term that was counted stays as it was published.

use std::fmt::Debug;

use axum::body::Bytes;
use axum::response::Response;
use chrono::Datelike;
use desk::calendar::{YEAR, calendar_page, calendar_path, calendar_title, holidays_preview};
use desk::csv_import::{Looked, Refusal, preview_page};
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use domain::access::{Permit, Right};
use domain::audit::{AuditFilter, Entry, Subject};
use domain::calendar::{Calendar, Holiday, HolidayChange, is_within_reach};
use domain::grammar;
use domain::noun::{Fields, Noun};
use store::HolidayError;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::html::Html;
use ui::t;

use super::csv::{Import, Kept, csv_file, only};
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
    let errors = match Holiday::read(&fields) {
        Err(faults) => field_errors(visit.language, Noun::Holiday, &faults),
        Ok(after) => {
            let path = calendar_path(after.day.year());
            let change = HolidayChange {
                before: None,
                after,
            };
            let store = &visit.state.store;
            match store.save_holidays(&permit, &[change], visit.now()).await {
                Ok(()) => return Ok(visit.done(Notice::Saved, &path)),
                Err(HolidayError::Conflict(_)) => {
                    let message = t!(visit.language, "error-holiday-taken");
                    vec![FieldError::new("tanggal", message)]
                }
                Err(HolidayError::Store(error)) => return Err(error.into()),
            }
        }
    };
    let calendar = visit.state.store.calendar().await?;
    let html = page_again(&visit, &calendar, &fields, errors, None);
    Ok(visit.again(html).await)
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
    let of_year = of_year.map(|(day, name)| Holiday {
        day,
        name: name.to_owned(),
    });
    Ok(csv_file(&format!("hari-libur-{year}.csv"), write(of_year)))
}

/// Holidays that are handed in, over the calendar.
pub struct Holidays {
    permit: Permit,
    kept: Calendar,
}

impl Import for Holidays {
    type Plan = Vec<HolidayChange>;

    async fn of(visit: &Visit, _part: Option<String>) -> Result<Self, Problem> {
        let permit = permit(visit)?;
        let kept = visit.state.store.calendar().await?;
        Ok(Self { permit, kept })
    }

    async fn plan(
        &self,
        visit: &Visit,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, Refusal>, Problem> {
        let planned = read(only(files)).map(|holidays| self.kept.changes(holidays));
        Ok(planned.map_err(|reason| visit.unreadable(&reason)))
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        plan
    }

    fn page(&self, visit: &Visit, plan: &Self::Plan, looked: Looked) -> Html {
        let year = year(visit);
        let preview = holidays_preview(visit.language, plan, year);
        preview_page(visit.desk_at(&calendar_path(year)), preview, looked)
    }

    async fn keep(&self, visit: &Visit, plan: Self::Plan) -> Result<Kept, Problem> {
        let store = &visit.state.store;
        match store.save_holidays(&self.permit, &plan, visit.now()).await {
            Ok(()) => Ok(Kept::At(calendar_path(year(visit)))),
            Err(HolidayError::Conflict(_)) => Ok(Kept::Moved),
            Err(HolidayError::Store(error)) => Err(error.into()),
        }
    }

    async fn refused(
        self,
        visit: &Visit,
        _files: Vec<Vec<u8>>,
        refusal: Refusal,
    ) -> Result<Html, Problem> {
        let fields = Fields::empty(Noun::Holiday);
        Ok(page_again(
            visit,
            &self.kept,
            &fields,
            vec![],
            Some(refusal),
        ))
    }
}

/// The page with what is wrong.
fn page_again(
    visit: &Visit,
    calendar: &Calendar,
    fields: &Fields,
    errors: Vec<FieldError>,
    refusal: Option<Refusal>,
) -> Html {
    let year = year(visit);
    let desk = visit.desk_at(&calendar_path(year));
    calendar_page(desk, calendar, year, true, fields, errors, refusal)
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
