//! `/meja/formulir`: stacks of paper forms on their way into the ballot box.
//! It must not show what is answered in a stack but to whoever keys it in or settles it.

mod keying;
mod settling;

pub use keying::{Keying, keying_page};
pub use settling::{ready_page, settling_page};

use domain::language::Language;
use domain::noun::Fields;
use domain::paper::{Copy, NewStack, PaperStack, Progress};
use domain::period::Month;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};
use uuid::Uuid;

use crate::document::{Desk, DeskDocument};
use crate::forms::TOKEN;
use crate::forms::noun_form::{Offered, controls};
use crate::forms::reason_form::{LONGEST, REASON};
use crate::named::{Named, choices, name_of};
use ui::components::{
    Button, Choice, Column, CursorPagination, DataTable, FilterForm, Form, FormErrors, Select,
    SubmitButton, SummaryList, SummaryRow, Tag, TagKind, TextArea, WarningText,
};
use ui::format;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the service, in the form and among the filters of the list.
pub const SERVICE: &str = "layanan";

/// What the page lists.
#[derive(Clone, Debug)]
pub struct StackList {
    /// The services for which the viewer may key in forms, with their names.
    pub services: Vec<Named>,
    /// The service whose stacks are listed; empty for all.
    pub service: String,
    /// The stacks.
    pub stacks: Vec<PaperStack>,
    /// The stack after which the list goes on.
    pub next: Option<Uuid>,
}

/// The list of stacks.
pub fn stacks_page(desk: Desk, list: StackList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "batch-service")),
        Column::short(t!(language, "paper-month")),
        Column::number(t!(language, "paper-forms")),
        Column::text(t!(language, "people-state")),
        Column::actions(t!(language, "actions")),
    ];
    let rows = list.stacks.iter().map(|stack| row(&desk, &list, stack));
    let rows = rows.collect();
    let every = std::iter::once(Choice::new("", t!(language, "every-service")));
    let options = every.chain(choices(&list.services)).collect();
    let filtered = !list.service.is_empty();
    let new = page.href("/meja/formulir/baru");
    let after = list.next.map(|id| id.to_string());
    view! {
        <DeskDocument desk title=t!(language, "papers-title")>
            <h1>{t!(language, "papers-title")}</h1>
            <p class="lead">{t!(language, "papers-lead")}</p>
            <p><a class=Button::Primary.class() href=new>{t!(language, "paper-open")}</a></p>
            <FilterForm page=page.clone() action="/meja/formulir" filtered>
                <Select language name=SERVICE label=t!(language, "batch-service") options chosen=list.service />
            </FilterForm>
            <DataTable
                caption=t!(language, "papers-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "papers-empty")
            />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

fn row(desk: &Desk, list: &StackList, stack: &PaperStack) -> Vec<Html> {
    let language = desk.language();
    let name = name_of(&list.services, stack.service.as_str());
    let path = format!("/meja/formulir/{}", stack.id);
    let discard = desk.page.href(&format!("{path}/buang"));
    let (kind, state) = state(language, stack);
    vec![
        view! { <a href=desk.page.href(&path)>{name}</a> }.into_html(),
        view! { {format::month(language, stack.month)} }.into_html(),
        view! { {format::integer(language, stack.forms.into())} }.into_html(),
        view! { <Tag kind label=state /> }.into_html(),
        view! { <a href=discard>{t!(language, "paper-discard")}</a> }.into_html(),
    ]
}

/// Where a stack is, from where the viewer stands.
fn state(language: Language, stack: &PaperStack) -> (TagKind, String) {
    let (keyed, forms) = (stack.keyed, stack.forms);
    match (stack.progress, stack.turn) {
        (Progress::Keying(Copy::First), Some(_)) => {
            let text = t!(language, "paper-first-mine", keyed = keyed, forms = forms);
            (TagKind::Attention, text)
        }
        (Progress::Keying(Copy::First), None) => {
            let text = t!(language, "paper-first-other", keyed = keyed, forms = forms);
            (TagKind::Waiting, text)
        }
        (Progress::Keying(_), Some(_)) => {
            let text = t!(language, "paper-second-mine", keyed = keyed, forms = forms);
            (TagKind::Attention, text)
        }
        (Progress::Keying(_), None) => {
            let text = t!(language, "paper-second-other", keyed = keyed, forms = forms);
            (TagKind::Waiting, text)
        }
        (Progress::Settling, _) => {
            let text = t!(language, "paper-differing", count = stack.differing);
            (TagKind::Attention, text)
        }
        (Progress::Ready, _) => (TagKind::Done, t!(language, "paper-ready")),
    }
}

/// What the form for a stack offers.
pub fn stack_offered(language: Language, services: &[Named], present: Month) -> Offered {
    let month = |month: Month| Choice::new(month.to_string(), format::month(language, month));
    Offered::default()
        .with("layanan", choices(services).collect())
        .with("bulan", NewStack::months(present).map(month).collect())
}

/// The form that opens a stack.
pub fn new_stack_page(
    desk: Desk,
    offered: &Offered,
    fields: &Fields,
    token: String,
    errors: FormErrors,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let controls = controls(language, fields, offered, &errors);
    view! {
        <DeskDocument desk title=t!(language, "paper-open") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "paper-open")}</h1>
            <p class="lead">{t!(language, "paper-open-lead")}</p>
            <Form page=page.clone() action="/meja/formulir/baru" hidden=vec![(TOKEN, token)]>
                {controls}
                <SubmitButton label=t!(language, "paper-begin") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// What stands at the head of every page of a stack.
fn stack_summary(desk: &Desk, name: &str, stack: &PaperStack) -> Html {
    let language = desk.language();
    let (kind, state) = state(language, stack);
    let rows = vec![
        SummaryRow::new(t!(language, "batch-service"), name.to_owned()),
        SummaryRow::new(
            t!(language, "paper-month"),
            format::month(language, stack.month),
        ),
        SummaryRow::new(
            t!(language, "people-state"),
            view! { <Tag kind label=state /> },
        ),
    ];
    view! { <SummaryList page=desk.page.clone() rows /> }.into_html()
}

/// A stack that waits for somebody else.
pub fn waiting_page(desk: Desk, name: String, stack: PaperStack) -> Html {
    let language = desk.language();
    let summary = stack_summary(&desk, &name, &stack);
    let back = desk.page.href("/meja/formulir");
    view! {
        <DeskDocument desk title=t!(language, "paper-waiting-title")>
            <h1>{t!(language, "paper-waiting-title")}</h1>
            {summary}
            <p>{t!(language, "paper-waiting-text")}</p>
            <p><a href=back>{t!(language, "paper-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

/// Asks why what was keyed in is thrown away.
pub fn discard_page(
    desk: Desk,
    name: String,
    stack: PaperStack,
    typed: Typed,
    errors: FormErrors,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let summary = stack_summary(&desk, &name, &stack);
    let back = page.href("/meja/formulir");
    view! {
        <DeskDocument desk title=t!(language, "paper-discard-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "paper-discard-title")}</h1>
            {summary}
            <WarningText language text=t!(language, "paper-discard-warning") />
            <Form page=page.clone() action=format!("/meja/formulir/{}/buang", stack.id)>
                <TextArea
                    language
                    name=REASON
                    label=t!(language, "field-reason")
                    hint=t!(language, "field-reason-hint")
                    value=typed.raw(REASON)
                    max_length=LONGEST
                    error=errors.of(REASON)
                />
                <SubmitButton label=t!(language, "paper-discard") kind=Button::Danger />
            </Form>
            <p><a href=back>{t!(language, "paper-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}
