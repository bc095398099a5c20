//! `/meja/jaga`: who serves at which counter, by unit and week.
//! It must not save anything before the store has held it against the whole roster.

mod csv;
mod today;

pub use csv::export;
pub use today::{confirm, today};

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use chrono::Days;
use desk::audit::Teller;
use desk::document::Notice;
use desk::forms::roster_form::{RosterForm, WeekFault, at_fields};
use desk::named::{Named, in_order};
use desk::roster::{
    Copied, FROM_UNIT, Grid, GridDay, NAME, UnitRow, WEEK, duties_compared, roster_page,
    roster_path, units_page,
};
use domain::access::{Permit, Right};
use domain::audit::{Entry, Subject};
use domain::grammar::Nip;
use domain::officer::{Officer, OfficerId};
use domain::register::Counter;
use domain::roster::{Roster, RosterEntry};
use domain::slug::Slug;
use domain::week::Week;
use store::RosterError;
use ui::components::AFTER;
use ui::format;

use super::{DeskRequest, deeds};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many units stand on a page.
const PER_PAGE: usize = 50;

/// The units with counters whose roster the viewer keeps.
pub async fn units(request: DeskRequest) -> Result<Response, Problem> {
    let query = request.query();
    let (name, after) = (query.text(NAME).to_owned(), query.text(AFTER).to_owned());
    let this = Week::of(request.state.clock.today());
    let weeks = [this, this.next()];
    let calendar = request.state.store.calendar().await?;
    let mut coverage = Vec::new();
    for week in weeks {
        let days: Vec<_> = week
            .days()
            .filter(|day| calendar.is_working_day(*day))
            .collect();
        coverage.push((
            days.len(),
            request.state.store.roster_coverage(&days).await?,
        ));
    }
    let site = request.site();
    let register = site.record.register();
    let reach = request.viewer.0.reach(Right::EditRoster, register);
    let part = name.to_lowercase();
    let rows = reach.into_iter().filter_map(|slug| {
        let unit = register.unit(&slug)?.name.get(request.language).to_owned();
        let used = |counter: &&Counter| this.days().any(|day| counter.validity.on(day));
        let counters = register.counters_of(&slug).filter(used).count();
        let filled = [0, 1].map(|place| {
            let (days, filled) = &coverage[place];
            (filled.get(&slug).copied().unwrap_or(0), days * counters * 2)
        });
        let wanted = counters > 0 && slug.as_str() > after.as_str();
        (wanted && unit.to_lowercase().contains(&part)).then_some(UnitRow {
            unit: slug,
            name: unit,
            counters,
            filled,
        })
    });
    let rows: Vec<_> = rows.take(PER_PAGE + 1).collect();
    let Page { rows, next } = Page::of(rows, PER_PAGE, |row| row.unit.clone());
    let desk = request.desk();
    let html = units_page(desk, weeks, name, rows, next);
    Ok(request.show(html).await)
}

/// A unit's week, as it is kept or filled in from the week before.
pub async fn show(request: DeskRequest, Path(unit): Path<String>) -> Result<Response, Problem> {
    let part = Part::of(&request, &unit).await?;
    let (form, copied) = if request.query().has("salin") {
        let before = part.roster_of(&request, part.week.previous()).await?;
        let roster = part.copied(&before);
        (
            RosterForm::of(&roster, &part.counters),
            Copied::FromLastWeek,
        )
    } else {
        let form = RosterForm::of(&part.kept, &part.counters);
        (form, Copied::No)
    };
    let (desk, grid) = (request.desk(), part.grid);
    let html = roster_page(desk, &grid, &form, copied, vec![], None, None);
    Ok(request.show(html).await)
}

/// What was done to a unit's week.
pub async fn history(request: DeskRequest, Path(unit): Path<String>) -> Result<Response, Problem> {
    let part = Part::of(&request, &unit).await?;
    let week = part.week;
    let [first, last] =
        [week.first_day(), week.last_day()].map(|day| format::day(request.language, day));
    let title = format!("{}, {first} – {last}", part.grid.unit_name);
    let subject = Subject::duties(&part.unit, week);
    let teller = Teller {
        language: request.language,
        register: None,
        officer: &|id| part.grid.name(id),
    };
    let remark = |entry: &Entry| teller.remark(entry);
    deeds::show(&request, subject, title, part.path(), remark).await
}

/// Saves a unit's week, or shows it again with what is wrong or what somebody else saved in the meantime.
pub async fn save(
    request: DeskRequest,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let part = Part::of(&request, &unit).await?;
    let form = RosterForm::decode(&body);
    let base = form.base().ok_or_else(Problem::bad_request)?;
    let mut conflict = None;
    let faults = match form.entries(&part.unit, part.week) {
        Err(faults) => faults,
        Ok(entries) => {
            let rows: Vec<RosterEntry> = entries.iter().map(|(_, entry)| entry.clone()).collect();
            let store = &request.state.store;
            let saved = store.save_roster(
                &part.permit,
                &part.unit,
                part.week,
                base,
                &rows,
                request.now(),
            );
            match saved.await {
                Ok(()) => return Ok(request.done(Notice::Saved, &part.path())),
                Err(RosterError::Faults(faults)) => at_fields(&entries, faults),
                Err(RosterError::Conflict(_)) => match Roster::new(rows) {
                    // First what was chosen must be a roster, which can be compared.
                    Err(faults) => at_fields(&entries, faults),
                    Ok(typed) => {
                        let rows =
                            duties_compared(request.language, &part.grid, &typed, &part.kept);
                        conflict = Some(rows);
                        vec![WeekFault::Conflict]
                    }
                },
                Err(RosterError::Store(error)) => return Err(error.into()),
            }
        }
    };
    let mut grid = part.grid;
    if conflict.is_none() {
        // Only whoever has seen what somebody else saved may replace it.
        grid.base = base;
    }
    let desk = request.desk();
    let html = roster_page(desk, &grid, &form, Copied::No, faults, conflict, None);
    Ok(request.again(html).await)
}

