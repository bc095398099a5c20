//! What one participant sees in the room of a forum: the form, the own points and the own link.
//! It must not show anybody else's point before a moderator published it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::commitment::{Kept, Verdict};
use domain::forum::{Community, Group, KeptForum, Point, PointText, Said, Standing};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    AnswerTag, Form, FormErrors, PointTag, RadioGroup, SubmitButton, TextArea, communities,
    standing_reason,
};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

use super::hall::{Supporting, hall};
use super::one::Seen;
use super::style;
use crate::commitments::promise_item;
use crate::commitments::verdict::question;

/// The name of the field by which a form sent twice is recognised.
pub const TOKEN: &str = "formulir";

/// The name of the field for a point.
pub const POINT: &str = "usulan";

/// The name of the field for the kind of community.
pub const COMMUNITY: &str = "unsur";

/// Who looks, as far as the portal knows.
#[derive(Clone, Debug, Default)]
pub struct Participant {
    /// The own points.
    pub points: Vec<Point>,
    /// The points that are supported.
    pub supported: BTreeSet<u32>,
    /// The kind of community, if it was told.
    pub community: Option<Community>,
    /// The own link, where a seat is taken.
    pub link: Option<String>,
}

/// A promise that was reported kept, about which whoever holds a seat is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The promise.
    pub kept: Kept,
    /// The day of the report.
    pub reported: NaiveDate,
    /// What was answered before.
    pub said: Option<Verdict>,
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Typing {
    /// By which it is recognised when it is sent again.
    pub token: String,
    /// The text.
    pub text: String,
    /// The kind of community.
    pub community: String,
    /// What is wrong.
    pub errors: FormErrors,
}

/// The form for a point, the own points, and what everybody reads.
pub fn room(page: &Page, kept: &KeptForum, seen: &Seen, typing: Typing) -> Html {
    let language = page.language;
    let Seen {
        said,
        participant,
        today,
        ..
    } = seen;
    let open = kept.state(*today).takes_points();
    let supporting = Supporting {
        open,
        supported: participant.supported.clone(),
        own: participant
            .points
            .iter()
            .map(|point| point.number)
            .collect(),
    };
    let hall = hall(page, said, &supporting, *today);
    let token = typing.token.clone();
    let form = open.then(|| form(page, kept, participant, typing));
    let own = own(page, kept, participant);
    let link = participant
        .link
        .clone()
        .map(|link| own_link(language, link));
    let asked = asked(page, kept, seen);
    let support = format!("{}/dukung", kept.path());
    let region = |name: &str| open.then(|| page.href(&format!("{}/{name}", kept.path())));
    let (source, own_source) = (region("ruang"), region("usulan-saya"));
    view! {
        {form}
        <div id="usulan-saya" data-sumber=own_source>{own}</div>
        {link}
        {asked}
        <section aria-labelledby="usulan-semua">
            <h2 id="usulan-semua">{t!(language, "points-heading")}</h2>
            <form method="post" action=page.href(&support)>
                <input type="hidden" name=TOKEN value=token />
                <div id="ruang" data-sumber=source>{hall}</div>
            </form>
            <p><a href=page.href(&format!("{}/catatan", kept.path()))>{t!(language, "points-log")}</a></p>
        </section>
    }
    .into_html()
}

/// The promises about which whoever holds the seat is asked; nothing where there are none.
fn asked(page: &Page, kept: &KeptForum, seen: &Seen) -> Option<Html> {
    let action = format!("{}/kesaksian", kept.path());
    let questions = seen.asked.iter().map(|asked| {
        let promise = promise_item(page, &asked.kept, seen.today);
        let question = question(page, &action, &asked.kept, asked.reported, asked.said);
        view! { <ul>{promise}</ul> {question} }.into_html()
    });
    let questions: Vec<Html> = questions.collect();
    (!questions.is_empty()).then(|| {
        view! {
            <section aria-labelledby="kesaksian">
                <h2 id="kesaksian">{t!(page.language, "verdict-asked")}</h2>
                {questions.into_iter().collect_view()}
            </section>
        }
        .into_html()
    })
}

