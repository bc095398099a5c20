//! What the scanner marks in a text.
//! It must not know how it is found.

use std::ops::Range;

use crate::coded::coded;

coded! {
    /// What a marked part of a text seems to be.
    FindingKind {
        /// The number of a person, *nomor induk kependudukan*, or of a family, *nomor kartu keluarga*: 16 digits.
        Nik = "nik",
        /// The number of a civil servant, *nomor induk pegawai*: 18 digits.
        Nip = "nip",
        /// A telephone number.
        Phone = "telepon",
        /// An e-mail address, *surel*.
        Email = "surel",
        /// The number of a vehicle, *nomor registrasi kendaraan bermotor*.
        Plate = "pelat",
        /// The name of an officer.
        Officer = "nama-petugas",
        /// A word that is a name or only looks like one.
        PossibleName = "mungkin-nama",
    }
}

impl FindingKind {
    /// Whether it is rarely anything else. A possible name often is.
    pub const fn is_likely(self) -> bool {
        !matches!(self, Self::PossibleName)
    }
}

/// A marked part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it seems to be.
    pub kind: FindingKind,
    /// Its bytes in the text; whole characters, never empty.
    pub range: Range<usize>,
}
