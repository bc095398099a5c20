//! The document around every page for staff: who is signed in, where they may go, and what just happened.
//! It must not decide who may go where: the entries come with the page.

mod notice;

pub use notice::Notice;

use domain::access::{Person, Right};
use domain::language::Language;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};

use ui::components::live_script;
use ui::forms::typed::Typed;
use ui::page::{DemoNotice, Head, LanguageSwitch, Page, SkipLink};
use ui::style::DESK_STYLESHEET_PATH;
use ui::t;

/// Where the desk begins, without the language prefix.
const HOME: &str = "/meja";

/// Where one signs out, by a form.
const SIGN_OUT: &str = "/keluar";

/// What every page of the desk needs to know besides its own content.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The page.
    pub page: Page,
    /// The name of the person who is signed in.
    pub who: String,
    /// The places this person may go to, in the order of the menu.
    pub entries: Vec<DeskEntry>,
    /// What was just done, to be said once, after the redirect that followed a form.
    pub notice: Option<String>,
}

/// One line of the desk's menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskEntry {
    /// Where it leads, without the language prefix.
    pub path: String,
    /// The key of its words.
    pub label: &'static str,
}

/// The places of the desk in the order of the menu, each with the rights of which one is needed to see it.
const MENU: &[(&str, &str, &[Right])] = &[
    (HOME, "desk-home", &[Right::OwnAccount]),
    ("/meja/rilis", "releases-title", &[Right::Seal]),
    ("/meja/komentar", "moderation-title", &[Right::Moderate]),
    ("/meja/tanggapan", "replies-title", &[Right::Reply]),
    ("/meja/forum", "forums-title", &[Right::RunForums]),
    (
        "/meja/berita-acara",
        "minutes-confirm-title",
        &[Right::ConfirmMinutes],
    ),
    (
        "/meja/komitmen",
        "commitments-title",
        &[Right::KeepCommitments],
    ),
    (
        "/meja/indikator",
        "indicators-title",
        &[Right::SeeRealisations],
    ),
    (
        "/meja/pengesahan",
        "confirm-title",
        &[Right::ConfirmRealisations],
    ),
    ("/meja/undangan", "invitations-title", &[Right::Invite]),
    ("/meja/formulir", "papers-title", &[Right::KeyPaper]),
    ("/meja/kunci", "keys-title", &[Right::ManageKeys]),
    ("/meja/unit", "units-title-desk", &[Right::EditServices]),
    (
        "/meja/layanan",
        "services-title-desk",
        &[Right::EditServices],
    ),
    ("/meja/jaga", "roster-title", &[Right::EditRoster]),
    ("/meja/petugas", "officers-title", &[Right::EditRoster]),
    ("/meja/kalender", "calendar-title", &[Right::EditUnits]),
    ("/meja/orang", "people-title", &[Right::ManagePeople]),
    ("/meja/pengaturan", "settings-title", &[Right::Configure]),
    ("/meja/audit", "audit-title", &[Right::ReadAudit]),
    ("/meja/akun", "account-title", &[Right::OwnAccount]),
];

/// The name of the query's part that says what was just done.
pub const NOTICE: &str = "catatan";

impl Desk {
    /// The desk of a person on a page, whose query may say what was just done.
    pub fn new(page: Page, person: &Person) -> Self {
        let entries = MENU
            .iter()
            .filter(|(_, _, rights)| rights.iter().any(|right| person.has(*right)))
            .map(|(path, label, _)| DeskEntry {
                path: (*path).to_owned(),
                label,
            })
            .collect();
        let query = page.path.split_once('?').map_or("", |(_, query)| query);
        let done = Notice::from_code(Typed::query(query).text(NOTICE));
        Self {
            notice: done.map(|notice| notice.text(page.language)),
            page,
            who: person.name.clone(),
            entries,
        }
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.page.language
    }

    /// The place in the menu under which the page is found: of those above it the nearest.
    fn current(&self) -> Option<&str> {
        let here = path_only(&self.page.path);
        self.entries
            .iter()
            .map(|entry| entry.path.as_str())
            .filter(|path| {
                here.strip_prefix(path)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') && *path != HOME)
            })
            .max_by_key(|path| path.len())
    }
}

