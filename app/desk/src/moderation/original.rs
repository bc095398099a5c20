//! `/meja/komentar/ID/asli`: asks an auditor for a reason, then shows what the author of a comment wrote.
//! It must not hold the original before the reason is recorded.

use domain::moderation::CommentId;
use leptos::prelude::*;
use ui::components::{FieldError, Form, FormErrors, SubmitButton, TextArea, WarningText};
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};

/// The name of the field for the reason.
pub const REASON: &str = "alasan";

/// The most characters of a reason.
pub const LONGEST_REASON: usize = 500;

/// What there is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// The reason is asked for; holds what was typed if it was not enough.
    Asked(Option<String>),
    /// What the author wrote.
    Read(String),
    /// It was deleted after its retention time.
    Forgotten,
}

/// The page.
pub fn original_page(desk: Desk, id: CommentId, original: Original) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let wrong = matches!(original, Original::Asked(Some(_)));
    let errors: FormErrors = wrong
        .then(|| {
            let message = t!(language, "error-original-reason", most = LONGEST_REASON);
            FieldError::new(REASON, message)
        })
        .into_iter()
        .collect();
    let error = errors.of(REASON);
    let content = match original {
        Original::Asked(typed) => view! {
            <WarningText language text=t!(language, "original-warning") />
            <Form page=page.clone() action=format!("/meja/komentar/{id}/asli")>
                <TextArea
                    language name=REASON label=t!(language, "original-reason") hint=t!(language, "original-reason-hint")
                    value=typed.unwrap_or_default() max_length=2 * LONGEST_REASON error
                />
                <SubmitButton label=t!(language, "original-read") />
            </Form>
        }
        .into_html(),
        Original::Read(text) => view! {
            <p>{t!(language, "original-recorded")}</p>
            <blockquote class="comment-text">{text}</blockquote>
        }
        .into_html(),
        Original::Forgotten => view! { <p class="empty">{t!(language, "original-forgotten")}</p> }.into_html(),
    };
    view! {
        <DeskDocument desk title=t!(language, "original-title") has_errors=wrong>
            {errors.summary(language)}
            <h1>{t!(language, "original-title")}</h1>
            <p><code>{id.to_string()}</code></p>
            {content}
        </DeskDocument>
    }
    .into_html()
}
