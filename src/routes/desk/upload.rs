//! A form with a file, as browsers send it.
//! It must not know what the file should hold.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::csv_import::{FILE, Refusal};

use super::Visit;
use crate::files::Unreadable;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The largest file. Its text comes back in a form when it is kept, in which every character can take three bytes.
const LARGEST_FILE: usize = 500_000;

/// The file of a form, or why there is none to read.
pub struct Upload(pub Result<Vec<u8>, Refusal>);

impl FromRequest<AppState> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let form = Multipart::from_request(request, state).await;
        let form = form.map_err(|_| Problem::bad_request())?;
        match file(form).await {
            Ok(file) if file.is_empty() => Ok(Self(Err(Refusal::Missing))),
            Ok(file) if file.len() > LARGEST_FILE => Ok(Self(Err(Refusal::TooLarge))),
            Ok(file) => Ok(Self(Ok(file))),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Ok(Self(Err(Refusal::TooLarge)))
            }
            Err(_) => Err(Problem::bad_request()),
        }
    }
}

/// The contents of the file; empty if the form has none.
async fn file(mut form: Multipart) -> Result<Vec<u8>, MultipartError> {
    while let Some(field) = form.next_field().await? {
        if field.name() == Some(FILE) {
            return Ok(field.bytes().await?.into());
        }
    }
    Ok(Vec::new())
}

impl Visit {
    /// What is wrong with a file, in the language of the page.
    pub fn unreadable(&self, reason: &Unreadable) -> Refusal {
        Refusal::Unreadable(reason.text(self.language))
    }
}

/// A CSV file to take away.
pub fn csv_file(name: &str, text: String) -> impl IntoResponse {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        ("content-type", "text/csv; charset=utf-8".to_owned()),
        ("content-disposition", disposition),
        ("cache-control", "no-store".to_owned()),
    ];
    (headers, text)
}
