//! Nothing is written with a permit for something else.

mod sources;
mod units;

use std::fmt::Display;

use domain::access::{AccountId, Grant, NotAllowed, Permitted, Role};
use domain::api_key::Scope;
use domain::audit::Changed;
use domain::calendar::{Holiday, HolidayChange};
use domain::digest::Digest;
use domain::forum::{
    Act, AmendmentStanding, Attendance, MinutesId, MinutesPart, PointDecision, Pulse, SlipNumber,
};
use domain::indicator::{Direction, Indicator, Target};
use domain::moderation::reply::{ReplyText, ReplyVersion};
use domain::moderation::{CommentId, CommentState, Decision, WithholdReason};
use domain::paper::{KeyedForm, NewStack};
use domain::rating::Proof;
use domain::realisation::{Entry, IndicatorChange, RealisationKey};
use domain::register::{Record, RecordKind};
use domain::reporting::Frequency;
use domain::seal::exclusion::Exclusion;
use domain::sensitive::LinkPurpose;
use domain::week::Week;

use super::accounts::invite;
use super::forum_points::{group, heard, sent};
use super::forums::{announced, new_forum};
use super::moderation::published_one;
use super::roster::newcomer;
use super::visits::order;
use super::*;
use crate::{AccountChange, BatchFilter, Frozen, NewMinutes, Newcomer, QueueFilter};

on_both_databases! {
    nothing_is_written_of_people_and_settings_with_another_permit,
    nothing_is_written_of_the_register_and_the_roster_with_another_permit,
    nothing_is_written_for_the_ballot_box_with_another_permit,
    nothing_is_written_of_figures_and_comments_with_another_permit,
    nothing_is_decided_of_releases_and_comments_with_another_permit,
}

const NOW: i64 = 1_792_000_000;

/// A permit for a right that changes nothing.
fn reading() -> Permit {
    Permit::console(Right::ReadAudit)
}

fn assert_refused<T, E: Display>(what: &str, done: Result<T, E>) {
    let refused = done.err().map(|error| error.to_string());
    assert_eq!(refused, Some(NotAllowed.to_string()), "{what}");
}

/// How many rows the tables hold that the refused writes are about.
async fn rows(store: &TestStore) -> Vec<i64> {
    let mut rows = Vec::new();
    for table in [
        "audit_entry",
        "account",
        "account_grant",
        "account_link",
        "holiday",
        "officer",
        "roster_entry",
        "api_key",
        "invitation",
        "rating",
        "paper_stack",
        "paper_keying",
        "indicator",
        "indicator_target",
        "realisation",
        "commitment",
        "commitment_step",
        "comment_decision",
        "forum",
        "forum_point",
        "forum_group",
        "forum_minutes",
        "forum_amendment",
        "commitment_group",
        "proposal",
        "exclusion",
        "record_version",
    ] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        rows.push(store.count(&count).await);
    }
    rows
}

/// A change of an account that waits, proposed by an administrator.
async fn waiting_change(store: &Store, administrator: AccountId) -> uuid::Uuid {
    let (citra, _) = invite(store, "citra", Role::Publisher).await;
    let person = store.person(administrator).await.expect("reads");
    let permit = person.and_then(|person| {
        let register = register();
        person.permit_everywhere(Right::ManagePeople, &register)
    });
    let permit = permit.expect("an administrator");
    let change = AccountChange {
        name: "Citra".parse().expect("a name"),
        active: true,
        grants: vec![
            Grant {
                role: Role::Publisher,
                unit: slug("kota"),
            },
            Grant {
                role: Role::Administrator,
                unit: slug("kota"),
            },
        ],
    };
    let waits = store.change_account(&permit, citra, 1, &change, at(NOW));
    assert!(waits.await.expect("changed"));
    store.sensitive_changes().await.expect("reads")[0].id
}

