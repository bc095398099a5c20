//! A form with files, or with the texts of files, as browsers send it.
//! It must not know what the files should hold.

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use desk::csv_import::FileFault;
use form_urlencoded::parse;

use super::FileField;
use crate::routes::trouble::Problem;
use crate::state::AppState;

/// The fields of a form with files; none of one that is too large.
pub struct Sent(Option<Vec<(String, Vec<u8>)>>);

impl FromRequest<AppState> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let in_parts = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        let read = if in_parts {
            let form = Multipart::from_request(request, state).await;
            let form = form.map_err(|_| Problem::bad_request())?;
            parts(form).await.map_err(|error| error.status())
        } else {
            let body = Bytes::from_request(request, state).await;
            let fields = body.map(|body| {
                let fields = parse(&body)
                    .map(|(name, text)| (name.into_owned(), text.into_owned().into_bytes()));
                fields.collect()
            });
            fields.map_err(|rejection| rejection.into_response().status())
        };
        match read {
            Ok(fields) => Ok(Self(Some(fields))),
            Err(StatusCode::PAYLOAD_TOO_LARGE) => Ok(Self(None)),
            Err(_) => Err(Problem::bad_request()),
        }
    }
}

async fn parts(mut form: Multipart) -> Result<Vec<(String, Vec<u8>)>, MultipartError> {
    let mut fields = Vec::new();
    while let Some(part) = form.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        fields.push((name, part.bytes().await?.into()));
    }
    Ok(fields)
}

impl Sent {
    fn bytes(&self, name: &str) -> &[u8] {
        let mut fields = self.0.iter().flatten();
        let field = fields.find(|(other, _)| other == name);
        field.map_or(&[], |(_, bytes)| bytes)
    }

    /// What was sent in a field.
    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.bytes(name)).unwrap_or_default()
    }

    /// The files of a form, each empty where none was chosen and no text sent.
    ///
    /// # Errors
    /// When none was sent, or one is larger than `largest` bytes.
    pub fn files(&self, fields: &[FileField], largest: usize) -> Result<Vec<Vec<u8>>, FileFault> {
        if self.0.is_none() {
            return Err(FileFault::TooLarge);
        }
        let files = fields.iter().map(|field| {
            let names = [field.chosen, field.text];
            let sent = names.map(|name| self.bytes(name)).into_iter();
            let mut sent = sent.filter(|bytes| !bytes.trim_ascii().is_empty());
            sent.next().unwrap_or_default().to_vec()
        });
        let files: Vec<_> = files.collect();
        if files.iter().all(Vec::is_empty) {
            return Err(FileFault::Missing);
        }
        if files.iter().any(|file| file.len() > largest) {
            return Err(FileFault::TooLarge);
        }
        Ok(files)
    }
}
