//! The law of every noun: what is exported reads back as it was, whatever its texts hold.

use domain::api_key::{API_KEY, KeyOrder};
use domain::calendar::{HOLIDAY, Holiday};
use domain::commitment::{COMMITMENT, Commitment, StepKind};
use domain::forum::{
    AMENDMENT, ATTENDANCE, AmendmentStanding, Attendance, FORUM, Forum, ForumId, GROUP, Group,
    GroupId,
};
use domain::grammar;
use domain::indicator::{INDICATOR, Indicator};
use domain::invitation::{BatchOrder, INVITATIONS};
use domain::noun::{Field, Kind, Known, Noun};
use domain::nouns::NOUNS;
use domain::officer::{OFFICER, Officer, OfficerId};
use domain::paper::{NewStack, PAPER_STACK};
use domain::realisation::{REPORT, Report};
use domain::register::{Record, RecordKind};
use domain::settings::{SETTINGS, Settings};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::*;

const KNOWN: Known<'static> = Known {
    is_unit: &|slug| slug == "kota",
    is_offered: &|_, _| true,
};

/// Characters over which a file or a spreadsheet could trip.
const TRIPPING: &str = "['=+@-]{0,2}[a-zé0-9 ,;|:\"'=<>&\u{200d}]{0,20}";

/// A text that a field can hold.
fn text_of(field: &'static Field) -> BoxedStrategy<String> {
    let text = match field.kind {
        Kind::Slug { .. } => "[a-z]{5,9}(-[a-z0-9]{1,5})?".boxed(),
        Kind::Line(_) | Kind::CounterName(_) => TRIPPING
            .prop_map(|text| grammar::line(&text, 100).unwrap_or_default())
            .boxed(),
        // An English list needs as many items as the Indonesian one, so there is none.
        Kind::Items(_) if field.key.ends_with("_en") => Just(String::new()).boxed(),
        Kind::Text(_) | Kind::Items(_) => (TRIPPING, "(\r\n|\n|\t)?", TRIPPING)
            .prop_map(|(first, between, last)| {
                grammar::lines(&format!("{first}{between}{last}"), 100).unwrap_or_default()
            })
            .boxed(),
        Kind::Day => (0..73_000_u64)
            .prop_map(|days| {
                let first = grammar::day("1900-01-01").expect("the first day");
                (first + chrono::Days::new(days)).to_string()
            })
            .boxed(),
        Kind::Until(_) => Just("2100-12-31".to_owned()).boxed(),
        Kind::Number { least: 0, .. } => Just("1".to_owned()).boxed(),
        Kind::Number { least, most } => (least..=most).prop_map(|n| n.to_string()).boxed(),
        Kind::Choice(codes) => prop::sample::select(codes).prop_map(str::to_owned).boxed(),
        Kind::YesNo => prop::sample::select(&["ya", "tidak"][..])
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Nip => "19700101[0-9]{10}".boxed(),
        Kind::Unit | Kind::OwnUnit | Kind::Units => Just("kota".to_owned()).boxed(),
        Kind::FormerUnits => Just("kota:2025-12-31".to_owned()).boxed(),
        Kind::Opening => Just("senin-sabtu 08:00-12:00".to_owned()).boxed(),
        Kind::Months(most) => (1..=most).prop_map(|months| months.to_string()).boxed(),
        Kind::Time | Kind::Later(_) => Just("09:00".to_owned()).boxed(),
        Kind::Account => Just("a@suara.example".to_owned()).boxed(),
        Kind::Quantity => "-?[1-9][0-9]{0,4}(,[0-9]{1,2})?".boxed(),
        Kind::Link => Just("https://contoh.example/a,b".to_owned()).boxed(),
        Kind::Period => Just("2026-Q4".to_owned()).boxed(),
        Kind::Indicator => Just("akta".to_owned()).boxed(),
        Kind::Service | Kind::Services | Kind::Counter => Just("ktp".to_owned()).boxed(),
        Kind::Month => Just("2026-10".to_owned()).boxed(),
    };
    if field.may_be_empty() {
        prop_oneof![text, Just(String::new())].boxed()
    } else {
        text.prop_map(|text| {
            if text.is_empty() {
                "x".to_owned()
            } else {
                text
            }
        })
        .boxed()
    }
}

