//! `/meja/forum/ID/berita-acara`: proposing the minutes of a forum and its addenda, and what became of each proposal.
//! It must not publish anything: that is for the head of the unit.

use domain::forum::{Amendment, Gaps, KeptForum, KeptMinutes, Minutes, MinutesPart, NotProposed};
use domain::language::Language;
use domain::second_person::MAX_REASON;
use leptos::prelude::*;
use ui::components::{
    Button, Form, FormErrors, MinutesTag, SubmitButton, SummaryList, SummaryRow, TextArea,
    amendment_text, part_name,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::reason_form::REASON;
use crate::releases::{Names, person};

/// The name of the field for which minutes are taken back.
pub const MINUTES: &str = "berita";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct MinutesDesk {
    /// The forum.
    pub kept: KeptForum,
    /// What was proposed so far.
    pub minutes: KeptMinutes,
    /// Who proposed and decided.
    pub names: Names,
    /// What can be proposed now.
    pub next: Result<MinutesPart, NotProposed>,
    /// What the record lacks.
    pub gaps: Gaps,
    /// What people asked to be amended.
    pub amendments: Vec<Amendment>,
    /// The reason as it was typed.
    pub reason: String,
    /// What is wrong.
    pub errors: FormErrors,
}

/// The page.
pub fn minutes_page(desk: Desk, shown: &MinutesDesk) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let back = page.href(&format!("/meja/forum/{}", shown.kept.forum.id));
    let forum = shown.kept.forum.title.get(language).to_owned();
    let (proposing, waiting) = (proposing(&page, shown), waiting(&page, shown));
    let (history, amendments) = (history(&page, shown), amendments(&page, shown));
    let errors = &shown.errors;
    view! {
        <DeskDocument desk title=t!(language, "minutes-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "minutes-title")}</h1>
            <p><a href=back>{forum}</a></p>
            <p class="lead">{t!(language, "minutes-lead")}</p>
            {proposing}
            {waiting}
            {amendments}
            {history}
        </DeskDocument>
    }
    .into_html()
}

fn path(shown: &MinutesDesk) -> String {
    format!("/meja/forum/{}/berita-acara", shown.kept.forum.id)
}

/// What can be proposed, with what the record lacks; or why nothing can.
fn proposing(page: &Page, shown: &MinutesDesk) -> Html {
    let language = page.language;
    let part = match shown.next {
        Ok(part) => part,
        Err(why) => {
            let why = match why {
                NotProposed::NotOver => t!(language, "minutes-not-over"),
                NotProposed::Waiting => {
                    let waiting = shown.minutes.waiting().map(|minutes| minutes.part);
                    let part = waiting.unwrap_or(MinutesPart::Minutes);
                    t!(
                        language,
                        "minutes-waiting",
                        part = part_name(language, part)
                    )
                }
                NotProposed::NothingToAdd => t!(language, "minutes-nothing-to-add"),
            };
            return view! { <p class="notice" id="usulkan">{why}</p> }.into_html();
        }
    };
    let (label, draft) = match part {
        MinutesPart::Minutes => {
            let href = page.href(&format!("{}/berita-acara", shown.kept.path()));
            let draft = view! { <p><a href=href>{t!(language, "minutes-preview")}</a></p> };
            (t!(language, "minutes-propose"), Some(draft))
        }
        MinutesPart::Addendum(number) => {
            let label = t!(language, "minutes-propose-addendum", number = number);
            (label, None)
        }
    };
    let gaps = (part == MinutesPart::Minutes).then(|| gaps(language, shown.gaps));
    view! {
        {gaps}
        {draft}
        <div id="usulkan">
            <Form page=page.clone() action=path(shown)>
                <SubmitButton label />
            </Form>
        </div>
    }
    .into_html()
}

fn gaps(language: Language, gaps: Gaps) -> Html {
    if gaps.is_none() {
        return Html::default();
    }
    let waiting =
        (gaps.waiting > 0).then(|| t!(language, "minutes-gap-waiting", points = gaps.waiting));
    let ungrouped = (gaps.ungrouped > 0)
        .then(|| t!(language, "minutes-gap-ungrouped", points = gaps.ungrouped));
    let unanswered = (gaps.unanswered > 0)
        .then(|| t!(language, "minutes-gap-unanswered", groups = gaps.unanswered));
    let uncounted = gaps
        .uncounted
        .then(|| t!(language, "minutes-gap-attendance"));
    let gaps = [waiting, ungrouped, unanswered, uncounted];
    let gaps = gaps.into_iter().flatten();
    let gaps = gaps.map(|gap| view! { <li>{gap}</li> });
    view! {
        <section class="notice" aria-labelledby="kurang">
            <h2 id="kurang">{t!(language, "minutes-gaps")}</h2>
            <ul>{gaps.collect_view()}</ul>
        </section>
    }
    .into_html()
}

/// Taking back what waits for the head of the unit.
fn waiting(page: &Page, shown: &MinutesDesk) -> Html {
    let Some(waiting) = shown.minutes.waiting() else {
        return Html::default();
    };
    let language = page.language;
    let hidden = vec![(MINUTES, waiting.id.to_string())];
    let (reason, error) = (shown.reason.clone(), shown.errors.of(REASON));
    view! {
        <Form page=page.clone() action=format!("{}/tarik", path(shown)) hidden>
            <TextArea
                language
                name=REASON
                label=t!(language, "minutes-take-back-reason")
                value=reason
                max_length=MAX_REASON
                rows=2
                error
            />
            <SubmitButton label=t!(language, "minutes-take-back") kind=Button::Secondary />
        </Form>
    }
    .into_html()
}

fn amendments(page: &Page, shown: &MinutesDesk) -> Html {
    let language = page.language;
    let list = if shown.amendments.is_empty() {
        view! { <p>{t!(language, "amendments-empty")}</p> }.into_html()
    } else {
        let items = shown.amendments.iter().map(|amendment| {
            let number = amendment.number;
            let answer = amendment.told_in.is_none().then(|| {
                let to = format!("/meja/forum/{}/perubahan/{number}", shown.kept.forum.id);
                let href = page.href(&to);
                view! { <p><a href=href>{t!(language, "amendment-answer", number = number)}</a></p> }
            });
            view! { <li class="point">{amendment_text(language, amendment)} {answer}</li> }
        });
        view! { <ul class="points">{items.collect_view()}</ul> }.into_html()
    };
    view! {
        <section aria-labelledby="perubahan">
            <h2 id="perubahan">{t!(language, "amendments-title")}</h2>
            <p>{t!(language, "amendments-lead")}</p>
            {list}
        </section>
    }
    .into_html()
}

fn history(page: &Page, shown: &MinutesDesk) -> Html {
    let language = page.language;
    let list = if shown.minutes.0.is_empty() {
        view! { <p>{t!(language, "minutes-history-empty")}</p> }.into_html()
    } else {
        let all = shown.minutes.0.iter().rev().map(|minutes| {
            let href = page.href(&format!("{}/{}", path(shown), minutes.id));
            let rows = rows(language, &shown.names, minutes);
            let part = part_name(language, minutes.part);
            let proposed = format::moment(language, minutes.proposed_at);
            let title = format!("{part} · {proposed}");
            view! {
                <h3>{title.clone()}</h3>
                <SummaryList page=page.clone() rows />
                <p><a href=href>{t!(language, "minutes-read", part = title)}</a></p>
            }
        });
        all.collect_view().into_html()
    };
    view! {
        <section aria-labelledby="sejauh-ini">
            <h2 id="sejauh-ini">{t!(language, "minutes-history")}</h2>
            {list}
        </section>
    }
    .into_html()
}

/// Who proposed minutes and who decided, when, and why they were sent back.
pub(super) fn rows(language: Language, names: &Names, minutes: &Minutes) -> Vec<SummaryRow> {
    let who_and_when = |who, at| {
        let (who, at) = (person(language, names, who), format::moment(language, at));
        format!("{who} · {at}")
    };
    let state = minutes.state;
    let mut rows = vec![
        SummaryRow::new(
            t!(language, "minutes-state"),
            view! { <MinutesTag language state /> }.into_html(),
        ),
        SummaryRow::new(
            t!(language, "minutes-proposed-by"),
            who_and_when(minutes.proposed_by, minutes.proposed_at),
        ),
    ];
    if let (Some(who), Some(at)) = (minutes.decided_by, minutes.decided_at) {
        rows.push(SummaryRow::new(
            t!(language, "minutes-decided-by"),
            who_and_when(who, at),
        ));
    }
    if !minutes.reason.is_empty() {
        rows.push(SummaryRow::new(
            t!(language, "minutes-reason"),
            minutes.reason.clone(),
        ));
    }
    rows.push(SummaryRow::new(
        t!(language, "minutes-digest"),
        view! { <span class="digest"><code>{minutes.digest.to_string()}</code></span> }.into_html(),
    ));
    rows
}
