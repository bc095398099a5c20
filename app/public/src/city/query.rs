//! What the address of the city's page asks for: a period, a kind of unit, an order.
//! It must not know what is shown for it.

use domain::period::Period;
use domain::register::UnitKind;
use ui::components::{AFTER, Start};

/// How the table of units is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// By index, with the rank that each can have.
    Index,
    /// By the number of ratings, most first.
    Respondents,
}

impl Order {
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Index, Self::Respondents];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Name => "nama",
            Self::Index => "indeks",
            Self::Respondents => "jumlah",
        }
    }
}

/// Which units the table shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Those directly below the city.
    #[default]
    First,
    /// Every unit.
    All,
    /// Every unit of one kind.
    Kind(UnitKind),
}

impl Shown {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::First => "utama",
            Self::All => "semua",
            Self::Kind(kind) => kind.code(),
        }
    }
}

/// What the address asks for. Anything that is not understood is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CityQuery {
    /// The period; the latest half-year without one.
    pub period: Option<Period>,
    /// The units.
    pub shown: Shown,
    /// The order.
    pub order: Order,
    /// Where the part of the table begins that is shown.
    pub start: Start,
}

/// How many units the table shows at once.
pub(super) const MOST: usize = 100;

impl CityQuery {
    /// Reads the query part of an address.
    pub fn parse(query: &str) -> Self {
        let mut parsed = Self {
            start: Start::parse(query, MOST),
            ..Self::default()
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "periode" => parsed.period = value.parse().ok(),
                "jenis" => {
                    let kind = UnitKind::from_code(&value).map(Shown::Kind);
                    parsed.shown = kind.unwrap_or(if value == "semua" {
                        Shown::All
                    } else {
                        Shown::First
                    });
                }
                "urut" => {
                    parsed.order = Order::ALL
                        .into_iter()
                        .find(|order| order.key() == value)
                        .unwrap_or_default();
                }
                _ => {}
            }
        }
        parsed
    }

    /// The one address of this choice.
    pub fn path(self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(period) = self.period {
            query.append_pair("periode", &period.to_string());
        }
        if self.shown != Shown::First {
            query.append_pair("jenis", self.shown.key());
        }
        if self.order != Order::Name {
            query.append_pair("urut", self.order.key());
        }
        if self.start != Start::default() {
            query.append_pair(AFTER, &self.start.0.to_string());
        }
        let query = query.finish();
        if query.is_empty() {
            "/".to_owned()
        } else {
            format!("/?{query}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_asked_and_nothing_else() {
        let query = CityQuery::parse("periode=2026-S1&jenis=kelurahan&urut=indeks&x=1&sesudah=100");
        assert_eq!(
            query.path(),
            "/?periode=2026-S1&jenis=kelurahan&urut=indeks&sesudah=100"
        );
        assert_eq!(CityQuery::parse(&query.path()[2..]), query);
        assert_eq!(
            CityQuery::parse("periode=abc&jenis=&urut=%3Cscript%3E&sesudah=x").path(),
            "/"
        );
    }
}
