use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::access::{AccountId, NotAllowed, Permit, Right, Role};
use crate::audit::{ChangedField, End, Entry, Subject, SubjectKind};
use crate::officer::OfficerId;
use crate::rating::Proof;
use crate::roster::HalfDay;

fn slugs() -> impl Strategy<Value = Slug> {
    "[a-z][a-z0-9]{0,8}".prop_map(|text| text.parse().expect("a slug"))
}

fn months() -> impl Strategy<Value = Month> {
    (2000..2100, 1..=12_u32).prop_map(|(year, month)| Month::new(year, month).expect("a month"))
}

fn days() -> impl Strategy<Value = NaiveDate> + Clone {
    (0..9_000_u64).prop_map(|days| NaiveDate::default() + chrono::Days::new(days))
}

fn roles() -> impl Strategy<Value = Vec<Grant>> {
    let grant = (prop::sample::select(Role::ALL), slugs());
    let grant = grant.prop_map(|(role, unit)| Grant { role, unit });
    prop::collection::vec(grant, 0..4)
}

fn sensitive() -> impl Strategy<Value = SensitiveKind> {
    prop::sample::select(SensitiveKind::ALL)
}

fn states() -> impl Strategy<Value = AccountState> {
    (any::<bool>(), roles()).prop_map(|(active, roles)| AccountState { active, roles })
}

fn both<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Changed<T>> {
    (value.clone(), value).prop_map(|(before, after)| Changed { before, after })
}

fn saved() -> impl Strategy<Value = Saved> {
    let values = prop::option::of(both(".{0,9}"));
    let field = ("[a-z_]{1,9}", values).prop_map(|(field, values)| ChangedField { field, values });
    let fields = prop::collection::vec(field, 0..4);
    prop::option::of(fields).prop_map(|fields| fields.map_or(Saved::Added, Saved::Changed))
}

fn quantities() -> impl Strategy<Value = Quantity> + Clone {
    (0..9_999_u32).prop_map(|number| number.to_string().parse().expect("a quantity"))
}

fn targets() -> impl Strategy<Value = Target> + Clone {
    (quantities(), quantities())
        .prop_map(|(low, high)| Target::range(low, high).unwrap_or_else(|_| Target::at(low)))
}

fn results() -> impl Strategy<Value = Reached> + Clone {
    prop_oneof![
        quantities().prop_map(Reached::Value),
        Just(Reached::NotApplicable)
    ]
}

fn duties() -> impl Strategy<Value = Vec<RosterChange>> {
    let officers = || prop::collection::vec(any::<u128>(), 0..3);
    let half = prop::sample::select(HalfDay::ALL);
    let change = (days(), half, slugs(), ".{1,9}", officers(), officers());
    let change = change.prop_map(|(date, half, unit, counter, before, after)| {
        let [before, after] = [before, after].map(|ids: Vec<u128>| {
            let ids = ids.into_iter().map(uuid::Uuid::from_u128);
            ids.map(OfficerId::from).collect()
        });
        RosterChange {
            date,
            half,
            unit,
            counter,
            before,
            after,
        }
    });
    prop::collection::vec(change, 0..3)
}

fn digests() -> impl Strategy<Value = Digest> {
    any::<u64>().prop_map(|seed| Digest::of(&seed.to_le_bytes()))
}

fn retained<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = BTreeMap<Retained, T>> {
    prop::collection::btree_map(prop::sample::select(Retained::ALL), value, 0..4)
}

