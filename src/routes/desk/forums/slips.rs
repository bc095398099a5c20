//! `/meja/forum/ID/nomor`: printing numbered slips.
//! It must not keep a seat, nor write one anywhere but on a sheet.

use axum::extract::Path;
use axum::response::Response;
use desk::forums::slips::{FIRST, LAST, NoSlips, slips_page};
use domain::forum::{KeptForum, SlipNumber};
use domain::grammar;
use ui::components::{FormErrors, FormFault};
use uuid::Uuid;

use super::find;
use crate::files::forum_slips::{self, ForumSlip, ForumSlips};
use crate::routes::desk::DeskRequest;
use crate::routes::printed;
use crate::routes::trouble::Problem;

/// Which slips to print.
pub async fn choose(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let html = slips_page(
        request.desk(),
        &kept,
        "1".to_owned(),
        "50".to_owned(),
        &FormErrors::default(),
    );
    Ok(request.show(html).await)
}

/// The sheets, or the question again if the numbers are none of slips.
pub async fn sheets(request: DeskRequest, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kept, _) = find(&request, id).await?;
    let query = request.query();
    let (first, last) = (query.text(FIRST), query.text(LAST));
    let number = |text| grammar::whole_number(text).and_then(SlipNumber::new);
    match (number(first), number(last)) {
        (Some(from), Some(to)) if from <= to => {
            let slips = (from.get()..=to.get()).filter_map(SlipNumber::new);
            let sheets = ForumSlips {
                slips: slips.map(|slip| seat(&request, &kept, slip)).collect(),
                invented: request.site().record.is_invented(),
                back: request.desk().page.href(&format!("/meja/forum/{id}/nomor")),
                kept,
            };
            Ok(printed::document(forum_slips::html(&sheets)))
        }
        _ => {
            let errors = NoSlips.field_error(request.language).into();
            let desk = request.desk_at(&format!("/meja/forum/{id}/nomor"));
            let html = slips_page(desk, &kept, first.to_owned(), last.to_owned(), &errors);
            Ok(request.again(html).await)
        }
    }
}

fn seat(request: &DeskRequest, kept: &KeptForum, number: SlipNumber) -> ForumSlip {
    let state = &request.state;
    let seat = state.store.seat_of_slip(kept.forum.id, number);
    ForumSlip {
        number,
        address: format!(
            "{}{}/kursi/{}",
            state.public_url,
            kept.path(),
            seat.as_str()
        ),
    }
}
