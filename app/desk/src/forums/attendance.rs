//! `/meja/forum/ID/kehadiran`: how many people of each kind of community came, counted from the signed list.
//! It must not ask for a name.

use domain::forum::{Attendance, Community, KeptForum};
use domain::language::Language;
use domain::noun::{Fields, Snapshot};
use leptos::prelude::*;
use ui::components::{FieldError, FormErrors, FormFault};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::Desk;
use crate::forms::VERSION;
use crate::noun_page::NounPage;

/// Somebody else counted in the meantime.
#[derive(Clone, Copy, Debug)]
pub struct AttendanceConflict;

impl FormFault for AttendanceConflict {
    fn field_error(&self, language: Language) -> FieldError {
        let first = Community::Users.code();
        FieldError::new(first, t!(language, "error-attendance-conflict"))
    }
}

/// The page. `version` is the one that is changed.
pub fn attendance_page(
    desk: Desk,
    kept: &KeptForum,
    version: i32,
    fields: &Fields,
    errors: FormErrors,
    saved_meanwhile: Option<&Attendance>,
) -> Html {
    let page = NounPage {
        title: t!(desk.language(), "attendance-title"),
        hidden: vec![(VERSION, version.to_string())],
        above: above(&desk.page, kept),
        ..NounPage::default()
    };
    let saved: Option<Snapshot> = saved_meanwhile.map(Attendance::snapshot);
    page.show(desk, fields, errors, saved)
}

fn above(page: &Page, kept: &KeptForum) -> Html {
    let language = page.language;
    let back = page.href(&format!("/meja/forum/{}", kept.forum.id));
    view! {
        <p><a href=back>{kept.forum.title.get(language).to_owned()}</a></p>
        <p class="lead">{t!(language, "attendance-lead")}</p>
    }
    .into_html()
}
