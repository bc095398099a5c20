//! The city at a glance: its index and trend, the units side by side, what changed most, and what is missing.
//! It must not say of a rank more than `domain` found.

mod movements;
mod query;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::figure::{Evidence, Figure};
use domain::language::Language;
use domain::period::{Month, Period};
use domain::ranking::RankRange;
use domain::record::{PublicRecord, Scope, Standing};
use domain::register::{Unit, UnitKind};
use domain::slug::Slug;
use domain::statistics::Index;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use ui::words::kind_name;

use movements::movements;
pub use query::{CityQuery, Order, Shown};

use query::MOST;

use super::charted::{
    change, default_period, heads, months_note, reading, shown_series, smallest, trend,
};
use ui::charts::{
    Caption,
    dots::{DotChart, DotRow, Dots},
    trend::TrendChart,
};
use ui::components::{CommentAccount, CursorPagination, FigureCard, Part, PeriodChoice, Start};
use ui::format;
use ui::page::{Document, Page};
use ui::site::Site;
use ui::t;

struct Row<'a> {
    unit: &'a Unit,
    standing: Standing,
}

impl Row<'_> {
    fn index(&self) -> Option<Index> {
        self.standing.figure()?.index()
    }
}

fn rows(
    language: Language,
    record: &PublicRecord,
    query: CityQuery,
    period: Period,
) -> Vec<Row<'_>> {
    let register = record.register();
    let root = register.root().map(|unit| &unit.slug);
    let wanted = |unit: &&Unit| {
        unit.parent.is_some()
            && match query.shown {
                Shown::First => unit.parent.as_ref() == root,
                Shown::All => true,
                Shown::Kind(kind) => unit.kind == kind,
            }
    };
    let mut rows: Vec<Row> = register
        .units()
        .filter(wanted)
        .map(|unit| {
            let scope = Scope::Unit(&unit.slug);
            let standing = record.standing(scope, period, shown_series(), Evidence::Official);
            Row { unit, standing }
        })
        .filter(|row| row.standing != Standing::NotApplicable)
        .collect();
    rows.sort_by_cached_key(|row| row.unit.name.get(language).to_lowercase());
    rows
}

/// The page of a unit: the present one, unless a period was asked for.
fn unit_address(page: &Page, asked: Option<Period>, unit: &Slug) -> String {
    let period = asked.map(|period| format!("?periode={period}"));
    page.href(&format!("/unit/{unit}{}", period.unwrap_or_default()))
}

/// The page `/`.
pub fn city_page(page: Page, site: Arc<Site>, query: CityQuery) -> Html {
    let language = page.language;
    let title = t!(language, "city-title", city = page.city_name());
    let lead = t!(language, "city-lead");
    let Some(period) = query.period.or_else(|| default_period(&site.record)) else {
        return view! {
            <Document page=page title=title.clone()>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p class="notice">{t!(language, "city-empty")}</p>
            </Document>
        }
        .into_html();
    };
    let record = &site.record;
    let standing = record.standing(Scope::City, period, shown_series(), Evidence::Official);
    let rows = rows(language, record, query, period);
    let movements = movements(&page, record, query.period, period);
    let missing = missing_months(&page, record);
    let trend = trend(language, record, Scope::City, page.city_name(), vec![]);
    let city_change = change(record, Scope::City, period);
    let note = months_note(language, record, period);
    let k = smallest(record);
    let filters = filters(&page, record, query, period);
    let table = units_table(&page, record, query, period, rows);
    let comments = comments(&page, record, period);
    view! {
        <Document page=page title=title.clone()>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <div class="overview">
                <FigureCard language standing period months_note=note change=city_change k />
                <TrendChart chart=trend />
            </div>
            <section aria-labelledby="unit">
                <h2 id="unit">{t!(language, "units-heading")}</h2>
                {filters}
                {table}
            </section>
            <section aria-labelledby="perubahan">
                <h2 id="perubahan">{t!(language, "movements-heading")}</h2>
                {movements}
            </section>
            {comments}
            <section aria-labelledby="kosong">
                <h2 id="kosong">{t!(language, "missing-heading")}</h2>
                {missing}
            </section>
        </Document>
    }
    .into_html()
}

/// The account of all comments, with the way to read them; nothing where no release has any.
fn comments(page: &Page, record: &PublicRecord, period: Period) -> Option<Html> {
    let language = page.language;
    let counts = record.comments(Scope::City, period.first_month(), period.last_month())?;
    let city = record.register().root()?;
    let href = page.href(&format!("/unit/{}/komentar", city.slug));
    Some(
        view! {
            <section aria-labelledby="komentar">
                <h2 id="komentar">{t!(language, "comments-motto")}</h2>
                <CommentAccount language counts />
                <p><a href=href>{t!(language, "comments-all")}</a></p>
            </section>
        }
        .into_html(),
    )
}

