//! What is being done step by step, what should be thought of before it, and that it is done.
//! It must not know what the steps do.

use domain::language::Language;
use leptos::prelude::*;

use crate::html::{Html, IntoHtml};
use crate::t;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It is finished.
    Done,
    /// It is being done now.
    Current,
    /// It comes later.
    Waiting,
    /// It could not be done, and nothing after it will be.
    Failed,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub label: String,
    /// How far it is.
    pub state: StepState,
    /// More about it, such as how many of how many; possibly empty.
    pub note: String,
}

/// A list of steps with the state of each in words.
#[component]
pub fn ProgressSteps(language: Language, steps: Vec<Step>) -> Html {
    let steps = steps.into_iter().map(|step| {
        let (class, state) = match step.state {
            StepState::Done => ("step-done", t!(language, "step-done")),
            StepState::Current => ("step-current", t!(language, "step-current")),
            StepState::Waiting => ("step-waiting", t!(language, "step-waiting")),
            StepState::Failed => ("step-failed", t!(language, "step-failed")),
        };
        let current = (step.state == StepState::Current).then_some("step");
        let note = (!step.note.is_empty()).then(|| view! { <span class="hint">{step.note}</span> });
        view! {
            <li class=class aria-current=current>
                <span class="step-label">{step.label} " " {note}</span> " "
                <span class="step-state">{state}</span>
            </li>
        }
    });
    view! { <ol class="steps">{steps.collect_view()}</ol> }.into_html()
}

/// What one should know before doing something that has consequences.
#[component]
pub fn WarningText(
    language: Language,
    /// The warning.
    #[prop(into)]
    text: String,
) -> Html {
    view! {
        <p class="warning">
            <span class="warning-mark" aria-hidden="true">"!"</span>
            <strong><span class="visually-hidden">{t!(language, "warning-prefix")}</span>{text}</strong>
        </p>
    }
    .into_html()
}

/// The head of a page that says that something was done.
#[component]
pub fn Panel(
    /// What was done; the heading of the page.
    #[prop(into)]
    title: String,
    /// What comes with it, such as a reference.
    #[prop(optional)]
    children: Option<Html>,
) -> Html {
    view! {
        <div class="panel">
            <h1>{title}</h1>
            {children}
        </div>
    }
    .into_html()
}
