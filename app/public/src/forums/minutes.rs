//! The minutes of a forum on its page: what is published with its hash, and how those who held a seat ask for an amendment.
//! It must not show an amendment to anybody but whoever asked for it: the addendum tells it to everybody.

use domain::forum::{KeptForum, Minutes, MinutesPart, PointText};
use leptos::prelude::*;
use ui::components::{Form, SubmitButton, TextArea, amendment_text, part_name};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::one::Seen;
use super::room::{TOKEN, Typing};

/// The name of the field for what is to be amended.
pub const AMENDMENT: &str = "perubahan";

/// What is published, and the form for an amendment while one can be asked for; nothing before the minutes are published.
pub(super) fn minutes(page: &Page, kept: &KeptForum, seen: &Seen, typing: &Typing) -> Html {
    let published: Vec<_> = seen.minutes.published().collect();
    if published.is_empty() {
        return Html::default();
    }
    let language = page.language;
    let items = published
        .into_iter()
        .map(|minutes| item(page, kept, minutes));
    let log = page.href(&format!("{}/berita-acara/catatan.csv", kept.path()));
    let asking = asking(page, kept, seen, typing);
    let own = own(page, seen);
    view! {
        <section aria-labelledby="berita-acara">
            <h2 id="berita-acara">{t!(language, "minutes-published")}</h2>
            <ul>
                {items.collect_view()}
                <li><a href=log>{t!(language, "minutes-log")}</a></li>
            </ul>
            {asking}
            {own}
        </section>
    }
    .into_html()
}

fn item(page: &Page, kept: &KeptForum, minutes: &Minutes) -> Html {
    let language = page.language;
    let href = page.href(&match minutes.part {
        MinutesPart::Minutes => format!("{}/berita-acara", kept.path()),
        MinutesPart::Addendum(number) => format!("{}/adendum/{number}", kept.path()),
    });
    let day = minutes.published_on.map(|day| format::day(language, day));
    let day = t!(
        language,
        "minutes-published-on",
        day = day.unwrap_or_default()
    );
    let digest = t!(
        language,
        "minutes-check",
        digest = minutes.digest.to_string()
    );
    view! {
        <li>
            <a href=href>{part_name(language, minutes.part)}</a> " · " {day}
            <p class="hint digest">{digest}</p>
        </li>
    }
    .into_html()
}

/// Until when an amendment can be asked for, and the form for it where a seat is held.
fn asking(page: &Page, kept: &KeptForum, seen: &Seen, typing: &Typing) -> Html {
    let language = page.language;
    let Some(until) = seen.minutes.amendable_until() else {
        return Html::default();
    };
    // What was typed too late stands there once more with the reason, so that nothing is lost.
    if !seen.minutes.takes_amendments(seen.today) && typing.errors.of(AMENDMENT).is_none() {
        return Html::default();
    }
    let until = t!(
        language,
        "amendment-ask-until",
        day = format::day(language, until)
    );
    let typed = typing.errors.of(AMENDMENT);
    let form = if seen.participant.link.is_none() && typed.is_none() {
        view! { <p class="hint">{t!(language, "amendment-ask-no-seat")}</p> }.into_html()
    } else {
        let hidden = vec![(TOKEN, typing.token.clone())];
        let text = typed.as_ref().map(|_| typing.text.clone());
        view! {
            <Form page=page.clone() action=format!("{}/perubahan", kept.path()) hidden>
                <TextArea
                    language
                    name=AMENDMENT
                    label=t!(language, "amendment-ask-label")
                    hint=t!(language, "amendment-ask-hint", most = PointText::MAX_CHARACTERS)
                    value=text.unwrap_or_default()
                    max_length=PointText::MAX_CHARACTERS
                    rows=3
                    error=typed
                />
                <SubmitButton label=t!(language, "amendment-ask-send") />
            </Form>
        }
        .into_html()
    };
    view! {
        <h3>{t!(language, "amendment-ask")}</h3>
        <p>{until}</p>
        {form}
    }
    .into_html()
}

/// The own requests with what became of them; nothing where there are none.
fn own(page: &Page, seen: &Seen) -> Html {
    let amendments = &seen.amendments;
    if amendments.is_empty() {
        return Html::default();
    }
    let language = page.language;
    let items = amendments.iter().map(|amendment| {
        view! { <li class="point">{amendment_text(language, amendment)}</li> }
    });
    view! {
        <h3>{t!(language, "amendments-own")}</h3>
        <ul class="points">{items.collect_view()}</ul>
    }
    .into_html()
}