/// Any deed of people and of the desk.
fn of_the_desk(kind: DeedKind) -> Option<BoxedStrategy<Deed>> {
    Some(match kind {
        DeedKind::AccountInvited => roles()
            .prop_map(|roles| Deed::AccountInvited { roles })
            .boxed(),
        DeedKind::SensitiveProposed => (sensitive(), roles())
            .prop_map(|(kind, roles)| Deed::SensitiveProposed { kind, roles })
            .boxed(),
        DeedKind::SensitiveAgreed => sensitive()
            .prop_map(|kind| Deed::SensitiveAgreed { kind })
            .boxed(),
        DeedKind::SensitiveRefused => sensitive()
            .prop_map(|kind| Deed::SensitiveRefused { kind })
            .boxed(),
        DeedKind::AccountChanged => (prop::option::of(states()), states())
            .prop_map(|(before, after)| Deed::AccountChanged { before, after })
            .boxed(),
        DeedKind::SettingsChanged => (
            prop::option::of(both(any::<u64>())),
            retained(both(any::<u32>())),
        )
            .prop_map(|(k, retention)| Deed::SettingsChanged { k, retention })
            .boxed(),
        DeedKind::UnitSaved => saved().prop_map(|saved| Deed::UnitSaved { saved }).boxed(),
        DeedKind::ServiceSaved => saved()
            .prop_map(|saved| Deed::ServiceSaved { saved })
            .boxed(),
        DeedKind::CounterSaved => saved()
            .prop_map(|saved| Deed::CounterSaved { saved })
            .boxed(),
        DeedKind::OfficerSaved => saved()
            .prop_map(|saved| Deed::OfficerSaved { saved })
            .boxed(),
        DeedKind::IndicatorSaved => saved()
            .prop_map(|saved| Deed::IndicatorSaved { saved })
            .boxed(),
        DeedKind::ForumSaved => saved().prop_map(|saved| Deed::ForumSaved { saved }).boxed(),
        DeedKind::CommitmentSaved => saved()
            .prop_map(|saved| Deed::CommitmentSaved { saved })
            .boxed(),
        DeedKind::CommitmentDeferred => both(days())
            .prop_map(|due| Deed::CommitmentDeferred { due })
            .boxed(),
        DeedKind::RosterSaved => duties()
            .prop_map(|changes| Deed::RosterSaved { changes })
            .boxed(),
        DeedKind::DutyCorrected => (any::<u64>(), any::<u64>())
            .prop_map(|(moved, several)| Deed::DutyCorrected { moved, several })
            .boxed(),
        DeedKind::DutyConfirmed => (days(), prop::sample::select(HalfDay::ALL), ".{1,9}")
            .prop_map(|(date, half, counter)| Deed::DutyConfirmed {
                date,
                half,
                counter,
            })
            .boxed(),
        DeedKind::HolidaySaved => both(prop::option::of(".{1,9}"))
            .prop_map(|name| Deed::HolidaySaved { name })
            .boxed(),
        DeedKind::RegisterImported => (any::<u64>(), any::<u64>())
            .prop_map(|(added, changed)| Deed::RegisterImported { added, changed })
            .boxed(),
        _ => return None,
    })
}

/// Any deed that tells what somebody typed.
fn typed(kind: DeedKind) -> Option<BoxedStrategy<Deed>> {
    let typed = |deed: fn(String) -> Deed| Some(".{0,20}".prop_map(deed).boxed());
    match kind {
        DeedKind::KeyMade => typed(|name| Deed::KeyMade { name }),
        DeedKind::InvitationsWithdrawn => typed(|reason| Deed::InvitationsWithdrawn { reason }),
        DeedKind::PaperDiscarded => typed(|reason| Deed::PaperDiscarded { reason }),
        DeedKind::RealisationReturned => typed(|reason| Deed::RealisationReturned { reason }),
        DeedKind::CorrectionProposed => typed(|reason| Deed::CorrectionProposed { reason }),
        DeedKind::OriginalRead => typed(|reason| Deed::OriginalRead { reason }),
        DeedKind::SealSentBack => typed(|reason| Deed::SealSentBack { reason }),
        _ => None,
    }
}

