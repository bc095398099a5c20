//! Files that belong to the program.
//! It must not serve anything from disk.

use std::sync::LazyLock;

use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use ui::script::{SCRIPT, SCRIPT_PATH};
use ui::style::{
    DESK_STYLESHEET, DESK_STYLESHEET_PATH, RECORDS_STYLESHEET, RECORDS_STYLESHEET_PATH, STYLESHEET,
    STYLESHEET_PATH,
};

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};

static STYLE: LazyLock<Cached> = LazyLock::new(|| style(&STYLESHEET));
static DESK_STYLE: LazyLock<Cached> = LazyLock::new(|| style(&DESK_STYLESHEET));
static SCRIPT_FILE: LazyLock<Cached> = LazyLock::new(|| {
    Cached::new(
        "text/javascript; charset=utf-8",
        Reuse::Forever,
        SCRIPT.as_bytes(),
    )
});
static FORUM_STYLE: LazyLock<Cached> = LazyLock::new(|| style(&RECORDS_STYLESHEET));

fn style(css: &'static str) -> Cached {
    Cached::new("text/css; charset=utf-8", Reuse::Forever, css.as_bytes())
}

/// A style sheet or the script, under the address that contains its hash and under no other.
pub async fn stylesheet(uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let path = uri.path();
    if path == *STYLESHEET_PATH {
        Ok(STYLE.respond(&headers))
    } else if path == *DESK_STYLESHEET_PATH {
        Ok(DESK_STYLE.respond(&headers))
    } else if path == *RECORDS_STYLESHEET_PATH {
        Ok(FORUM_STYLE.respond(&headers))
    } else if path == *SCRIPT_PATH {
        Ok(SCRIPT_FILE.respond(&headers))
    } else {
        Err(Problem::not_found())
    }
}

/// Search engines may read everything but the forms and the desk.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /nilai/\nDisallow: /en/nilai/\nDisallow: /meja\nDisallow: /en/meja\n"
}
