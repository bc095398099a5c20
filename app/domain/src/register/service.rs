//! A service with its standard: the six components that citizens read and the eight that are for the desk.
//! It must not know how a service is rated.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::language::Bilingual;
use crate::slug::Slug;
use crate::validity::Validity;

coded! {
    /// The unit in which a service standard counts time.
    TimeUnit {
        /// Minutes.
        Minutes = "menit",
        /// Hours during which the office is open.
        WorkingHours = "jam kerja",
        /// Days on which the office is open.
        WorkingDays = "hari kerja",
        /// Calendar days.
        Days = "hari",
    }
}

coded! {
    /// Where the figures of a published standard come from.
    StandardSource {
        /// The city's own published standard.
        Official = "resmi",
        /// A standard found for another region and adopted as an example.
        OtherRegion = "daerah lain",
        /// A national rule or widely stated value.
        National = "umum",
        /// Made up for the demonstration.
        Invented = "rekaan",
    }
}

/// How long a service takes by its standard, counted from complete and correct documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StandardTime {
    /// The lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// The promised time, or the upper end of a range.
    pub at_most: u32,
    /// The unit of both.
    pub unit: TimeUnit,
    /// The share of cases, in per cent, for which the promise is made; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
}

/// The six components of a service standard that UU 25/2009 has published. Lists separate their items by `|`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// *Persyaratan*, a list.
    pub requirements: Bilingual,
    /// *Sistem, mekanisme, dan prosedur*, a list of steps.
    pub procedure: Bilingual,
    /// *Jangka waktu*.
    pub time: StandardTime,
    /// *Biaya/tarif* in words.
    pub cost: Bilingual,
    /// *Produk pelayanan*.
    pub product: Bilingual,
    /// Where the figures come from. The complaint channel is the same for all: SP4N-LAPOR!.
    pub source: StandardSource,
}

/// The eight components of a service standard that concern how a unit works (*manufacturing*, UU 25/2009, article 21, as
/// PermenPANRB 15/2014 orders them). Each may be empty. They are for the desk only and never published by the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InternalStandard {
    /// *Dasar hukum*.
    pub legal_basis: String,
    /// *Sarana, prasarana, dan/atau fasilitas*.
    pub facilities: String,
    /// *Kompetensi pelaksana*.
    pub competence: String,
    /// *Pengawasan internal*.
    pub supervision: String,
    /// *Jumlah pelaksana*.
    pub staffing: String,
    /// *Jaminan pelayanan*.
    pub guarantee: String,
    /// *Jaminan keamanan dan keselamatan pelayanan*.
    pub safety: String,
    /// *Evaluasi kinerja pelaksana*.
    pub evaluation: String,
}

/// A public service of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name in addresses.
    pub slug: Slug,
    /// The unit that offers it now.
    pub unit: Slug,
    /// The units that offered it before, each until a day, earliest first.
    pub former_units: Vec<(Slug, NaiveDate)>,
    /// The official name.
    pub name: Bilingual,
    /// What people call it.
    pub aliases: Vec<String>,
    /// Whether it costs nothing; the cost question is worded accordingly.
    pub free: bool,
    /// Whether nobody wants to be known as somebody who uses it, as in health or after violence. How its people describe
    /// themselves is never published.
    pub sensitive: bool,
    /// The published components of the standard.
    pub standard: Standard,
    /// The components that are for the desk only.
    pub internal: InternalStandard,
    /// When it is offered.
    pub validity: Validity,
}

impl Service {
    /// The unit that offers the service on a day.
    pub fn unit_on(&self, day: NaiveDate) -> &Slug {
        self.former_units
            .iter()
            .find(|(_, until)| day <= *until)
            .map_or(&self.unit, |(unit, _)| unit)
    }

    /// The service as it was on a day: at the unit that offered it then.
    pub(super) fn on(&self, day: NaiveDate) -> Self {
        let mut then = self.clone();
        then.unit = self.unit_on(day).clone();
        then.former_units.retain(|(_, until)| *until < day);
        then
    }
}
