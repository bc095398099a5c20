//! A province of any size: as many units, services and sealed months as a benchmark asks for, with no rating behind them.
//! It must not be taken for the demonstration's city: it tells no story, and its figures only have the size of real ones.

use std::collections::BTreeMap;

use domain::coverage::{Counted, Coverage, Place};
use domain::digest::Digest;
use domain::instrument::{Element, Instrument, Series};
use domain::language::Bilingual;
use domain::moderation::{CommentCounts, ServiceComments};
use domain::period::{Month, Period};
use domain::profile::{ProfileCounts, SealedProfile, add_profile};
use domain::rating::{AgeBand, Education, Gender, Occupation, Proof};
use domain::record::Sealed;
use domain::register::{
    Counter, InternalStandard, Register, Service, Standard, StandardSource, StandardTime, TimeUnit,
    Unit, UnitKind,
};
use domain::release::{RegisterChanges, Release, Supplement};
use domain::seal::{DEFAULT_K, GroupKey, PendingGroup, seal};
use domain::slug::Slug;
use domain::tally::{EqualMeans, Tally};
use domain::validity::Validity;
use store::Store;

use crate::failure::Failure;

/// How many services a unit offers.
const PER_UNIT: usize = 10;

/// How many units a department has below it.
const PER_DEPARTMENT: usize = 9;

/// Every which service also has comments, and visits counted at its counter.
const WITH_MORE: usize = 3;

/// Fills a fresh database with so many services.
pub async fn found(store: &Store, services: usize) -> Result<(), Failure> {
    store.mark_as_demo().await?;
    store.import_register(&register(services)?).await?;
    Ok(store.mark_demo_as_filled().await?)
}

/// Adds so many sealed months after the last one, or up to `open` if there is none.
pub async fn seal_months(store: &Store, months: i32, open: Month) -> Result<(), Failure> {
    let register = store.register().await?;
    let sealed = store.sealed(&Sealed::default()).await?;
    let last = sealed.releases().next_back();
    let first = last.map_or(open.plus(-months), |last| last.month().plus(1));
    let mut previous = last.map(|last| last.digest());
    let mut profiles = BTreeMap::new();
    let mut changes = RegisterChanges::between(sealed.register().map(AsRef::as_ref), &register);
    for month in first.through(first.plus(months - 1)) {
        let changes = std::mem::take(&mut changes);
        let release = release(&register, month, previous, changes, &mut profiles);
        previous = Some(store.deposit_release(release).await?);
    }
    Ok(())
}

fn register(services: usize) -> Result<Register, Failure> {
    let mut units = vec![unit("provinsi".parse()?, UnitKind::City, None)];
    let mut offered = Vec::new();
    let mut counters = Vec::new();
    let mut department = None;
    for number in 0..services.div_ceil(PER_UNIT) {
        let slug: Slug = format!("unit-{number:04}").parse()?;
        let is_department = number % (PER_DEPARTMENT + 1) == 0;
        if is_department {
            department = Some(slug.clone());
        }
        let (kind, parent) = if is_department {
            (UnitKind::Department, units[0].slug.clone())
        } else {
            let parent = department.clone().unwrap_or_else(|| slug.clone());
            (UnitKind::HealthCentre, parent)
        };
        units.push(unit(slug.clone(), kind, Some(parent)));
        counters.push(Counter {
            unit: slug.clone(),
            name: "Loket 1".to_owned(),
            validity: Validity::default(),
        });
        for place in number * PER_UNIT..services.min((number + 1) * PER_UNIT) {
            offered.push(service(
                format!("layanan-{place:05}").parse()?,
                slug.clone(),
            ));
        }
    }
    Ok(Register::new(units, offered, counters)?)
}

fn unit(slug: Slug, kind: UnitKind, parent: Option<Slug>) -> Unit {
    Unit {
        name: Bilingual::new(
            format!("Dinas rekaan {slug} untuk uji beban"),
            format!("Invented department {slug} for load tests"),
        ),
        abbreviation: slug.as_str().to_uppercase(),
        aliases: vec![],
        kind,
        parent,
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: String::new(),
        pledge: Bilingual::default(),
        slug,
    }
}

fn service(slug: Slug, unit: Slug) -> Service {
    let steps = "Datang ke loket dengan berkas lengkap|Petugas memeriksa berkas|Ambil hasil";
    Service {
        name: Bilingual::new(
            format!("Penerbitan surat keterangan {slug}"),
            format!("Issue of the certificate {slug}"),
        ),
        unit,
        former_units: vec![],
        aliases: vec![format!("surat {slug}")],
        free: true,
        sensitive: false,
        standard: Standard {
            requirements: Bilingual::new("Kartu keluarga|KTP asli|Surat pengantar", ""),
            procedure: Bilingual::new(steps, ""),
            time: StandardTime {
                at_least: None,
                at_most: 15,
                unit: TimeUnit::Minutes,
                percent: Some(90),
            },
            cost: Bilingual::new("Gratis", "Free"),
            product: Bilingual::new("Surat keterangan", "Certificate"),
            source: StandardSource::Invented,
        },
        internal: InternalStandard::default(),
        validity: Validity::default(),
        slug,
    }
}