fn form(page: &Page, kept: &KeptForum, participant: &Participant, typing: Typing) -> Html {
    let language = page.language;
    let Typing {
        token,
        text,
        community,
        errors,
    } = typing;
    let kinds = participant.community.is_none().then(|| {
        view! {
            <RadioGroup
                language
                name=COMMUNITY
                legend=t!(language, "community-legend")
                hint=t!(language, "community-hint")
                options=communities(language)
                chosen=Some(community)
                error=errors.of(COMMUNITY)
            />
        }
    });
    view! {
        <section aria-labelledby="tulis">
            <h2 id="tulis">{t!(language, "point-write")}</h2>
            <Form page=page.clone() action=format!("{}/usulan", kept.path()) hidden=vec![(TOKEN, token)]>
                <TextArea
                    language
                    name=POINT
                    label=t!(language, "point-label")
                    hint=t!(language, "point-hint", most = PointText::MAX_CHARACTERS)
                    value=text
                    max_length=PointText::MAX_CHARACTERS
                    rows=3
                    error=errors.of(POINT)
                />
                {kinds}
                <SubmitButton label=t!(language, "point-send") />
            </Form>
        </section>
    }
    .into_html()
}

/// The own points with where they stand; nothing where there are none.
pub fn own(page: &Page, kept: &KeptForum, participant: &Participant) -> Html {
    let language = page.language;
    let points = participant.points.iter().map(|point| {
        let href = page.href(&format!("{}/usulan/{}", kept.path(), point.id));
        let reason = standing_reason(language, point.standing);
        view! {
            <li class="point">
                <p class="point-text">{point.text.as_str().to_owned()}</p>
                <p><PointTag language standing=point.standing /> " " {reason}</p>
                <p><a href=href>{t!(language, "point-follow", number = point.number)}</a></p>
            </li>
        }
    });
    let points = points.collect_view();
    let supported: Vec<_> = participant.supported.iter().map(u32::to_string).collect();
    let list = (!participant.points.is_empty()).then(|| {
        view! {
            <section aria-labelledby="saya">
                <h2 id="saya">{t!(language, "points-own")}</h2>
                <ul class="points">{points}</ul>
            </section>
        }
    });
    view! { <div data-dukung=supported.join(" ")>{list}</div> }.into_html()
}

fn own_link(language: Language, link: String) -> Html {
    view! {
        <details>
            <summary>{t!(language, "seat-link")}</summary>
            <p>{t!(language, "seat-link-hint")}</p>
            <p class="address"><code>{link}</code></p>
        </details>
    }
    .into_html()
}

/// What the unit answers to a group, as a step on the way of a point.
fn answered(language: Language, group: &Group) -> Html {
    let Some(answer) = &group.answer else {
        return view! { <li>{t!(language, "point-path-unanswered")}</li> }.into_html();
    };
    let text = answer.text.clone();
    view! {
        <li>
            {t!(language, "point-path-answered")} " " <AnswerTag language kind=answer.kind />
            <blockquote class="point-text">{text}</blockquote>
        </li>
    }
    .into_html()
}

/// The page `/forum/KODE/usulan/…`: what became of one point.
pub fn point_page(
    page: Page,
    kept: &KeptForum,
    said: &Said,
    point: &Point,
    today: NaiveDate,
) -> Html {
    let language = page.language;
    let title = t!(language, "point-path-title", number = point.number);
    let back = page.href(&kept.path());
    let decided = match point.standing {
        Standing::Waiting => t!(language, "point-path-waiting"),
        Standing::Published => t!(language, "point-path-published"),
        Standing::Rejected(_) => t!(
            language,
            "point-path-rejected",
            reason = standing_reason(language, point.standing)
        ),
        Standing::Merged(_) => standing_reason(language, point.standing),
    };
    let edited = point.original.as_ref().map(|original| {
        let original = original.as_str().to_owned();
        view! { <li>{t!(language, "point-path-edited")} <blockquote class="point-text">{original}</blockquote></li> }
    });
    // Who said the same is answered by the same.
    let group = said.group_of(said.speaker(point));
    let grouped = group.map(|group| {
        let grouped = t!(language, "point-path-grouped", group = group.name.clone());
        let answered = answered(language, group);
        let promised = said.promised(group);
        let promised = promised.map(|kept| promise_item(&page, kept, today));
        view! { <li>{grouped}</li> {answered} {promised.collect_view()} }
    });
    view! {
        <Document page=page.clone() title=title.clone() private=true more=style()>
            <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{title}</h1>
            <p class="lead point-text">{point.text.as_str().to_owned()}</p>
            <p><PointTag language standing=point.standing /></p>
            <ol class="steps">
                <li>{t!(language, "point-path-received")}</li>
                <li>{decided}</li>
                {edited}
                {grouped}
            </ol>
            <p class="hint">{t!(language, "point-path-hint")}</p>
        </Document>
    }
    .into_html()
}
