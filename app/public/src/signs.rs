//! Signs to be looked into, on the page of the service or unit where they are.
//! It must not say more than that something stands out: what it means is for people to find out.

use domain::period::Period;
use domain::record::{PublicRecord, Scope};
use leptos::prelude::*;
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::sign_text;

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
        let service = match scope {
            Scope::Service(_) => None,
            _ => record
                .register_of(Period::Month(*month))
                .service(&sign.service),
        };
        let service = service.map(|service| {
            let href = page.href(&format!("/layanan/{}?periode={month}", service.slug));
            let name = service.name.get(language).to_owned();
            view! { <a href=href>{name}</a> " · " }
        });
        let counter = sign.counter.clone().map(|counter| format!("{counter} · "));
        view! {
            <li>
                {format::month(language, *month)} " · " {service} {counter}
                {sign_text(language, sign.kind)}
            </li>
        }
    });
    let items = items.collect_view();
    (!signs.is_empty()).then(|| {
        view! {
            <section aria-labelledby="tanda">
                <h2 id="tanda">{t!(language, "signs-heading")}</h2>
                <p>{t!(language, "signs-lead")}</p>
                <ul>{items}</ul>
            </section>
        }
        .into_html()
    })
}
