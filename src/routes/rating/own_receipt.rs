//! The receipt that a citizen's own browser holds for a code, so that it finds the way back without the portal telling
//! anybody else that the code was used.
//! It must not know how anybody rated; what is held lasts as long as the browser's session.

use axum::http::HeaderMap;
use axum::response::Response;
use domain::invitation::{Code, Receipt};
use domain::language::Language;
use tower_sessions::cookie::Cookie;
use ui::page::href;

use crate::cookies;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The name of the cookie.
const NAME: &str = "tanda-terima";

/// Hands the receipt to the browser together with an answer. The cookie goes nowhere but to the pages of this code.
pub fn hand_over(state: &AppState, code: Code, receipt: Receipt, mut answer: Response) -> Response {
    for language in Language::ALL {
        let cookie = Cookie::build((NAME, receipt.to_string()));
        let cookie = cookie.path(href(language, &format!("/nilai/{code}")));
        cookies::hand_over(state, cookie, &mut answer);
    }
    answer
}

/// The receipt that the browser sent along, if it was ever given.
pub async fn held(state: &AppState, headers: &HeaderMap) -> Result<Option<Receipt>, Problem> {
    let held = cookies::sent(headers, NAME).find_map(|text| text.parse::<Receipt>().ok());
    let Some(receipt) = held else {
        return Ok(None);
    };
    let known = state.store.month_of_receipt(&receipt).await?;
    Ok(known.map(|_| receipt))
}