/// The part of the roster that an address names, with what is needed to show it.
pub struct Part {
    permit: Permit,
    unit: Slug,
    week: Week,
    counters: Vec<String>,
    officers: BTreeMap<OfficerId, Officer>,
    kept: Roster,
    grid: Grid,
}

impl Part {
    async fn of(request: &DeskRequest, unit: &str) -> Result<Self, Problem> {
        let (of_unit, permit) = request.unit(Right::EditRoster, unit)?;
        let unit = of_unit.slug;
        let site = request.site();
        let register = site.record.register();
        let query = request.query();
        let week = query.text(WEEK).parse();
        let week = week.unwrap_or_else(|_| Week::of(request.state.clock.today()));
        let store = &request.state.store;
        let kept = store
            .roster(&unit, week.first_day(), week.last_day())
            .await?;
        let from_unit: Option<Slug> = query.text(FROM_UNIT).parse().ok();
        let from_unit = from_unit.filter(|unit| register.unit(unit).is_some());
        let officers = officers(request, &unit, from_unit.as_ref(), week, &kept).await?;
        let calendar = store.calendar().await?;
        let days = week.days().map(|date| GridDay {
            date,
            holiday: calendar.holiday(date).map(str::to_owned),
        });
        let other_units = register.units().filter(|other| other.slug != unit);
        let other_units = other_units.map(|other| Named::unit(other, request.language));
        let grid = Grid {
            unit: unit.clone(),
            unit_name: of_unit.name.get(request.language).to_owned(),
            week,
            days: days.collect(),
            officers: labels(&officers),
            other_units: in_order(other_units),
            from_unit,
            base: kept.fingerprint(),
        };
        // One that ended stays in the grid as long as somebody is on duty at it.
        let in_use = |counter: &&Counter| {
            let duties = kept.entries().iter();
            week.days().any(|day| counter.validity.on(day))
                || duties.into_iter().any(|duty| duty.counter == counter.name)
        };
        let counters = register.counters_of(&unit).filter(in_use);
        let counters = counters.map(|Counter { name, .. }| name.clone()).collect();
        Ok(Self {
            permit,
            unit,
            week,
            counters,
            officers,
            kept,
            grid,
        })
    }

    /// The address of the page.
    fn path(&self) -> String {
        roster_path(&self.unit, self.week)
    }

    async fn roster_of(&self, request: &DeskRequest, week: Week) -> Result<Roster, Problem> {
        let store = &request.state.store;
        let roster = store.roster(&self.unit, week.first_day(), week.last_day());
        Ok(roster.await?)
    }

    /// The week before, seven days later. Holidays stay empty, and so do officers who are not there any more.
    fn copied(&self, before: &Roster) -> Roster {
        let later = before.entries().iter().map(|entry| RosterEntry {
            date: entry.date + Days::new(7),
            ..entry.clone()
        });
        let works = |entry: &RosterEntry| {
            let day = self.grid.days.iter().find(|day| day.date == entry.date);
            let officer = self.officers.get(&entry.officer);
            day.is_some_and(|day| day.holiday.is_none())
                && officer.is_some_and(|officer| officer.validity.on(entry.date))
        };
        Roster::new(later.filter(works).collect()).expect("a roster moved by a week is one")
    }
}

/// The officers who can be chosen: those of the unit and of units above and below it, those of a unit that is asked for,
/// and those who are on duty in the week or the one before; who is in service on none of its days only if on duty.
async fn officers(
    request: &DeskRequest,
    unit: &Slug,
    from_unit: Option<&Slug>,
    week: Week,
    kept: &Roster,
) -> Result<BTreeMap<OfficerId, Officer>, Problem> {
    let site = request.site();
    let register = site.record.register();
    let is_above = |upper: &Slug, lower: &Slug| register.lies_within(lower, upper);
    let units: BTreeSet<Slug> = register
        .units()
        .map(|other| &other.slug)
        .filter(|other| is_above(other, unit) || is_above(unit, other) || Some(*other) == from_unit)
        .cloned()
        .collect();
    let store = &request.state.store;
    let before = week.previous();
    let before = store
        .roster(unit, before.first_day(), before.last_day())
        .await?;
    let on_duty = |roster: &Roster| -> BTreeSet<OfficerId> {
        roster.entries().iter().map(|entry| entry.officer).collect()
    };
    let now = on_duty(kept);
    let others = &now | &on_duty(&before);
    let mut officers = store.officers_of(&units, &others).await?;
    officers
        .retain(|id, officer| now.contains(id) || week.days().any(|day| officer.validity.on(day)));
    Ok(officers)
}

/// A name for each officer that nobody else has, sorted.
fn labels(officers: &BTreeMap<OfficerId, Officer>) -> Vec<(OfficerId, String)> {
    let mut same_name: BTreeMap<&str, usize> = BTreeMap::new();
    for officer in officers.values() {
        *same_name.entry(&officer.name).or_default() += 1;
    }
    let label = |officer: &Officer| {
        if same_name[officer.name.as_str()] == 1 {
            return officer.name.clone();
        }
        let short = || format!("#{}", officer.id.short());
        let sign = officer.nip.as_ref().map_or_else(short, Nip::masked);
        format!("{} ({sign})", officer.name)
    };
    let mut labels: Vec<_> = officers
        .values()
        .map(|officer| (officer.id, label(officer)))
        .collect();
    labels.sort_by(|(_, a), (_, b)| a.cmp(b));
    labels
}
