//! What a month's seal takes in of indicators, and corrections of it.

use domain::access::Grant;
use domain::realisation::{CorrectionState, InvalidCorrection, Progress, RealisationKey};
use domain::seal::TwoPeople;

use super::*;
use crate::{Newcomer, ProposalError};

on_both_databases!(
    only_what_is_confirmed_is_sealed,
    a_release_says_what_is_missing_and_what_is_not_due,
    a_late_realisation_is_sealed_with_a_later_month,
    sealed_realisations_change_by_correction_only,
    a_correction_goes_out_with_its_proposal_or_comes_back,
    a_confirmed_realisation_keeps_its_target,
);

async fn only_what_is_confirmed_is_sealed(store: TestStore) {
    define(&store, "b-akta", Frequency::Month).await;
    define(&store, "a-kia", Frequency::Quarter).await;
    promise(&store, "b-akta", "2026-09", "80").await;
    confirmed(&store, "b-akta", "2026-09", "88,50").await;
    enter(&store, "a-kia", "2026-Q3", given("7"), None)
        .await
        .expect("entered");
    let missing = store.missing_realisations("2026-09".parse().expect("a month"));
    let missing = missing.await.expect("reads");
    let told: Vec<_> = missing
        .iter()
        .map(|missing| (missing.indicator.as_str(), missing.progress))
        .collect();
    assert_eq!(told, [("a-kia", Progress::ToConfirm)]);

    let release = sealed(&store, "2026-09").await;
    let told: Vec<_> = release
        .iter()
        .map(|sealed| (sealed.indicator.slug.as_str(), sealed.realisation.clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("a-kia", Realisation::NotProvided),
            ("b-akta", given("88.50").into())
        ]
    );
    assert_eq!(release[1].indicator, indicator("b-akta", Frequency::Month));
    assert_eq!(
        release[1].target.map(|target| target.low().to_string()),
        Some("80".to_owned())
    );
    assert_eq!(
        stage(&store, "b-akta", "2026-09").await,
        Some(Stage::Sealed)
    );
    assert_eq!(
        stage(&store, "a-kia", "2026-Q3").await,
        Some(Stage::Entered)
    );
    let again = sealed(&store, "2026-09").await;
    assert_eq!(again.len(), 1, "what is sealed is not sealed twice");
    let late = set_target(&store, "b-akta", "2026-09", None).await;
    assert!(matches!(
        late,
        Err(IndicatorError::Refused(Refused::Sealed))
    ));
}

async fn a_release_says_what_is_missing_and_what_is_not_due(store: TestStore) {
    define(&store, "tahunan", Frequency::Year).await;
    define(&store, "tanpa-target", Frequency::Year).await;
    define(&store, "triwulan", Frequency::Quarter).await;
    let mut ended = indicator("berakhir", Frequency::Month);
    ended.slug = slug("berakhir");
    let validity = Validity {
        from: None,
        until: Some(day("2026-08-31")),
    };
    store
        .save_indicator(&operator(), &ended, validity, None, NOW)
        .await
        .expect("stored");
    promise(&store, "tahunan", "2026", "80").await;
    let told: Vec<_> = sealed(&store, "2026-09")
        .await
        .into_iter()
        .map(|sealed| (sealed.indicator.slug.to_string(), sealed.realisation))
        .collect();
    assert_eq!(
        told,
        [
            ("tahunan".to_owned(), Realisation::NotYetDue),
            ("triwulan".to_owned(), Realisation::NotProvided)
        ]
    );
}

async fn a_late_realisation_is_sealed_with_a_later_month(store: TestStore) {
    define(&store, "akta", Frequency::Quarter).await;
    sealed(&store, "2026-09").await;
    confirmed(&store, "akta", "2026-Q3", "40").await;
    confirmed(&store, "akta", "2026-Q4", "50").await;
    let october = sealed(&store, "2026-10").await;
    assert_eq!(october.len(), 1, "the last quarter is not over");
    assert_eq!(october[0].period, period("2026-Q3"));
    assert_eq!(october[0].realisation, given("40").into());
}

