//! Records of the register as text, field by field: what a form shows, a row of a file holds and the history keeps.
//! It must not know what any field means.

use crate::coded::coded;
use crate::history::Snapshot;

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

const UNIT: &[&str] = &[
    "slug",
    "nama",
    "nama_en",
    "singkatan",
    "sebutan",
    "jenis",
    "induk",
    "berlaku_mulai",
    "berlaku_sampai",
    "pendahulu",
    "kepala",
    "maklumat",
    "maklumat_en",
];

const SERVICE: &[&str] = &[
    "slug",
    "unit",
    "nama",
    "nama_en",
    "sebutan",
    "gratis",
    "persyaratan",
    "persyaratan_en",
    "prosedur",
    "prosedur_en",
    "waktu_min",
    "waktu_maks",
    "waktu_satuan",
    "waktu_persen",
    "biaya",
    "biaya_en",
    "produk",
    "produk_en",
    "sumber",
    "berlaku_mulai",
    "berlaku_sampai",
    "unit_sebelumnya",
    "dasar_hukum",
    "sarana",
    "kompetensi",
    "pengawasan",
    "jumlah_pelaksana",
    "jaminan_pelayanan",
    "jaminan_keamanan",
    "evaluasi",
];

const COUNTER: &[&str] = &["unit", "nama", "berlaku_mulai", "berlaku_sampai"];

impl RecordKind {
    /// The fields of a record in their order, named as the columns of files and the fields of forms.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Unit => UNIT,
            Self::Service => SERVICE,
            Self::Counter => COUNTER,
        }
    }

    /// How many of the fields a file must have; those after them came later and may be missing.
    pub const fn required(self) -> usize {
        match self {
            Self::Unit => 10,
            Self::Service => 19,
            Self::Counter => 2,
        }
    }
}

/// The fields of a record, each possibly empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    kind: RecordKind,
    /// In the order of the kind's fields.
    values: Vec<String>,
}

impl Fields {
    /// The fields of a record of which nothing is known.
    pub fn empty(kind: RecordKind) -> Self {
        Self {
            kind,
            values: vec![String::new(); kind.fields().len()],
        }
    }

    /// The kind of record.
    pub const fn kind(&self) -> RecordKind {
        self.kind
    }

    fn place(&self, field: &str) -> Option<usize> {
        self.kind.fields().iter().position(|name| *name == field)
    }

    /// The text of a field; empty if the kind has no such field.
    pub fn get(&self, field: &str) -> &str {
        self.place(field).map_or("", |place| &self.values[place])
    }

    /// Sets a field, without white space around the text and with line breaks of one form. A field that the kind does not
    /// have is left out.
    pub fn set(&mut self, field: &str, text: &str) {
        if let Some(place) = self.place(field) {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.trim().clone_into(&mut self.values[place]);
        }
    }

    /// The same record with another text in a field.
    #[must_use]
    pub fn with(mut self, field: &str, text: &str) -> Self {
        self.set(field, text);
        self
    }

    /// Every field with its text, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = self.kind.fields().iter().copied();
        names.zip(self.values.iter().map(String::as_str))
    }

    /// The fields whose texts differ from those of another record of the same kind.
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let pairs = self.iter().zip(other.iter());
        pairs
            .filter(|((_, own), (_, other))| own != other)
            .map(|((field, _), _)| field)
            .collect()
    }

    /// What the history keeps of the record.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.iter())
    }
}
