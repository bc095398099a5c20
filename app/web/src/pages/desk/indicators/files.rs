//! `/meja/indikator/berkas`: definitions, targets and realisations as CSV, with every change shown before it is made.
//! It must not read a file or make a change.

use std::collections::BTreeMap;

use domain::indicator::Indicator;
use domain::language::Language;
use domain::register::Slug;
use leptos::prelude::*;
use store::IndicatorChange;

use super::entry_text;
use crate::components::{
    ErrorSummary, FieldError, FileInput, Form, SubmitButton, WarningText, error_of, target_text,
};
use crate::desk::{Desk, DeskDocument};
use crate::format;
use crate::t;

/// The name of the field for the file of definitions.
pub const DEFINITIONS: &str = "indikator";
/// The name of the field for the file of targets and realisations.
pub const REPORTS: &str = "realisasi";
/// The name of the field that says which changes were shown.
pub const SHOWN: &str = "diperiksa";

/// The changes that files would make, with the files so that they can be sent again.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The texts of the files by their fields.
    pub files: Vec<(&'static str, String)>,
    /// What tells these changes from others.
    pub shown: String,
    /// The changes.
    pub changes: Vec<IndicatorChange>,
    /// The indicators of which they speak.
    pub indicators: BTreeMap<Slug, Indicator>,
    /// Whether they are others than those that were shown before.
    pub moved: bool,
}

/// Why files are not taken. Nothing of them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// None was chosen.
    Missing,
    /// One cannot be read; holds its field and what is wrong with which cells.
    Unreadable(&'static str, String),
}

impl Problem {
    fn field_error(self, language: Language) -> FieldError {
        let (field, message) = match self {
            Self::Missing => (DEFINITIONS, t!(language, "error-files-missing")),
            Self::Unreadable(field, reason) => (field, t!(language, "error-file", reason = reason)),
        };
        FieldError::new(field, message)
    }
}

/// The page.
pub fn files_page(
    desk: Desk,
    may_change: bool,
    problem: Option<Problem>,
    preview: Option<Preview>,
) -> impl IntoView {
    let language = desk.language();
    let page = desk.page.clone();
    let errors: Vec<FieldError> = problem
        .map(|problem| problem.field_error(language))
        .into_iter()
        .collect();
    let upload = may_change.then(|| {
        let fields = [
            (DEFINITIONS, t!(language, "indicator-files-definitions")),
            (REPORTS, t!(language, "indicator-files-reports")),
        ];
        let fields = fields.map(|(name, label)| {
            let error = error_of(&errors, name);
            view! { <FileInput language name=name label=label accept=".csv,text/csv" error=error /> }
        });
        view! {
            <section aria-labelledby="unggah">
                <h2 id="unggah">{t!(language, "indicator-files-upload")}</h2>
                <Form page=page.clone() action="/meja/indikator/berkas" files=true>
                    {fields.into_iter().collect_view()}
                    <SubmitButton label=t!(language, "indicator-files-preview") />
                </Form>
            </section>
        }
    });
    let preview = preview.map(|preview| {
        let moved = preview.moved.then(|| {
            view! { <WarningText language text=t!(language, "indicator-files-moved") /> }
        });
        let changes: Vec<_> = preview
            .changes
            .iter()
            .map(|change| view! { <li>{in_words(language, change, &preview.indicators)}</li> })
            .collect();
        let count = changes.len();
        let mut hidden = preview.files;
        hidden.push((SHOWN, preview.shown));
        let apply = (count > 0).then(|| {
            view! {
                <Form page=page.clone() action="/meja/indikator/berkas/terapkan" hidden>
                    <SubmitButton label=t!(language, "indicator-files-apply") />
                </Form>
            }
        });
        let none = (count == 0).then(|| view! { <p>{t!(language, "indicator-files-none")}</p> });
        view! {
            <section aria-labelledby="perubahan">
                <h2 id="perubahan">{t!(language, "indicator-files-changes", count = count)}</h2>
                {moved} {none}
                <ul>{changes}</ul>
                {apply}
            </section>
        }
    });
    let [definitions, reports] = ["indikator.csv", "realisasi.csv"]
        .map(|file| page.href(&format!("/meja/indikator/berkas/{file}")));
    view! {
        <DeskDocument desk title=t!(language, "indicator-files-title") has_errors=!errors.is_empty()>
            <ErrorSummary language errors=errors.clone() />
            <h1>{t!(language, "indicator-files-title")}</h1>
            <p class="lead">{t!(language, "indicator-files-lead")}</p>
            {preview}
            <section aria-labelledby="unduh">
                <h2 id="unduh">{t!(language, "indicator-files-download")}</h2>
                <ul>
                    <li><a href=definitions download="indikator.csv">{t!(language, "indicator-files-definitions")}</a></li>
                    <li><a href=reports download="realisasi.csv">{t!(language, "indicator-files-reports")}</a></li>
                </ul>
            </section>
            {upload}
        </DeskDocument>
    }
}

fn in_words(
    language: Language,
    change: &IndicatorChange,
    indicators: &BTreeMap<Slug, Indicator>,
) -> String {
    let name = |slug: &Slug| {
        let known = indicators.get(slug);
        known.map_or_else(
            || slug.to_string(),
            |known| known.name.get(language).to_owned(),
        )
    };
    match change {
        IndicatorChange::Save {
            indicator, version, ..
        } => {
            let name = indicator.name.get(language);
            match version {
                None => t!(language, "indicator-files-saved-new", name = name),
                Some(_) => t!(language, "indicator-files-saved", name = name),
            }
        }
        IndicatorChange::SetTarget {
            indicator,
            period,
            target,
            ..
        } => t!(
            language,
            "indicator-files-target",
            name = name(indicator),
            period = format::reporting(language, *period),
            target = indicators
                .get(indicator)
                .map(|known| target_text(language, known, *target))
                .unwrap_or_default()
        ),
        IndicatorChange::Enter {
            indicator,
            period,
            entry,
            ..
        } => t!(
            language,
            "indicator-files-entry",
            name = name(indicator),
            period = format::reporting(language, *period),
            realisation = indicators
                .get(indicator)
                .map(|known| entry_text(language, known, entry))
                .unwrap_or_default()
        ),
    }
}
