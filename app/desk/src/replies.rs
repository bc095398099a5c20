//! `/meja/tanggapan`: public comments that wait for an answer, and the page on which one is answered.
//! It must not show a comment that is not public, nor more of it than the public reads.

use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::moderation::reply::ReplyText;
use domain::register::Register;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{
    Choice, Column, CommentReply, CursorPagination, DataTable, FilterForm, Form, FormErrors,
    Select, SubmitButton, TextArea, WarningText,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;

use super::moderation::or_all;
use crate::document::{Desk, DeskDocument};
use crate::forms::reply_form::{ReplyFault, ReplyForm, TEXT, VERSIONS};
use crate::named::{Named, choices};

/// The name of the field for a unit.
pub const UNIT: &str = "unit";
/// The name of the field that asks for comments with a reply.
pub const ANSWERED: &str = "dijawab";
/// Its value.
pub const YES: &str = "ya";

/// Public comments of the viewer's units, those without a reply unless asked otherwise.
pub fn replies_page(
    desk: Desk,
    register: &Register,
    units: Vec<Named>,
    unit: Option<&Slug>,
    answered: bool,
    comments: Vec<ReleasedComment>,
    after: Option<String>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "moderation-text")),
        Column::text(t!(language, "moderation-service")),
        Column::short(t!(language, "comments-release")),
    ];
    let rows = comments.into_iter().map(|comment| {
        let href = page.href(&format!("/meja/tanggapan/{}", comment.id));
        vec![
            view! { <a href=href>{comment.text.to_string()}</a> }.into_html(),
            view! { {service_name(language, register, &comment)} }.into_html(),
            view! { {format::month(language, comment.release)} }.into_html(),
        ]
    });
    let rows = rows.collect();
    let units = or_all(language, choices(&units));
    let chosen = unit.map(ToString::to_string).unwrap_or_default();
    let filtered = unit.is_some() || answered;
    let states = vec![
        Choice::new("", t!(language, "replies-without")),
        Choice::new(YES, t!(language, "replies-with")),
    ];
    let empty = if answered {
        t!(language, "replies-empty-with")
    } else {
        t!(language, "replies-empty-without")
    };
    view! {
        <DeskDocument desk title=t!(language, "replies-title")>
            <h1>{t!(language, "replies-title")}</h1>
            <p class="lead">{t!(language, "replies-lead")}</p>
            <FilterForm page=page.clone() action="/meja/tanggapan" filtered>
                <Select
                    language name=UNIT label=t!(language, "moderation-unit") options=units chosen
                />
                <Select
                    language name=ANSWERED label=t!(language, "replies-state") options=states
                    chosen=if answered { YES } else { "" }
                />
            </FilterForm>
            <DataTable caption=t!(language, "replies-title") caption_hidden=true columns rows empty />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

/// One public comment with what was answered, and the form to answer or to change the answer.
pub fn reply_page(
    desk: Desk,
    register: &Register,
    comment: ReleasedComment,
    form: &ReplyForm,
    fault: Option<ReplyFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &fault);
    let value = form.raw().to_owned();
    let versions = comment
        .reply
        .as_ref()
        .map_or(0, |reply| reply.history().count());
    let hidden = vec![(VERSIONS, versions.to_string())];
    let place = format!(
        "{} · {}",
        service_name(language, register, &comment),
        t!(
            language,
            "comments-released",
            month = format::month(language, comment.release)
        )
    );
    let button = if versions == 0 {
        t!(language, "reply-publish")
    } else {
        t!(language, "reply-change")
    };
    let reply = comment
        .reply
        .map(|reply| view! { <CommentReply language reply /> });
    view! {
        <DeskDocument desk title=t!(language, "reply-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=page.href("/meja/tanggapan")>{t!(language, "replies-back")}</a></p>
            <h1>{t!(language, "reply-title")}</h1>
            <p>{place}</p>
            <blockquote class="comment-text">{comment.text.to_string()}</blockquote>
            {reply}
            <Form page=page.clone() action=format!("/meja/tanggapan/{}", comment.id) hidden>
                <TextArea
                    language name=TEXT label=t!(language, "reply-text")
                    hint=t!(language, "reply-hint", most = ReplyText::MAX_CHARACTERS)
                    value max_length=2 * ReplyText::MAX_CHARACTERS rows=8 error=errors.of(TEXT)
                />
                <WarningText language text=t!(language, "reply-warning") />
                <SubmitButton label=button />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

fn service_name(language: Language, register: &Register, comment: &ReleasedComment) -> String {
    let service = comment
        .service
        .as_ref()
        .and_then(|slug| register.service(slug));
    service.map_or_else(
        || t!(language, "comments-pooled"),
        |service| service.name.get(language).to_owned(),
    )
}
