//! `/meja/realisasi/SLUG/PERIODE`: the target and the realisation of one period, with every step that can be taken.
//! It must not offer a step that the viewer or the stage does not allow.

use crate::forms::VERSION;
use domain::language::Language;
use domain::realisation::{CorrectionState, Filing, KeptIndicator, Progress, REPORT, Stage};
use domain::release::CorrectionProposal;
use domain::reporting::ReportingPeriod;
use leptos::prelude::*;
use ui::components::{
    Button, Form, FormErrors, SubmitButton, SummaryList, SummaryRow, Tag, TagKind, TextArea,
    WarningText, direction_name, realisation_text, target_text,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use super::one::achievement_text;
use super::{ProgressTag, entry_text, period_path, unit_name};
use crate::document::{Desk, DeskDocument};
use crate::forms::choice_words::choices;
use crate::forms::noun_form::{Offered, controls_where};
use crate::forms::realisation_form::{LONGEST_TEXT, RealisationFault, RealisationForm, SEEN, seen};
use crate::forms::reason_form::REASON;

/// Everything the page shows of a period.
#[derive(Clone, Debug)]
pub struct PeriodView {
    /// The indicator.
    pub kept: KeptIndicator,
    /// The period.
    pub period: ReportingPeriod,
    /// What it waits for.
    pub progress: Progress,
    /// Its corrections, the oldest first.
    pub corrections: Vec<CorrectionProposal>,
    /// Whether the viewer enters realisations of the unit.
    pub may_enter: bool,
    /// Whether the viewer answers for realisations of the unit.
    pub may_confirm: bool,
    /// Whether the viewer entered what stands there.
    pub is_own: bool,
}

impl PeriodView {
    fn path(&self, step: &str) -> String {
        let place = period_path(&self.kept.indicator.slug, self.period);
        format!("{place}/{step}")
    }

    fn filing(&self) -> Option<Filing> {
        self.kept.report(self.period).filing
    }
}

/// The page.
pub fn period_page(
    desk: Desk,
    site: &Site,
    view: PeriodView,
    form: RealisationForm,
    faults: Vec<RealisationFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let indicator = &view.kept.indicator;
    let errors = FormErrors::told(language, &faults);
    let name = indicator.name.get(language).to_owned();
    let when = format::reporting(language, view.period);
    let back = page.href(&format!("/meja/indikator/{}", indicator.slug));
    let summary = summary(language, site, &view);
    let sealed = view.progress == Progress::Sealed;
    let steps = (
        view.may_confirm
            .then(|| head_steps(&page, &view, &form, &errors)),
        (view.may_enter && !sealed).then(|| entry_form(&page, &view, &form, &errors)),
        (view.may_enter && sealed).then(|| correction_form(&page, &view, &form, &errors)),
        (view.may_enter && !sealed).then(|| target_form(&page, &view, &form, &errors)),
    );
    let corrections = corrections(language, &view);
    let history = page.href(&view.path("riwayat"));
    view! {
        <DeskDocument desk title=format!("{name}, {when}") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p class="kicker"><a href=back>{name}</a></p>
            <h1>{when}</h1>
            <div id="isi-periode"><SummaryList page=page.clone() rows=summary /></div>
            <p><a href=history>{t!(language, "history-title")}</a></p>
            {corrections}
            {steps}
        </DeskDocument>
    }
    .into_html()
}

fn summary(language: Language, site: &Site, view: &PeriodView) -> Vec<SummaryRow> {
    let indicator = &view.kept.indicator;
    let report = view.kept.report(view.period);
    let text = |key, value: String| SummaryRow::new(t!(language, key), value);
    let tag = view! { <ProgressTag language progress=view.progress /> };
    let mut rows = vec![
        SummaryRow::new(t!(language, "indicator-progress"), tag),
        text("indicator-unit", unit_name(site, language, &indicator.unit)),
        text(
            "indicator-direction",
            direction_name(language, indicator.direction),
        ),
        text(
            "indicator-target",
            target_text(language, indicator, report.target),
        ),
    ];
    let reached = achievement_text(language, &view.kept, &report);
    if let Some(filing) = report.filing {
        let entry = filing.submission.entry();
        rows.push(text(
            "indicator-realisation",
            entry_text(language, indicator, entry),
        ));
        rows.push(text("indicator-achievement", reached));
        if let domain::realisation::Entry::Given {
            evidence: Some(link),
            ..
        } = entry
        {
            let (href, words) = (link.to_string(), link.to_string());
            let link = view! { <a href=href rel="external noopener noreferrer">{words}</a> };
            rows.push(SummaryRow::new(t!(language, "realisation-evidence"), link));
        }
        if !filing.note.is_empty() {
            rows.push(text("realisation-note", filing.note));
        }
        if !filing.returned_for.is_empty() {
            rows.push(text("realisation-returned-for", filing.returned_for));
        }
    }
    rows
}

/// Confirming and sending back.
fn head_steps(
    page: &Page,
    view: &PeriodView,
    form: &RealisationForm,
    errors: &FormErrors,
) -> Option<Html> {
    let language = page.language;
    let filing = view.filing()?;
    let stage = filing.submission.stage();
    let hidden = vec![(VERSION, filing.version.to_string())];
    let confirm = (stage == Stage::Entered && !view.is_own).then(|| {
        view! {
            <p>{t!(language, "confirm-text")}</p>
            <Form page=page.clone() action=view.path("sahkan") hidden=hidden.clone()>
                <SubmitButton label=t!(language, "confirm-button") />
            </Form>
        }
    });
    let own = (stage == Stage::Entered && view.is_own)
        .then(|| view! { <WarningText language text=t!(language, "refused-own-entry") /> });
    let back = matches!(stage, Stage::Entered | Stage::Confirmed).then(|| {
        let (label, hint) = (
            t!(language, "return-reason"),
            t!(language, "return-reason-hint"),
        );
        let reason = reason_field(language, label, hint, form, errors);
        view! {
            <Form page=page.clone() action=view.path("kembalikan") hidden>
                {reason}
                <SubmitButton label=t!(language, "return-button") kind=Button::Secondary />
            </Form>
        }
    });
    (confirm.is_some() || own.is_some() || back.is_some()).then(|| {
        view! {
            <section aria-labelledby="pengesahan">
                <h2 id="pengesahan">{t!(language, "confirm-heading")}</h2>
                {confirm} {own} {back}
            </section>
        }
        .into_html()
    })
}

fn reason_field(
    language: Language,
    label: String,
    hint: String,
    form: &RealisationForm,
    errors: &FormErrors,
) -> Html {
    view! {
        <TextArea
            language
            name=REASON
            label
            hint
            value=form.typed().raw(REASON)
            max_length=LONGEST_TEXT
            error=errors.of(REASON)
        />
    }
    .into_html()
}

fn target_form(
    page: &Page,
    view: &PeriodView,
    form: &RealisationForm,
    errors: &FormErrors,
) -> Html {
    let language = page.language;
    let shown = |field: &str| matches!(field, "target" | "target_sampai");
    let fields = controls_where(shown, language, form.fields(), &Offered::default(), errors);
    let target_seen = vec![(SEEN, seen(view.kept.report(view.period).target))];
    view! {
        <section aria-labelledby="ubah-target">
            <h2 id="ubah-target">{t!(language, "target-heading")}</h2>
            <Form page=page.clone() action=view.path("target") hidden=target_seen>
                {fields}
                <SubmitButton label=t!(language, "target-button") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}

fn entry_form(page: &Page, view: &PeriodView, form: &RealisationForm, errors: &FormErrors) -> Html {
    let language = page.language;
    let version = view
        .filing()
        .map(|filing| (VERSION, filing.version.to_string()));
    let warning = (view.progress == Progress::Confirmed).then(|| {
        view! { <WarningText language text=t!(language, "realisation-confirmed-warning") /> }
    });
    let fields = entry_fields(language, true, form, errors);
    view! {
        <section aria-labelledby="isi-realisasi">
            <h2 id="isi-realisasi">{t!(language, "realisation-heading")}</h2>
            {warning}
            <Form page=page.clone() action=view.path("isi") hidden=version.into_iter().collect()>
                {fields}
                <SubmitButton label=t!(language, "realisation-button") />
            </Form>
        </section>
    }
    .into_html()
}

/// What was reached, with or without a note for the head of the unit.
fn entry_fields(
    language: Language,
    noted: bool,
    form: &RealisationForm,
    errors: &FormErrors,
) -> Vec<Html> {
    let applies = choices(language, REPORT, "berlaku");
    let offered = Offered::default().with("berlaku", applies);
    let mut fields = form.fields().clone();
    if fields.get("berlaku").is_empty() {
        fields.set("berlaku", "ya");
    }
    let shown = |field: &str| match field {
        "catatan" => noted,
        field => matches!(field, "berlaku" | "realisasi" | "bukti"),
    };
    controls_where(shown, language, &fields, &offered, errors)
}

fn correction_form(
    page: &Page,
    view: &PeriodView,
    form: &RealisationForm,
    errors: &FormErrors,
) -> Html {
    let language = page.language;
    let waits = |proposal: &CorrectionProposal| proposal.state == CorrectionState::Proposed;
    if view.corrections.iter().any(waits) {
        return Html::default();
    }
    let fields = entry_fields(language, false, form, errors);
    let (label, hint) = (
        t!(language, "correction-reason"),
        t!(language, "correction-reason-hint"),
    );
    let reason = reason_field(language, label, hint, form, errors);
    Some(view! {
        <section aria-labelledby="koreksi-baru">
            <h2 id="koreksi-baru">{t!(language, "correction-heading")}</h2>
            <WarningText language text=t!(language, "correction-warning") />
            <Form page=page.clone() action=view.path("koreksi")>
                {fields} {reason}
                <SubmitButton label=t!(language, "correction-button") />
            </Form>
        </section>
    })
    .into_html()
}

/// The corrections there are, with how far each has come.
fn corrections(language: Language, view: &PeriodView) -> Option<Html> {
    let indicator = &view.kept.indicator;
    let items = view.corrections.iter().map(|proposal| {
        let (kind, state) = match proposal.state {
            CorrectionState::Proposed => (TagKind::Waiting, t!(language, "correction-proposed")),
            CorrectionState::SentBack => (TagKind::Stopped, t!(language, "correction-sent-back")),
            CorrectionState::Published => (TagKind::Done, t!(language, "correction-published")),
        };
        let correction = &proposal.correction.correction;
        let words = t!(
            language,
            "correction-sentence",
            before = realisation_text(language, indicator, correction.before()),
            after = entry_text(language, indicator, correction.after()),
            reason = correction.reason()
        );
        let returned = (!proposal.returned_for.is_empty()).then(|| {
            let reason = proposal.returned_for.clone();
            view! { <p>{t!(language, "correction-returned-for", reason = reason)}</p> }
        });
        view! { <li>{words} " " <Tag kind label=state /> {returned}</li> }
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby="koreksi-daftar">
                <h2 id="koreksi-daftar">{t!(language, "correction-list")}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_html()
    })
}