fn filters(page: &Page, record: &PublicRecord, query: CityQuery, period: Period) -> Html {
    let language = page.language;
    let name = |shown: Shown| match shown {
        Shown::First => t!(language, "shown-first"),
        Shown::All => t!(language, "shown-all"),
        Shown::Kind(kind) => kind_name(language, kind),
    };
    let kinds = UnitKind::ALL
        .iter()
        .filter(|kind| **kind != UnitKind::City)
        .map(|kind| Shown::Kind(*kind));
    let options = [Shown::First, Shown::All]
        .into_iter()
        .chain(kinds)
        .map(|shown| {
            view! { <option value=shown.key() selected=shown == query.shown>{name(shown)}</option> }
        });
    let options = options.collect_view();
    let links = Order::ALL.map(|order| {
        let label = match order {
            Order::Name => t!(language, "order-name"),
            Order::Index => t!(language, "order-index"),
            Order::Respondents => t!(language, "order-respondents"),
        };
        let current = (order == query.order).then_some("true");
        let href = page.href(&format!(
            "{}#unit",
            CityQuery {
                order,
                start: Start::default(),
                ..query
            }
            .path()
        ));
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    });
    view! {
        <PeriodChoice page=page.clone() action="/".to_owned() months=record.months().collect() chosen=period>
            <div class="field">
                <label for="jenis">{t!(language, "shown-label")}</label>
                <select id="jenis" name="jenis">{options}</select>
            </div>
            {(query.order != Order::Name).then(|| view! { <input type="hidden" name="urut" value=query.order.key() /> })}
        </PeriodChoice>
        <nav class="sort-links" aria-label=t!(language, "order-label")>
            <span aria-hidden="true">{t!(language, "order-label")}</span>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
    .into_html()
}

fn units_table(
    page: &Page,
    record: &PublicRecord,
    query: CityQuery,
    period: Period,
    mut rows: Vec<Row<'_>>,
) -> Html {
    let language = page.language;
    let known = rows.iter().filter(|row| row.index().is_some()).count();
    match query.order {
        Order::Name => {}
        Order::Respondents => {
            let people = |row: &Row<'_>| row.standing.figure().map_or(0, Figure::respondents);
            rows.sort_by_key(|row| Reverse(people(row)));
        }
        Order::Index => rows.sort_by(|a, b| {
            let value = |row: &Row<'_>| row.index().map_or(0.0, |index| index.value);
            value(b).total_cmp(&value(a))
        }),
    }
    let ranks = match query.order {
        Order::Index => ranks(record, period, &rows),
        _ => HashMap::new(),
    };
    let row = |row: Row<'_>| DotRow {
        label: row.unit.name.get(language).to_owned(),
        href: Some(unit_address(page, query.period, &row.unit.slug)),
        reading: reading(language, &row.standing),
        note: ranks
            .get(&row.unit.slug)
            .map(|rank| rank_text(language, *rank)),
    };
    let all = rows.len();
    let Part {
        entries,
        before,
        after,
    } = query.start.part(rows, MOST);
    let finding = match query.order {
        Order::Index if known > 0 => t!(language, "units-finding-ranks"),
        _ => t!(language, "units-finding", known = known, all = all),
    };
    let chart = Dots {
        caption: Caption {
            id: "unit-unit".to_owned(),
            title: t!(
                language,
                "units-title",
                period = format::period(language, period)
            ),
            finding,
            empty: t!(language, "units-empty"),
        },
        heads: heads(language, "chart-unit"),
        grades: Some(t!(language, "chart-grades")),
        rows: entries.into_iter().map(row).collect(),
    };
    view! {
        <DotChart chart />
        <CursorPagination page=page.clone() before after />
    }
    .into_html()
}

/// The ranks of units, each among all that are directly below the same one.
fn ranks(record: &PublicRecord, period: Period, rows: &[Row<'_>]) -> HashMap<Slug, RankRange> {
    let parents = rows.iter().filter_map(|row| row.unit.parent.as_ref());
    let parents: BTreeSet<&Slug> = parents.collect();
    let ranks = parents.into_iter();
    ranks
        .flat_map(|parent| record.ranks(parent, period, shown_series()))
        .collect()
}

fn rank_text(language: Language, rank: RankRange) -> String {
    let of = rank.of;
    if rank.best == rank.worst {
        return t!(language, "rank-one", rank = rank.best, of = of);
    }
    t!(
        language,
        "rank-range",
        best = rank.best,
        worst = rank.worst,
        of = of
    )
}

/// Which units offer services but have months without a figure, and why.
fn missing_months(page: &Page, record: &PublicRecord) -> Html {
    let language = page.language;
    let register = record.register();
    let month_list = |months: &[Month]| {
        months
            .iter()
            .map(|month| format::short_month(language, *month))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut items = register
        .units()
        .filter(|unit| unit.parent.is_some() && register.services_of(&unit.slug).next().is_some())
        .filter_map(|unit| {
            let (mut silent, mut few) = (Vec::new(), Vec::new());
            let scope = Scope::Unit(&unit.slug);
            let months = record.months_without(&unit.slug, shown_series(), Evidence::Official);
            for month in months {
                let period = Period::Month(month);
                match record.standing(scope, period, shown_series(), Evidence::Official) {
                    Standing::NotProvided => silent.push(month),
                    Standing::TooFew => few.push(month),
                    _ => {}
                }
            }
            let mut parts = Vec::new();
            if !silent.is_empty() {
                parts.push(t!(language, "missing-not-provided", months = month_list(&silent)));
            }
            if !few.is_empty() {
                parts.push(t!(language, "missing-too-few", months = month_list(&few)));
            }
            (!parts.is_empty()).then(|| {
                let href = page.href(&format!("/unit/{}", unit.slug));
                view! { <li><a href=href>{unit.name.get(language).to_owned()}</a> ": " {parts.join(" ")}</li> }
            })
        });
    let shown: Vec<_> = items.by_ref().take(MOST).collect();
    if shown.is_empty() {
        return view! { <p>{t!(language, "missing-none")}</p> }.into_html();
    }
    let others = items.count();
    let others =
        (others > 0).then(|| view! { <p>{t!(language, "missing-others", units = others)}</p> });
    view! {
        <ul class="missing-months">{shown.into_iter().collect_view()}</ul>
        {others}
    }
    .into_html()
}
