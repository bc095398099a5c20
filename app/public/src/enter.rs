//! The form of one visit: nine questions, a comment and an optional profile.
//! It must not know whether an invitation is spent, nor store anything.

use domain::instrument::{Element, Instrument};
use domain::language::Language;
use domain::rating::Comment;
use domain::slug::Slug;
use leptos::prelude::*;
use ui::components::{Choice, FormErrors, RadioGroup, TextArea};
use ui::forms::profile::{profile_answer, profile_codes};
use ui::forms::rating_form::{COMMENT, COST_PRESET, RatingFault, RatingForm, SERVICE, TOKEN};
use ui::html::{Html, IntoHtml};
use ui::page::{Document, Page};
use ui::t;

/// What the form is about and what was typed so far.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The service that was visited.
    pub service: String,
    /// By which the form itself names the service.
    pub slug: Slug,
    /// The unit that offers it.
    pub unit: String,
    /// The counter whose card led here.
    pub counter: Option<String>,
    /// Whether the service costs nothing.
    pub free: bool,
    /// The token by which the form is recognised when it is sent again.
    pub token: String,
    /// Whether the code of a visit led here.
    pub invited: bool,
    /// What was typed.
    pub form: RatingForm,
    /// What is wrong with it.
    pub faults: Vec<RatingFault>,
    /// Why it was not taken although nothing is wrong with it.
    pub obstacle: Option<Obstacle>,
}

/// Why a valid form was not taken. What was typed stays in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Too much came from this network; holds the seconds to wait.
    Busy(u64),
    /// The ballot box could not be reached.
    Unavailable,
    /// The ballot box did not answer in time; the rating may be in it already.
    Late,
}

/// The page `/nilai/KODE` or `/nilai/layanan/SLUG`.
pub fn entry_page(page: Page, entry: Entry) -> Html {
    let language = page.language;
    let title = t!(language, "entry-title", service = entry.service.clone());
    let errors = FormErrors::told(language, &entry.faults);
    let questions = questions(language, &entry, &errors);
    let comment_error = errors.of(COMMENT);
    let profile = profile_fields(language, &entry, &errors);
    let notice = entry.obstacle.map(|obstacle| match obstacle {
        Obstacle::Busy(seconds) => t!(language, "entry-busy", seconds = seconds),
        Obstacle::Unavailable => t!(language, "entry-unavailable"),
        Obstacle::Late => t!(language, "entry-late"),
    });
    let action = page.href(&page.path);
    let counter = entry.counter.map(|counter| format!(" · {counter}"));
    let kind = if entry.invited {
        t!(language, "entry-invited")
    } else {
        t!(language, "entry-open")
    };
    view! {
        <Document page=page title=title has_errors=!errors.is_empty() private=true>
            {notice.map(|notice| view! { <p class="notice notice-strong" role="alert">{notice}</p> })}
            {errors.summary(language)}
            <p class="kicker">{entry.unit} {counter}</p>
            <h1>{t!(language, "entry-heading", service = entry.service)}</h1>
            <p class="lead">{t!(language, "entry-lead")}</p>
            <p>{kind}</p>
            <form class="rating-form" method="post" action=action novalidate>
                <input type="hidden" name=TOKEN value=entry.token />
                {entry.free.then(|| view! { <input type="hidden" name=COST_PRESET value="ya" /> })}
                {entry.invited.then(|| view! { <input type="hidden" name=SERVICE value=entry.slug.to_string() /> })}
                {questions}
                <TextArea
                    language
                    name=COMMENT
                    label=t!(language, "comment-label")
                    hint=t!(language, "comment-hint", most = Comment::MAX_CHARACTERS)
                    value=entry.form.comment().to_owned()
                    max_length=2 * Comment::MAX_CHARACTERS
                    error=comment_error
                />
                {profile}
                <p class="hint">{t!(language, "entry-privacy")}</p>
                <button type="submit">{t!(language, "entry-submit")}</button>
            </form>
        </Document>
    }
    .into_html()
}

fn questions(language: Language, entry: &Entry, errors: &FormErrors) -> Html {
    let groups: Vec<_> = Instrument::Skm
        .elements()
        .iter()
        .map(|element| {
            let options = (1..=4).zip(element.options(language));
            let options = options.map(|(score, label)| Choice::new(score.to_string(), label));
            let mut options: Vec<_> = options.collect();
            let free = entry.free && *element == Element::Cost;
            let hint = if free {
                // What is chosen already can only be taken back by choosing something else.
                options.push(Choice::new("", t!(language, "cost-skip")));
                t!(language, "cost-hint-free")
            } else {
                String::new()
            };
            view! {
                <RadioGroup
                    language
                    name=element.key()
                    legend=element.question(language).to_owned()
                    hint=hint
                    options
                    chosen=entry.form.value(element.key()).map(str::to_owned)
                    error=errors.of(element.key())
                    tiles=true
                />
            }
        })
        .collect();
    groups.into_iter().collect_view().into_html()
}

fn profile_fields(language: Language, entry: &Entry, errors: &FormErrors) -> Html {
    let group = |name: &'static str, question: &'static str, legend: String| {
        let option = |code: &str| Choice::new(code, profile_answer(language, question, code));
        view! {
            <RadioGroup
                language
                name
                legend
                options=profile_codes(question).into_iter().map(option).collect()
                chosen=entry.form.value(name).map(str::to_owned)
                error=errors.of(name)
            />
        }
    };
    let names = [
        "jenis_kelamin",
        "usia",
        "pendidikan",
        "pekerjaan",
        "disabilitas",
    ];
    let open = names.iter().any(|name| entry.form.value(name).is_some());
    let gender = group(names[0], "gender", t!(language, "profile-gender"));
    let age = group(names[1], "age", t!(language, "profile-age"));
    let education = group(names[2], "education", t!(language, "profile-education"));
    let occupation = group(names[3], "occupation", t!(language, "profile-occupation"));
    let disability = group(names[4], "disability", t!(language, "profile-disability"));
    view! {
        <details class="profile-fields" open=open>
            <summary>{t!(language, "profile-form-heading")}</summary>
            <p>{t!(language, "profile-form-reason")}</p>
            {gender} {age} {education} {occupation} {disability}
        </details>
    }
    .into_html()
}
