//! What every page shares: its language and address, and the document around its content.
//! It must not know the content of any page.

use std::sync::Arc;

use domain::language::{Bilingual, Language};
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::style::STYLESHEET_PATH;
use crate::t;

/// The little that every page needs to know of the request and the installation.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language to write in.
    pub language: Language,
    /// The page's own path and query, without the language prefix.
    pub path: String,
    /// The address under which the portal is reached, without a slash at the end.
    pub public_url: Arc<str>,
    /// The name of the city.
    pub city: Bilingual,
    /// Whether the data is made up for a demonstration.
    pub invented: bool,
}

impl Page {
    /// The address of another page in the same language.
    pub fn href(&self, path: &str) -> String {
        href(self.language, path)
    }

    /// The city's name in the page's language.
    pub fn city_name(&self) -> &str {
        self.city.get(self.language)
    }
}

/// The address of a page in a language: Indonesian at the root, English under `/en`.
pub fn href(language: Language, path: &str) -> String {
    match language {
        Language::Indonesian => path.to_owned(),
        // The city's page is `/en`, not `/en/`, also with a query or a fragment.
        Language::English if path == "/" || path.starts_with("/?") || path.starts_with("/#") => {
            format!("/en{}", &path[1..])
        }
        Language::English => format!("/en{path}"),
    }
}

/// A whole HTML document: head, header, the page's content as `children`, footer.
#[component]
pub fn Document(
    /// The page.
    page: Page,
    /// The title, without the name of the portal.
    title: String,
    /// Whether the title should begin with "Error:", because a form came back.
    #[prop(optional)]
    has_errors: bool,
    /// Whether the page is about one visit, so that neither search engines nor other sites may learn its address.
    #[prop(optional)]
    private: bool,
    /// Further style sheets and the like.
    #[prop(optional)]
    more: Html,
    /// The content of the main part.
    children: Html,
) -> Html {
    let language = page.language;
    Html::document(view! {
        <!DOCTYPE html>
        <html lang=language.tag()>
            <Head page=page.clone() title has_errors private>{more}</Head>
            <body>
                <SkipLink language />
                <DemoNotice page=page.clone() />
                <Header page=page.clone() />
                <main id="isi" tabindex="-1">{children}</main>
                <Footer page=page />
            </body>
        </html>
    })
}

/// What a browser and a search engine have to know before the content of a page.
#[component]
pub fn Head(
    /// The page.
    page: Page,
    /// The title, without the name of the portal.
    title: String,
    /// Whether the title should begin with "Error:".
    has_errors: bool,
    /// Whether neither search engines nor other sites may learn the page's address.
    private: bool,
    /// Further style sheets and the like.
    #[prop(optional)]
    children: Option<Html>,
) -> Html {
    let language = page.language;
    let error = if has_errors {
        t!(language, "title-error")
    } else {
        String::new()
    };
    let full_title = format!("{error}{title} – {}", t!(language, "site-name"));
    let description = t!(language, "site-description", city = page.city_name());
    let alternates = (!private).then(|| {
        let link = |language: Language| {
            let href = format!("{}{}", page.public_url, href(language, &page.path));
            view! { <link rel="alternate" hreflang=language.tag() href=href /> }
        };
        Language::ALL.map(link).collect_view()
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{full_title}</title>
            <meta name="description" content=description />
            <meta name="color-scheme" content="light dark" />
            {private.then(|| view! { <meta name="robots" content="noindex" /> })}
            <link rel="stylesheet" href=STYLESHEET_PATH.as_str() />
            {children}
            <link rel="icon" href="data:," />
            {alternates}
        </head>
    }
    .into_html()
}

/// The first link of every page, for those who walk it by keyboard.
#[component]
pub fn SkipLink(
    /// The language of the page.
    language: Language,
) -> Html {
    view! { <a class="skip-link" href="#isi">{t!(language, "skip-link")}</a> }.into_html()
}

/// That the data is made up, where it is.
#[component]
pub fn DemoNotice(
    /// The page.
    page: Page,
) -> Html {
    page.invented
        .then(|| {
            view! { <p class="demo-notice" role="note">{t!(page.language, "demo-notice")}</p> }
        })
        .into_html()
}

/// The way to the same page in the other language.
#[component]
pub fn LanguageSwitch(
    /// The page.
    page: Page,
) -> Html {
    let other = match page.language {
        Language::Indonesian => Language::English,
        Language::English => Language::Indonesian,
    };
    view! {
        <a class="language-switch" href=href(other, &page.path) lang=other.tag() hreflang=other.tag()>
            {t!(other, "language-name")}
        </a>
    }
    .into_html()
}

#[component]
fn Header(
    /// The page.
    page: Page,
) -> Html {
    let language = page.language;
    let section = page.path.split(['/', '?']).nth(1).unwrap_or_default();
    let entries = [
        ("/", "nav-city", ""),
        ("/nilai", "nav-rate", "nilai"),
        ("/forum", "nav-forums", "forum"),
        ("/komitmen", "nav-commitments", "komitmen"),
        ("/metode", "nav-method", "metode"),
        ("/data", "nav-data", "data"),
    ];
    let links = entries.map(|(path, key, name)| {
        let current = (section == name).then_some("true");
        view! { <li><a href=page.href(path) aria-current=current>{t!(language, key)}</a></li> }
    });
    view! {
        <header class="site-header">
            <div class="site-header-row">
                <a class="site-name" href=page.href("/")>
                    <span class="site-mark" aria-hidden="true"></span>
                    <span><strong>{t!(language, "site-name")}</strong> " " <span class="site-city">{page.city_name().to_owned()}</span></span>
                </a>
                <LanguageSwitch page=page.clone() />
            </div>
            <div class="site-header-row">
                <nav aria-label=t!(language, "nav-label")><ul>{links.collect_view()}</ul></nav>
                <form class="site-search" role="search" action=page.href("/cari") method="get">
                    <label class="visually-hidden" for="cari">{t!(language, "search-label")}</label>
                    <input id="cari" name="q" type="search" placeholder=t!(language, "search-placeholder") maxlength="100" />
                    <button type="submit">{t!(language, "search-button")}</button>
                </form>
            </div>
        </header>
    }
    .into_html()
}

#[component]
fn Footer(
    /// The page.
    page: Page,
) -> Html {
    let language = page.language;
    let privacy = page.href("/privasi");
    let accessibility = page.href("/aksesibilitas");
    let desk = page.href("/meja");
    view! {
        <footer class="site-footer">
            <p>{t!(language, "footer-promise")}</p>
            <p>
                {t!(language, "footer-complaint")} " "
                <a href="https://www.lapor.go.id" rel="external">"SP4N-LAPOR!"</a>
            </p>
            <p>{t!(language, "footer-licence")}</p>
            <ul class="footer-links">
                <li><a href=privacy>{t!(language, "privacy-title")}</a></li>
                <li><a href=accessibility>{t!(language, "accessibility-title")}</a></li>
                <li><a href=desk rel="nofollow">{t!(language, "footer-desk")}</a></li>
            </ul>
        </footer>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_an_english_twin() {
        let english = |path| href(Language::English, path);
        assert_eq!(english("/"), "/en");
        assert_eq!(english("/?urut=indeks#unit"), "/en?urut=indeks#unit");
        assert_eq!(english("/#unit"), "/en#unit");
        assert_eq!(
            english("/unit/rsud?periode=2026"),
            "/en/unit/rsud?periode=2026"
        );
    }
}