/// Any deed about a point of a forum.
fn of_points(kind: DeedKind) -> Option<BoxedStrategy<Deed>> {
    let numbered = |deed: fn(u32) -> Deed| Some(any::<u32>().prop_map(deed).boxed());
    match kind {
        DeedKind::PointHeard => numbered(|number| Deed::PointHeard { number }),
        DeedKind::PointPublished => numbered(|number| Deed::PointPublished { number }),
        DeedKind::PointReopened => numbered(|number| Deed::PointReopened { number }),
        DeedKind::PointEdited => numbered(|number| Deed::PointEdited { number }),
        DeedKind::PointMarked => Some(
            (any::<u32>(), prop::sample::select(Mark::ALL))
                .prop_map(|(number, mark)| Deed::PointMarked { number, mark })
                .boxed(),
        ),
        DeedKind::SlipsPrinted => Some(
            (any::<u32>(), any::<u32>())
                .prop_map(|(first, last)| Deed::SlipsPrinted { first, last })
                .boxed(),
        ),
        DeedKind::PointUndone => numbered(|number| Deed::PointUndone { number }),
        DeedKind::PointGrouped => numbered(|number| Deed::PointGrouped { number }),
        DeedKind::MinutesProposed => numbered(|number| Deed::MinutesProposed {
            part: number.into(),
        }),
        DeedKind::AmendmentAnswered => numbered(|number| Deed::AmendmentAnswered { number }),
        DeedKind::MinutesSentBack => Some(
            (any::<u32>(), ".{0,20}")
                .prop_map(|(number, reason)| Deed::MinutesSentBack {
                    part: number.into(),
                    reason,
                })
                .boxed(),
        ),
        DeedKind::MinutesPublished => {
            let deed = |(number, digest): (u32, _)| Deed::MinutesPublished {
                part: number.into(),
                digest,
            };
            Some((any::<u32>(), digests()).prop_map(deed).boxed())
        }
        DeedKind::AmendmentWithheld => Some(
            (any::<u32>(), prop::sample::select(WithholdReason::ALL))
                .prop_map(|(number, reason)| Deed::AmendmentWithheld { number, reason })
                .boxed(),
        ),
        DeedKind::AttendanceSaved => Some(
            saved()
                .prop_map(|saved| Deed::AttendanceSaved { saved })
                .boxed(),
        ),
        DeedKind::GroupSaved => Some(saved().prop_map(|saved| Deed::GroupSaved { saved }).boxed()),
        DeedKind::GroupPromised => {
            let numbers = prop::collection::btree_set(1..9999, 0..4);
            let deed = |commitments| Deed::GroupPromised { commitments };
            Some(numbers.prop_map(deed).boxed())
        }
        DeedKind::PointMerged => Some(
            any::<(u32, u32)>()
                .prop_map(|(number, into)| Deed::PointMerged { number, into })
                .boxed(),
        ),
        DeedKind::PointRejected => Some(
            (any::<u32>(), prop::sample::select(WithholdReason::ALL))
                .prop_map(|(number, reason)| Deed::PointRejected { number, reason })
                .boxed(),
        ),
        _ => None,
    }
}

/// Any ratings that are left out.
fn exclusions() -> impl Strategy<Value = Exclusion> {
    let of = (slugs(), prop::option::of(".{1,9}"), days(), ".{0,20}");
    of.prop_map(|(service, counter, day, reason)| Exclusion {
        service,
        counter,
        proof: Proof::Paper,
        from: day,
        to: day,
        reason,
    })
}

/// Any other deed that tells something.
fn of_figures(kind: DeedKind) -> Option<BoxedStrategy<Deed>> {
    Some(match kind {
        DeedKind::InvitationsIssued => (slugs(), any::<u64>())
            .prop_map(|(service, count)| Deed::InvitationsIssued { service, count })
            .boxed(),
        DeedKind::PaperOpened => (slugs(), months())
            .prop_map(|(service, month)| Deed::PaperOpened { service, month })
            .boxed(),
        DeedKind::PaperKeyed => prop::sample::select(Copy::ALL)
            .prop_map(|copy| Deed::PaperKeyed { copy })
            .boxed(),
        DeedKind::PaperDecided => any::<u32>()
            .prop_map(|form| Deed::PaperDecided { form })
            .boxed(),
        DeedKind::PaperSettled => months()
            .prop_map(|month| Deed::PaperSettled { month })
            .boxed(),
        DeedKind::PaperImported => prop::collection::vec(months(), 0..4)
            .prop_map(|months| Deed::PaperImported { months })
            .boxed(),
        DeedKind::TargetSaved => both(prop::option::of(targets()))
            .prop_map(|target| Deed::TargetSaved { target })
            .boxed(),
        DeedKind::RealisationEntered => both(prop::option::of(results()))
            .prop_map(|result| Deed::RealisationEntered { result })
            .boxed(),
        DeedKind::CommentWithheld => prop::sample::select(WithholdReason::ALL)
            .prop_map(|reason| Deed::CommentWithheld { reason })
            .boxed(),
        DeedKind::SealProposed => prop::sample::select(ProposalKind::ALL)
            .prop_map(|proposal| Deed::SealProposed { proposal })
            .boxed(),
        DeedKind::ExclusionAsked => exclusions()
            .prop_map(|exclusion| Deed::ExclusionAsked { exclusion })
            .boxed(),
        DeedKind::ExclusionWithdrawn => exclusions()
            .prop_map(|exclusion| Deed::ExclusionWithdrawn { exclusion })
            .boxed(),
        DeedKind::Sealed => digests().prop_map(|digest| Deed::Sealed { digest }).boxed(),
        DeedKind::Corrected => digests()
            .prop_map(|digest| Deed::Corrected { digest })
            .boxed(),
        DeedKind::Retained => retained(any::<u64>())
            .prop_map(|rows| Deed::Retained { rows })
            .boxed(),
        _ => return None,
    })
}

