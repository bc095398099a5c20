//! `/forum/KODE/layar`: the wall of the hall, readable from the last row.
//! It must not show anything that a phone in the hall does not.

use chrono::NaiveDate;
use domain::forum::{KeptForum, Said};
use leptos::prelude::*;
use ui::components::live_script;
use ui::html::{Html, IntoHtml};
use ui::page::{DemoNotice, Head, Page};
use ui::t;

use super::hall::{Supporting, hall};
use super::{bell, style};

/// What the screen shows besides what was said.
#[derive(Clone, Debug)]
pub struct Screen {
    /// Where the forum is, as a picture to scan.
    pub qr: String,
    /// The same to be typed.
    pub address: String,
    /// Whether people may still write.
    pub open: bool,
    /// The local day.
    pub today: NaiveDate,
}

/// The page.
pub fn screen_page(page: Page, kept: &KeptForum, said: &Said, screen: Screen) -> Html {
    let language = page.language;
    let title = kept.forum.title.get(language).to_owned();
    let hall = hall(&page, said, &Supporting::default(), screen.today);
    let source = page.href(&format!("{}/ruang", kept.path()));
    let shown = screen
        .address
        .split("://")
        .last()
        .unwrap_or_default()
        .to_owned();
    // Without the script the page loads itself again.
    let again = screen.open.then(|| {
        view! { <noscript><meta http-equiv="refresh" content="10" /></noscript> }
    });
    let head = view! { {style()} {live_script()} {again} }.into_html();
    let bell = bell(&page, kept, 0);
    Html::document(view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <Head page=page.clone() title=title.clone() has_errors=false private=true>{head}</Head>
            <body class="screen">
                <DemoNotice page=page.clone() />
                <main id="isi">
                    <header class="screen-head">
                        <div>
                            <h1>{title}</h1>
                            <p class="screen-code">{t!(language, "forum-code")} " " <strong>{kept.code.to_string()}</strong></p>
                            <p class="address">{shown}</p>
                        </div>
                        <img class="screen-qr" src=screen.qr alt=t!(language, "screen-qr") />
                    </header>
                    {bell}
                    <h2>{t!(language, "points-heading")}</h2>
                    <div id="ruang" data-sumber=source>{hall}</div>
                </main>
            </body>
        </html>
    })
}
