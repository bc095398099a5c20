//! The fields of units, services and counters.
//! It must not know what any field means.

use super::{StandardSource, TimeUnit, UnitKind};
use crate::coded::coded;
use crate::noun::{Field, Kind, Noun, RESERVED};

coded! {
    /// What kinds of record the register has.
    RecordKind {
        /// A unit.
        Unit = "unit",
        /// A service.
        Service = "layanan",
        /// A counter.
        Counter = "loket",
    }
}

const SLUG: Kind = Kind::Slug {
    reserved: &[RESERVED],
};

/// A name, at most so many characters.
const NAME: Kind = Kind::Line(200);

/// Any other text.
const TEXT: Kind = Kind::Text(8000);

/// A text that lists items.
const ITEMS: Kind = Kind::Items(8000);

/// The largest number that the databases keep.
const LARGEST: u32 = i32::MAX.cast_unsigned();

const FROM: Field = Field::optional("berlaku_mulai", Kind::Day);
const UNTIL: Field = Field::optional("berlaku_sampai", Kind::Until("berlaku_mulai"));

const UNIT: &[Field] = &[
    Field::required("slug", SLUG),
    Field::required("nama", NAME),
    Field::optional("nama_en", NAME),
    Field::optional("singkatan", NAME),
    Field::optional("sebutan", TEXT),
    Field::required("jenis", Kind::Choice(UnitKind::CODES)),
    // Only the city has none, which is there before anybody writes.
    Field::optional("induk", Kind::Unit).asked(),
    FROM,
    UNTIL,
    Field::optional("pendahulu", Kind::Units),
    Field::optional("kepala", NAME).later(),
    Field::optional("maklumat", TEXT).later(),
    Field::optional("maklumat_en", TEXT).later(),
    Field::optional("induk_sebelumnya", Kind::FormerUnits).later(),
    Field::optional("jam_buka", Kind::Opening).later(),
];

const SERVICE: &[Field] = &[
    Field::required("slug", SLUG),
    Field::required("unit", Kind::Unit),
    Field::required("nama", NAME),
    Field::optional("nama_en", NAME),
    Field::optional("sebutan", TEXT),
    Field::required("gratis", Kind::YesNo),
    Field::required("persyaratan", ITEMS),
    Field::optional("persyaratan_en", ITEMS),
    Field::required("prosedur", ITEMS),
    Field::optional("prosedur_en", ITEMS),
    Field::optional("waktu_min", number(0, LARGEST)),
    Field::required("waktu_maks", number(1, LARGEST)),
    Field::required("waktu_satuan", Kind::Choice(TimeUnit::CODES)),
    Field::optional("waktu_persen", number(1, 100)),
    Field::required("biaya", TEXT),
    Field::optional("biaya_en", TEXT),
    Field::required("produk", TEXT),
    Field::optional("produk_en", TEXT),
    Field::required("sumber", Kind::Choice(StandardSource::CODES)),
    Field::optional("peka", Kind::YesNo).later(),
    FROM.later(),
    UNTIL.later(),
    Field::optional("unit_sebelumnya", Kind::FormerUnits).later(),
    Field::optional("dasar_hukum", TEXT).later(),
    Field::optional("sarana", TEXT).later(),
    Field::optional("kompetensi", TEXT).later(),
    Field::optional("pengawasan", TEXT).later(),
    Field::optional("jumlah_pelaksana", TEXT).later(),
    Field::optional("jaminan_pelayanan", TEXT).later(),
    Field::optional("jaminan_keamanan", TEXT).later(),
    Field::optional("evaluasi", TEXT).later(),
];

const COUNTER: &[Field] = &[
    Field::required("unit", Kind::Unit),
    Field::required("nama", Kind::CounterName(200)),
    FROM.later(),
    UNTIL.later(),
];

const fn number(least: u32, most: u32) -> Kind {
    Kind::Number { least, most }
}

impl RecordKind {
    /// The noun that it is.
    pub const fn noun(self) -> Noun {
        let fields = match self {
            Self::Unit => UNIT,
            Self::Service => SERVICE,
            Self::Counter => COUNTER,
        };
        Noun::new(self.code(), fields)
    }

    /// The kind of record that a noun is; none for one outside the register.
    pub fn of(noun: Noun) -> Option<Self> {
        Self::from_code(noun.code())
    }

    /// The fields of a record in their order.
    pub const fn fields(self) -> &'static [Field] {
        self.noun().fields()
    }
}

impl From<RecordKind> for Noun {
    fn from(kind: RecordKind) -> Self {
        kind.noun()
    }
}
