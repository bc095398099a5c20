//! Signs to be looked into, and what was left out because of them, on the page of the service or unit where they are.
//! It must not say more of a sign than that something stands out: what it means is for people to find out.

use domain::figure::Evidence;
use domain::period::{Month, Period};
use domain::record::{PublicRecord, Scope};
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::evidence_name;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::{exclusion_place, sign_text};

/// What stands out in a period; nothing where nothing does.
pub(super) fn signs_section(
    page: &Page,
    record: &PublicRecord,
    scope: Scope,
    period: Period,
) -> Option<Html> {
    let language = page.language;
    let signs = record.signs(scope, period);
    let items = signs.iter().map(|(month, sign)| {
        let service = service_link(page, record, scope, *month, &sign.service);
        let counter = sign.counter.clone().map(|counter| format!("{counter} · "));
        let proof = sign.proof.map(|proof| {
            let name = evidence_name(language, Evidence::Class(proof));
            format!("{name} · ")
        });
        view! {
            <li>
                {format::month(language, *month)} " · " {service} {counter} {proof}
                {sign_text(language, sign.kind)}
            </li>
        }
    });
    let items = items.collect_view();
    let section = view! {
        <section aria-labelledby="tanda">
            <h2 id="tanda">{t!(language, "signs-heading")}</h2>
            <p>{t!(language, "signs-lead")}</p>
            <ul>{items}</ul>
        </section>
    };
    (!signs.is_empty()).then(|| section.into_html())
}

/// What was left out of the seals of a period; nothing where nothing was asked for.
pub(super) fn exclusions_section(
    page: &Page,
    record: &PublicRecord,
    scope: Scope,
    period: Period,
) -> Option<Html> {
    let language = page.language;
    let exclusions = record.exclusions(scope, period);
    let items = exclusions.iter().map(|(month, excluded)| {
        let exclusion = &excluded.exclusion;
        let service = service_link(page, record, scope, *month, &exclusion.service);
        let number = excluded.ratings.map_or_else(
            || t!(language, "exclusion-counted"),
            |ratings| {
                let number = format::integer(language, ratings);
                t!(language, "exclusion-number", number = number)
            },
        );
        view! {
            <li>
                {format::month(language, *month)} " · " {service}
                {exclusion_place(language, exclusion)} " · " {number}
                <blockquote class="comment-text">{exclusion.reason.clone()}</blockquote>
            </li>
        }
    });
    let items = items.collect_view();
    let section = view! {
        <section aria-labelledby="dikecualikan">
            <h2 id="dikecualikan">{t!(language, "exclusions-heading")}</h2>
            <p>{t!(language, "exclusions-lead")}</p>
            <ul>{items}</ul>
        </section>
    };
    (!exclusions.is_empty()).then(|| section.into_html())
}

/// The service of a place, on pages of several.
fn service_link(
    page: &Page,
    record: &PublicRecord,
    scope: Scope,
    month: Month,
    service: &Slug,
) -> Option<impl IntoView> {
    if matches!(scope, Scope::Service(_)) {
        return None;
    }
    let register = record.register_of(Period::Month(month));
    let service = register.service(service)?;
    let href = page.href(&format!("/layanan/{}?periode={month}", service.slug));
    let name = service.name.get(page.language).to_owned();
    Some(view! { <a href=href>{name}</a> " · " })
}
