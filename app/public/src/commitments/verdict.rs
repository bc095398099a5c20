//! Whether a promise that was reported kept is kept: what people are asked, and what they said.
//! It must not tell fewer people than k, nor who asks.

use chrono::NaiveDate;
use domain::commitment::{Kept, Verdict, Verdicts, Witness};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{Button, Column, DataTable, Form, SubmitButton};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

/// The name of the field for what somebody says.
pub const VERDICT: &str = "jawaban";

/// The name of the field for the number of the commitment.
pub const COMMITMENT: &str = "komitmen";

/// The part of the address that says that somebody just answered.
pub const ANSWERED: &str = "dijawab";

/// What is shown of verdicts on the page of a commitment.
#[derive(Clone, Debug)]
pub struct Judging {
    /// What people said.
    pub verdicts: Verdicts,
    /// The smallest number of people that is told.
    pub k: u64,
    /// Whether somebody just answered.
    pub answered: bool,
}

/// A verdict in words.
pub fn verdict_name(language: Language, verdict: Verdict) -> String {
    match verdict {
        Verdict::Kept => t!(language, "verdict-kept"),
        Verdict::NotKept => t!(language, "verdict-not-kept"),
    }
}

/// The question, while it is asked, and the answers so far; nothing of a promise that nobody is asked about.
pub fn verdict_section(
    page: &Page,
    kept: &Kept,
    judging: &Judging,
    today: NaiveDate,
) -> Option<Html> {
    let language = page.language;
    kept.course.report()?;
    let asked = kept.asked_about(today);
    let told = answers(language, judging);
    if asked.is_none() && told.is_none() {
        return None;
    }
    let thanks = (asked.is_some() && judging.answered).then(|| {
        view! { <p class="notice" role="status">{t!(language, "verdict-thanks")}</p> }
    });
    let question = asked.map(|reported| {
        let action = format!("/komitmen/{}/kesaksian", kept.number);
        question(page, &action, kept, reported, None)
    });
    let k = judging.k;
    Some(
        view! {
            <section aria-labelledby="kesaksian">
                <h2 id="kesaksian">{t!(language, "verdict-heading")}</h2>
                {thanks}
                {question}
                <p class="hint">{t!(language, "verdict-rule", k = k)}</p>
                {told}
            </section>
        }
        .into_html(),
    )
}

/// The question about a report, with a button for each answer; `said` is the answer that was given before.
pub fn question(
    page: &Page,
    action: &str,
    kept: &Kept,
    reported: NaiveDate,
    said: Option<Verdict>,
) -> Html {
    let language = page.language;
    let asked = t!(
        language,
        "verdict-question",
        day = format::day(language, reported)
    );
    let buttons = Verdict::ALL.iter().map(|verdict| {
        let (label, value) = (verdict_name(language, *verdict), verdict.code());
        let about = kept.commitment.text.get(language).to_owned();
        view! { <SubmitButton label about kind=Button::Secondary name=VERDICT value /> }
    });
    let said = said.map(|verdict| {
        let told = t!(
            language,
            "verdict-said",
            verdict = verdict_name(language, verdict)
        );
        view! { <p>{told}</p> }
    });
    view! {
        <p>{asked}</p>
        {said}
        <Form page=page.clone() action=action hidden=vec![(COMMITMENT, kept.number.to_string())]>
            <div class="point-acts">{buttons.collect_view()}</div>
        </Form>
    }
    .into_html()
}

/// How many witnesses of each kind said what, in steps of k; nothing while no number reaches k.
fn answers(language: Language, judging: &Judging) -> Option<Html> {
    let k = judging.k;
    let told = |witness, verdict| judging.verdicts.told(witness, verdict, k);
    let any = Witness::ALL.iter().any(|witness| {
        Verdict::ALL
            .iter()
            .any(|verdict| told(*witness, *verdict) > 0)
    });
    if !any {
        return None;
    }
    let columns = std::iter::once(Column::text(t!(language, "verdict-witness")));
    let of_verdicts = Verdict::ALL.iter();
    let of_verdicts = of_verdicts.map(|verdict| Column::text(verdict_name(language, *verdict)));
    let columns = columns.chain(of_verdicts).collect();
    let rows = Witness::ALL.iter().map(|witness| {
        let name = match witness {
            Witness::Seat => t!(language, "verdict-seats"),
            Witness::Visitor => t!(language, "verdict-visitors"),
        };
        let cells = Verdict::ALL.iter().map(|verdict| {
            let people = match told(*witness, *verdict) {
                0 => t!(language, "verdict-fewer", k = k),
                least => t!(
                    language,
                    "verdict-least",
                    people = format::integer(language, least)
                ),
            };
            people.into_html()
        });
        std::iter::once(name.into_html()).chain(cells).collect()
    });
    let rows = rows.collect();
    let caption = t!(language, "verdict-heading");
    Some(
        view! { <DataTable caption caption_hidden=true columns rows empty=String::new() /> }
            .into_html(),
    )
}
