use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::routing::get;
use public::error::Trouble;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use super::*;
use crate::routes::trouble;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn lines(&self) -> Vec<serde_json::Value> {
        let bytes = self.0.lock().expect("whole").clone();
        let text = String::from_utf8(bytes).expect("a text");
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("JSON")
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("whole").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a request answers that meets a defect, and what is logged of it.
async fn defect() -> (Option<Trouble>, Vec<serde_json::Value>) {
    let log = Log::default();
    let writer = log.clone();
    let logs = tracing_subscriber::fmt()
        .json()
        .with_writer(move || writer.clone());
    let _logging = tracing::subscriber::set_default(logs.finish());
    let met = get(|| async { panic!("the roof leaks in {}", 2) as &'static str });
    let router: Router = Router::new()
        .route("/", met)
        .layer(CatchPanicLayer::custom(trouble::panicked));
    let answer = router.oneshot(Request::new(Body::empty())).await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.status(), 500);
    (answer.extensions().get().cloned(), log.lines())
}

#[tokio::test]
async fn a_defect_is_one_entry_of_the_log_with_the_reference_that_people_are_told() {
    let before = std::panic::take_hook();
    for logged_at_once in [false, true] {
        if logged_at_once {
            log_panics();
        }
        let (told, log) = defect().await;
        let [entry] = log.as_slice() else {
            panic!("{log:?}")
        };
        let fields = &entry["fields"];
        let reference = fields["reference"].as_str().expect("a reference");
        assert_eq!(told, Some(Trouble::Failed(reference.to_owned())));
        assert_eq!(fields["cause"], "the roof leaks in 2");
        let place = fields["place"].as_str().unwrap_or_default();
        assert_eq!(place.contains("defects/tests.rs"), logged_at_once);
    }
    std::panic::set_hook(before);
}
