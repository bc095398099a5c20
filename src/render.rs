//! Sends a finished page through the bridge between Leptos and axum.
//! It must not know which page: its HTML is made before anything is sent.

use std::pin::Pin;
use std::sync::LazyLock;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::stream::{self, Stream};
use ui::html::Html;

use crate::cached::{Cached, Reuse};

/// The media type of every page.
pub const HTML: &str = "text/html; charset=utf-8";

/// The bridge spawns on the executor it was told of, also for a page that has nothing to wait for; telling it twice does
/// no harm.
static EXECUTOR: LazyLock<()> = LazyLock::new(|| {
    let _ = any_spawner::Executor::init_tokio();
});

/// The body of a page. The bridge would render a view while it is sent; this one is finished before.
pub async fn body(page: Html) -> Bytes {
    LazyLock::force(&EXECUTOR);
    let request = Request::new(Body::empty());
    let response = leptos_axum::handle_response_inner(
        || {},
        move || page,
        request,
        |page: Html, _hydration, _| {
            let whole: Pin<Box<dyn Stream<Item = String> + Send>> =
                Box::pin(stream::once(async move { page.into_string() }));
            Box::pin(async move { whole })
        },
    )
    .await;
    to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap_or_default()
}

/// A page that is made for one reader and kept nowhere.
pub async fn once(status: StatusCode, request: &HeaderMap, page: Html) -> Response {
    let mut response = Cached::new(HTML, Reuse::Never, body(page).await).respond(request);
    *response.status_mut() = status;
    response
}
