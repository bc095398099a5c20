//! `/meja/petugas`: the officers who serve at counters.
//! It must not show a whole NIP except where it is edited, nor anything of an officer on a public page.

use crate::forms::VERSION;
use domain::account::Account;
use domain::grammar::Nip;
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use domain::officer::{KeptOfficer, OfficerFilter, OfficerId};
use leptos::prelude::*;
use ui::components::{
    Button, Checkbox, Choice, Column, CursorPagination, DataTable, FilterForm, FormErrors, Select,
    Tag, TagKind, TextInput,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::site::Site;
use ui::t;

use crate::csv_import::{CsvPaths, CsvSection, FileFault, Preview};
use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::Offered;
use crate::forms::officer_form::{NAME, UNIT};
use crate::history::sides_of;
use crate::named::{Named, choices};
use crate::noun_page::NounPage;

/// The name in the query of the box that leaves out who is not in service today.
pub const TODAY: &str = "bertugas";

/// The list of officers, with the one after whom it goes on, and why a file was not read.
pub fn officers_page(
    desk: Desk,
    site: &Site,
    filter: &OfficerFilter,
    units: &[Named],
    officers: Vec<KeptOfficer>,
    after: Option<OfficerId>,
    fault: Option<FileFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &fault);
    let columns = vec![
        Column::text(t!(language, "field-name")),
        Column::text(t!(language, "officer-unit")),
        Column::short(t!(language, "officer-nip")),
        Column::text(t!(language, "officer-service")),
        Column::text(t!(language, "officer-account")),
    ];
    let rows = officers.iter().map(|kept| {
        let officer = &kept.officer;
        let href = page.href(&format!("/meja/petugas/{}", officer.id));
        let nip = officer
            .nip
            .as_ref()
            .map_or_else(|| "–".to_owned(), Nip::masked);
        let unit = site.record.register().unit(&officer.unit);
        let unit = unit.map_or(officer.unit.as_str(), |unit| unit.name.get(language));
        vec![
            view! { <a href=href>{officer.name.clone()}</a> }.into_html(),
            view! { {unit.to_owned()} }.into_html(),
            view! { {nip} }.into_html(),
            view! { {format::validity(language, officer.validity)} }.into_html(),
            account_tag(language, kept.account.is_some()).into_html(),
        ]
    });
    let rows = rows.collect();
    let add = page.href("/meja/petugas/baru");
    let filters = filters(&desk, filter, units);
    view! {
        <DeskDocument desk title=t!(language, "officers-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "officers-title")}</h1>
            <p class="lead">{t!(language, "officers-lead")}</p>
            <p><a class=Button::Primary.class() href=add>{t!(language, "officer-add")}</a></p>
            {filters}
            <DataTable caption=t!(language, "officers-title") caption_hidden=true columns rows empty=t!(language, "officers-empty") />
            <CursorPagination page=page.clone() after=after.map(|id| id.to_string()) />
            <CsvSection page=page.clone() paths=csv_paths() hint=t!(language, "officers-csv-hint") fault />
        </DeskDocument>
    }
    .into_html()
}

fn csv_paths() -> CsvPaths {
    CsvPaths {
        export: "/meja/petugas.csv".to_owned(),
        import: "/meja/petugas/impor".to_owned(),
    }
}

/// What a file changes of an officer.
#[derive(Clone, Copy, Debug)]
pub struct OfficerSides<'a> {
    /// What is kept; nothing of somebody new.
    pub before: Option<&'a Fields>,
    /// What will be.
    pub after: &'a Fields,
}

/// What a file would change.
pub fn officers_preview(language: Language, changes: Vec<OfficerSides<'_>>) -> Preview {
    let rows = changes.into_iter().map(|sides| {
        let name = sides.after.get("nama").to_owned();
        let [was, becomes] = sides_of(language, sides.before, sides.after);
        [name, was, becomes]
    });
    Preview {
        title: t!(language, "officers-preview"),
        back: "/meja/petugas".to_owned(),
        apply: "/meja/petugas/impor/simpan".to_owned(),
        columns: [
            t!(language, "officer"),
            t!(language, "csv-before"),
            t!(language, "csv-after"),
        ],
        changes: rows.collect(),
    }
}

fn filters(desk: &Desk, filter: &OfficerFilter, units: &[Named]) -> Html {
    let language = desk.language();
    let one_unit = units.len() > 1 && filter.units.len() == 1;
    let chosen = filter.units.first().filter(|_| one_unit);
    let chosen = chosen.map(ToString::to_string).unwrap_or_default();
    let all = std::iter::once(Choice::new("", t!(language, "officers-every-unit")));
    let options = all.chain(choices(units)).collect();
    let (name, today) = (filter.name.clone(), filter.on.is_some());
    let filtered = one_unit || !filter.name.is_empty() || filter.on.is_some();
    view! {
        <FilterForm page=desk.page.clone() action="/meja/petugas" filtered>
            <TextInput language name=NAME label=t!(language, "officers-name-part") value=name />
            <Select language name=UNIT label=t!(language, "officer-unit") options chosen />
            <Checkbox language name=TODAY label=t!(language, "officers-today") checked=today />
        </FilterForm>
    }
    .into_html()
}

fn account_tag(language: Language, linked: bool) -> Html {
    let (kind, label) = if linked {
        (TagKind::Done, t!(language, "officer-account-linked"))
    } else {
        (TagKind::Neutral, t!(language, "officer-account-none"))
    };
    view! { <Tag kind label /> }.into_html()
}

/// What an officer's form offers: the units for which the viewer may change officers, and the accounts that can belong to
/// the officer.
pub fn offered(language: Language, units: &[Named], accounts: &[Account]) -> Offered {
    let none = Choice::new("", t!(language, "officer-account-none"));
    let accounts = accounts.iter().map(|account| {
        let label = format!("{} · {}", account.name, account.email);
        Choice::new(account.id.to_string(), label)
    });
    Offered::default()
        .with("unit", choices(units).collect())
        .with("akun", std::iter::once(none).chain(accounts).collect())
}

/// The form for an officer: a new one, or one that is kept, with what somebody else saved in the meantime.
pub fn officer_page(
    desk: Desk,
    offered: &Offered,
    fields: &Fields,
    version: i32,
    errors: FormErrors,
    saved_meanwhile: Option<Snapshot>,
) -> Html {
    let language = desk.language();
    let page = &desk.page;
    let title = if version == 0 {
        t!(language, "officer-add")
    } else {
        t!(language, "officer-change")
    };
    let history = (version > 0).then(|| {
        let path = page.path.split('?').next().unwrap_or_default();
        let href = page.href(&format!("{path}/riwayat"));
        view! { <p><a href=href>{t!(language, "history-title")}</a></p> }
    });
    let below = view! {
        {history}
        <p><a href=page.href("/meja/petugas")>{t!(language, "officers-back")}</a></p>
    };
    let page = NounPage {
        title,
        hidden: vec![(VERSION, version.to_string())],
        offered: offered.clone(),
        below: below.into_html(),
        ..NounPage::default()
    };
    page.show(desk, fields, errors, saved_meanwhile)
}
