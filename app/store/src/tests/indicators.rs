//! Indicators: from definition and target over entry and confirmation to the seal, and corrections after it.

mod sealing;

use domain::access::{AccountId, Grant, Permit, Permitted, Person, Right, Role};
use domain::accountability::SealedRealisation;
use domain::audit::{AuditFilter, Changed};
use domain::indicator::{Direction, Indicator, Target};
use domain::realisation::{Entry, IndicatorChange, Realisation, RealisationKey, Refused, Stage};
use domain::reporting::{Frequency, ReportingPeriod};
use domain::validity::Validity;
use uuid::Uuid;

use super::*;
use crate::indicator::seal_realisations;
use crate::{IndicatorError, Periods};

on_both_databases!(
    an_indicator_reads_back_and_changes_by_version,
    unit_and_used_frequency_stay,
    a_realisation_needs_two_people,
    what_is_sent_back_is_entered_anew,
    two_people_do_not_overwrite_each_other,
    a_file_is_taken_whole_or_not_at_all,
    lists_read_the_periods_of_a_month,
);

const NOW: i64 = 1_790_000_000;

fn person(number: u128, role: Role) -> Person {
    Person {
        id: AccountId(Uuid::from_u128(number)),
        name: "Contoh".to_owned(),
        grants: vec![Grant {
            role,
            unit: slug("capil"),
        }],
    }
}

fn operator() -> Permit {
    let person = person(1, Role::Operator);
    person
        .permit(Right::EnterRealisations, &slug("capil"), &register())
        .expect("an operator")
}

fn head() -> Permit {
    let person = person(2, Role::Head);
    person
        .permit(Right::ConfirmRealisations, &slug("capil"), &register())
        .expect("a head")
}

fn indicator(name: &str, frequency: Frequency) -> Indicator {
    let text = |text: &str| Bilingual::new(text, format!("{text} (en)"));
    Indicator {
        slug: slug(name),
        unit: slug("capil"),
        name: text("Cakupan akta"),
        definition: text("Anak yang memiliki akta dibagi semua anak"),
        measure: text("%"),
        direction: Direction::Higher,
        frequency,
        source: text("data contoh"),
        owner: text("Kepala bidang"),
    }
}

fn period(text: &str) -> ReportingPeriod {
    text.parse().expect("a period")
}

fn given(value: &str) -> Entry {
    Entry::Given {
        value: value.parse().expect("a number"),
        evidence: "https://contoh.example/bukti".parse().ok(),
    }
}

async fn define(store: &Store, name: &str, frequency: Frequency) {
    let indicator = indicator(name, frequency);
    store
        .save_indicator(&operator(), &indicator, Validity::default(), None, NOW)
        .await
        .expect("stored");
}

async fn promise(store: &Store, name: &str, when: &str, value: &str) {
    let target = Target::at(value.parse().expect("a number"));
    set_target(store, name, when, Some(target))
        .await
        .expect("stored");
}

async fn set_target(
    store: &Store,
    name: &str,
    when: &str,
    target: Option<Target>,
) -> Result<(), IndicatorError> {
    let (name, when) = (slug(name), period(when));
    let kept = store.indicator(&name).await?;
    let target = Changed {
        before: kept.and_then(|kept| kept.report(when).target),
        after: target,
    };
    let key = RealisationKey::new(name, when);
    store.set_target(&operator(), &key, target, NOW).await
}

async fn enter(
    store: &Store,
    name: &str,
    when: &str,
    entry: Entry,
    version: Option<i32>,
) -> Result<(), IndicatorError> {
    let key = RealisationKey::new(slug(name), period(when));
    store
        .enter_realisation(&operator(), &key, &entry, "Catatan", version, NOW)
        .await
}

async fn confirm(
    store: &Store,
    name: &str,
    when: &str,
    version: i32,
) -> Result<(), IndicatorError> {
    let key = RealisationKey::new(slug(name), period(when));
    store.confirm_realisation(&head(), &key, version, NOW).await
}

async fn confirmed(store: &Store, name: &str, when: &str, value: &str) {
    enter(store, name, when, given(value), None)
        .await
        .expect("entered");
    confirm(store, name, when, 1).await.expect("confirmed");
}

async fn sealed(store: &Store, month: &str) -> Vec<SealedRealisation> {
    let transaction = store.begin_write().await.expect("begins");
    let month = month.parse().expect("a month");
    let sealed = seal_realisations(&transaction, month)
        .await
        .expect("sealed");
    transaction.commit().await.expect("commits");
    sealed
}

