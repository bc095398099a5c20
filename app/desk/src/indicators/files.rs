//! `/meja/indikator/berkas`: definitions, targets and realisations as CSV, with every change shown before it is made.
//! It must not read a file or make a change.

use std::collections::BTreeMap;

use domain::indicator::{Indicator, Target};
use domain::language::Language;
use domain::realisation::{Entry, IndicatorChange, KeptIndicator};
use domain::reporting::ReportingPeriod;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    FieldError, FileInput, Form, FormErrors, FormFault, SubmitButton, target_text,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use super::entry_text;
use crate::csv_import::{FileFault, Preview, sides};
use crate::document::{Desk, DeskDocument};
use crate::history::sides_of;

/// The name of the field for the file of definitions.
pub const DEFINITIONS: &str = "indikator";
/// The name of the field for the file of targets and realisations.
pub const REPORTS: &str = "realisasi";
/// What is wrong with the files, beside its field.
fn field_error(language: Language, fault: &FileFault) -> FieldError {
    let error = fault.field_error(language);
    match fault {
        FileFault::Missing => FieldError::new(DEFINITIONS, t!(language, "error-files-missing")),
        FileFault::TooLarge => FieldError::new(DEFINITIONS, error.message),
        FileFault::Unreadable { .. } => error,
    }
}

/// The page.
pub fn files_page(desk: Desk, may_change: bool, fault: Option<FileFault>) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors: FormErrors = fault
        .iter()
        .map(|fault| field_error(language, fault))
        .collect();
    let faults = fault.and_then(|fault| fault.faults("plain-list"));
    let upload = may_change.then(|| {
        let fields = [
            (DEFINITIONS, t!(language, "indicator-files-definitions")),
            (REPORTS, t!(language, "indicator-files-reports")),
        ];
        let fields = fields.map(|(name, label)| {
            let error = errors.of(name);
            view! { <FileInput language name=name label=label accept=".csv,text/csv" error=error /> }
        });
        view! {
            <section aria-labelledby="unggah">
                <h2 id="unggah">{t!(language, "indicator-files-upload")}</h2>
                {faults}
                <Form page=page.clone() action="/meja/indikator/berkas" files=true>
                    {fields.into_iter().collect_view()}
                    <SubmitButton label=t!(language, "indicator-files-preview") />
                </Form>
            </section>
        }
    });
    let [definitions, reports] = ["indikator.csv", "realisasi.csv"]
        .map(|file| page.href(&format!("/meja/indikator/berkas/{file}")));
    view! {
        <DeskDocument desk title=t!(language, "indicator-files-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "indicator-files-title")}</h1>
            <p class="lead">{t!(language, "indicator-files-lead")}</p>
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
    .into_html()
}

/// What files would change of the indicators `before`, which are `after` it as they stand there.
pub fn indicators_preview(
    language: Language,
    changes: &[IndicatorChange],
    before: &[KeptIndicator],
    after: &BTreeMap<Slug, Indicator>,
) -> Preview {
    let rows = changes.iter().filter_map(|change| {
        let slug = change.indicator();
        let before = before.iter().find(|kept| kept.indicator.slug == *slug);
        Some(in_words(language, change, before, after.get(slug)?))
    });
    Preview {
        title: t!(language, "indicator-files-changes"),
        back: "/meja/indikator/berkas".to_owned(),
        apply: "/meja/indikator/berkas/terapkan".to_owned(),
        columns: [
            t!(language, "indicator-name"),
            t!(language, "csv-before"),
            t!(language, "csv-after"),
        ],
        changes: rows.collect(),
    }
}

/// What a change is about, then what it was and what it will be.
fn in_words(
    language: Language,
    change: &IndicatorChange,
    before: Option<&KeptIndicator>,
    after: &Indicator,
) -> [String; 3] {
    let name = after.name.get(language);
    let place =
        |period: ReportingPeriod| format!("{name}, {}", format::reporting(language, period));
    let known = before.map_or(after, |kept| &kept.indicator);
    let (about, [was, becomes]) = match change {
        IndicatorChange::Save {
            indicator,
            validity,
            ..
        } => {
            let was = before.map(|kept| kept.indicator.fields(kept.validity));
            let becomes = indicator.fields(*validity);
            let sides = sides_of(language, was.as_ref(), &becomes);
            (name.to_owned(), sides)
        }
        IndicatorChange::SetTarget {
            key, target, seen, ..
        } => {
            let text = |indicator, target: Option<Target>| {
                let text = target.map(|target| target_text(language, indicator, Some(target)));
                text.unwrap_or_default()
            };
            let texts = [text(known, *seen), text(after, *target)];
            let sides = sides([(t!(language, "indicator-target"), texts)]);
            (place(key.period), sides)
        }
        IndicatorChange::Enter {
            key, entry, note, ..
        } => {
            let filing = before.and_then(|kept| kept.report(key.period).filing);
            let was = filing.map_or_else(Default::default, |filing| {
                entered(language, known, filing.submission.entry(), &filing.note)
            });
            let becomes = entered(language, after, entry, note);
            (place(key.period), entry_sides(language, was, becomes))
        }
    };
    [about, was, becomes]
}

/// What is entered: the realisation, the evidence and the note.
fn entered(language: Language, indicator: &Indicator, entry: &Entry, note: &str) -> [String; 3] {
    let evidence = match entry {
        Entry::Given { evidence, .. } => evidence.as_ref().map(ToString::to_string),
        Entry::NotApplicable => None,
    };
    [
        entry_text(language, indicator, entry),
        evidence.unwrap_or_default(),
        note.to_owned(),
    ]
}

fn entry_sides(language: Language, was: [String; 3], becomes: [String; 3]) -> [String; 2] {
    let labels = [
        t!(language, "indicator-realisation"),
        t!(language, "indicator-evidence"),
        t!(language, "realisation-note"),
    ];
    let texts = was.into_iter().zip(becomes);
    let texts = texts.map(|(was, becomes)| [was, becomes]);
    sides(labels.into_iter().zip(texts))
}