/// Any deed of a kind. One that is in none of the groups tells nothing more, and is written as its code alone.
fn of_kind(kind: DeedKind) -> BoxedStrategy<Deed> {
    let group = of_the_desk(kind).or_else(|| typed(kind));
    let group = group.or_else(|| of_points(kind));
    group.or_else(|| of_figures(kind)).unwrap_or_else(|| {
        let code = serde_json::Value::String(kind.code().to_owned());
        let deed = serde_json::from_value(code);
        Just(deed.expect("a deed that tells something stands in a group")).boxed()
    })
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop::sample::select(DeedKind::ALL).prop_flat_map(of_kind)
}

fn entry(deed: &Deed) -> Entry {
    let permit = Permit::console(deed.kind().rights()[0]);
    let subject = Subject::new(SubjectKind::Unit, permit.actor().code());
    let entry = Entry::after(End::default(), &permit, 60, deed, subject);
    entry.expect("allowed")
}

#[test]
fn a_deed_of_a_later_version_is_shown_as_it_is_kept() {
    let mut entry = entry(&Deed::SignedIn);
    entry.deed = "nanti".to_owned();
    entry.told = r#"{"nanti":{"x":1}}"#.to_owned();
    assert_eq!(entry.deed(), None);
    assert_eq!(entry.as_kept(), entry.told);
}

#[test]
fn the_form_of_the_json_stays() {
    let deed = Deed::HolidaySaved {
        name: Changed {
            before: None,
            after: Some("Natal".to_owned()),
        },
    };
    let json = r#"{"hari-libur-disimpan":{"name":{"before":null,"after":"Natal"}}}"#;
    assert_eq!(entry(&deed).told, json);
    assert_eq!(entry(&Deed::SignedIn).told, r#""masuk""#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_deed_is_read_back_as_it_was_told(deed in any_deed()) {
        let entry = entry(&deed);
        prop_assert_eq!(entry.deed.as_str(), deed.kind().code());
        prop_assert!(entry.reason.is_empty());
        prop_assert_eq!(entry.deed(), Some(deed));
    }

    #[test]
    fn a_change_of_what_is_told_shows(deed in any_deed(), place in any::<prop::sample::Index>()) {
        let entry = entry(&deed);
        let mut changed = entry.clone();
        let mut letters: Vec<char> = changed.told.chars().collect();
        let place = place.index(letters.len());
        letters[place] = if letters[place] == 'x' { 'y' } else { 'x' };
        changed.told = letters.into_iter().collect();
        prop_assert_ne!(changed.hash(), entry.hash());
        changed.told.clear();
        prop_assert_ne!(changed.hash(), entry.hash());
    }
}

#[test]
fn no_two_deeds_have_one_code() {
    let codes: BTreeSet<_> = DeedKind::CODES.iter().collect();
    assert_eq!(codes.len(), DeedKind::ALL.len());
}

proptest! {
    #[test]
    fn a_deed_is_noted_under_its_right_alone(deed in any_deed(), right in prop::sample::select(Right::ALL)) {
        let permit = Permit::console(right);
        let subject = Subject::new(SubjectKind::Unit, "konsol");
        let noted = Entry::after(End::default(), &permit, 60, &deed, subject);
        prop_assert_eq!(noted.is_ok(), deed.kind().rights().contains(&right));
    }
}

#[test]
fn nobody_does_to_another_account_what_only_its_holder_may() {
    let [own, other] = [1, 2].map(|number| AccountId(uuid::Uuid::from_u128(number)));
    let change = |id| {
        let subject = Subject::new(SubjectKind::Account, id);
        let deed = Deed::PasswordChanged;
        Entry::after(End::default(), &Permit::own(own), 60, &deed, subject)
    };
    assert!(change(own).is_ok());
    assert_eq!(change(other), Err(NotAllowed));
}
