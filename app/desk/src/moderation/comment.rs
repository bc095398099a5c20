//! `/meja/komentar/ID`: one comment on one screen, decided about with one press.
//! It must not decide which words are hidden: it suggests.

use crate::forms::VERSION;
use std::collections::BTreeSet;

use domain::language::Language;
use domain::moderation::finding::{Finding, FindingKind};
use domain::moderation::redaction::{pieces, suggested};
use domain::moderation::{Decided, WithholdReason};
use domain::register::Register;
use leptos::prelude::*;
use ui::components::{Button, CheckboxGroup, Choice, Form, FormErrors, SubmitButton};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use super::{QueueQuery, Scanned, finding_name, reason_name, service_name, state_tag};
use crate::document::{Desk, DeskDocument};
use crate::forms::decision_form::{ACTION, DecisionFault, HIDE, PUBLISH, WORDS};

/// The page; `ticked` are the words that were ticked when the form came back.
pub fn comment_page(
    desk: Desk,
    register: &Register,
    query: &QueueQuery,
    Scanned { comment, findings }: Scanned,
    ticked: Option<BTreeSet<usize>>,
    fault: Option<DecisionFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &fault);
    let text = comment.text.as_str();
    let suggested = suggested(text, &findings);
    let hide_first = !suggested.is_empty();
    let chosen = ticked.unwrap_or(suggested);
    let words = pieces(text).into_iter().enumerate();
    let words = words.map(|(number, piece)| Choice::new(number.to_string(), piece.text));
    let words: Vec<Choice> = words.collect();
    let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    let place = format!(
        "{} · {}",
        service_name(language, register, &comment.service),
        format::month(language, comment.month)
    );
    let state = state_tag(language, &comment);
    let so_far = (comment.decided.as_ref()).map(|decided| so_far(language, decided));
    let text = marked(language, text, &findings);
    let action = query.at(&format!("/meja/komentar/{}", comment.id));
    let hidden = vec![(VERSION, comment.version().to_string())];
    let back = page.href(&query.at("/meja/komentar"));
    let title = t!(language, "moderation-comment-title");
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=back>{t!(language, "moderation-back")}</a></p>
            <h1>{title}</h1>
            <p>{place} " " {state}</p>
            {so_far}
            <blockquote class="comment-text">{text}</blockquote>
            <Form page=page.clone() action hidden>
                <div class="word-choice">
                    <CheckboxGroup
                        language name=WORDS legend=t!(language, "moderation-words") hint=t!(language, "moderation-words-hint")
                        options=words chosen
                        error=errors.of(WORDS)
                    />
                </div>
                {publishing(language, hide_first)}
                {withholding(language)}
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// What was decided before.
fn so_far(language: Language, decided: &Decided) -> Html {
    let public = decided.public.as_ref().map(|public| {
        view! {
            <p>{t!(language, "moderation-public-text")}</p>
            <blockquote class="comment-text">{public.to_string()}</blockquote>
        }
    });
    let day = format::day(language, decided.on);
    view! { <p class="hint">{t!(language, "moderation-decided", day = day)}</p> {public} }
        .into_html()
}

/// Both ways to publish. The first button is the one that the enter key presses, so where something was found it is the
/// one that hides.
fn publishing(language: Language, hide_first: bool) -> Html {
    let kind = |first: bool| {
        if first {
            Button::Primary
        } else {
            Button::Secondary
        }
    };
    let whole = view! {
        <SubmitButton label=t!(language, "moderation-publish") kind=kind(!hide_first) name=ACTION value=PUBLISH />
    };
    let hide = view! {
        <SubmitButton label=t!(language, "moderation-hide") kind=kind(hide_first) name=ACTION value=HIDE />
    };
    let buttons = if hide_first {
        view! { {hide} " " {whole} }.into_html()
    } else {
        view! { {whole} " " {hide} }.into_html()
    };
    view! { <p class="button-row">{buttons}</p> }.into_html()
}

fn withholding(language: Language) -> Html {
    let buttons = WithholdReason::of_moderators().map(|reason| {
        let label = reason_name(language, reason);
        view! { <SubmitButton label kind=Button::Secondary name=ACTION value=reason.code() /> " " }
    });
    view! {
        <fieldset class="field">
            <legend>{t!(language, "moderation-withhold")}</legend>
            <p class="button-row">{buttons.collect_view()}</p>
        </fieldset>
    }
    .into_html()
}

/// The text with a frame and a word at each finding, so that no colour is needed to see it.
fn marked(language: Language, text: &str, findings: &[Finding]) -> Html {
    let mut parts = Vec::with_capacity(2 * findings.len() + 1);
    let mut end = 0;
    for Finding { kind, range } in findings {
        parts.push(text[end..range.start].to_owned().into_html());
        parts.push(mark(language, *kind, text[range.clone()].to_owned()).into_html());
        end = range.end;
    }
    parts.push(text[end..].to_owned().into_html());
    parts.into_html()
}

fn mark(language: Language, kind: FindingKind, found: String) -> Html {
    let class = if kind.is_likely() {
        "finding finding-likely"
    } else {
        "finding"
    };
    view! { <mark class=class>{found} " " <small>{finding_name(language, kind)}</small></mark> }
        .into_html()
}