async fn sealed_realisations_change_by_correction_only(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    confirmed(&store, "akta", "2026-10", "40").await;
    let place = slug("akta");
    let propose = |after: Entry, reason: &'static str| {
        let key = RealisationKey::new(place.clone(), period("2026-10"));
        let store = store.store.clone();
        async move {
            store
                .propose_correction(&operator(), &key, &after, reason, NOW)
                .await
        }
    };
    let early = propose(given("41"), "Salah ketik").await;
    assert!(matches!(
        early,
        Err(IndicatorError::Refused(Refused::NotSealed))
    ));
    sealed(&store, "2026-10").await;
    let direct = enter(&store, "akta", "2026-10", given("41"), Some(2)).await;
    assert!(matches!(
        direct,
        Err(IndicatorError::Refused(Refused::Sealed))
    ));
    let silent = propose(given("41"), " ").await;
    assert!(matches!(
        silent,
        Err(IndicatorError::Correction(InvalidCorrection::NoReason))
    ));
    propose(given("41"), "Salah ketik").await.expect("proposed");
    let second = propose(given("42"), "Salah lagi").await;
    assert!(matches!(second, Err(IndicatorError::Conflict(_))));

    let waiting = store.proposed_corrections().await.expect("reads");
    assert_eq!(waiting, store.corrections_of(&place).await.expect("reads"));
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].state, CorrectionState::Proposed);
    assert_eq!(waiting[0].correction.unit, slug("capil"));
    assert_eq!(
        waiting[0].correction.correction.before(),
        &given("40").into()
    );
    store
        .execute("UPDATE correction SET state = 'terbit'")
        .await;
    propose(given("40"), "Ternyata benar")
        .await
        .expect("the published correction is what is corrected");
    let deeds = deeds(&store).await;
    let proposed = deeds.iter().filter(|deed| *deed == "koreksi-diusulkan");
    assert_eq!(proposed.count(), 2);
}

async fn a_correction_goes_out_with_its_proposal_or_comes_back(store: TestStore) {
    use CorrectionState::{Proposed, Published, SentBack};

    for name in ["akta", "kia"] {
        define(&store, name, Frequency::Month).await;
        confirmed(&store, name, "2026-10", "40").await;
    }
    let people = TwoPeople::new("Ani", "Budi").expect("two people");
    let october = "2026-10".parse().expect("a month");
    let today = day("2026-11-02");
    let sealed = store
        .seal(october, 10, &people, Moment { now: NOW, today })
        .await;
    sealed.expect("sealed");
    let [one, two] = publishers(&store).await;
    let permit = Permit::console(Right::Seal);
    let correct = async |name: &str, value: &str| {
        let key = RealisationKey::new(slug(name), period("2026-10"));
        store
            .propose_correction(&operator(), &key, &given(value), "Salah ketik", NOW)
            .await
    };
    let states = async |name: &str| -> Vec<CorrectionState> {
        let corrections = store.corrections_of(&slug(name)).await.expect("reads");
        corrections.iter().map(|one| one.state).collect()
    };
    correct("akta", "41").await.expect("proposed");
    let proposal = store.propose_corrections(&permit, one, NOW).await;
    let proposal = proposal.expect("proposed");
    let returned = store.send_proposal_back(&permit, two, proposal, "Periksa lagi", NOW);
    returned.await.expect("sent back");
    let back = store.corrections_of(&slug("akta")).await.expect("reads");
    assert_eq!(back[0].state, CorrectionState::SentBack);
    assert_eq!(back[0].returned_for, "Periksa lagi");
    let nothing = store.propose_corrections(&permit, one, NOW).await;
    assert!(matches!(nothing, Err(ProposalError::NothingWaits)));

    correct("akta", "42").await.expect("amended");
    let proposal = store.propose_corrections(&permit, one, NOW).await;
    let proposal = proposal.expect("proposed");
    correct("kia", "43").await.expect("after the proposal");
    let confirmed = store
        .confirm_proposal(&permit, two, proposal, &[], NOW)
        .await;
    confirmed.expect("confirmed");
    store
        .carry_out(
            proposal,
            Moment {
                now: NOW,
                today: day("2026-11-05"),
            },
            |_| (),
        )
        .await
        .expect("published");
    assert_eq!(states("akta").await, [SentBack, Published]);
    assert_eq!(states("kia").await, [Proposed], "nobody confirmed it");
}

async fn publishers(store: &Store) -> [AccountId; 2] {
    let mut ids = Vec::new();
    for name in ["Ani", "Budi"] {
        let newcomer = Newcomer {
            email: format!("{name}@suara.example").parse().expect("an address"),
            name: name.parse().expect("a name"),
            grants: vec![Grant {
                role: Role::Publisher,
                unit: slug("kota"),
            }],
        };
        let permit = Permit::console(Right::ManagePeople);
        let invited = store.invite_person(&permit, &newcomer, at(NOW)).await;
        ids.push(invited.expect("invited").0);
    }
    [ids[0], ids[1]]
}

async fn a_confirmed_realisation_keeps_its_target(store: TestStore) {
    define(&store, "akta", Frequency::Month).await;
    promise(&store, "akta", "2026-10", "80").await;
    confirmed(&store, "akta", "2026-10", "85").await;
    let lower = Target::at("10".parse().expect("a number"));
    let late = set_target(&store, "akta", "2026-10", Some(lower)).await;
    assert!(matches!(
        late,
        Err(IndicatorError::Refused(Refused::Confirmed))
    ));
}
