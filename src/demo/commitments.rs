//! The invented commitments of the demonstration: some in each state, and one whose date was moved.
//! They must not pass for real: every page says that the data is an example.

use chrono::Days;
use domain::access::{Permit, Right};
use domain::commitment::{Aim, Commitment, Evidence, Number, Step, Verdict};
use domain::instrument::Element;
use domain::language::Bilingual;
use domain::moment::Moment;
use store::{FormToken, NewCommitment, Store, Voter};

use crate::failure::Failure;

/// An invented commitment, its days counted back from today, or ahead where they are negative.
struct Invented {
    unit: &'static str,
    text: [&'static str; 2],
    post: [&'static str; 2],
    element: Element,
    service: Option<&'static str>,
    made: i64,
    due: i64,
    steps: &'static [InventedStep],
}

struct InventedStep {
    ago: i64,
    what: What,
}

enum What {
    Deferred { due: i64, reason: &'static str },
    Reported(&'static str),
}

const COMMITMENTS: [Invented; 8] = [
    Invented {
        unit: "dpmptsp",
        text: [
            "Menerbitkan izin praktik dokter paling lama tiga hari kerja sejak berkas lengkap",
            "Issue doctors' permits within three working days of a complete application",
        ],
        post: ["Kepala Bidang Perizinan", "Head of the permits division"],
        element: Element::Time,
        service: None,
        made: 320,
        due: 140,
        steps: &[InventedStep {
            ago: 155,
            what: What::Reported("Alur pemeriksaan dipangkas dari lima menjadi tiga meja."),
        }],
    },
    Invented {
        unit: "disdukcapil",
        text: [
            "Membuka loket kedua untuk KTP-el setiap Senin dan Kamis",
            "Open a second counter for identity cards on Mondays and Thursdays",
        ],
        post: [
            "Kepala Bidang Pelayanan Pendaftaran Penduduk",
            "Head of civil registration",
        ],
        element: Element::Time,
        service: Some("ktp-el"),
        made: 300,
        due: 120,
        steps: &[InventedStep {
            ago: 88,
            what: What::Reported("Loket kedua melayani setiap Senin dan Kamis pukul 08.00–14.00."),
        }],
    },
    Invented {
        unit: "disdukcapil",
        text: [
            "Memasang papan biaya Rp0 di setiap loket",
            "Put up a sign at every counter that nothing is charged",
        ],
        post: ["Sekretaris dinas", "Secretary of the department"],
        element: Element::Cost,
        service: None,
        made: 60,
        due: -45,
        steps: &[],
    },
    Invented {
        unit: "puskesmas-mandiangin",
        text: [
            "Menambah kursi tunggu dan kipas angin di ruang pendaftaran",
            "Add chairs and fans to the waiting room",
        ],
        post: ["Kepala Subbagian Tata Usaha", "Head of administration"],
        element: Element::Facilities,
        service: None,
        made: 200,
        due: 50,
        steps: &[],
    },
    Invented {
        unit: "dishub",
        text: [
            "Menjawab setiap pengaduan juru parkir dalam lima hari kerja",
            "Answer every complaint about parking attendants within five working days",
        ],
        post: ["Kepala Bidang Lalu Lintas", "Head of traffic"],
        element: Element::Complaints,
        service: None,
        made: 150,
        due: 40,
        steps: &[InventedStep {
            ago: 55,
            what: What::Deferred {
                due: -30,
                reason: "Petugas penerima pengaduan baru ditetapkan bulan depan.",
            },
        }],
    },
    Invented {
        unit: "disdukcapil",
        text: [
            "Menyamakan daftar syarat di loket dan di laman",
            "Make the lists of papers at the counter and on the website the same",
        ],
        post: ["Sekretaris dinas", "Secretary of the department"],
        element: Element::Requirements,
        service: None,
        made: 300,
        due: 210,
        steps: &[InventedStep {
            ago: 230,
            what: What::Reported("Kedua daftar kini dicetak dari sumber yang sama."),
        }],
    },
    Invented {
        unit: "disdukcapil",
        text: [
            "Memasang layar antrean kedua di ruang tunggu",
            "Put up a second screen with the queue's numbers in the waiting room",
        ],
        post: ["Kepala Subbagian Umum", "Head of general affairs"],
        element: Element::Facilities,
        service: None,
        made: 300,
        due: 90,
        steps: &[],
    },
    Invented {
        unit: "disdukcapil",
        text: [
            "Membuka layanan Sabtu pagi sebagai percobaan selama tiga bulan",
            "Open on Saturday mornings for a trial of three months",
        ],
        post: [
            "Kepala Bidang Pelayanan Pendaftaran Penduduk",
            "Head of civil registration",
        ],
        element: Element::Time,
        service: None,
        made: 5,
        due: -60,
        steps: &[],
    },
];

/// Makes them and takes their steps, each on its day.
pub async fn make(store: &Store, moment: Moment) -> Result<(), Failure> {
    let permit = Permit::console(Right::KeepCommitments);
    for (number, invented) in (1_u32..).zip(&COMMITMENTS) {
        let new = NewCommitment {
            token: FormToken::parse(&format!("{number:032x}"))
                .ok_or("an invented commitment without a token")?,
            commitment: invented.commitment(moment)?,
            made_on: ago(moment, invented.made).today,
            group: None,
        };
        let made = ago(moment, invented.made);
        let number = store.make_commitment(&permit, &new, made.now).await?;
        for (seen, step) in invented.steps.iter().enumerate() {
            let on = ago(moment, step.ago);
            let step = step.what.step(moment);
            store.take_step(&permit, number, seen, step, on).await?;
        }
    }
    judge(store, moment).await
}

/// What invented visitors say of the second one, which was reported long enough ago.
async fn judge(store: &Store, moment: Moment) -> Result<(), Failure> {
    let number = Number::new(2).ok_or("a commitment without a number")?;
    for (visitor, verdict) in (1_u32..).zip(
        std::iter::repeat_n(Verdict::Kept, 23).chain(std::iter::repeat_n(Verdict::NotKept, 14)),
    ) {
        let token = FormToken::parse(&format!("{visitor:032x}"));
        let voter = Voter::Visitor(token.ok_or("an invented visitor without a token")?);
        store
            .judge_commitment(number, &voter, verdict, moment.today)
            .await?;
    }
    Ok(())
}

impl Invented {
    fn commitment(&self, moment: Moment) -> Result<Commitment, Failure> {
        let service = self.service.map(str::parse).transpose()?;
        let [text, post] = [self.text, self.post].map(|[id, en]| Bilingual::new(id, en));
        Ok(Commitment {
            unit: self.unit.parse()?,
            text,
            post,
            due: ago(moment, self.due).today,
            aim: Some(Aim::Element {
                service,
                element: self.element,
            }),
        })
    }
}

impl What {
    fn step(&self, moment: Moment) -> Step {
        match self {
            Self::Deferred { due, reason } => Step::Deferred {
                due: ago(moment, *due).today,
                reason: (*reason).to_owned(),
            },
            Self::Reported(text) => Step::Reported(Evidence {
                text: (*text).to_owned(),
                link: None,
            }),
        }
    }
}

/// So many days before a moment.
fn ago(moment: Moment, days: i64) -> Moment {
    let distance = Days::new(days.unsigned_abs());
    let today = if days < 0 {
        moment.today + distance
    } else {
        moment.today - distance
    };
    let now = moment.now - days * 24 * 3600;
    Moment { now, today }
}
