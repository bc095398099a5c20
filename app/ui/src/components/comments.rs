//! Public comments with the departments' replies (*Anda sampaikan, kami tindak lanjuti*), and the account of all comments.
//! It must not make anything of a text but text: no links, no marks.

use domain::language::Language;
use domain::moderation::reply::{Reply, ReplyVersion};
use domain::moderation::{CommentCounts, ReleasedComment, WithholdReason};
use domain::register::Register;
use leptos::prelude::*;

use crate::format;
use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;
use crate::words::reason_name;

/// Public comments, in the order given.
#[component]
pub fn Comments<'a>(
    page: &'a Page,
    /// For the names of services.
    register: &'a Register,
    /// The comments.
    comments: Vec<ReleasedComment>,
    /// Whether each comment says which service it is about.
    #[prop(optional)]
    named: bool,
    /// What is said when there are none.
    #[prop(into)]
    empty: String,
) -> Html {
    let language = page.language;
    if comments.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_html();
    }
    let items = comments.into_iter().map(|comment| {
        let service = named.then(|| service(page, register, &comment));
        let month = format::month(language, comment.release);
        let reply = match comment.reply {
            Some(reply) => view! { <CommentReply language reply /> }.into_html(),
            None => view! { <p class="hint">{t!(language, "comments-no-reply")}</p> }.into_html(),
        };
        view! {
            <li>
                <blockquote class="comment-text">{comment.text.to_string()}</blockquote>
                <p class="hint">{service} {t!(language, "comments-released", month = month)}</p>
                {reply}
            </li>
        }
    });
    view! { <ul class="comments">{items.collect_view()}</ul> }.into_html()
}

fn service(page: &Page, register: &Register, comment: &ReleasedComment) -> Html {
    let service = comment
        .service
        .as_ref()
        .and_then(|slug| register.service(slug));
    let service = match service {
        Some(service) => {
            let href = page.href(&format!("/layanan/{}", service.slug));
            view! { <a href=href>{service.name.get(page.language).to_owned()}</a> }.into_html()
        }
        None => t!(page.language, "comments-pooled").into_html(),
    };
    view! { {service} " · " }.into_html()
}

/// What a department answered, with everything it answered before.
#[component]
pub fn CommentReply(language: Language, reply: Reply) -> Html {
    let current = reply.current().clone();
    let earlier: Vec<ReplyVersion> = reply.history().rev().skip(1).cloned().collect();
    let day = format::day(language, current.date);
    let said = if earlier.is_empty() {
        t!(language, "reply-on", day = day)
    } else {
        t!(language, "reply-changed-on", day = day)
    };
    let history = (!earlier.is_empty()).then(|| {
        let versions = earlier.into_iter().map(|version| {
            let day = format::day(language, version.date);
            view! { <li><p class="comment-text">{version.text.as_str().to_owned()}</p><p class="hint">{day}</p></li> }
        });
        view! {
            <details>
                <summary>{t!(language, "reply-history")}</summary>
                <ol reversed>{versions.collect_view()}</ol>
            </details>
        }
    });
    view! {
        <div class="comment-reply">
            <p><strong>{t!(language, "reply-by")}</strong> " " <span class="hint">{said}</span></p>
            <p class="comment-text">{current.text.as_str().to_owned()}</p>
            {history}
        </div>
    }
    .into_html()
}

/// The account of all comments: what was received and what became of it.
#[component]
pub fn CommentAccount(language: Language, counts: CommentCounts) -> Html {
    let reasons = WithholdReason::ALL
        .iter()
        .map(|reason| (*reason, counts.withheld_for(*reason)))
        .filter(|(_, comments)| *comments > 0)
        .map(|(reason, comments)| {
            view! { <li>{reason_name(language, reason)} ": " {format::integer(language, comments)}</li> }
        });
    let otherwise = counts.withheld_otherwise();
    let otherwise = (otherwise > 0).then(|| {
        view! { <li>{t!(language, "comments-otherwise")} ": " {format::integer(language, otherwise)}</li> }
    });
    let few = counts
        .few()
        .then(|| view! { <p class="hint">{t!(language, "comments-few")}</p> });
    let reasons = reasons.collect_view();
    let number = |comments| format::integer(language, comments);
    view! {
        <dl class="comment-account">
            <div><dt>{t!(language, "comments-received")}</dt><dd>{number(counts.received())}</dd></div>
            <div><dt>{t!(language, "comments-published")}</dt><dd>{number(counts.published())}</dd></div>
            <div>
                <dt>{t!(language, "comments-withheld")}</dt>
                <dd>{number(counts.withheld())}</dd>
                {(counts.withheld() > 0).then(|| view! { <dd><ul>{reasons}{otherwise}</ul></dd> })}
            </div>
            <div><dt>{t!(language, "comments-waiting")}</dt><dd>{number(counts.waiting())}</dd></div>
        </dl>
        {few}
    }
    .into_html()
}
