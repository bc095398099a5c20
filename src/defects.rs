//! Defects of the program: each is logged once, cause and reference together, and the reference is what people are told.
//! It must not know what met a defect, nor what happens next.

use std::any::Any;
use std::cell::RefCell;
use std::panic::PanicHookInfo;

use uuid::Uuid;

thread_local! {
    /// The reference of what panicked last on this thread. Whoever catches a panic does so on the thread that it ended.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A word under which operators find a failure in the log.
pub fn reference() -> String {
    Uuid::new_v4().simple().to_string().split_at(8).0.to_owned()
}

/// From now on every panic of the process becomes one entry of the log.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let reference = log(panic);
        LAST.with_borrow_mut(|last| *last = Some(reference));
    }));
}

fn log(panic: &PanicHookInfo) -> String {
    let reference = reference();
    let (cause, place) = (cause(panic.payload()), panic.location());
    let place = place.map(ToString::to_string);
    tracing::error!(
        reference,
        cause,
        place,
        thread = std::thread::current().name(),
        "a defect"
    );
    reference
}

/// The reference of a panic that was just caught on this thread, which is logged now if it was not yet.
pub fn caught(panic: &(dyn Any + Send)) -> String {
    let logged = LAST.with_borrow_mut(Option::take);
    logged.unwrap_or_else(|| {
        let (reference, cause) = (reference(), cause(panic));
        tracing::error!(reference, cause, "a defect");
        reference
    })
}

/// What a panic says of itself.
fn cause(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it gives no cause")
}

#[cfg(test)]
mod tests;
