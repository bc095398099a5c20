//! `/meja/kalender`: the holidays of the city, which only administrators of the whole city change.
//! It must not change what happened before: a term that was counted stays as it was published.

use std::fmt::Debug;

use axum::body::Bytes;
use axum::response::Response;
use chrono::Datelike;
use desk::audit::Teller;
use desk::calendar::{YEAR, calendar_page, calendar_path, calendar_title, holidays_preview};
use desk::csv_import::{FileFault, Looked, preview_page};
use desk::document::Notice;
use desk::forms::noun_form::{field_errors, typed_fields};
use domain::access::{Permit, Right};
use domain::audit::{AuditFilter, Entry, Subject, SubjectKind};
use domain::calendar::{Calendar, HOLIDAY, Holiday, HolidayChange, is_within_reach};
use domain::grammar;
use domain::noun::Fields;
use store::HolidayError;
use ui::components::{FieldError, FormErrors};
use ui::forms::typed::Typed;
use ui::html::Html;
use ui::t;

use super::csv::{Import, Kept, csv_file, only};
use super::{DeskRequest, deeds};
use crate::files::calendar::{read, write};
use crate::routes::trouble::Problem;

/// The holidays of a year.
pub async fn show(request: DeskRequest) -> Result<Response, Problem> {
    let calendar = request.state.store.calendar().await?;
    let (desk, year, editable) = (request.desk(), year(&request), permit(&request).is_ok());
    let fields = Fields::empty(HOLIDAY);
    let html = calendar_page(
        desk,
        &calendar,
        year,
        editable,
        &fields,
        FormErrors::default(),
        None,
    );
    Ok(request.show(html).await)
}

/// What was done to the holidays of a year.
pub async fn history(request: DeskRequest) -> Result<Response, Problem> {
    let year = year(&request);
    let of_year = format!("{year}-{}", AuditFilter::ANY_END);
    let subject = Subject::new(SubjectKind::Holiday, of_year);
    let (title, path) = (calendar_title(request.language, year), calendar_path(year));
    let teller = Teller::of(request.language);
    let with_day = |entry: &Entry| format!("{}: {}", entry.subject.name, teller.remark(entry));
    deeds::show(&request, subject, title, path, with_day).await
}

/// Enters a holiday.
pub async fn add(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let fields = typed_fields(HOLIDAY, &Typed::decode(&body));
    let errors = match Holiday::read(&fields) {
        Err(faults) => field_errors(request.language, HOLIDAY, &faults),
        Ok(after) => {
            let path = calendar_path(after.day.year());
            let change = HolidayChange {
                before: None,
                after,
            };
            let store = &request.state.store;
            match store.save_holidays(&permit, &[change], request.now()).await {
                Ok(()) => return Ok(request.done(Notice::Saved, &path)),
                Err(HolidayError::Conflict(_)) => {
                    let message = t!(request.language, "error-holiday-taken");
                    FieldError::new("tanggal", message).into()
                }
                Err(HolidayError::Store(error)) => return Err(error.into()),
            }
        }
    };
    let calendar = request.state.store.calendar().await?;
    let html = page_again(&request, &calendar, &fields, errors, None);
    Ok(request.again(html).await)
}

/// Takes a holiday away.
pub async fn remove(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let permit = permit(&request)?;
    let day = grammar::day(Typed::decode(&body).text("tanggal"));
    let day = day.filter(|day| is_within_reach(*day));
    let day = day.ok_or_else(Problem::bad_request)?;
    let store = &request.state.store;
    store.remove_holiday(&permit, day, request.now()).await?;
    Ok(request.done(Notice::Saved, &calendar_path(day.year())))
}

/// The holidays of a year as a file.
pub async fn export(request: DeskRequest) -> Result<Response, Problem> {
    let calendar = request.state.store.calendar().await?;
    let year = year(&request);
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

    async fn of(request: &DeskRequest, _part: Option<String>) -> Result<Self, Problem> {
        let permit = permit(request)?;
        let kept = request.state.store.calendar().await?;
        Ok(Self { permit, kept })
    }

    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem> {
        let planned = read(only(files)).map(|holidays| self.kept.changes(holidays));
        Ok(planned.map_err(|reason| request.unreadable(&reason)))
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        plan
    }

    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html {
        let year = year(request);
        let preview = holidays_preview(request.language, plan, year);
        preview_page(request.desk_at(&calendar_path(year)), preview, looked)
    }

    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem> {
        let store = &request.state.store;
        match store
            .save_holidays(&self.permit, &plan, request.now())
            .await
        {
            Ok(()) => Ok(Kept::At(calendar_path(year(request)))),
            Err(HolidayError::Conflict(_)) => Ok(Kept::Moved),
            Err(HolidayError::Store(error)) => Err(error.into()),
        }
    }

    async fn refused(
        self,
        request: &DeskRequest,
        _files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem> {
        let fields = Fields::empty(HOLIDAY);
        Ok(page_again(
            request,
            &self.kept,
            &fields,
            FormErrors::default(),
            Some(fault),
        ))
    }
}

/// The page with what is wrong.
fn page_again(
    request: &DeskRequest,
    calendar: &Calendar,
    fields: &Fields,
    errors: FormErrors,
    fault: Option<FileFault>,
) -> Html {
    let year = year(request);
    let desk = request.desk_at(&calendar_path(year));
    calendar_page(desk, calendar, year, true, fields, errors, fault)
}

/// The calendar is one for the whole city.
fn permit(request: &DeskRequest) -> Result<Permit, Problem> {
    let site = request.site();
    request
        .viewer
        .permit_everywhere(Right::EditUnits, site.record.register())
}

/// The year that is asked for, or the present one.
fn year(request: &DeskRequest) -> i32 {
    let asked = request.query().text(YEAR).parse().ok();
    let asked = asked.filter(|year| (2000..2100).contains(year));
    asked.unwrap_or_else(|| request.state.clock.today().year())
}