async fn stage(store: &Store, name: &str, when: &str) -> Option<Stage> {
    let kept = store.indicator(&slug(name)).await.expect("reads");
    kept.expect("known").report(period(when)).stage()
}

async fn deeds(store: &Store) -> Vec<String> {
    let filter = AuditFilter {
        unit: "capil".to_owned(),
        ..AuditFilter::default()
    };
    let entries = store.audit_entries(&filter, 100).await.expect("reads");
    entries.into_iter().rev().map(|entry| entry.deed).collect()
}

async fn an_indicator_reads_back_and_changes_by_version(store: TestStore) {
    let first = indicator("akta", Frequency::Quarter);
    let validity = Validity {
        from: Some(day("2025-01-01")),
        until: None,
    };
    let save = |indicator: Indicator, version| {
        let store = store.store.clone();
        async move {
            store
                .save_indicator(&operator(), &indicator, validity, version, NOW)
                .await
        }
    };
    save(first.clone(), None).await.expect("stored");
    let kept = store.indicator(&first.slug).await.expect("reads");
    let kept = kept.expect("known");
    assert_eq!((&kept.indicator, kept.validity), (&first, validity));
    assert_eq!(kept.version, 1);

    let taken = save(first.clone(), None).await;
    assert!(matches!(taken, Err(IndicatorError::SlugTaken)));
    let mut changed = first.clone();
    changed.direction = Direction::Lower;
    save(changed.clone(), Some(1)).await.expect("stored");
    let late = save(first, Some(1)).await;
    assert!(matches!(late, Err(IndicatorError::Conflict(_))));
    let kept = store.indicator(&changed.slug).await.expect("reads");
    assert_eq!(kept.expect("known").indicator, changed);
    assert_eq!(deeds(&store).await, ["indikator-disimpan"; 2]);
}

async fn unit_and_used_frequency_stay(store: TestStore) {
    define(&store, "akta", Frequency::Quarter).await;
    let save = |indicator: Indicator, version| {
        let store = store.store.clone();
        async move {
            let validity = Validity::default();
            store
                .save_indicator(&operator(), &indicator, validity, Some(version), NOW)
                .await
        }
    };
    let mut moved = indicator("akta", Frequency::Quarter);
    moved.unit = slug("baru");
    assert!(matches!(save(moved, 1).await, Err(IndicatorError::Fixed)));
    let yearly = indicator("akta", Frequency::Year);
    save(yearly, 1).await.expect("nothing is kept yet");
    promise(&store, "akta", "2026", "80").await;
    let monthly = indicator("akta", Frequency::Month);
    assert!(matches!(save(monthly, 2).await, Err(IndicatorError::Fixed)));
    let other = set_target(&store, "akta", "2026-Q1", None).await;
    assert!(matches!(other, Err(IndicatorError::Unknown)));
}

async fn a_realisation_needs_two_people(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    enter(&store, "akta", "2026-10", given("88,50"), None)
        .await
        .expect("entered");
    let both = Person {
        id: AccountId(Uuid::from_u128(1)),
        ..person(1, Role::Head)
    };
    let both = both.permit(Right::ConfirmRealisations, &slug("capil"), &register());
    let key = RealisationKey::new(slug("akta"), period("2026-10"));
    let own = store
        .confirm_realisation(&both.expect("a head"), &key, 1, NOW)
        .await;
    assert!(matches!(
        own,
        Err(IndicatorError::Refused(Refused::OwnEntry))
    ));
    confirm(&store, "akta", "2026-10", 1)
        .await
        .expect("confirmed");
    let again = confirm(&store, "akta", "2026-10", 2).await;
    assert!(matches!(
        again,
        Err(IndicatorError::Refused(Refused::Confirmed))
    ));
    let kept = store.indicator(&slug("akta")).await.expect("reads");
    let filing = kept.expect("known").report(period("2026-10")).filing;
    let filing = filing.expect("entered");
    assert_eq!(filing.submission.entry(), &given("88.50"));
    assert_eq!(filing.note, "Catatan");
    assert_eq!(filing.entered_by, AccountId(Uuid::from_u128(1)).to_string());
    assert_eq!(
        filing.confirmed_by,
        Some(AccountId(Uuid::from_u128(2)).to_string())
    );
    let expected = [
        "indikator-disimpan",
        "realisasi-diisi",
        "realisasi-disahkan",
    ];
    assert_eq!(deeds(&store).await, expected);
}

