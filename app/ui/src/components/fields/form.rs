//! What is around fields: the form that is sent, the form that filters a list, and buttons.
//! It must not know what happens with what is sent.

use domain::language::Language;
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::page::Page;
use crate::t;

/// A form that changes something. The server checks it and shows all errors at once, so the browser does not.
#[component]
pub fn Form(
    page: Page,
    /// Where it is sent, without the language prefix; the page's own address unless said otherwise.
    #[prop(optional, into)]
    action: Option<String>,
    /// Fields that are sent unseen, such as the version of what is edited.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// Whether it has fields for files.
    #[prop(optional)]
    files: bool,
    /// The fields and buttons.
    children: Html,
) -> Html {
    let action = page.href(action.as_deref().unwrap_or(&page.path));
    let encoding = files.then_some("multipart/form-data");
    let hidden = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <form class="form" method="post" action=action enctype=encoding novalidate>
            {hidden.collect_view()}
            {children}
        </form>
    }
    .into_html()
}

/// A letter or digit that presses or reaches a control, together with the keys that the browser asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessKey(pub char);

impl AccessKey {
    /// The value of the attribute `accesskey`.
    pub fn letter(self) -> String {
        self.0.to_string()
    }

    /// The key as it is shown beside what it does; screen readers tell the attribute.
    pub fn hint(self) -> Html {
        view! { <kbd aria-hidden="true">{self.0.to_ascii_uppercase().to_string()}</kbd> }
            .into_html()
    }
}

/// What a button is for, which decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// What one came for; once on a page.
    #[default]
    Primary,
    /// Something else that one may do.
    Secondary,
    /// Something that cannot be taken back.
    Danger,
}

impl Button {
    /// The class of a button or of a link that looks like one.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button-secondary",
            Self::Danger => "button button-danger",
        }
    }
}

/// The button that sends a form.
#[component]
pub fn SubmitButton(
    /// What happens.
    #[prop(into)]
    label: String,
    /// What it happens to, for screen readers only, where several buttons of a page have one label.
    #[prop(optional, into)]
    about: Option<String>,
    /// What it is for.
    #[prop(optional)]
    kind: Button,
    /// The name of the field that says which of several buttons was pressed.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value of that field.
    #[prop(optional, into)]
    value: Option<String>,
    /// The key that presses it.
    #[prop(optional)]
    key: Option<AccessKey>,
) -> Html {
    let about = about.map(|about| view! { <span class="visually-hidden">" " {about}</span> });
    let hint = key.map(AccessKey::hint);
    let key = key.map(AccessKey::letter);
    view! {
        <button type="submit" class=kind.class() name=name value=value accesskey=key>{label} {about} {hint}</button>
    }
    .into_html()
}

/// A form that narrows a list, by a query in the page's address that can be kept and passed on.
#[component]
pub fn FilterForm(
    page: Page,
    /// The page's path without the query.
    #[prop(into)]
    action: String,
    /// Whether something is filtered, so that there is something to clear.
    filtered: bool,
    /// The fields, by names of their own.
    children: Html,
) -> Html {
    let language: Language = page.language;
    let href = page.href(&action);
    let clear = filtered.then(|| {
        view! { <a class="filters-clear" href=href.clone()>{t!(language, "filters-clear")}</a> }
    });
    view! {
        <form class="filters" role="search" method="get" action=href.clone() aria-label=t!(language, "filters-label")>
            {children}
            <button type="submit">{t!(language, "filters-apply")}</button>
            {clear}
        </form>
    }
    .into_html()
}
