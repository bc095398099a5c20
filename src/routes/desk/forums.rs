//! `/meja/forum`: preparing, opening and closing the dialogue forums of the viewer's units.
//! It must not show or change a forum of a unit out of the viewer's reach.

pub mod amendments;
pub mod attendance;
pub mod console;
pub mod groups;
pub mod live;
pub mod minutes;
pub mod points;
pub mod slips;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::document::Notice;
use desk::forms::forum_form::{ForumConflict, UNIT};
use desk::forms::noun_form::{field_errors, typed_fields};
use desk::forums::prepare::{Preparing, choose_unit_page, prepare_page};
use desk::forums::{ForumList, forums_page};
use desk::named::{Named, in_order};
use domain::access::{Permit, Right};
use domain::forum::{Act, Acts, FORUM, Forum, ForumId, KeptForum, Pulse, RoomCode};
use domain::noun::{Fields, Known};
use domain::slug::Slug;
use rand::random;
use store::{ForumError, ForumFilter};
use ui::components::{AFTER, FormErrors, FormFault};
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::{DeskRequest, seen_version};
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many forums stand on a page.
const PER_PAGE: usize = 50;

/// How often a fresh room code is tried before the portal gives up; one in a hundred million is taken.
const TRIES: usize = 5;

/// The forums within reach.
pub async fn list(request: DeskRequest) -> Result<Response, Problem> {
    let site = request.site();
    let register = site.record.register();
    let reach = request.viewer.0.reach(Right::RunForums, register);
    let filter = ForumFilter::All(request.query().text(AFTER).parse().ok());
    let store = &request.state.store;
    let limit = PER_PAGE as u64 + 1;
    let forums = store.forums(Some(&reach), &filter, limit).await?;
    let page = Page::of(forums, PER_PAGE, |kept| kept.forum.id);
    let list = ForumList {
        forums: page.rows,
        today: request.today(),
        next: page.next,
    };
    Ok(request.show(forums_page(request.desk(), &site, list)).await)
}

/// The form for a new forum, after the unit was chosen; who has one unit need not choose.
pub async fn new(request: DeskRequest) -> Result<Response, Problem> {
    let units = request.units(Right::RunForums);
    let Some(unit) = asked_unit(&request, &units) else {
        return Ok(request.show(choose_unit_page(request.desk(), &units)).await);
    };
    let fields = Fields::empty(FORUM).with("unit", unit.slug.as_str());
    let preparing = preparing(&request, unit, 0);
    let html = prepare_page(
        request.desk(),
        &preparing,
        &fields,
        FormErrors::default(),
        None,
    );
    Ok(request.show(html).await)
}

/// Announces a forum.
pub async fn announce(request: DeskRequest, body: Bytes) -> Result<Response, Problem> {
    let units = request.units(Right::RunForums);
    let unit = asked_unit(&request, &units).ok_or_else(Problem::bad_request)?;
    let permit = permit(&request, &unit.slug)?;
    let typed = Typed::decode(&body);
    let fields = typed_fields(FORUM, &typed).with("unit", unit.slug.as_str());
    let preparing = preparing(&request, unit, 0);
    let id = ForumId(Uuid::new_v4());
    let errors = match read(&request, id, &fields, &preparing) {
        Ok(forum) => {
            announced(&request, &permit, forum).await?;
            return Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")));
        }
        Err(errors) => errors,
    };
    let html = prepare_page(request.desk(), &preparing, &fields, errors, None);
    Ok(request.again(html).await)
}

/// Saves a new forum under a code that no other has.
async fn announced(request: &DeskRequest, permit: &Permit, forum: Forum) -> Result<(), Problem> {
    let mut new = KeptForum {
        forum,
        code: RoomCode::from_entropy(random()),
        acts: Acts::default(),
        pulse: Pulse::default(),
        version: 0,
    };
    for _ in 1..TRIES {
        match try_to_announce(request, permit, &new).await {
            Err(ForumError::CodeTaken) => new.code = RoomCode::from_entropy(random()),
            done => return Ok(done?),
        }
    }
    Ok(try_to_announce(request, permit, &new).await?)
}

async fn try_to_announce(
    request: &DeskRequest,
    permit: &Permit,
    new: &KeptForum,
) -> Result<(), ForumError> {
    let store = &request.state.store;
    store.save_forum(permit, new, request.now()).await
}

