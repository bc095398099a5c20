//! `/meja/forum/ID`: the moderator's console, with the point in hand and what is offered for it.
//! It must not decide anything.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use desk::forms::point_form::PointFault;
use desk::forums::console::{Console, Hearing};
use desk::forums::current::{CURRENT, Current, current};
use desk::forums::one::forum_page;
use domain::forum::{KeptForum, Said, Seed, Themes};
use domain::instrument::Element;
use domain::language::Language;
use store::{FormToken, ForumFilter};
use tokio::task::spawn_blocking;
use ui::components::{FormErrors, FormFault};
use uuid::Uuid;

use super::find;
use crate::cached::{Cached, Reuse};
use crate::render::HTML;
use crate::routes::desk::DeskRequest;
use crate::routes::forums::live::with_script;
use crate::routes::trouble::Problem;

/// From how many earlier forums of the unit themes are learnt: a few years of them.
const EARLIER: u64 = 4;

/// One forum with its console.
pub async fn show(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let console = console(&request, &kept).await?;
    let (desk, site, today) = (request.desk(), request.site(), request.today());
    let html = forum_page(desk, &site, &kept, today, &console);
    Ok(with_script(request.show(html).await))
}

/// The point in hand, without the page around it.
pub async fn in_hand(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let said = Arc::new(request.state.store.said(&kept).await?);
    // What nobody asked for does not come into the hand by itself.
    let number = asked(&request, &said);
    let in_hand = offered(&request, &kept, said.clone(), number).await?;
    let page = request
        .state
        .page(request.language, format!("/meja/forum/{id}"));
    let html = current(&page, &kept, &said, &in_hand).into_string();
    Ok(Cached::new(HTML, Reuse::Never, html).respond(&request.headers))
}

/// The console again, with what is wrong with what was typed.
pub(super) async fn again(
    request: &DeskRequest,
    kept: &KeptForum,
    typed: Hearing,
    fault: PointFault,
) -> Result<Response, Problem> {
    let console = Console {
        typed,
        errors: fault.field_error(request.language).into(),
        ..console(request, kept).await?
    };
    let desk = request.desk_at(&format!("/meja/forum/{}", kept.forum.id));
    let html = forum_page(desk, &request.site(), kept, request.today(), &console);
    Ok(with_script(request.again(html).await))
}

async fn console(request: &DeskRequest, kept: &KeptForum) -> Result<Console, Problem> {
    let said = Arc::new(request.state.store.said(kept).await?);
    let number = asked(request, &said);
    let number = number.or_else(|| said.next_to_do(None).map(|point| point.number));
    let current = offered(request, kept, said.clone(), number).await?;
    let minutes = request.state.store.minutes(kept.forum.id).await?;
    Ok(Console {
        said: Arc::unwrap_or_clone(said),
        goes_on: !request.query().text(CURRENT).is_empty(),
        current,
        is_recorded: minutes.tell_the_record(),
        account: request.viewer.0.id.to_string(),
        token: FormToken::random().as_str().to_owned(),
        typed: Hearing::default(),
        errors: FormErrors::default(),
    })
}

/// The number of the point that the address asks for, if there is one.
fn asked(request: &DeskRequest, said: &Said) -> Option<u32> {
    let number = request.query().text(CURRENT).parse().ok()?;
    said.numbered(number).map(|point| point.number)
}

/// What is offered for a point. Learning takes a moment where thousands of points were grouped, so it is done aside.
async fn offered(
    request: &DeskRequest,
    kept: &KeptForum,
    said: Arc<Said>,
    number: Option<u32>,
) -> Result<Current, Problem> {
    let earlier = earlier(request, kept).await?;
    let seeds = seeds(request, kept);
    let offered = spawn_blocking(move || {
        let point = number.and_then(|number| said.numbered(number));
        point.map_or_else(Current::default, |point| Current {
            number,
            themes: Themes::learn(&said, seeds, &earlier).offers(point),
            twin: said.twin_of(point),
        })
    });
    offered.await.map_err(|error| Problem::failed(&error))
}

/// What was said at the unit's earlier forums, which hardly changes any more.
async fn earlier(request: &DeskRequest, kept: &KeptForum) -> Result<Vec<Arc<Said>>, Problem> {
    let units = [kept.forum.unit.clone()].into();
    let before = ForumFilter::Before(kept.forum.date, None);
    let (store, known) = (&request.state.store, &request.state.earlier_forums);
    let mut earlier = Vec::new();
    for forum in store.forums(Some(&units), &before, EARLIER).await? {
        let key = (forum.forum.id, forum.pulse.record());
        let said = if let Some(said) = known.get(&key) {
            said
        } else {
            let said = Arc::new(store.said(&forum).await?);
            known.insert(key, said.clone());
            said
        };
        earlier.push(said);
    }
    Ok(earlier)
}

/// The services with what people call them, the elements of the survey and the agenda. Points are mostly Indonesian, and so are
/// the names of groups that are made of these.
fn seeds(request: &DeskRequest, kept: &KeptForum) -> Vec<Seed> {
    let language = Language::Indonesian;
    let site = request.site();
    let register = site.record.register();
    let forum = &kept.forum;
    let discussed = register.services().filter(|service| {
        if forum.services.is_empty() {
            service.unit == forum.unit
        } else {
            forum.services.contains(&service.slug)
        }
    });
    let services = discussed.map(|service| Seed {
        name: service.name.get(language).to_owned(),
        also: service.aliases.clone(),
    });
    let elements = Element::SKM.iter();
    let elements = elements.map(|element| Seed::named(element.name(language)));
    let agenda = forum.agenda(language).into_iter();
    let agenda = agenda.map(|item| Seed::named(item.text));
    services.chain(elements).chain(agenda).collect()
}
