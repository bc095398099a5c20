//! The questionnaires: which elements they ask about and in which official words.
//! It must not know how an answer is stored or drawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A questionnaire. Two instruments are two series of figures and are never mixed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Instrument {
    /// *Survei Kepuasan Masyarakat*: the nine elements of PermenPANRB 14/2017.
    Skm,
    /// One question about the visit as a whole, for kiosks and SMS.
    Overall,
}

impl Instrument {
    /// Every instrument.
    pub const ALL: [Self; 2] = [Self::Skm, Self::Overall];

    /// The stable name used in data: `skm` or `overall`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Skm => "skm",
            Self::Overall => "overall",
        }
    }

    /// The instrument of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|instrument| instrument.key() == key)
    }

    /// The elements asked about, in the order of the regulation.
    pub const fn elements(self) -> &'static [Element] {
        match self {
            Self::Skm => &Element::SKM,
            Self::Overall => &[Element::Overall],
        }
    }

    /// The place of an element among this instrument's elements.
    pub fn position(self, element: Element) -> Option<usize> {
        self.elements().iter().position(|other| *other == element)
    }

    /// The version of the wording in use. A change of wording raises it and starts a new series.
    pub const fn current_wording(self) -> u16 {
        1
    }
}

/// One thing that a questionnaire asks about (*unsur*). Elements are known by name and never by number, because published
/// questionnaires number facilities and complaints in two different orders.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Element {
    /// *Persyaratan*.
    #[serde(rename = "persyaratan")]
    Requirements,
    /// *Sistem, mekanisme, dan prosedur*.
    #[serde(rename = "prosedur")]
    Procedure,
    /// *Waktu penyelesaian*.
    #[serde(rename = "waktu")]
    Time,
    /// *Biaya/tarif*.
    #[serde(rename = "biaya")]
    Cost,
    /// *Produk spesifikasi jenis pelayanan*.
    #[serde(rename = "produk")]
    Product,
    /// *Kompetensi pelaksana*.
    #[serde(rename = "kompetensi")]
    Competence,
    /// *Perilaku pelaksana*.
    #[serde(rename = "perilaku")]
    Behaviour,
    /// *Penanganan pengaduan, saran, dan masukan*.
    #[serde(rename = "pengaduan")]
    Complaints,
    /// *Sarana dan prasarana*.
    #[serde(rename = "sarana")]
    Facilities,
    /// The visit as a whole; the only element of [`Instrument::Overall`].
    #[serde(rename = "keseluruhan")]
    Overall,
}

