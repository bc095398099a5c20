//! `/meja/forum/ID/nomor`: printing numbered slips.
//! It must not keep a seat, nor write one anywhere but on a sheet.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use desk::forums::slips::{Choosing, FIRST, LAST, NoSlips, slips_page};
use domain::forum::SlipNumber;
use domain::grammar;
use store::{ForumError, Seat};
use ui::components::FormFault;
use ui::forms::typed::Typed;
use uuid::Uuid;

use super::find;
use crate::files::forum_slips::{self, ForumSlip, ForumSlips};
use crate::routes::desk::DeskRequest;
use crate::routes::printed;
use crate::routes::trouble::Problem;

/// Which slips to print.
pub async fn choose(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let choice = Choosing {
        open: kept.state(request.today()).takes_points(),
        ..Choosing::default()
    };
    let html = slips_page(request.desk(), &kept, choice);
    Ok(request.show(html).await)
}

/// The sheets, or the question again if the numbers are none of slips.
pub async fn sheets(
    request: DeskRequest,
    Path(id): Path<Uuid>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (kept, permit) = find(&request, id).await?;
    let typed = Typed::decode(&body);
    let number = |field| grammar::whole_number(typed.text(field)).and_then(SlipNumber::new);
    let range = number(FIRST).zip(number(LAST));
    let Some((first, last)) = range.filter(|(first, last)| first <= last) else {
        let choice = Choosing {
            first: typed.text(FIRST).to_owned(),
            last: typed.text(LAST).to_owned(),
            open: true,
            errors: NoSlips.field_error(request.language).into(),
        };
        return Ok(request
            .again(slips_page(request.desk(), &kept, choice))
            .await);
    };
    let (store, forum) = (&request.state.store, kept.forum.id);
    let printing = store.print_slips(&permit, forum, first, last, request.moment());
    let seats = match printing.await {
        Ok(seats) => seats,
        // The page says that the forum is over.
        Err(ForumError::Closed) => return choose(request, Path(id)).await,
        Err(error) => return Err(error.into()),
    };
    let address = |seat: &Seat| {
        let public = &request.state.public_url;
        format!("{public}{}/kursi/{}", kept.path(), seat.as_str())
    };
    let slips = SlipNumber::between(first, last).zip(&seats);
    let slips = slips.map(|(number, seat)| ForumSlip {
        number,
        address: address(seat),
    });
    let sheets = ForumSlips {
        slips: slips.collect(),
        invented: request.site().record.is_invented(),
        back: request.desk().page.href(&format!("/meja/forum/{id}/nomor")),
        kept,
    };
    Ok(printed::document(forum_slips::html(&sheets)))
}
