//! `/forum/KODE/catatan`: every point that came in, with what became of it.
//! It must not show the words of what was not published, nor who wrote anything.

use domain::forum::{KeptForum, Point, Said, Standing, Voice};
use domain::language::Language;
use leptos::prelude::*;
use ui::components::{Column, DataTable, PointTag, counts_text, standing_reason};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

use super::style;

/// The page.
pub fn log_page(page: Page, kept: &KeptForum, said: &Said) -> Html {
    let language = page.language;
    let columns = vec![
        Column::short(t!(language, "log-number")),
        Column::text(t!(language, "log-text")),
        Column::text(t!(language, "log-voice")),
        Column::text(t!(language, "log-state")),
    ];
    let rows = said.points.iter().map(|point| row(language, point));
    let rows = rows.collect();
    let back = page.href(&kept.path());
    let file = page.href(&format!("{}/catatan.csv", kept.path()));
    view! {
        <Document page=page.clone() title=t!(language, "log-title") more=style()>
            <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
            <h1>{t!(language, "log-title")}</h1>
            <p class="lead">{t!(language, "log-lead")}</p>
            <p>{counts_text(language, &said.counts())}</p>
            <DataTable
                caption=t!(language, "log-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "log-empty")
            />
            <p><a href=file>{t!(language, "log-download")}</a></p>
        </Document>
    }
    .into_html()
}

fn row(language: Language, point: &Point) -> Vec<Html> {
    let voice = match point.voice {
        Voice::Participant => t!(language, "log-voice-participant"),
        Voice::Moderator => t!(language, "log-voice-moderator"),
    };
    let text = if point.standing == Standing::Published {
        view! { <span class="point-text">{point.text.as_str().to_owned()}</span> }.into_html()
    } else {
        view! { <span class="hint">{t!(language, "log-withheld")}</span> }.into_html()
    };
    let reason = standing_reason(language, point.standing);
    vec![
        point.number.to_string().into_html(),
        text,
        voice.into_html(),
        view! { <span><PointTag language standing=point.standing /> " " {reason}</span> }
            .into_html(),
    ]
}
