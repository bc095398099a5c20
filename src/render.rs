//! Renders any page of `web` as one complete HTML document.
//! It must not know which page: a page comes as a function that makes its view.

use std::pin::Pin;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::stream::{self, Stream, StreamExt};
use leptos::prelude::*;

use crate::cached::{Cached, Reuse};

/// The media type of every page.
pub const HTML: &str = "text/html; charset=utf-8";

/// Leptos spawns the tasks of a page on the executor it was told of; telling it twice does no harm.
static EXECUTOR: LazyLock<()> = LazyLock::new(|| {
    let _ = any_spawner::Executor::init_tokio();
});

/// Makes the view of a page, whatever its type.
type MakeView = Box<dyn FnOnce() -> AnyView + Send>;

/// A page rendered whole, before the first byte is sent, with nothing but HTML in it.
pub async fn html<V>(view: impl FnOnce() -> V + Send + 'static) -> String
where
    V: IntoView + 'static,
{
    whole(Box::new(move || view().into_any())).await
}

/// Apart from [`html`], so that it is compiled once and not once for every page.
async fn whole(view: MakeView) -> String {
    LazyLock::force(&EXECUTOR);
    let response = leptos_axum::handle_response_inner(
        || {},
        view,
        Request::new(Body::empty()),
        // The second argument would append scripts for hydration, which pages without islands do not need.
        |view, _hydration, _| {
            Box::pin(async move {
                let html = view.to_html_stream_in_order().collect::<String>().await;
                Box::pin(stream::once(async move { html }))
                    as Pin<Box<dyn Stream<Item = String> + Send>>
            })
        },
    )
    .await;
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A page that is made for one reader and kept nowhere.
pub async fn once<V>(
    status: StatusCode,
    request: &HeaderMap,
    view: impl FnOnce() -> V + Send + 'static,
) -> Response
where
    V: IntoView + 'static,
{
    let mut response = Cached::new(HTML, Reuse::Never, html(view).await).respond(request);
    *response.status_mut() = status;
    response
}
