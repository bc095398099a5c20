//! Pages that would list everything of a province show a part of it, and every part is reached by links.

use std::collections::BTreeSet;

use domain::register::Register;
use suara_warga::limits::Allowances;

use crate::portal::{Portal, register, slug};

/// A portal with 1,102 services and 251 units.
pub async fn province() -> Portal {
    let small = register("Dinas");
    let mut services: Vec<_> = small.services().cloned().collect();
    let first = services[0].clone();
    services.extend((0..1100).map(|number| {
        let mut service = first.clone();
        service.slug = slug(&format!("layanan-{number:04}"));
        service.unit = slug(&format!("unit-{:03}", number % 249));
        service
    }));
    let mut units: Vec<_> = small.units().cloned().collect();
    let (root, department) = (slug("kota"), slug("capil"));
    let capil = small.unit(&department).expect("a department").clone();
    units.extend((0..249).map(|number| {
        let mut unit = capil.clone();
        unit.slug = slug(&format!("unit-{number:03}"));
        unit.parent = Some(if number < 120 {
            root.clone()
        } else {
            department.clone()
        });
        unit
    }));
    let counters = small.counters().cloned().collect();
    let register = Register::new(units, services, counters).expect("consistent");
    Portal::with(&Allowances::default(), &register).await
}

/// The addresses that links of a page with a beginning lead to.
fn links<'a>(page: &'a str, start: &str) -> BTreeSet<&'a str> {
    let hrefs = page.split("href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.starts_with(start)).collect()
}

/// Follows the links to the next part until there is none; gives what every part listed.
async fn parts(portal: &Portal, path: &str, start: &str) -> Vec<BTreeSet<String>> {
    let mut parts = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = portal.page(&path).await;
        let listed = links(&page, start).into_iter().map(str::to_owned);
        parts.push(listed.collect());
        next = page.split("rel=\"next\" href=\"").nth(1).map(|rest| {
            let href = rest.split('"').next().expect("an address");
            href.replace("&amp;", "&")
        });
        assert!(parts.len() < 100, "{next:?} comes round again");
    }
    parts
}

fn told(parts: &[BTreeSet<String>]) -> (usize, usize) {
    let all: BTreeSet<_> = parts.iter().flatten().collect();
    let most = parts.iter().map(BTreeSet::len).max();
    (all.len(), most.unwrap_or_default())
}

#[tokio::test]
async fn everything_that_was_found_is_reached_in_parts() {
    let portal = province().await;
    for (path, start) in [
        ("/cari?q=kk", "/layanan/"),
        ("/en/cari?q=kk", "/en/layanan/"),
        ("/nilai?q=kk", "/nilai/layanan/"),
        ("/en/nilai?q=kk", "/en/nilai/layanan/"),
    ] {
        let parts = parts(&portal, path, start).await;
        let (all, most) = told(&parts);
        assert!(most <= 40, "{path}: {most}");
        assert!(all > 1000, "{path}: {all}");
    }
}

#[tokio::test]
async fn the_city_shows_a_hundred_units_at_once() {
    let portal = province().await;
    portal.publish("2026-09", "ktp", 10).await;
    for path in [
        "/?jenis=semua",
        "/?jenis=semua&urut=indeks",
        "/en?jenis=semua",
    ] {
        let start = if path.starts_with("/en") {
            "/en/unit/"
        } else {
            "/unit/"
        };
        let page = portal.page(path).await;
        let table = page.split("id=\"unit\"").nth(1).expect("the units");
        let table = table.split("id=\"perubahan\"").next().expect("the units");
        assert_eq!(links(table, start).len(), 100, "{path}");
    }
    let parts = parts(&portal, "/?jenis=semua", "/unit/").await;
    assert_eq!(parts.len(), 3);
    // The city itself is linked from its comments and its own page.
    assert!(told(&parts).0 >= 250, "{:?}", told(&parts));
}

#[tokio::test]
async fn who_rates_chooses_among_few_units() {
    let portal = province().await;
    let page = portal.page("/nilai").await;
    let units = links(&page, "/nilai?unit=");
    assert_eq!(units.len(), 121, "those directly below the city");
}
