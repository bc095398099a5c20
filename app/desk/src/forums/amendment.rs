//! `/meja/forum/ID/perubahan/N`: answering one amendment that somebody asked for.
//! It must not tell who asked.

use domain::forum::{AMENDMENT, Amendment, KeptForum};
use domain::language::Language;
use domain::moderation::WithholdReason;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{Button, Form, FormErrors, SubmitButton, amendment_text, part_name};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::reason_name;

use crate::document::{Desk, DeskDocument};
use crate::forms::VERSION;
use crate::forms::choice_words;
use crate::forms::noun_form::Offered;
use crate::noun_page::NounPage;

/// The name of the buttons by which words are not published, with the code of the reason as value.
pub const WITHHOLD: &str = "tahan";

/// What the form offers.
pub fn offered(language: Language) -> Offered {
    let kinds = choice_words::choices(language, AMENDMENT, "jawaban");
    Offered::default().with("jawaban", kinds)
}

/// The page: a form while no addendum tells the answer. `version` is the one that is changed.
pub fn amendment_page(
    desk: Desk,
    kept: &KeptForum,
    amendment: &Amendment,
    version: i32,
    fields: &Fields,
    errors: FormErrors,
) -> Html {
    let language = desk.language();
    let title = t!(language, "amendment-answer", number = amendment.number);
    let above = above(&desk.page, kept, amendment);
    if let Some(part) = amendment.told_in {
        let fixed = t!(
            language,
            "amendment-fixed",
            part = part_name(language, part)
        );
        let typed = fields.get("tanggapan").to_owned();
        let typed = (!errors.is_empty())
            .then(|| view! { <blockquote class="point-text">{typed}</blockquote> });
        return view! {
            <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
                {errors.summary(language)}
                <h1>{title}</h1>
                {above}
                <p class="notice" id="jawaban">{fixed}</p>
                {typed}
            </DeskDocument>
        }
        .into_html();
    }
    let page = NounPage {
        title,
        hidden: vec![(VERSION, version.to_string())],
        offered: offered(language),
        above,
        below: withhold(&desk.page, kept, amendment, version),
        ..NounPage::default()
    };
    page.show(desk, fields, errors, None)
}

fn above(page: &Page, kept: &KeptForum, amendment: &Amendment) -> Html {
    let language = page.language;
    let back = page.href(&format!("/meja/forum/{}/berita-acara", kept.forum.id));
    let text = amendment_text(language, amendment);
    view! {
        <p><a href=back>{t!(language, "minutes-title")} " · " {kept.forum.title.get(language).to_owned()}</a></p>
        <div class="point">{text}</div>
    }
    .into_html()
}

/// The reasons for which words are not published, a button each.
fn withhold(page: &Page, kept: &KeptForum, amendment: &Amendment, version: i32) -> Html {
    let language = page.language;
    let number = amendment.number;
    let action = format!("/meja/forum/{}/perubahan/{number}/tahan", kept.forum.id);
    let hidden = vec![(VERSION, version.to_string())];
    let reasons = WithholdReason::of_moderators().map(|reason| {
        let (label, value) = (reason_name(language, reason), reason.code().to_owned());
        view! { <SubmitButton label kind=Button::Secondary name=WITHHOLD value /> }
    });
    let reasons = reasons.collect_view();
    view! {
        <details>
            <summary>{t!(language, "amendment-withhold")}</summary>
            <p>{t!(language, "amendment-withhold-hint")}</p>
            <Form page=page.clone() action hidden>
                <div class="point-acts">{reasons}</div>
            </Form>
        </details>
    }
    .into_html()
}