async fn nothing_is_written_of_people_and_settings_with_another_permit(store: TestStore) {
    let (ani, _) = invite(&store, "ani", Role::Administrator).await;
    let (budi, _) = invite(&store, "budi", Role::Operator).await;
    let before = rows(&store).await;
    let permit = reading();
    let newcomer = Newcomer {
        email: "citra@suara.example".parse().expect("an address"),
        name: "Citra".parse().expect("a name"),
        grants: vec![],
    };
    let done = store.invite_person(&permit, &newcomer, at(NOW)).await;
    assert_refused("invite_person", done);
    let account = store.account(budi).await.expect("reads").expect("known");
    let change = AccountChange {
        name: newcomer.name,
        active: false,
        grants: account.grants.clone(),
    };
    let done = store
        .change_account(&permit, budi, account.version, &change, at(NOW))
        .await;
    assert_refused("change_account", done);
    let done = store
        .make_link(&permit, budi, LinkPurpose::Password, at(NOW))
        .await;
    assert_refused("make_link", done);
    assert_eq!(rows(&store).await, before);
    let waiting = waiting_change(&store, ani).await;
    let before = rows(&store).await;
    let done = store.agree_to_change(&permit, waiting, NOW).await;
    assert_refused("agree_to_change", done);
    let late = Moment {
        now: NOW,
        today: day("2099-01-01"),
    };
    let done = store.make_change(&permit, waiting, late).await;
    assert_refused("make_change", done);
    let done = store.refuse_change(&permit, waiting, NOW).await;
    assert_refused("refuse_change", done);
    for permit in [permit, Permit::own(ani)] {
        let done = store.set_password(&permit, budi, "x".to_owned(), NOW).await;
        assert_refused("set_password", done);
        let done = store.end_sessions(&permit, budi, NOW).await;
        assert_refused("end_sessions", done);
    }
    let permit = reading();
    let settings = store.settings().await.expect("reads");
    let seen = settings.digest();
    let other = domain::settings::Settings {
        k: settings.k + 1,
        ..settings.clone()
    };
    let done = store.change_settings(&permit, &seen, &other, NOW).await;
    assert_refused("change_settings", done);
    let much_later = on(day("2099-01-01"));
    assert_refused("retain", store.retain(&permit, much_later).await);
    let done = store.retain_daily(&permit, much_later).await;
    assert_refused("retain_daily", done);
    let done = store.confirm_clock(&permit, 2 * NOW).await;
    assert_refused("confirm_clock", done);
    assert_eq!(rows(&store).await, before);
    assert_eq!(store.settings().await.expect("reads"), settings);
    assert_eq!(store.account(budi).await.expect("reads"), Some(account));
}

async fn nothing_is_written_of_the_register_and_the_roster_with_another_permit(store: TestStore) {
    let register = store.register().await.expect("reads");
    let permit = reading();
    let after = Holiday {
        day: day("2026-12-25"),
        name: "Natal".to_owned(),
    };
    let new = [HolidayChange {
        before: None,
        after,
    }];
    assert_refused(
        "save_holidays",
        store.save_holidays(&permit, &new, NOW).await,
    );
    let editing = Permit::console(Right::EditUnits);
    let kept = store.save_holidays(&editing, &new, NOW).await;
    kept.expect("saved");
    let done = store.remove_holiday(&permit, day("2026-12-25"), NOW).await;
    assert_refused("remove_holiday", done);
    let before = rows(&store).await;
    let service = Record::Service(service("sim", "capil"));
    let done = store.save_record(&permit, &service, 0, NOW).await;
    assert_refused("save_record", done);
    let done = store
        .import_records(&permit, register.digest(), vec![service], "x", NOW)
        .await;
    assert_refused("import_records", done);
    let officer = newcomer(1, "Ani");
    assert_refused(
        "save_officer",
        store.save_officer(&permit, &officer, NOW).await,
    );
    let many = [Permitted::new(&permit, officer.clone())];
    assert_refused("save_officers", store.save_officers(&many, NOW).await);
    let today = on(day("2026-10-01"));
    let key = order("capil", Scope::CountVisits);
    let done = store.make_api_key(&permit, &key, today).await;
    assert_refused("make_api_key", done);
    assert_eq!(rows(&store).await, before);
    assert_eq!(store.register().await.expect("reads"), register);
    let editing = Permit::console(Right::EditRoster);
    let saved = store.save_officer(&editing, &officer, NOW).await;
    saved.expect("saved");
    let week: Week = "2026-W41".parse().expect("a week");
    let duty = domain::roster::RosterEntry {
        date: week.first_day(),
        half: domain::roster::HalfDay::Morning,
        unit: slug("capil"),
        counter: "Loket 1".to_owned(),
        officer: officer.officer.id,
    };
    let nothing = domain::roster::Roster::default().fingerprint();
    let capil = slug("capil");
    let done = store
        .save_roster(&permit, &capil, week, nothing, &[duty], NOW)
        .await;
    assert_refused("save_roster", done);
    let place = domain::duty::DutyPlace {
        date: week.first_day(),
        half: domain::roster::HalfDay::Morning,
        unit: capil,
        counter: "Loket 1".to_owned(),
    };
    let done = store.confirm_duty(&permit, &place, NOW).await;
    assert_refused("confirm_duty", done);
    assert_eq!(store.count("SELECT COUNT(*) FROM roster_entry").await, 0);
    let key = store.record(RecordKind::Service, "sim").await;
    assert!(key.expect("reads").is_none());
}

