//! Walks through the portal as somebody who may see everything: every page, with the forms that stand on it.
//! It must not know what any form is for.

use std::collections::{BTreeMap, VecDeque};

use axum::http::Method;
use suara_warga::routes::{Kind, addresses};

use crate::desk::Staff;
use crate::portal::Portal;

/// A form of a page.
#[derive(Clone, Debug)]
pub struct PageForm {
    /// Whether it changes something.
    pub changes: bool,
    /// Where it goes.
    pub action: String,
    /// Whether it hands a file in.
    pub has_file: bool,
    /// Its fields with what a browser would send.
    pub fields: Vec<(String, String)>,
}

/// A page that was found.
pub struct FoundPage {
    /// Its address.
    pub path: String,
    /// Its forms.
    pub forms: Vec<PageForm>,
}

/// The pages of every address that can be reached by following links from `seeds` and from every address without
/// parameters; of each address one.
pub async fn pages(
    portal: &Portal,
    staff: &Staff,
    seeds: &[String],
) -> BTreeMap<&'static str, FoundPage> {
    let listed: Vec<_> = addresses()
        .into_iter()
        .filter(|address| address.method() == Method::GET && address.kind != Kind::Stream)
        .map(|address| address.path)
        .collect();
    let plain = listed.iter().filter(|path| !path.contains('{'));
    let mut queue: VecDeque<String> = plain.map(|path| (*path).to_owned()).collect();
    queue.extend(seeds.iter().cloned());
    let mut found = BTreeMap::new();
    while let Some(path) = queue.pop_front() {
        let Some(pattern) = pattern(&listed, &path) else {
            continue;
        };
        if found.contains_key(pattern) {
            continue;
        }
        let response = portal.get_as(staff, &path).await;
        assert!(!response.status().is_server_error(), "{path}");
        if response.status() != 200 {
            continue;
        }
        let page = response.text().await.unwrap_or_default();
        queue.extend(links(&page));
        let forms = page.split("<form").skip(1).map(|form| read(form, &path));
        let forms = forms.collect();
        found.insert(pattern, FoundPage { path, forms });
    }
    found
}

/// The address in the list that a path belongs to; one without parameters goes before one with them.
fn pattern(listed: &[&'static str], path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next()?;
    let fits = |pattern: &&&str| {
        let (own, other) = (pattern.split('/'), path.split('/'));
        own.clone().count() == other.clone().count()
            && own
                .zip(other)
                .all(|(own, other)| own == other || own.starts_with('{'))
    };
    let fitting = listed.iter().filter(fits);
    fitting
        .min_by_key(|pattern| pattern.matches('{').count())
        .copied()
}

fn links(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let links = links.map(|link| html_escape::decode_html_entities(link).into_owned());
    links
        .filter(|link| link.starts_with('/') && !link.starts_with("/en"))
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag
        .split(&format!(" {name}=\""))
        .nth(1)?
        .split('"')
        .next()?;
    Some(html_escape::decode_html_entities(value).into_owned())
}

/// A form from the text behind its opening.
fn read(form: &str, page: &str) -> PageForm {
    let form = form.split("</form>").next().unwrap_or_default();
    let tag = form.split('>').next().unwrap_or_default();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut has_file = false;
    for control in form.split('<').skip(1) {
        let kind = control.split([' ', '>']).next().unwrap_or_default();
        let Some(name) = attribute(control, "name") else {
            // The options of the list that was opened last; the first with a value counts.
            if let ("option", Some((_, value))) = (kind, fields.last_mut())
                && value.is_empty()
            {
                *value = attribute(control, "value").unwrap_or_default();
            }
            continue;
        };
        let input = attribute(control, "type").unwrap_or_default();
        let value = attribute(control, "value").unwrap_or_default();
        match (kind, input.as_str()) {
            ("input", "file") => has_file = true,
            ("input", "radio" | "checkbox") if fields.iter().any(|(known, _)| *known == name) => {}
            ("input", "date") if value.is_empty() => fields.push((name, "2026-10-12".to_owned())),
            ("input", "text") | ("textarea", _) if value.is_empty() => {
                fields.push((name, "1".to_owned()));
            }
            ("input" | "textarea" | "select" | "button", _) => fields.push((name, value)),
            _ => {}
        }
    }
    PageForm {
        changes: tag.contains("method=\"post\""),
        action: attribute(tag, "action").unwrap_or_else(|| page.to_owned()),
        has_file,
        fields,
    }
}