/// A thing of any noun, with everything right about it.
fn thing() -> impl Strategy<Value = Fields> {
    // The steps of a commitment are in no file.
    let is_step = |noun: &Noun| StepKind::ALL.iter().any(|kind| kind.noun() == *noun);
    let nouns = NOUNS.iter().copied().filter(|noun| !is_step(noun));
    prop::sample::select(nouns.collect::<Vec<_>>()).prop_flat_map(|noun| {
        let texts: Vec<_> = noun.fields().iter().map(text_of).collect();
        texts.prop_map(move |texts| {
            let texts = noun.keys().zip(texts);
            let fields = texts.fold(Fields::empty(noun), |all, (key, text)| all.with(key, text));
            // Holidays lie in the years for which there is a calendar.
            match noun {
                HOLIDAY => fields.with("tanggal", "2026-08-17"),
                // A range is in order, and a result stands beside a yes.
                REPORT => fields
                    .with("target_sampai", "")
                    .with("berlaku", "ya")
                    .with("realisasi", "88,5"),
                INVITATIONS => fields.with("berlaku_sampai", "2026-10-12"),
                // What is to be improved is one thing.
                COMMITMENT => fields.with("unsur", "waktu").with("indikator", ""),
                // A line with nothing in it is none.
                ATTENDANCE => fields.with("pengguna", "21"),
                // An answer has words.
                GROUP => fields.with("jawaban", "diterima").with("tanggapan", "Ya"),
                // A forum is held somewhere, and ends after it begins.
                FORUM => fields.with("tempat", "Aula").with("selesai", "10:00"),
                _ => fields,
            }
        })
    })
}

/// The thing as its own type has it, as text again.
fn through_its_type(fields: &Fields) -> Result<Fields, Vec<Fault>> {
    let id = OfficerId::from(Uuid::nil());
    match fields.noun() {
        noun if RecordKind::of(noun).is_some() => {
            Record::read(fields, KNOWN.is_unit).map(|record| record.fields())
        }
        OFFICER => {
            Officer::read(id, fields, KNOWN).map(|officer| officer.fields(fields.get("akun")))
        }
        INDICATOR => {
            Indicator::read(fields, KNOWN).map(|(indicator, validity)| indicator.fields(validity))
        }
        COMMITMENT => Commitment::read(fields, KNOWN).map(|commitment| commitment.fields()),
        ATTENDANCE => {
            let attendance = Attendance::default().read(fields);
            attendance.map(|attendance| attendance.fields())
        }
        AMENDMENT => AmendmentStanding::read(fields).map(|standing| standing.fields()),
        GROUP => {
            let group = Group::new(GroupId(Uuid::nil())).read(fields);
            group.map(|group| group.fields())
        }
        FORUM => Forum::read(ForumId(Uuid::nil()), fields, KNOWN).map(|forum| forum.fields()),
        HOLIDAY => Holiday::read(fields).map(|holiday| holiday.fields()),
        REPORT => Report::read(fields, KNOWN, None).map(|report| report.fields()),
        API_KEY => KeyOrder::read(fields, KNOWN).map(|_| fields.clone()),
        INVITATIONS => {
            let counters: Vec<_> = fields.filled("loket").into_iter().collect();
            let today = "2026-10-12".parse().expect("a date");
            BatchOrder::read(fields, &counters, today).map(|_| fields.clone())
        }
        PAPER_STACK => NewStack::read(fields, KNOWN).map(|_| fields.clone()),
        SETTINGS => Settings::read(fields).map(|settings| settings.fields()),
        noun => panic!("nothing reads {}", noun.code()),
    }
}

proptest! {
    #[test]
    fn what_is_exported_reads_back(thing in thing()) {
        let noun = thing.noun();
        let thing = through_its_type(&thing).expect("everything is right about it");
        prop_assert_eq!(through_its_type(&thing), Ok(thing.clone()));
        let columns = || Columns::of(&[], noun);
        let things = vec![thing.clone(), thing.clone()];
        let file = super::super::things(noun, things.clone());
        let read = rows(file.as_bytes(), columns(), |row| {
            let fields = row.over(Fields::empty(noun));
            row.whole(through_its_type(&fields))
        });
        prop_assert_eq!(read, Ok(things));
    }
}
