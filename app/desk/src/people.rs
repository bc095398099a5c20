//! `/meja/orang`: who has an account, with which roles; inviting people and changing what they may do.
//! It must not show anything of a password or a one-time code but whether there is one.

use crate::forms::VERSION;
use domain::access::{Grant, Role};
use domain::account::Account;
use domain::language::Language;
use domain::sensitive::LinkPurpose;
use leptos::prelude::*;
use ui::components::{
    Button, Checkbox, Choice, Column, Compared, Conflict, CursorPagination, DataTable, FilterForm,
    Form, FormErrors, Select, SubmitButton, Tag, TagKind, TextInput, WarningText,
};
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::site::Site;
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::person_form::{
    ACTIVE, EMAIL, NAME, PURPOSE, PersonFault, PersonForm, ROLE, UNIT,
};
use crate::named::{Named, choices, name_of};

/// How many empty lines for roles a form offers besides those that are filled.
const SPARE_LINES: usize = 2;

/// The name of a role.
pub fn role_name(language: Language, role: Role) -> String {
    match role {
        Role::Administrator => t!(language, "role-administrator"),
        Role::Operator => t!(language, "role-operator"),
        Role::Head => t!(language, "role-head"),
        Role::Publisher => t!(language, "role-publisher"),
        Role::Moderator => t!(language, "role-moderator"),
        Role::Appraiser => t!(language, "role-appraiser"),
        Role::Officer => t!(language, "role-officer"),
        Role::Auditor => t!(language, "role-auditor"),
    }
}

/// Which accounts are listed; what is empty does not narrow the list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// A part of the name or the e-mail address, in small letters.
    pub part: String,
    /// A role that they have.
    pub role: Option<Role>,
}

impl PeopleFilter {
    /// What a query asks for.
    pub fn of(query: &Typed) -> Self {
        Self {
            part: query.text(NAME).to_lowercase(),
            role: Role::from_code(query.text(ROLE)),
        }
    }

    /// Whether an account fits.
    pub fn fits(&self, account: &Account) -> bool {
        let name = account.name.as_str().to_lowercase();
        let part = name.contains(&self.part) || account.email.as_str().contains(&self.part);
        let mut roles = account.grants.iter().map(|grant| grant.role);
        part && self.role.is_none_or(|role| roles.any(|own| own == role))
    }
}