/// The form for a forum that there is.
pub async fn edit(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let preparing = preparing_again(&request, &kept, kept.version);
    let fields = kept.forum.fields();
    let html = prepare_page(
        request.desk(),
        &preparing,
        &fields,
        FormErrors::default(),
        None,
    );
    Ok(request.show(html).await)
}

/// Changes what is announced.
pub async fn change(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let version = seen_version(&typed)?;
    let fields = typed_fields(FORUM, &typed).with("unit", kept.forum.unit.as_str());
    let preparing = preparing_again(&request, &kept, version);
    let mut conflict = false;
    let errors = match read(&request, kept.forum.id, &fields, &preparing) {
        Err(errors) => errors,
        Ok(forum) => {
            let change = KeptForum {
                forum,
                version,
                ..kept.clone()
            };
            match try_to_announce(&request, &permit, &change).await {
                Ok(()) => return Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}"))),
                Err(ForumError::Conflict(_)) => {
                    conflict = true;
                    ForumConflict.field_error(request.language).into()
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    // Whoever saves again after seeing both versions knows what is replaced.
    let version = if conflict { kept.version } else { version };
    let preparing = preparing_again(&request, &kept, version);
    let saved = conflict.then(|| kept.forum.snapshot());
    let html = prepare_page(request.desk(), &preparing, &fields, errors, saved);
    Ok(request.again(html).await)
}

/// The versions of what was announced.
pub async fn history(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let name = kept.forum.title.get(request.language).to_owned();
    let path = format!("/meja/forum/{id}");
    super::history::show(&request, FORUM, &id.to_string(), name, path).await
}

/// Opens a forum.
pub async fn open(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    act(request, id, Act::Open).await
}

/// Closes a forum.
pub async fn close(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    act(request, id, Act::Close).await
}

/// An act that is not possible any more was somebody else's already, or the day is another: the page says where it stands.
async fn act(request: DeskRequest, id: Uuid, act: Act) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let (store, moment) = (&request.state.store, request.moment());
    match store
        .act_on_forum(&permit, kept.forum.id, act, moment)
        .await
    {
        Ok(()) | Err(ForumError::NotNow(_)) => {
            Ok(request.done(Notice::Saved, &format!("/meja/forum/{id}")))
        }
        Err(error) => Err(error.into()),
    }
}

/// What the fields describe, or what is wrong with them.
fn read(
    request: &DeskRequest,
    id: ForumId,
    fields: &Fields,
    preparing: &Preparing,
) -> Result<Forum, FormErrors> {
    let offered = preparing.offered(request.language);
    let known = Known {
        is_unit: &|unit| offered.has("unit", unit),
        is_offered: &|field, value| offered.has(field, value),
    };
    Forum::read(id, fields, known).map_err(|faults| field_errors(request.language, FORUM, &faults))
}

/// The unit that the query names among those within reach; the only one where there is one.
fn asked_unit(request: &DeskRequest, units: &[Named]) -> Option<Named> {
    let query = request.query();
    let asked = query.text(UNIT);
    match units {
        [only] => Some(only.clone()),
        units => units
            .iter()
            .find(|unit| unit.slug.as_str() == asked)
            .cloned(),
    }
}

/// What the form for a forum of a unit offers.
fn preparing(request: &DeskRequest, unit: Named, version: i32) -> Preparing {
    let site = request.site();
    let register = site.record.register();
    let services = register.services();
    let below = services.filter(|service| register.lies_within(&service.unit, &unit.slug));
    let services = in_order(below.map(|service| Named::service(service, request.language)));
    let mut months: Vec<_> = site.record.months().collect();
    months.reverse();
    Preparing {
        unit,
        services,
        months,
        version,
    }
}

fn preparing_again(request: &DeskRequest, kept: &KeptForum, version: i32) -> Preparing {
    let site = request.site();
    let slug = &kept.forum.unit;
    let unit = site.record.register().unit(slug);
    let unit = unit.map_or_else(
        || Named {
            slug: slug.clone(),
            name: slug.to_string(),
        },
        |unit| Named::unit(unit, request.language),
    );
    preparing(request, unit, version)
}

fn permit(request: &DeskRequest, unit: &Slug) -> Result<Permit, Problem> {
    let site = request.site();
    let register = site.record.register();
    request.viewer.permit(Right::RunForums, unit, register)
}

/// A forum with the permit to run it.
pub(super) async fn find(request: &DeskRequest, id: Uuid) -> Result<(KeptForum, Permit), Problem> {
    let kept = request.state.store.forum(ForumId(id)).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let permit = permit(request, &kept.forum.unit)?;
    Ok((kept, permit))
}