fn path_only(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// A whole HTML document for somebody who is signed in: header, menu, notice, the page's content as `children`, footer.
#[component]
pub fn DeskDocument(
    /// The page with its person.
    desk: Desk,
    /// The title, without the name of the portal.
    #[prop(into)]
    title: String,
    /// Whether the title should begin with "Error:", because a form came back.
    #[prop(optional)]
    has_errors: bool,
    /// Whether the page renews itself.
    #[prop(optional)]
    live: bool,
    /// The content of the main part.
    children: Html,
) -> Html {
    let page = desk.page.clone();
    let menu = menu(&desk);
    let notice = desk
        .notice
        .map(|notice| view! { <p class="desk-notice" role="status">{notice}</p> });
    view! {
        <Frame page=page title has_errors who=Some(desk.who) live>
            <div class="desk-body">
                {menu}
                <main id="isi" tabindex="-1">
                    {notice}
                    // One box, so that the columns of the public pages do not take hold of the sections within.
                    <div class="desk-content">{children}</div>
                </main>
            </div>
        </Frame>
    }
    .into_html()
}

/// A whole HTML document for somebody who is not signed in yet: no menu, nothing but one thing to do.
#[component]
pub fn PlainDocument(
    /// The page.
    page: Page,
    /// The title, without the name of the portal.
    #[prop(into)]
    title: String,
    /// Whether the title should begin with "Error:", because a form came back.
    #[prop(optional)]
    has_errors: bool,
    /// The content of the main part.
    children: Html,
) -> Html {
    view! {
        <Frame page title has_errors who=None live=false>
            <main id="isi" class="plain" tabindex="-1">
                <div class="desk-content">{children}</div>
            </main>
        </Frame>
    }
    .into_html()
}

/// What both documents share. No page for staff is for search engines.
#[component]
fn Frame(
    page: Page,
    title: String,
    has_errors: bool,
    who: Option<String>,
    live: bool,
    children: Html,
) -> Html {
    let language = page.language;
    let script = live.then(live_script);
    Html::document(view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <Head page=page.clone() title has_errors private=true>
                <link rel="stylesheet" href=DESK_STYLESHEET_PATH.as_str() />
                {script}
            </Head>
            <body>
                <SkipLink language />
                <DemoNotice page=page.clone() />
                <Header page=page who />
                {children}
                <footer class="site-footer"><p>{t!(language, "desk-footer")}</p></footer>
            </body>
        </html>
    })
}

#[component]
fn Header(page: Page, who: Option<String>) -> Html {
    let language = page.language;
    let home = if who.is_some() { HOME } else { "/" };
    let person = who.map(|who| {
        view! {
            <div class="desk-session">
                <span class="desk-person">{who}</span>
                <form method="post" action=page.href(SIGN_OUT)>
                    <button type="submit" class="desk-sign-out">{t!(language, "desk-sign-out")}</button>
                </form>
            </div>
        }
    });
    view! {
        <header class="site-header desk-header">
            <div class="site-header-row">
                <a class="site-name" href=page.href(home)>
                    <span class="site-mark" aria-hidden="true"></span>
                    <span><strong>{t!(language, "site-name")}</strong> " " <span class="site-city">{page.city_name().to_owned()}</span></span>
                </a>
                <span class="desk-mark">{t!(language, "desk-name")}</span>
            </div>
            <div class="site-header-row desk-tools">
                <a href=page.href("/")>{t!(language, "desk-public")}</a>
                <LanguageSwitch page=page.clone() />
                {person}
            </div>
        </header>
    }
    .into_html()
}

/// The places to go to. On narrow screens it opens on demand; on wide ones the style sheet keeps it open.
fn menu(desk: &Desk) -> Html {
    let language = desk.language();
    let current = desk.current().map(str::to_owned);
    let here = path_only(&desk.page.path);
    let links = desk.entries.iter().map(|entry| {
        let state = (current.as_ref() == Some(&entry.path))
            .then(|| if here == entry.path { "page" } else { "true" });
        view! { <li><a href=desk.page.href(&entry.path) aria-current=state>{t!(language, entry.label)}</a></li> }
    });
    let links = links.collect_view();
    (!desk.entries.is_empty())
        .then(|| {
            view! {
                <nav class="desk-nav" aria-label=t!(language, "desk-nav-label")>
                    <details>
                        <summary>{t!(language, "desk-menu")}</summary>
                        <ul>{links}</ul>
                    </details>
                </nav>
            }
        })
        .into_html()
}

#[cfg(test)]
mod tests;