/// The list of accounts, with the address after which it goes on.
pub fn people_page(
    desk: Desk,
    site: &Site,
    filter: &PeopleFilter,
    accounts: Vec<Account>,
    after: Option<String>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "field-name")),
        Column::text(t!(language, "field-email")),
        Column::text(t!(language, "people-roles")),
        Column::text(t!(language, "people-state")),
    ];
    let rows = accounts.into_iter().map(|account| {
        let href = page.href(&format!("/meja/orang/{}", account.id));
        let roles = account.grants.iter().map(|grant| {
            view! { <li>{grant_in_words(language, site, grant)}</li> }
        });
        vec![
            view! { <a href=href>{account.name.to_string()}</a> }.into_html(),
            view! { {account.email.to_string()} }.into_html(),
            view! { <ul class="plain-list">{roles.collect_view()}</ul> }.into_html(),
            state_tag(language, &account).into_html(),
        ]
    });
    let rows = rows.collect();
    let invite = page.href("/meja/orang/baru");
    let filter = filter_form(&page, filter);
    view! {
        <DeskDocument desk title=t!(language, "people-title")>
            <h1>{t!(language, "people-title")}</h1>
            <p><a class=Button::Primary.class() href=invite>{t!(language, "people-invite")}</a></p>
            {filter}
            <DataTable
                caption=t!(language, "people-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "people-empty")
            />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

fn filter_form(page: &Page, filter: &PeopleFilter) -> Html {
    let language = page.language;
    let every = std::iter::once(Choice::new("", t!(language, "people-every-role")));
    let roles = Role::ALL.iter();
    let roles = roles.map(|role| Choice::new(role.code(), role_name(language, *role)));
    let options: Vec<_> = every.chain(roles).collect();
    let part = filter.part.clone();
    let filtered = !filter.part.is_empty() || filter.role.is_some();
    let role = filter.role.map(Role::code).unwrap_or_default();
    view! {
        <FilterForm page=page.clone() action="/meja/orang" filtered>
            <TextInput language name=NAME label=t!(language, "people-part") value=part autocomplete="off" />
            <Select language name=ROLE label=t!(language, "people-role") options chosen=role />
        </FilterForm>
    }
    .into_html()
}

pub(crate) fn grant_in_words(language: Language, site: &Site, grant: &Grant) -> String {
    let unit = site
        .record
        .register()
        .unit(&grant.unit)
        .map_or(grant.unit.as_str(), |unit| unit.name.get(language));
    format!("{} · {unit}", role_name(language, grant.role))
}

fn state_tag(language: Language, account: &Account) -> Html {
    let (kind, label) = match (account.active, account.entered) {
        (false, _) => (TagKind::Neutral, t!(language, "people-closed")),
        (true, false) => (TagKind::Waiting, t!(language, "people-invited")),
        (true, true) => (TagKind::Done, t!(language, "people-active")),
    };
    view! { <Tag kind label /> }.into_html()
}

/// The form for somebody new, whose link the portal mails or the viewer hands over.
pub fn invite_page(
    desk: Desk,
    units: Vec<Named>,
    mails: bool,
    form: PersonForm,
    faults: Vec<PersonFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let errors = FormErrors::told(language, &faults);
    let lead = if mails {
        t!(language, "people-invite-lead-mail")
    } else {
        t!(language, "people-invite-lead")
    };
    view! {
        <DeskDocument desk title=t!(language, "people-invite") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "people-invite")}</h1>
            <p class="lead">{lead}</p>
            <Form page=page.clone()>
                <TextInput
                    language
                    name=EMAIL
                    label=t!(language, "field-email")
                    hint=t!(language, "field-email-hint")
                    value=form.typed().raw(EMAIL)
                    input_type="email"
                    autocomplete="off"
                    error=errors.of(EMAIL)
                />
                {person_fields(language, &units, &form, &errors)}
                <SubmitButton label=t!(language, "people-invite-button") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// One account: what can be changed of it, and a new link for whoever lost the password.
pub fn person_page(
    desk: Desk,
    account: Account,
    units: Vec<Named>,
    form: PersonForm,
    faults: Vec<PersonFault>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let path = format!("/meja/orang/{}", account.id);
    let conflict = faults.contains(&PersonFault::Conflict);
    let errors = FormErrors::told(language, &faults);
    let title = account.name.to_string();
    let hidden = vec![(VERSION, account.version.to_string())];
    let active = form.typed().has(ACTIVE);
    let compared = conflict.then(|| compared(language, &account, &units, &form));
    let purpose = |purpose: LinkPurpose| vec![(PURPOSE, purpose.code().to_owned())];
    let codes_link = account.has_second_factor.then(|| {
        let hidden = purpose(LinkPurpose::Codes);
        view! {
            <Form page=page.clone() action=format!("{path}/tautan") hidden>
                <SubmitButton label=t!(language, "people-link-codes-button") kind=Button::Secondary />
            </Form>
        }
    });
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            <p class="lead">{account.email.to_string()} " " {state_tag(language, &account)}</p>
            {compared}
            <Form page=page.clone() action=path.clone() hidden>
                {person_fields(language, &units, &form, &errors)}
                <Checkbox
                    language
                    name=ACTIVE
                    label=t!(language, "people-may-sign-in")
                    hint=t!(language, "people-may-sign-in-hint")
                    checked=active
                />
                <SubmitButton label=t!(language, "button-save") />
            </Form>
            <section aria-labelledby="tautan-baru">
                <h2 id="tautan-baru">{t!(language, "people-link-heading")}</h2>
                <p>{t!(language, "people-link-text")}</p>
                <Form page=page.clone() action=format!("{path}/tautan") hidden=purpose(LinkPurpose::Password)>
                    <SubmitButton label=t!(language, "people-link-button") kind=Button::Secondary />
                </Form>
                {codes_link}
            </section>
        </DeskDocument>
    }
    .into_html()
}

/// What was typed beside what somebody else saved.
fn compared(language: Language, account: &Account, units: &[Named], typed: &PersonForm) -> Html {
    let saved = PersonForm::of(account);
    let roles = |form: &PersonForm| {
        let lines = form.lines().into_iter().map(|(role, unit)| {
            let role = Role::from_code(&role).map(|role| role_name(language, role));
            let unit = name_of(units, &unit);
            format!("{} · {unit}", role.unwrap_or_default())
        });
        lines.collect::<Vec<_>>().join("; ")
    };
    let may_sign_in = |form: &PersonForm| {
        if form.active() {
            t!(language, "yes")
        } else {
            t!(language, "no")
        }
    };
    let row = |field: String, value: &dyn Fn(&PersonForm) -> String| {
        Compared::pair(field, [value(typed), value(&saved)])
    };
    let rows = vec![
        row(t!(language, "field-name"), &|form| {
            form.typed().text(NAME).to_owned()
        }),
        row(t!(language, "people-roles"), &roles),
        row(t!(language, "people-may-sign-in"), &may_sign_in),
    ];
    view! { <Conflict language text=t!(language, "conflict-save-again") rows /> }.into_html()
}

fn person_fields(
    language: Language,
    units: &[Named],
    form: &PersonForm,
    errors: &FormErrors,
) -> Html {
    let chosen = form.lines();
    let lines = chosen.len() + SPARE_LINES;
    let roles: Vec<Choice> = std::iter::once(Choice::new("", t!(language, "people-no-role")))
        .chain(
            Role::ALL
                .iter()
                .map(|role| Choice::new(role.code(), role_name(language, *role))),
        )
        .collect();
    let units: Vec<Choice> = choices(units).collect();
    let lines = (0..lines).map(|place| {
        let (role, unit) = chosen.get(place).cloned().unwrap_or_default();
        let number = place + 1;
        let (role_field, unit_field) = (format!("{ROLE}-{number}"), format!("{UNIT}-{number}"));
        let error = errors.of(&role_field);
        view! {
            <div class="field-row">
                <Select
                    language
                    name=role_field
                    label=t!(language, "people-role-number", number = number)
                    options=roles.clone()
                    chosen=role
                    error
                />
                <Select
                    language
                    name=unit_field
                    label=t!(language, "people-unit-number", number = number)
                    options=units.clone()
                    chosen=unit
                />
            </div>
        }
    });
    view! {
        <TextInput
            language
            name=NAME
            label=t!(language, "field-name")
            value=form.typed().raw(NAME)
            autocomplete="off"
            error=errors.of(NAME)
        />
        <fieldset class="field">
            <legend>{t!(language, "people-roles")}</legend>
            <p class="hint">{t!(language, "people-roles-hint")}</p>
            {lines.collect_view()}
        </fieldset>
    }
    .into_html()
}

/// How a one-time link gets to its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// The viewer hands this link over.
    ByHand(String),
    /// It was mailed to this address.
    Mailed(String),
    /// The mail server did not take it, so the viewer hands this link over.
    NotMailed(String),
}

/// Says that a link was mailed, or shows it, once.
pub fn new_link_page(desk: Desk, name: String, handover: Handover) -> Html {
    let language = desk.language();
    let back = desk.page.href("/meja/orang");
    let title = match handover {
        Handover::Mailed(_) => t!(language, "new-link-sent-title"),
        Handover::ByHand(_) | Handover::NotMailed(_) => t!(language, "new-link-title"),
    };
    let unsent = matches!(handover, Handover::NotMailed(_)).then(|| {
        view! { <p class="notice" role="status">{t!(language, "new-link-unsent")}</p> }
    });
    let content = match handover {
        Handover::Mailed(email) => {
            view! { <p class="lead">{t!(language, "new-link-sent", email = email)}</p> }.into_html()
        }
        Handover::ByHand(link) | Handover::NotMailed(link) => view! {
            {unsent}
            <p class="lead">{t!(language, "new-link-text", name = name)}</p>
            <p class="one-time-link"><code>{link}</code></p>
            <WarningText language text=t!(language, "new-link-warning") />
        }
        .into_html(),
    };
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            {content}
            <p><a href=back>{t!(language, "new-link-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}