async fn nothing_is_written_for_the_ballot_box_with_another_permit(store: TestStore) {
    let issued = store.issue_invitations(&inviting(), &batch(), 2, NOW).await;
    let codes = issued.expect("issued");
    let (ani, _) = invite(&store, "ani", Role::Operator).await;
    let register = store.register().await.expect("reads");
    let person = store.person(ani).await.expect("reads").expect("active");
    let permit_for = |right| {
        let permit = person.permit(right, &slug("capil"), &register);
        permit.expect("an operator")
    };
    let (keying, other) = (permit_for(Right::KeyPaper), permit_for(Right::Reply));
    let new = NewStack {
        service: slug("ktp"),
        month: "2026-10".parse().expect("a month"),
        forms: 2,
    };
    let token = FormToken::random();
    let opened = store.open_stack(&keying, &new, &token, NOW).await;
    let stack = opened.expect("opened");
    let before = rows(&store).await;
    let done = store.issue_invitations(&other, &batch(), 2, NOW).await;
    assert_refused("issue_invitations", done);
    let done = store.withdraw_batch_of(&other, &codes[0], NOW).await;
    assert_refused("withdraw_batch_of", done);
    let filter = BatchFilter {
        units: vec![slug("capil")],
        ..BatchFilter::default()
    };
    let issued = store.invitation_batches(&filter, 1, 1).await;
    let id = issued.expect("reads").remove(0).id;
    let done = store.withdraw_batch(&other, id, "x", NOW).await;
    assert_refused("withdraw_batch", done);
    let digest = Digest::of(b"a file");
    let ratings = vec![rating("2026-10-01", 4)];
    let done = store
        .import_paper(&other, &slug("ktp"), digest, ratings, NOW)
        .await;
    assert_refused("import_paper", done);
    let done = store
        .open_stack(&other, &new, &FormToken::random(), NOW)
        .await;
    assert_refused("open_stack", done);
    let form = KeyedForm::of(&rating("2026-10-07", 4));
    let done = store.key_form(&other, stack, 1, &form, NOW).await;
    assert_refused("key_form", done);
    let done = store.discard_stack(&other, stack, "x", NOW).await;
    assert_refused("discard_stack", done);
    assert_eq!(rows(&store).await, before);
}

