//! What changed most in the city.
//! It must not know which units the page shows otherwise.

use domain::comparison::Difference;
use domain::figure::Evidence;
use domain::period::Period;
use domain::record::PublicRecord;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::unit_address;
use crate::charted::shown_series;

/// How many units are told of that became worse, and as many that became better.
const MOST: usize = 4;

/// The units that are clearly worse than in the period before, then those that are better, each with the largest
/// differences first.
pub(super) fn movements(
    page: &Page,
    record: &PublicRecord,
    asked: Option<Period>,
    period: Period,
) -> Html {
    let language = page.language;
    let before = format::period(language, period.previous());
    let moved = record.moved_units(period, shown_series(), Evidence::Official);
    if moved.worse.is_empty() && moved.better.is_empty() {
        return view! { <p>{t!(language, "movements-none", before = before)}</p> }.into_html();
    }
    let item = |unit: &Slug, difference: &Difference, class| {
        let points = format::decimal(language, difference.points.abs());
        let text = match class {
            "movement-up" => t!(language, "movement-up", points = points),
            _ => t!(language, "movement-down", points = points),
        };
        let href = unit_address(page, asked, unit);
        let unit = record.register().unit(unit);
        let name = unit.map(|unit| unit.name.get(language).to_owned());
        view! { <li class=class><a href=href>{name}</a> " " <span>{text}</span></li> }
    };
    let worse = moved.worse.iter().take(MOST);
    let worse = worse.map(|(unit, difference)| item(unit, difference, "movement-down"));
    let better = moved.better.iter().take(MOST);
    let better = better.map(|(unit, difference)| item(unit, difference, "movement-up"));
    view! {
        <p>{t!(language, "movements-lead", before = before)}</p>
        <ul class="movements">{worse.chain(better).collect_view()}</ul>
    }
    .into_html()
}
