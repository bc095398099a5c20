//! Keying in one paper form after the other.
//! It must not show anything of the other copy.

use domain::instrument::Element;
use domain::language::Language;
use domain::paper::{COMMENT, DAY, PaperStack};
use domain::rating::Comment;
use leptos::prelude::*;
use ui::components::{
    Choice, Form, FormErrors, RadioGroup, SubmitButton, TextArea, TextInput, Width,
};
use ui::forms::profile::{profile_answer, profile_codes};
use ui::html::{Html, IntoHtml};
use ui::t;

use super::stack_summary;
use crate::document::{Desk, DeskDocument};
use crate::forms::keying_form::{KeyingFault, KeyingForm, NUMBER};

/// What is keyed in.
#[derive(Clone, Debug)]
pub struct Keying {
    /// The stack.
    pub stack: PaperStack,
    /// The name of its service.
    pub name: String,
    /// The number of the form in the stack.
    pub number: u32,
    /// What was typed.
    pub form: KeyingForm,
    /// What is wrong with it.
    pub faults: Vec<KeyingFault>,
}

/// The page for one form.
pub fn keying_page(desk: Desk, keying: Keying) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let Keying {
        stack,
        name,
        number,
        form,
        faults,
    } = keying;
    let errors = FormErrors::told(language, &faults);
    let title = t!(
        language,
        "paper-form-title",
        number = number,
        forms = stack.forms
    );
    let path = format!("/meja/formulir/{}", stack.id);
    let before = (number > 1).then(|| {
        let href = page.href(&format!("{path}?{NUMBER}={}", number - 1));
        view! { <p><a href=href>{t!(language, "paper-form-before")}</a></p> }
    });
    let summary = stack_summary(&desk, &name, &stack);
    let answers = answers(language, &form, &errors);
    let profile = profile(language, &form, &errors);
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{title}</h1>
            {summary}
            <p class="hint">{t!(language, "paper-form-hint")}</p>
            {before}
            <div class="keying">
                <Form page=page.clone() action=path hidden=vec![(NUMBER, number.to_string())]>
                    <TextInput
                        language
                        name=DAY
                        label=t!(language, "paper-day")
                        hint=t!(language, "paper-day-hint")
                        value=form.value(DAY)
                        inputmode="numeric"
                        width=Width::Narrow
                        optional=true
                        error=errors.of(DAY)
                    />
                    {answers}
                    {profile}
                    <TextArea
                        language
                        name=COMMENT
                        label=t!(language, "paper-comment")
                        hint=t!(language, "paper-comment-hint")
                        value=form.value(COMMENT)
                        max_length=2 * Comment::MAX_CHARACTERS
                        optional=true
                        error=errors.of(COMMENT)
                    />
                    <SubmitButton label=t!(language, "paper-form-save") />
                </Form>
            </div>
        </DeskDocument>
    }
    .into_html()
}

fn answers(language: Language, form: &KeyingForm, errors: &FormErrors) -> Html {
    let groups = Element::SKM.map(|element| {
        let scores = (1..=4).map(|score| Choice::new(score.to_string(), score.to_string()));
        let none = Choice::new("", t!(language, "paper-empty-answer"));
        view! {
            <RadioGroup
                language
                name=element.key()
                legend=element.name(language).to_owned()
                options=scores.chain([none]).collect()
                chosen=Some(form.value(element.key()).to_owned())
                error=errors.of(element.key())
            />
        }
    });
    groups.into_iter().collect_view().into_html()
}

/// The fields of the profile with the question that each answers.
pub(super) const PROFILE: [(&str, &str); 5] = [
    ("jenis_kelamin", "gender"),
    ("usia", "age"),
    ("pendidikan", "education"),
    ("pekerjaan", "occupation"),
    ("disabilitas", "disability"),
];

/// What a question of the profile is called.
pub(super) fn profile_name(language: Language, question: &str) -> String {
    match question {
        "gender" => t!(language, "profile-gender"),
        "age" => t!(language, "profile-age"),
        "education" => t!(language, "profile-education"),
        "occupation" => t!(language, "profile-occupation"),
        _ => t!(language, "profile-disability"),
    }
}

fn profile(language: Language, form: &KeyingForm, errors: &FormErrors) -> Html {
    let groups = PROFILE.map(|(field, question)| {
        let codes = profile_codes(question).into_iter();
        let options = codes.map(|code| Choice::new(code, profile_answer(language, question, code)));
        let none = Choice::new("", t!(language, "paper-empty-answer"));
        view! {
            <RadioGroup
                language
                name=field
                legend=profile_name(language, question)
                options=options.chain([none]).collect()
                chosen=Some(form.value(field).to_owned())
                error=errors.of(field)
            />
        }
    });
    groups.into_iter().collect_view().into_html()
}