impl Element {
    /// The stable names of the elements of all instruments.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let instruments = Instrument::ALL.into_iter();
        let elements = instruments.flat_map(Instrument::elements);
        elements.map(|element| element.key())
    }

    /// The nine elements of the SKM in the order of PermenPANRB 14/2017.
    pub const SKM: [Self; 9] = [
        Self::Requirements,
        Self::Procedure,
        Self::Time,
        Self::Cost,
        Self::Product,
        Self::Competence,
        Self::Behaviour,
        Self::Complaints,
        Self::Facilities,
    ];

    /// The stable name used in forms, files, columns and the API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Requirements => "persyaratan",
            Self::Procedure => "prosedur",
            Self::Time => "waktu",
            Self::Cost => "biaya",
            Self::Product => "produk",
            Self::Competence => "kompetensi",
            Self::Behaviour => "perilaku",
            Self::Complaints => "pengaduan",
            Self::Facilities => "sarana",
            Self::Overall => "keseluruhan",
        }
    }

    /// The official name, or its English translation.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Requirements, Language::Indonesian) => "Persyaratan",
            (Self::Requirements, Language::English) => "Requirements",
            (Self::Procedure, Language::Indonesian) => "Sistem, mekanisme, dan prosedur",
            (Self::Procedure, Language::English) => "System and procedure",
            (Self::Time, Language::Indonesian) => "Waktu penyelesaian",
            (Self::Time, Language::English) => "Completion time",
            (Self::Cost, Language::Indonesian) => "Biaya/tarif",
            (Self::Cost, Language::English) => "Cost",
            (Self::Product, Language::Indonesian) => "Produk spesifikasi jenis pelayanan",
            (Self::Product, Language::English) => "Product as specified",
            (Self::Competence, Language::Indonesian) => "Kompetensi pelaksana",
            (Self::Competence, Language::English) => "Staff competence",
            (Self::Behaviour, Language::Indonesian) => "Perilaku pelaksana",
            (Self::Behaviour, Language::English) => "Staff behaviour",
            (Self::Complaints, Language::Indonesian) => "Penanganan pengaduan, saran, dan masukan",
            (Self::Complaints, Language::English) => "Complaint handling",
            (Self::Facilities, Language::Indonesian) => "Sarana dan prasarana",
            (Self::Facilities, Language::English) => "Facilities",
            (Self::Overall, Language::Indonesian) => "Kunjungan secara keseluruhan",
            (Self::Overall, Language::English) => "The visit as a whole",
        }
    }

    /// The question in wording 1: the official text of the SKM questionnaire, or its English translation.
    pub const fn question(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Requirements, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?"
            }
            (Self::Requirements, Language::English) => {
                "How well did the requirements fit the kind of service?"
            }
            (Self::Procedure, Language::Indonesian) => {
                "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?"
            }
            (Self::Procedure, Language::English) => "How easy was the procedure at this office?",
            (Self::Time, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?"
            }
            (Self::Time, Language::English) => "How quickly was the service given?",
            (Self::Cost, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?"
            }
            (Self::Cost, Language::English) => "How reasonable was the cost of the service?",
            (Self::Product, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan dengan hasil yang diberikan?"
            }
            (Self::Product, Language::English) => {
                "How well did the result match what the service standard promises?"
            }
            (Self::Competence, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?"
            }
            (Self::Competence, Language::English) => "How competent were the staff?",
            (Self::Behaviour, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?"
            }
            (Self::Behaviour, Language::English) => "How polite and friendly were the staff?",
            (Self::Complaints, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?"
            }
            (Self::Complaints, Language::English) => "How are complaints from users handled?",
            (Self::Facilities, Language::Indonesian) => {
                "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?"
            }
            (Self::Facilities, Language::English) => "How good are the facilities?",
            (Self::Overall, Language::Indonesian) => {
                "Bagaimana pelayanan yang Anda terima hari ini?"
            }
            (Self::Overall, Language::English) => "How was the service you received today?",
        }
    }

    /// The four options, lowest (1) to highest (4), in the official wording or its English translation.
    /// For cost the highest is "free", as in the official questionnaire.
    pub const fn options(self, language: Language) -> [&'static str; 4] {
        match (self, language) {
            (Self::Requirements | Self::Product, Language::Indonesian) => {
                ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"]
            }
            (Self::Requirements | Self::Product, Language::English) => {
                ["Not suitable", "Less suitable", "Suitable", "Very suitable"]
            }
            (Self::Procedure, Language::Indonesian) => {
                ["Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"]
            }
            (Self::Procedure, Language::English) => ["Not easy", "Less easy", "Easy", "Very easy"],
            (Self::Time, Language::Indonesian) => {
                ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"]
            }
            (Self::Time, Language::English) => ["Not quick", "Less quick", "Quick", "Very quick"],
            (Self::Cost, Language::Indonesian) => {
                ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"]
            }
            (Self::Cost, Language::English) => {
                ["Very expensive", "Fairly expensive", "Cheap", "Free"]
            }
            (Self::Competence, Language::Indonesian) => [
                "Tidak kompeten",
                "Kurang kompeten",
                "Kompeten",
                "Sangat kompeten",
            ],
            (Self::Competence, Language::English) => [
                "Not competent",
                "Less competent",
                "Competent",
                "Very competent",
            ],
            (Self::Behaviour, Language::Indonesian) => [
                "Tidak sopan dan ramah",
                "Kurang sopan dan ramah",
                "Sopan dan ramah",
                "Sangat sopan dan ramah",
            ],
            (Self::Behaviour, Language::English) => [
                "Not polite and friendly",
                "Less polite and friendly",
                "Polite and friendly",
                "Very polite and friendly",
            ],
            (Self::Complaints, Language::Indonesian) => [
                "Tidak ada",
                "Ada tetapi tidak berfungsi",
                "Berfungsi kurang maksimal",
                "Dikelola dengan baik",
            ],
            (Self::Complaints, Language::English) => [
                "There is no handling",
                "It exists but does not work",
                "It works, but not fully",
                "It is well managed",
            ],
            (Self::Facilities, Language::Indonesian) => ["Buruk", "Cukup", "Baik", "Sangat baik"],
            (Self::Facilities, Language::English) => ["Poor", "Fair", "Good", "Very good"],
            (Self::Overall, Language::Indonesian) => {
                ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"]
            }
            (Self::Overall, Language::English) => ["Not good", "Less good", "Good", "Very good"],
        }
    }
}

/// A series of figures that may be joined into one line: an instrument in one wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Series {
    /// The questionnaire.
    pub instrument: Instrument,
    /// The version of its wording, from 1.
    pub wording: u16,
}

impl Series {
    /// The series that ratings given today belong to.
    pub const fn current(instrument: Instrument) -> Self {
        Self {
            instrument,
            wording: instrument.current_wording(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_distinct_names() {
        let keys: std::collections::BTreeSet<_> = Element::SKM.iter().map(|e| e.key()).collect();
        assert_eq!(keys.len(), 9);
    }

    #[test]
    fn cost_runs_from_very_expensive_to_free() {
        assert_eq!(
            Element::Cost.options(Language::Indonesian),
            ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"]
        );
    }

    #[test]
    fn every_option_differs_from_its_neighbours() {
        for element in Element::SKM.into_iter().chain([Element::Overall]) {
            for language in Language::ALL {
                let options: std::collections::BTreeSet<_> =
                    element.options(language).into_iter().collect();
                assert_eq!(options.len(), 4, "{element:?} {language:?}");
            }
        }
    }
}