async fn what_is_sent_back_is_entered_anew(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    confirmed(&store, "akta", "2026-10", "5").await;
    let key = RealisationKey::new(slug("akta"), period("2026-10"));
    store
        .return_realisation(&head(), &key, 2, "Satuannya salah", NOW)
        .await
        .expect("sent back");
    let kept = store.indicator(&slug("akta")).await.expect("reads");
    let filing = kept.expect("known").report(period("2026-10")).filing;
    assert_eq!(filing.expect("entered").returned_for, "Satuannya salah");
    assert!(sealed(&store, "2026-10").await[0].realisation == Realisation::NotProvided);
    enter(&store, "akta", "2026-10", Entry::NotApplicable, Some(3))
        .await
        .expect("entered anew");
    assert_eq!(stage(&store, "akta", "2026-10").await, Some(Stage::Entered));
}

async fn two_people_do_not_overwrite_each_other(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    enter(&store, "akta", "2026-10", given("1"), None)
        .await
        .expect("entered");
    for version in [None, Some(7)] {
        let late = enter(&store, "akta", "2026-10", given("2"), version).await;
        assert!(
            matches!(late, Err(IndicatorError::Conflict(_))),
            "{version:?}"
        );
    }
    enter(&store, "akta", "2026-10", given("2"), Some(1))
        .await
        .expect("entered anew");
    let unseen = confirm(&store, "akta", "2026-10", 1).await;
    assert!(matches!(unseen, Err(IndicatorError::Conflict(_))));
    let nothing = confirm(&store, "akta", "2026-09", 1).await;
    assert!(matches!(nothing, Err(IndicatorError::Unknown)));
}

async fn a_file_is_taken_whole_or_not_at_all(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    let enter = |name: &str, version| IndicatorChange::Enter {
        key: RealisationKey::new(slug(name), period("2026-10")),
        entry: given("5"),
        note: String::new(),
        version,
    };
    let save = IndicatorChange::Save {
        indicator: indicator("kia", Frequency::Month),
        validity: Validity::default(),
        version: None,
    };
    let under_permit = |changes: Vec<IndicatorChange>| {
        let permit = operator();
        let changes = changes.into_iter();
        let changes = changes.map(|change| Permitted::new(&permit, change));
        changes.collect::<Vec<_>>()
    };
    let changes = under_permit(vec![
        save.clone(),
        enter("kia", None),
        enter("akta", Some(1)),
    ]);
    let refused = store.change_indicators(&changes, NOW).await;
    assert!(matches!(refused, Err(IndicatorError::Conflict(_))));
    assert_eq!(store.indicator(&slug("kia")).await.expect("reads"), None);
    let changes = under_permit(vec![save, enter("kia", None), enter("akta", None)]);
    store.change_indicators(&changes, NOW).await.expect("taken");
    assert_eq!(stage(&store, "kia", "2026-10").await, Some(Stage::Entered));
    assert_eq!(deeds(&store).await.len(), 4);
}

async fn lists_read_the_periods_of_a_month(store: TestStore) {
    define(&store, "b-akta", Frequency::Month).await;
    define(&store, "a-kia", Frequency::Year).await;
    promise(&store, "a-kia", "2026", "80").await;
    promise(&store, "a-kia", "2025", "70").await;
    confirmed(&store, "b-akta", "2026-09", "5").await;
    promise(&store, "b-akta", "2026-08", "6").await;
    enter(&store, "b-akta", "2026-08", given("5"), None)
        .await
        .expect("entered");
    let read = |periods| {
        let store = store.store.clone();
        async move {
            let units = [slug("capil")].into();
            let kept = store.indicators(&units, periods).await.expect("reads");
            kept.iter()
                .map(|kept| kept.periods.keys().map(ToString::to_string).collect())
                .collect::<Vec<Vec<String>>>()
        }
    };
    let month = "2026-09".parse().expect("a month");
    assert_eq!(
        read(Periods::Containing(month)).await,
        [vec!["2026"], vec!["2026-09"]]
    );
    assert_eq!(
        read(Periods::All).await,
        [vec!["2025", "2026"], vec!["2026-08", "2026-09"]]
    );
    assert_eq!(read(Periods::ToConfirm).await, [vec![], vec!["2026-08"]]);
    let none = store.indicators(&[slug("baru")].into(), Periods::All).await;
    assert_eq!(none.expect("reads"), vec![]);
    let slugs = store.indicator_slugs().await.expect("reads");
    assert_eq!(slugs, [slug("a-kia"), slug("b-akta")].into());
    let units = [slug("capil")].into();
    let kept = store
        .indicators(&units, Periods::ToConfirm)
        .await
        .expect("reads");
    let report = kept[1].report(period("2026-08"));
    assert_eq!(
        report
            .achievement(Direction::Higher)
            .map(|it| it.to_string()),
        Some("83.33".to_owned()),
        "the target is read with what waits"
    );
}
