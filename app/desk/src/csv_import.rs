//! The part of a page with which its records are taken away and handed in as CSV, and the preview before they are kept.
//! It must not know what the records are.

use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    Button, Column, DataTable, FieldError, FileInput, Form, FormErrors, FormFault, SubmitButton,
    WarningText,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::{Desk, DeskDocument};

/// The name of the field for the file.
pub const FILE: &str = "berkas";
/// The name of the field for the text of a file that was looked through.
pub const CONTENT: &str = "isi";

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// No file was chosen, or an empty one.
    Missing,
    /// A file is larger than any that the page could use.
    TooLarge,
    /// A file cannot be used.
    Unreadable {
        /// The name of its field.
        field: &'static str,
        /// What is wrong with it, in the language of the page: one fault a line, the first perhaps in general.
        faults: Vec<String>,
    },
}

impl FileFault {
    /// That the file of a field cannot be used; `faults` are lines of text.
    pub fn unreadable(field: &'static str, faults: &str) -> Self {
        let faults = faults.lines().map(str::to_owned).collect();
        Self::Unreadable { field, faults }
    }

    /// What is wrong with a file, line by line.
    pub(super) fn lines(&self) -> &[String] {
        match self {
            Self::Unreadable { faults, .. } => faults,
            Self::Missing | Self::TooLarge => &[],
        }
    }

    /// What is wrong with a file, as a list; nothing where there is nothing more to say.
    pub(super) fn faults(&self, class: &'static str) -> Option<Html> {
        let lines = self.lines().iter();
        let lines: Vec<_> = lines
            .map(|line| view! { <li>{line.clone()}</li> })
            .collect();
        (!lines.is_empty()).then(|| view! { <ul class=class>{lines}</ul> }.into_html())
    }
}

impl FormFault for FileFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::Missing => FieldError::new(FILE, t!(language, "error-file-missing")),
            Self::TooLarge => FieldError::new(FILE, t!(language, "error-file-too-large")),
            Self::Unreadable { field, .. } => {
                FieldError::new(*field, t!(language, "error-file-unreadable"))
            }
        }
    }
}

/// Where a page's records are taken away and handed in, without the language prefix.
#[derive(Clone, Debug)]
pub struct CsvPaths {
    /// The file to take away.
    pub export: String,
    /// Where a file is handed in.
    pub import: String,
}

/// The section for taking away and handing in.
#[component]
pub fn CsvSection(
    /// The page.
    page: Page,
    /// The addresses.
    paths: CsvPaths,
    /// What a file holds and what becomes of it.
    #[prop(into)]
    hint: String,
    /// Why the last file was not read.
    fault: Option<FileFault>,
) -> Html {
    let language = page.language;
    let errors = FormErrors::told(language, &fault);
    let details = fault.and_then(|fault| fault.faults("plain-list"));
    view! {
        <section aria-labelledby="csv">
            <h2 id="csv">{t!(language, "csv-heading")}</h2>
            <p><a href=page.href(&paths.export) download="">{t!(language, "csv-export")}</a></p>
            {details}
            <Form page=page.clone() action=paths.import files=true>
                <FileInput
                    language
                    name=FILE
                    label=t!(language, "csv-file")
                    hint
                    accept=".csv,text/csv"
                    error=errors.of(FILE)
                />
                <SubmitButton label=t!(language, "csv-preview") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}

/// What a file would change.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The title.
    pub title: String,
    /// The page from which the file came, without the language prefix.
    pub back: String,
    /// Where the file is kept, without the language prefix.
    pub apply: String,
    /// What each change is about, then what it was and what it will be.
    pub columns: [String; 3],
    /// The changes.
    pub changes: Vec<[String; 3]>,
}

/// Files that were looked through.
#[derive(Clone, Debug)]
pub struct Looked {
    /// What is sent along to keep them: their texts, and by what it is known which changes were shown.
    pub hidden: Vec<(&'static str, String)>,
    /// Whether the changes are others than those that were shown before.
    pub moved: bool,
}

/// The two sides of a change: the fields that differ, each by its name with what it was and what it will be. A dash where
/// nothing was or will be.
pub fn sides(fields: impl IntoIterator<Item = (String, [String; 2])>) -> [String; 2] {
    let fields = fields.into_iter();
    let differing: Vec<_> = fields
        .filter(|(_, [before, after])| before != after)
        .collect();
    [0, 1].map(|side| {
        let filled = differing
            .iter()
            .filter(|(_, texts)| !texts[side].is_empty());
        let filled = filled.map(|(name, texts)| format!("{name}: {}", texts[side]));
        let filled: Vec<_> = filled.collect();
        if filled.is_empty() {
            "–".to_owned()
        } else {
            filled.join("; ")
        }
    })
}

/// The page that shows what a file would change, before it does.
pub fn preview_page(desk: Desk, preview: Preview, looked: Looked) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let back = page.href(&preview.back);
    let count = preview.changes.len();
    let moved = looked
        .moved
        .then(|| view! { <WarningText language text=t!(language, "csv-moved") /> });
    let apply = (count > 0).then(|| {
        view! {
            <Form page=page.clone() action=preview.apply hidden=looked.hidden files=true>
                <SubmitButton label=t!(language, "csv-apply") />
            </Form>
        }
    });
    let rows = preview.changes.into_iter().map(|cells| {
        let cells = cells.into_iter();
        cells.map(|cell| view! { {cell} }.into_html()).collect()
    });
    view! {
        <DeskDocument desk title=preview.title.clone()>
            <h1>{preview.title.clone()}</h1>
            {moved}
            <p class="lead">{t!(language, "csv-preview-lead", count = count)}</p>
            <DataTable
                caption=preview.title
                caption_hidden=true
                columns=preview.columns.map(Column::text).into()
                rows=rows.collect()
                empty=t!(language, "csv-no-change")
            />
            {apply}
            <p><a href=back>{t!(language, "csv-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_a_change_name_what_differs() {
        let field = |name: &str, texts: [&str; 2]| (name.to_owned(), texts.map(str::to_owned));
        let fields = [
            field("Nama", ["Ani", "Budi"]),
            field("Unit", ["capil", "capil"]),
            field("NIP", ["1", ""]),
        ];
        assert_eq!(sides(fields), ["Nama: Ani; NIP: 1", "Nama: Budi"]);
        assert_eq!(sides([field("Nama", ["", "Budi"])]), ["–", "Nama: Budi"]);
    }
}
