//! The invented indicators of the demonstration: five of four units, with what each month's seal takes in of them.
//! It must not pass for real: every source says that the data is an example.

use domain::access::{Permit, Permitted, Right};
use domain::indicator::{Direction, Indicator, Target};
use domain::language::Bilingual;
use domain::period::Month;
use domain::quantity::Quantity;
use domain::realisation::{Entry, IndicatorChange, RealisationKey};
use domain::reporting::{Frequency, ReportingPeriod};
use domain::slug::Slug;
use domain::validity::Validity;
use store::Store;

use crate::failure::Failure;

/// An invented indicator, with numbers in tenths.
struct Invented {
    slug: &'static str,
    unit: &'static str,
    name: [&'static str; 2],
    definition: [&'static str; 2],
    measure: [&'static str; 2],
    direction: Direction,
    frequency: Frequency,
    target: (i32, i32),
    /// The first result, the change from period to period, and how far results stray.
    course: (i32, i32, i32),
}

const INDICATORS: [Invented; 5] = [
    Invented {
        slug: "akta-kelahiran",
        unit: "disdukcapil",
        name: [
            "Cakupan akta kelahiran anak",
            "Children with a birth certificate",
        ],
        definition: [
            "Anak yang memiliki akta kelahiran dibagi semua anak yang terdaftar, kali 100",
            "Children with a birth certificate, divided by all registered children, times 100",
        ],
        measure: ["%", "%"],
        direction: Direction::Higher,
        frequency: Frequency::Quarter,
        target: (950, 950),
        course: (903, 8, 5),
    },
    Invented {
        slug: "hari-kartu-keluarga",
        unit: "disdukcapil",
        name: [
            "Lama penyelesaian kartu keluarga",
            "Time to issue a family card",
        ],
        definition: [
            "Rata-rata hari kerja dari berkas lengkap sampai kartu keluarga terbit",
            "Mean working days from a complete application to the family card",
        ],
        measure: ["hari kerja", "working days"],
        direction: Direction::Lower,
        frequency: Frequency::Month,
        target: (30, 30),
        course: (32, 0, 9),
    },
    Invented {
        slug: "keterisian-tempat-tidur",
        unit: "rsud",
        name: ["Keterisian tempat tidur", "Bed occupancy"],
        definition: [
            "Hari perawatan dibagi hari tempat tidur tersedia, kali 100",
            "Days of care, divided by days of available beds, times 100",
        ],
        measure: ["%", "%"],
        direction: Direction::Range,
        frequency: Frequency::Month,
        target: (600, 850),
        course: (640, 5, 160),
    },
    Invented {
        slug: "izin-tepat-waktu",
        unit: "dpmptsp",
        name: ["Izin yang terbit tepat waktu", "Permits issued on time"],
        definition: [
            "Izin yang terbit dalam waktu standar dibagi semua izin yang terbit, kali 100",
            "Permits issued within the standard time, divided by all permits issued, times 100",
        ],
        measure: ["%", "%"],
        direction: Direction::Higher,
        frequency: Frequency::Quarter,
        target: (900, 900),
        course: (861, 9, 22),
    },
    Invented {
        slug: "temuan-ditindaklanjuti",
        unit: "inspektorat",
        name: ["Temuan yang ditindaklanjuti", "Findings acted upon"],
        definition: [
            "Temuan pemeriksaan yang selesai ditindaklanjuti dibagi semua temuan, kali 100",
            "Audit findings that were fully acted upon, divided by all findings, times 100",
        ],
        measure: ["%", "%"],
        direction: Direction::Higher,
        frequency: Frequency::Year,
        target: (800, 800),
        course: (764, 25, 0),
    },
];

/// The monthly indicator that does not apply in one month, and where that lies from the open one.
const NOT_APPLICABLE: (&str, i32) = ("keterisian-tempat-tidur", -7);

/// The quarterly indicator of which one quarter is not provided, and where a month of it lies from the open one.
const NOT_PROVIDED: (&str, i32) = ("izin-tepat-waktu", -9);

/// The quarterly indicator of which one quarter comes a month late, and where a month of it lies from the open one.
const LATE: (&str, i32) = ("izin-tepat-waktu", -6);

/// The quarterly indicator of which one quarter is corrected, and where a month of it lies from the open one.
const CORRECTED: (&str, i32) = ("akta-kelahiran", -12);

/// Whoever enters.
static OPERATOR: Permit = Permit::console(Right::EnterRealisations);

/// Somebody else, who confirms.
static HEAD: Permit = Permit::server(Right::ConfirmRealisations);

/// Defines the indicators, with targets for every period from `first` to the one that `open` lies in.
pub async fn define(store: &Store, first: Month, open: Month, now: i64) -> Result<(), Failure> {
    let mut changes = Vec::new();
    for invented in &INDICATORS {
        let indicator = invented.indicator()?;
        let slug = indicator.slug.clone();
        let target = Some(invented.target()?);
        changes.push(IndicatorChange::Save {
            indicator,
            validity: Validity::default(),
            version: None,
        });
        let mut periods: Vec<_> = first
            .through(open)
            .map(|month| invented.period(month))
            .collect();
        periods.dedup();
        changes.extend(
            periods
                .into_iter()
                .map(|period| IndicatorChange::SetTarget {
                    key: RealisationKey::new(slug.clone(), period),
                    target,
                    seen: None,
                }),
        );
    }
    let changes: Vec<_> = changes
        .into_iter()
        .map(|change| Permitted::new(&OPERATOR, change))
        .collect();
    Ok(store.change_indicators(&changes, now).await?)
}

/// Reports on the periods whose reports are due for a month's seal, so that it takes them in. What is monthly and ends with
/// the last month before the open one is left for the head to confirm.
pub async fn report(store: &Store, month: Month, open: Month, now: i64) -> Result<(), Failure> {
    for invented in &INDICATORS {
        let Some(period) = invented.reported_with(month, open) else {
            continue;
        };
        let slug: Slug = invented.slug.parse()?;
        let applies = invented.slug != NOT_APPLICABLE.0 || month != open.plus(NOT_APPLICABLE.1);
        let entry = if applies {
            given(invented.result(period))?
        } else {
            Entry::NotApplicable
        };
        let key = RealisationKey::new(slug, period);
        store
            .enter_realisation(&OPERATOR, &key, &entry, "", None, now)
            .await?;
        let waits = invented.frequency == Frequency::Month && month.plus(1) == open;
        if !waits {
            store.confirm_realisation(&HEAD, &key, 1, now).await?;
        }
    }
    Ok(())
}

/// Proposes a correction of what was sealed about a year before the open month.
pub async fn correct(store: &Store, open: Month, now: i64) -> Result<(), Failure> {
    let corrected = INDICATORS
        .iter()
        .find(|invented| invented.slug == CORRECTED.0)
        .ok_or("the corrected indicator is not defined")?;
    let period = corrected.period(open.plus(CORRECTED.1));
    let slug: Slug = corrected.slug.parse()?;
    let after = given(corrected.result(period) - 14)?;
    let reason = "Data contoh: anak yang pindah ke luar kota semula ikut terhitung";
    let key = RealisationKey::new(slug, period);
    let proposed = store.propose_correction(&OPERATOR, &key, &after, reason, now);
    Ok(proposed.await?)
}

impl Invented {
    fn indicator(&self) -> Result<Indicator, Failure> {
        let text = |[id, en]: [&str; 2]| Bilingual::new(id, en);
        Ok(Indicator {
            slug: self.slug.parse()?,
            unit: self.unit.parse()?,
            name: text(self.name),
            definition: text(self.definition),
            measure: text(self.measure),
            direction: self.direction,
            frequency: self.frequency,
            source: Bilingual::new("Data contoh, rekaan", "Example data, invented"),
            owner: Bilingual::new("Kepala bidang (contoh)", "Head of division (example)"),
        })
    }

    fn target(&self) -> Result<Target, Failure> {
        let (low, high) = self.target;
        let upper = (low != high).then(|| tenths(high)).transpose()?;
        Ok(Target::new(tenths(low)?, upper)?)
    }

    fn period(&self, month: Month) -> ReportingPeriod {
        ReportingPeriod::containing(self.frequency, month)
    }

    /// The period on which the unit reports with the seal of a month.
    fn reported_with(&self, month: Month, open: Month) -> Option<ReportingPeriod> {
        let is = |(slug, months): (&str, i32), period| {
            self.slug == slug && period == self.period(open.plus(months))
        };
        let given_with = |period: &ReportingPeriod| {
            let delay = i32::from(is(LATE, *period));
            period.last_month().plus(delay) == month && !is(NOT_PROVIDED, *period)
        };
        [month, month.plus(-1)]
            .map(|month| self.period(month))
            .into_iter()
            .find(given_with)
    }

    /// The result of a period, in tenths: a course with a little to and fro that follows from the period alone.
    fn result(&self, period: ReportingPeriod) -> i32 {
        let (first, change, stray) = self.course;
        let months = self.frequency.months().cast_signed();
        let number = period.first_month().ordinal() / months;
        let since = number.rem_euclid(24 / months);
        let swing = (number * 5).rem_euclid(7) - 3;
        first + change * since + stray * swing / 3
    }
}

fn given(value: i32) -> Result<Entry, Failure> {
    Ok(Entry::Given {
        value: tenths(value)?,
        evidence: "https://contoh.example/bukti".parse().ok(),
    })
}

fn tenths(value: i32) -> Result<Quantity, Failure> {
    Ok(format!("{},{}", value / 10, value % 10).parse()?)
}
