//! The choice of a period, as a plain form that works without script.
//! It must not know which page it stands on.

use domain::period::{Month, Period};
use leptos::prelude::*;

use crate::format;
use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;

/// A form that reloads the page for another period.
#[component]
pub fn PeriodChoice(
    page: Page,
    /// The page's path without the query.
    action: String,
    /// The sealed months, oldest first.
    months: Vec<Month>,
    /// The period shown.
    chosen: Period,
    /// Other fields of the same form.
    #[prop(optional)]
    children: Option<Html>,
) -> Html {
    let language = page.language;
    let mut semesters: Vec<Period> = months
        .iter()
        .rev()
        .map(|month| Period::semester_of(*month))
        .collect();
    semesters.dedup();
    let mut years: Vec<Period> = months
        .iter()
        .rev()
        .map(|month| Period::year_of(*month))
        .collect();
    years.dedup();
    let months: Vec<Period> = months
        .iter()
        .rev()
        .map(|month| Period::Month(*month))
        .collect();
    let group = |label: &'static str, periods: Vec<Period>| {
        let options = periods.into_iter().map(|period| {
            view! { <option value=period.to_string() selected=period == chosen>{format::period(language, period)}</option> }
        });
        view! { <optgroup label=t!(language, label)>{options.collect_view()}</optgroup> }
    };
    view! {
        <form class="filters" method="get" action=page.href(&action)>
            <div class="field">
                <label for="periode">{t!(language, "period-label")}</label>
                <select id="periode" name="periode">
                    {group("period-semesters", semesters)}
                    {group("period-years", years)}
                    {group("period-months", months)}
                </select>
            </div>
            {children}
            <button type="submit">{t!(language, "filter-button")}</button>
        </form>
    }
    .into_html()
}
