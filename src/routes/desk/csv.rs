//! CSV files of every kind: handed in, shown as what they would change, kept as a whole, and taken away.
//! It must not know what a file holds, nor keep anything but what was shown.

mod sent;

pub use sent::Sent;

use std::fmt::Debug;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use desk::csv_import::{CONTENT, FILE, FileFault, Looked};
use desk::document::Notice;
use desk::forms::BASE;
use domain::digest::Digest;
use ui::html::Html;

use super::DeskRequest;
use crate::files::Unreadable;
use crate::routes::trouble::Problem;

/// How a file comes in a form.
pub struct FileField {
    /// The name of the field in which it is chosen.
    pub chosen: &'static str,
    /// The name of the field for its text, pasted or looked through.
    pub text: &'static str,
}

impl FileField {
    /// A file that comes under one name.
    pub const fn one(name: &'static str) -> Self {
        Self {
            chosen: name,
            text: name,
        }
    }
}

/// Files of a kind, over what is kept: all that a noun says of handing them in.
pub trait Import: Sized {
    /// What files would change.
    type Plan;

    /// The files of the form.
    const FILES: &[FileField] = &[FileField {
        chosen: FILE,
        text: CONTENT,
    }];

    /// The largest of them, in bytes.
    const LARGEST: usize = 500_000;

    /// What is kept, of the part that the address names.
    async fn of(request: &DeskRequest, part: Option<String>) -> Result<Self, Problem>;

    /// What files would change, in the order of the form's fields, or what is wrong with them.
    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem>;

    /// All by which a plan differs from another.
    fn essence(&self, plan: &Self::Plan) -> impl Debug;

    /// The page that shows a plan.
    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html;

    /// Makes the changes.
    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem>;

    /// The page with files that were not read.
    async fn refused(
        self,
        request: &DeskRequest,
        files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem>;
}

/// What came of keeping files.
pub enum Kept {
    /// They are kept; holds where to go on.
    At(String),
    /// Somebody was faster, so they would change something else now.
    Moved,
    /// They cannot be kept.
    Refused(FileFault),
}

/// Shows what files would change.
pub async fn preview<I: Import>(
    request: DeskRequest,
    part: Option<Path<String>>,
    sent: Sent,
) -> Result<Response, Problem> {
    let import = I::of(&request, part.map(|Path(part)| part)).await?;
    match sent.files(I::FILES, I::LARGEST) {
        Ok(files) => look_through(&request, import, files, false).await,
        Err(fault) => refuse(&request, import, vec![], fault).await,
    }
}

/// Keeps files that were looked through, unless they would now change something else: that is shown first.
pub async fn apply<I: Import>(
    request: DeskRequest,
    part: Option<Path<String>>,
    sent: Sent,
) -> Result<Response, Problem> {
    let part = part.map(|Path(part)| part);
    let import = I::of(&request, part.clone()).await?;
    let files = match sent.files(I::FILES, I::LARGEST) {
        Ok(files) => files,
        Err(fault) => return refuse(&request, import, vec![], fault).await,
    };
    let plan = match import.plan(&request, &files).await? {
        Ok(plan) => plan,
        Err(fault) => return refuse(&request, import, files, fault).await,
    };
    if sent.text(BASE) != digest(&import, &plan) {
        return Ok(show(&request, &import, &plan, files, true).await);
    }
    match import.keep(&request, plan).await? {
        Kept::At(path) => Ok(request.done(Notice::Saved, &path)),
        Kept::Refused(fault) => refuse(&request, import, files, fault).await,
        Kept::Moved => {
            let import = I::of(&request, part).await?;
            look_through(&request, import, files, true).await
        }
    }
}

async fn look_through<I: Import>(
    request: &DeskRequest,
    import: I,
    files: Vec<Vec<u8>>,
    moved: bool,
) -> Result<Response, Problem> {
    match import.plan(request, &files).await? {
        Ok(plan) => Ok(show(request, &import, &plan, files, moved).await),
        Err(fault) => refuse(request, import, files, fault).await,
    }
}

async fn show<I: Import>(
    request: &DeskRequest,
    import: &I,
    plan: &I::Plan,
    files: Vec<Vec<u8>>,
    moved: bool,
) -> Response {
    let texts = I::FILES.iter().zip(files).map(|(field, file)| {
        let text = String::from_utf8_lossy(&file).into_owned();
        (field.text, text)
    });
    let hidden = texts.chain([(BASE, digest(import, plan))]).collect();
    let html = import.page(request, plan, Looked { hidden, moved });
    if moved {
        request.again(html).await
    } else {
        request.show(html).await
    }
}

async fn refuse<I: Import>(
    request: &DeskRequest,
    import: I,
    files: Vec<Vec<u8>>,
    fault: FileFault,
) -> Result<Response, Problem> {
    let html = import.refused(request, files, fault).await?;
    Ok(request.again(html).await)
}

/// What tells a plan from others.
fn digest<I: Import>(import: &I, plan: &I::Plan) -> String {
    let essence = format!("{:?}", import.essence(plan));
    Digest::of(essence.as_bytes()).to_string()
}

impl DeskRequest {
    /// What is wrong with a page's one file, in the language of the page.
    pub fn unreadable(&self, reason: &Unreadable) -> FileFault {
        FileFault::unreadable(FILE, &reason.text(self.language))
    }
}

/// The file of a form that has one.
pub fn only(files: &[Vec<u8>]) -> &[u8] {
    files.first().map_or(&[], Vec::as_slice)
}

/// A CSV file to take away.
pub fn csv_file(name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        ("content-type", "text/csv; charset=utf-8".to_owned()),
        ("content-disposition", disposition),
        ("cache-control", "no-store".to_owned()),
    ];
    (headers, text).into_response()
}