/// A comment of a service of `capil` about which nobody decided.
async fn waiting_comment(store: &Store, today: NaiveDate) -> CommentId {
    let filter = QueueFilter {
        services: vec![slug("ktp")],
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let waiting = store.queued_comments(&filter, today, 1).await;
    waiting.expect("reads").remove(0).id
}

fn indicator() -> Indicator {
    let text = |text: &str| Bilingual::new(text, text);
    Indicator {
        slug: slug("akta"),
        unit: slug("capil"),
        name: text("Akta"),
        definition: text("Akta"),
        measure: text("%"),
        direction: Direction::Higher,
        frequency: Frequency::Month,
        source: text("contoh"),
        owner: text("Kepala"),
    }
}

async fn nothing_is_written_of_figures_and_comments_with_another_permit(store: TestStore) {
    store.rate("ktp", "2026-10-01", 1, 4).await;
    let (by, _) = invite(&store, "ani", Role::Publisher).await;
    let entering = Permit::console(Right::EnterRealisations);
    let (indicator, validity) = (indicator(), Validity::default());
    let done = store
        .save_indicator(&reading(), &indicator, validity, None, NOW)
        .await;
    assert_refused("save_indicator", done);
    let saved = store
        .save_indicator(&entering, &indicator, validity, None, NOW)
        .await;
    saved.expect("saved");
    let before = rows(&store).await;
    // The head of a unit confirms and does not enter, and the other way round.
    let confirming = Permit::console(Right::ConfirmRealisations);
    let key = RealisationKey::new(indicator.slug.clone(), "2026-10".parse().expect("a period"));
    let value = "5".parse().expect("a number");
    let target = Changed {
        before: None,
        after: Some(Target::at(value)),
    };
    let done = store.set_target(&confirming, &key, target, NOW).await;
    assert_refused("set_target", done);
    let entry = Entry::NotApplicable;
    let done = store
        .enter_realisation(&confirming, &key, &entry, "", None, NOW)
        .await;
    assert_refused("enter_realisation", done);
    let change = IndicatorChange::Save {
        indicator: indicator.clone(),
        validity,
        version: Some(1),
    };
    let many = [Permitted::new(&confirming, change)];
    let done = store.change_indicators(&many, NOW).await;
    assert_refused("change_indicators", done);
    let today = day("2026-11-05");
    let comment = waiting_comment(&store, today).await;
    let done = store
        .decide_comment(&confirming, comment, 0, &Decision::Publish, on(today))
        .await;
    assert_refused("decide_comment", done);
    let month = "2026-10".parse().expect("a month");
    let done = store.propose_seal(&confirming, by, month, on(today)).await;
    assert_refused("propose_seal", done);
    assert_eq!(rows(&store).await, before);
    let entered = store
        .enter_realisation(&entering, &key, &entry, "", None, NOW)
        .await;
    entered.expect("entered");
    let other = Permit::server(Right::EnterRealisations);
    let done = store.confirm_realisation(&other, &key, 1, NOW).await;
    assert_refused("confirm_realisation", done);
    let done = store.return_realisation(&other, &key, 1, "x", NOW).await;
    assert_refused("return_realisation", done);
}

async fn nothing_is_decided_of_releases_and_comments_with_another_permit(store: TestStore) {
    let comment = published_one(&store).await;
    let now = 0;
    let (one, _) = invite(&store, "satu", Role::Publisher).await;
    let (two, _) = invite(&store, "dua", Role::Publisher).await;
    store.rate("ktp", "2026-11-01", 10, 4).await;
    let (sealing, today) = (Permit::console(Right::Seal), on(day("2026-12-05")));
    let month = "2026-11".parse().expect("a month");
    let proposed = store.propose_seal(&sealing, one, month, today).await;
    let id = proposed.expect("proposed");
    let forum = announced(&store, 2, "2026-12-05").await.forum.id;
    let point = sent(&store, forum, "Loket kurang", day("2026-12-05")).await;
    let before = rows(&store).await;
    let permit = reading();
    let done = store.act_on_forum(&permit, forum, Act::Open, today).await;
    assert_refused("act_on_forum", done);
    let heard = heard(forum, "Antrean lama");
    let done = store.hear_point(&permit, &heard, now).await;
    assert_refused("hear_point", done);
    let done = store
        .decide_point(&permit, forum, point, 1, &PointDecision::Publish, now)
        .await;
    assert_refused("decide_point", done);
    let done = store
        .publish_under(&permit, forum, point, 1, &group(1), now)
        .await;
    assert_refused("publish_under", done);
    let slip = SlipNumber::new(1).expect("a slip");
    let done = store.print_slips(&permit, forum, slip, slip, today).await;
    assert_refused("print_slips", done);
    let done = store
        .save_attendance(&permit, forum, &Attendance::default(), now)
        .await;
    assert_refused("save_attendance", done);
    let new = NewMinutes {
        forum,
        part: MinutesPart::Minutes,
        frozen: Frozen {
            document: "<p>Berita acara</p>".to_owned(),
            log: String::new(),
        },
        pulse: Pulse::default(),
        told: vec![],
    };
    let done = store.propose_minutes(&permit, one, &new, today).await;
    assert_refused("propose_minutes", done);
    let minutes = MinutesId(id);
    let done = store.confirm_minutes(&permit, two, minutes, today).await;
    assert_refused("confirm_minutes", done);
    // Whoever leads the forum does not confirm.
    let leading = Permit::console(Right::RunForums);
    let done = store.confirm_minutes(&leading, two, minutes, today).await;
    assert_refused("confirm_minutes", done);
    let done = store
        .send_minutes_back(&permit, two, minutes, "Belum lengkap", now)
        .await;
    assert_refused("send_minutes_back", done);
    let standing = AmendmentStanding::Withheld(WithholdReason::OffTopic);
    let done = store
        .decide_amendment(&permit, forum, 1, 1, &standing, now)
        .await;
    assert_refused("decide_amendment", done);
    let done = store.save_group(&permit, forum, &group(1), now).await;
    assert_refused("save_group", done);
    let exclusion = Exclusion {
        service: slug("ktp"),
        counter: None,
        proof: Proof::Paper,
        from: day("2026-10-05"),
        to: day("2026-10-05"),
        reason: "Diisi oleh satu orang, sudah diakui.".to_owned(),
    };
    let done = store.ask_exclusion(&permit, one, id, exclusion, now).await;
    assert_refused("ask_exclusion", done);
    let done = store.withdraw_exclusion(&permit, one, id, id, now).await;
    assert_refused("withdraw_exclusion", done);
    let done = store.confirm_proposal(&permit, two, id, &[], now).await;
    assert_refused("confirm_proposal", done);
    let done = store
        .send_proposal_back(&permit, two, id, "Belum lengkap", now)
        .await;
    assert_refused("send_proposal_back", done);
    let done = store.propose_corrections(&permit, one, now).await;
    assert_refused("propose_corrections", done);
    let done = store.read_original(&permit, comment, "x", now).await;
    assert_refused("read_original", done);
    let version = ReplyVersion {
        text: ReplyText::parse("Terima kasih.").expect("a reply"),
        date: day("2026-12-05"),
    };
    let done = store.save_reply(&permit, comment, 0, version, now).await;
    assert_refused("save_reply", done);
    let forum = new_forum(1, "2026-12-05");
    let done = store.save_forum(&permit, &forum, now).await;
    assert_refused("save_forum", done);
    assert_eq!(rows(&store).await, before);
}
