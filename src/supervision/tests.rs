use tokio::sync::mpsc;

use super::*;

const AT_ONCE: Pauses = Pauses {
    first: Duration::ZERO,
    longest: Duration::ZERO,
};

#[tokio::test]
async fn a_task_that_meets_defects_goes_on_and_one_that_ends_does_not_start_again() {
    let (orders, waiting) = mpsc::unbounded_channel();
    let waiting = Arc::new(tokio::sync::Mutex::new(waiting));
    let (done, mut results) = mpsc::unbounded_channel();
    let supervisor = Supervisor::new(AT_ONCE);
    let task = supervisor.start("adder", move || {
        let (waiting, done) = (waiting.clone(), done.clone());
        async move {
            while let Some(order) = waiting.lock().await.recv().await {
                let order: Option<u32> = order;
                done.send(order.expect("a defect")).expect("somebody reads");
            }
        }
    });
    for order in [Some(1), None, Some(2), None, Some(3)] {
        orders.send(order).expect("the task runs");
    }
    drop(orders);
    task.await.expect("it ends in order");
    let mut kept = Vec::new();
    while let Some(result) = results.recv().await {
        kept.push(result);
    }
    assert_eq!(kept, [1, 2, 3]);
    let tasks = supervisor.tasks();
    let told = tasks
        .iter()
        .map(|task| (task.name, task.is_alive(), task.restarts()));
    assert_eq!(told.collect::<Vec<_>>(), [("adder", false, 2)]);
}

#[tokio::test]
async fn a_defect_before_the_first_step_is_survived_too() {
    let tries = Arc::new(AtomicU64::new(0));
    let counted = tries.clone();
    let supervisor = Supervisor::new(AT_ONCE);
    let task = supervisor.start("late", move || {
        assert!(counted.fetch_add(1, Relaxed) > 0, "a defect");
        std::future::ready(())
    });
    task.await.expect("it ends in order");
    assert_eq!(tries.load(Relaxed), 2);
}

#[test]
fn pauses_grow_to_a_bound() {
    let pauses = Pauses::default();
    let pauses = [1, 2, 5, 9, 10, u32::MAX].map(|defects| pauses.after(defects).as_millis());
    assert_eq!(pauses, [100, 200, 1_600, 25_600, 30_000, 30_000]);
}
