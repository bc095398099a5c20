//! The point that a moderator works on, with everything that can be decided about it, each by one key.
//! It must not tell who wrote it.

use domain::forum::{KeptForum, Mark, Point, Said, Standing, ThemeKey, ThemeOffer};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{Button, Form, SubmitButton, mark_name};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::console::{choose_group, point_path, reject, told};
use super::keys;
use crate::forms::VERSION;
use crate::forms::point_form::{
    ACTION, MERGE, PUBLISH, REOPEN, TWIN, UNDO, marking, publishing_into, publishing_under,
};

/// The name of the part of the address that says which point a moderator works on.
pub const CURRENT: &str = "usulan";

/// What a moderator works on.
#[derive(Clone, Debug, Default)]
pub struct Current {
    /// The number of the point; none if there is nothing to do.
    pub number: Option<u32>,
    /// The themes that it may belong to, the likeliest first.
    pub themes: Vec<ThemeOffer>,
    /// The number of an earlier point that says nearly the same.
    pub twin: Option<u32>,
}

/// The address of the console with the point of a number in hand, without the language prefix.
pub fn working_on(kept: &KeptForum, number: u32) -> String {
    format!("/meja/forum/{}?{CURRENT}={number}", kept.forum.id)
}

/// The point, or that there is nothing to do.
pub fn current(page: &Page, kept: &KeptForum, said: &Said, current: &Current) -> Html {
    let language = page.language;
    let point = current.number.and_then(|number| said.numbered(number));
    let next = said.next_to_do(current.number).map(|point| {
        let href = page.href(&working_on(kept, point.number));
        let key = keys::NEXT;
        let label = t!(language, "console-next", number = point.number);
        view! { <p><a href=href accesskey=key.letter()>{label} " " {key.hint()}</a></p> }
    });
    // As long as nobody decides about it, nothing of it changes under the finger.
    let unchanged = point.map(|point| format!("{} {}", point.number, point.version));
    let body = match point {
        Some(point) => working(page, kept, said, current, point),
        None => view! { <p class="empty">{t!(language, "console-nothing-to-do")}</p> }.into_html(),
    };
    view! {
        <section class="current" aria-labelledby="sekarang" data-tetap=unchanged>
            <h2 id="sekarang">{t!(language, "console-current")}</h2>
            <p class="hint">{t!(language, "console-keys")}</p>
            {body}
            {next}
        </section>
    }
    .into_html()
}

fn working(page: &Page, kept: &KeptForum, said: &Said, current: &Current, point: &Point) -> Html {
    let language = page.language;
    let path = point_path(kept, point);
    let more = page.href(&path);
    let acts = match point.standing {
        Standing::Waiting => view! {
            <SubmitButton label=t!(language, "point-publish") name=ACTION value=PUBLISH key=keys::PUBLISH />
            {reject(language)}
        }
        .into_html(),
        Standing::Published => view! { {choose_group(language, &said.groups, point)} {reject(language)} }.into_html(),
        Standing::Rejected(_) | Standing::Merged(_) => {
            let kind = Button::Secondary;
            view! { <SubmitButton label=t!(language, "point-reopen") kind name=ACTION value=REOPEN /> }.into_html()
        }
    };
    view! {
        {told(language, said, point)}
        <Form page=page.clone() action=path hidden=vec![(VERSION, point.version.to_string())]>
            {themes(language, &current.themes)}
            <div class="point-acts">
                {acts}
                {twin(language, said, current)}
                {marking_buttons(language, point)}
                {undo(language, point)}
                <a href=more>{t!(language, "point-more", number = point.number)}</a>
            </div>
        </Form>
    }
    .into_html()
}

/// The likeliest themes, a key each, with the words that speak for them. A waiting point is published with it.
fn themes(language: Language, offers: &[ThemeOffer]) -> Html {
    if offers.is_empty() {
        return Html::default();
    }
    let buttons = offers.iter().zip(keys::THEMES).map(|(offer, key)| {
        let (label, value) = match &offer.theme {
            ThemeKey::Group(group) => (offer.name.clone(), publishing_into(*group)),
            ThemeKey::Named(name) => (
                t!(language, "theme-new", name = name.as_str()),
                publishing_under(name),
            ),
        };
        let because = t!(language, "theme-because", words = offer.words.join(", "));
        view! {
            <li>
                <SubmitButton label kind=Button::Secondary name=ACTION value key />
                <span class="hint">{because}</span>
            </li>
        }
    });
    view! {
        <p id="tema">{t!(language, "console-themes")}</p>
        <ul class="themes" aria-labelledby="tema">{buttons.collect_view()}</ul>
    }
    .into_html()
}

/// The offer to take it for the same as an earlier point.
fn twin(language: Language, said: &Said, current: &Current) -> Option<Html> {
    let twin = said.numbered(current.twin?)?;
    let label = t!(language, "point-merge-into", number = twin.number);
    let text = twin.text.as_str().to_owned();
    Some(
        view! {
            <div>
                <input type="hidden" name=TWIN value=twin.number.to_string() />
                <SubmitButton label kind=Button::Secondary name=ACTION value=MERGE key=keys::MERGE />
                <p class="hint point-text">{text}</p>
            </div>
        }
        .into_html(),
    )
}

fn marking_buttons(language: Language, point: &Point) -> Html {
    let buttons = Mark::ALL.iter().map(|mark| {
        let key = match mark {
            Mark::Star => keys::STAR,
            Mark::Answered => keys::ANSWERED,
        };
        let name = mark_name(language, *mark);
        let label = if point.marks.contains(mark) {
            t!(language, "mark-remove", mark = name)
        } else {
            t!(language, "mark-set", mark = name)
        };
        view! { <SubmitButton label kind=Button::Secondary name=ACTION value=marking(*mark) key /> }
    });
    buttons.collect_view().into_html()
}

/// The button that takes the last decision back.
pub fn undo(language: Language, point: &Point) -> Option<Html> {
    let label = t!(language, "point-undo");
    let kind = Button::Secondary;
    point.before.as_ref().map(|_| {
        view! { <SubmitButton label kind name=ACTION value=UNDO key=keys::UNDO /> }.into_html()
    })
}
