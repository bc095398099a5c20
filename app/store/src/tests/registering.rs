use super::*;

on_both_databases!(
    what_is_imported_reads_back,
    importing_twice_updates_and_removes_nothing,
    an_import_that_would_leave_two_cities_is_refused,
    demo_marks_stay
);

async fn what_is_imported_reads_back(store: TestStore) {
    assert_eq!(store.register().await.expect("reads"), register());
}

async fn importing_twice_updates_and_removes_nothing(store: TestStore) {
    let before = store.revisions().await.expect("revisions");
    let mut renamed = unit("capil", UnitKind::Department, Some("kota"));
    renamed.name.id = "Dinas Kependudukan".to_owned();
    let partly = Register::new(
        vec![unit("kota", UnitKind::City, None), renamed],
        vec![],
        vec![],
    )
    .expect("consistent");
    store.import_register(&partly).await.expect("stored");
    let now = store.register().await.expect("reads");
    assert_eq!(
        now.unit(&slug("capil")).map(|unit| unit.name.id.as_str()),
        Some("Dinas Kependudukan")
    );
    assert_eq!(now.services().count(), register().services().count());
    assert_eq!(store.risen_since(before).await, [Part::Register]);
}

async fn demo_marks_stay(store: TestStore) {
    assert!(!store.is_demo().await.expect("reads"));
    store.mark_as_demo().await.expect("stored");
    store.mark_as_demo().await.expect("stored again");
    assert!(store.second_process().await.is_demo().await.expect("reads"));
}

async fn an_import_that_would_leave_two_cities_is_refused(store: TestStore) {
    let renamed = Register::new(
        vec![unit("kota-baru", UnitKind::City, None)],
        vec![],
        vec![],
    );
    let message = store
        .import_register(&renamed.expect("consistent by itself"))
        .await
        .expect_err("refused")
        .to_string();
    assert!(message.contains("nothing was imported"), "{message}");
    assert_eq!(store.register().await.expect("reads"), register());
}