/// A month in which every service has ratings enough to stand for itself; `profiles` are those of its semester so far.
fn release(
    register: &Register,
    month: Month,
    previous: Option<Digest>,
    changes: RegisterChanges,
    profiles: &mut BTreeMap<Slug, ProfileCounts>,
) -> Release {
    let groups = register.services().enumerate();
    let groups = groups.map(|(place, service)| group(service, month, place));
    let sealed = seal(month, DEFAULT_K, previous, groups.collect());
    for (unit, counts) in &sealed.profiles {
        add_profile(profiles.entry(unit.clone()).or_default(), counts);
    }
    let semester = Period::semester_of(month);
    let whole = if month == semester.last_month() {
        std::mem::take(profiles)
    } else {
        BTreeMap::new()
    };
    let whole = whole.into_iter();
    let whole = whole
        .filter_map(|(unit, counts)| SealedProfile::disclosed(unit, semester, &counts, DEFAULT_K));
    let release = sealed.release;
    let more = || register.services().step_by(WITH_MORE);
    let comments = more().map(|service| ServiceComments {
        unit: service.unit.clone(),
        service: Some(service.slug.clone()),
        counts: CommentCounts::new(3, [], 1).told(DEFAULT_K),
    });
    let coverage = more().filter_map(|service| {
        let place = Place {
            service: service.slug.clone(),
            counter: Some("Loket 1".to_owned()),
        };
        let counted = Counted {
            visits: 240,
            offered: 240,
            rated: 0,
        };
        Coverage::new(place, counted, DEFAULT_K)
    });
    release.with(Supplement {
        profiles: whole.collect(),
        comments: comments.collect(),
        coverage: coverage.collect(),
        register: changes,
        ..Supplement::default()
    })
}

/// The verified ratings of a service: between 20 and 80 people, better from year to year.
fn group(service: &Service, month: Month, place: usize) -> PendingGroup {
    let ordinal = month.ordinal().unsigned_abs() as usize;
    let people = 20 + (place * 31 + ordinal * 17) % 61;
    let pleased = people * (50 + (place + ordinal / 6) % 40) / 100;
    let unhappy = (people - pleased) / 4;
    let mut tally = Tally::empty(Instrument::Skm);
    for (score, people) in [(4, pleased), (3, people - pleased - unhappy), (2, unhappy)] {
        let mut counts = [[0; 4]; Element::SKM.len()];
        for of_element in &mut counts {
            of_element[score - 1] = people as u64;
        }
        let answered = Element::SKM.len() as u64;
        let means = EqualMeans {
            answered,
            total: answered * score as u64,
            people: people as u64,
        };
        tally.add_group(means, &counts);
    }
    PendingGroup {
        key: GroupKey {
            service: service.slug.clone(),
            series: Series::current(Instrument::Skm),
            proof: Proof::Verified,
        },
        unit: service.unit.clone(),
        since: month,
        latest: month,
        waited: 0,
        tally,
        profile: profile(people as u64),
        sensitive: service.sensitive,
    }
}

/// Every answer of four questions, as the seal of a month counts them.
fn profile(people: u64) -> ProfileCounts {
    let questions: [(&str, Vec<&str>); 4] = [
        (
            "gender",
            Gender::ALL.iter().map(|answer| answer.code()).collect(),
        ),
        (
            "age",
            AgeBand::ALL.iter().map(|answer| answer.code()).collect(),
        ),
        (
            "education",
            Education::ALL.iter().map(|answer| answer.code()).collect(),
        ),
        (
            "occupation",
            Occupation::ALL.iter().map(|answer| answer.code()).collect(),
        ),
    ];
    let counts = questions.into_iter().map(|(question, answers)| {
        let share = people / answers.len() as u64;
        let rest = people - share * (answers.len() as u64 - 1);
        let shares = std::iter::once(rest).chain(std::iter::repeat(share));
        let answers = answers.into_iter().map(str::to_owned).zip(shares);
        (
            question.to_owned(),
            answers.filter(|(_, people)| *people > 0).collect(),
        )
    });
    counts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_province_is_read_back_as_large_as_it_was_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open_file(&folder.path().join("province.db"), folder.path())
            .await
            .expect("opens");
        let open: Month = "2026-11".parse().expect("a month");
        found(&store, 25).await.expect("founded");
        seal_months(&store, 2, open.plus(-1)).await.expect("sealed");
        seal_months(&store, 1, open).await.expect("sealed");
        let sealed = store.sealed(&Sealed::default()).await.expect("reads");
        let atoms = sealed.releases().map(|release| release.atom_count());
        assert_eq!(atoms.collect::<Vec<_>>(), [25, 25, 25]);
        let register = store.register().await.expect("reads");
        assert_eq!(
            (register.units().count(), register.services().count()),
            (4, 25)
        );
        let last = sealed.releases().next_back().expect("a release");
        assert_eq!(last.month(), open.plus(-1));
    }
}
