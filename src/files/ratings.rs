//! Ratings from paper forms, typed into a spreadsheet and saved as CSV.
//! It must not know the service that they rate, nor which months are sealed.

use domain::grammar;
use domain::instrument::{Element, Instrument};
use domain::paper::FormDays;
use domain::rating::{
    AgeBand, Answers, Comment, Education, Gender, Occupation, Profile, Rating, Score,
};
use ui::wanted::Wanted;

use super::{Columns, Row, Unreadable, listed, one_of, rows};

/// The columns of the file, in this order.
pub const HEADER: [&str; 15] = [
    "tanggal",
    "jenis_kelamin",
    "usia",
    "pendidikan",
    "pekerjaan",
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
    "saran",
];

/// The ratings of a file in the order of its rows, each dated on one of `days`. A file with only a header holds none.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no rating is returned.
pub fn read(bytes: &[u8], days: FormDays) -> Result<Vec<Rating>, Unreadable> {
    rows(bytes, Columns::all(&HEADER), |row| rating(row, days))
}

fn rating(row: &mut Row<'_>, days: FormDays) -> Option<Rating> {
    let within = Wanted::new("expected-day-within")
        .with("first", days.first())
        .with("last", days.last());
    let date = row.required("tanggal", within, |text| {
        grammar::day(text).filter(|date| days.includes(*date))
    });
    let profile = profile(row);
    let answers = answers(row);
    let most = Wanted::new("expected-shorter").with_number("most", Comment::MAX_CHARACTERS);
    let comment = row.optional("saran", most, |text| Comment::parse(text).ok().flatten());
    Some(Rating {
        date: date?,
        answers: answers?,
        wording: Instrument::Skm.current_wording(),
        profile,
        comment,
    })
}

/// What the person told of themselves; paper forms do not ask for a disability.
fn profile(row: &mut Row<'_>) -> Profile {
    let ages = listed(AgeBand::ALL.iter().map(|value| value.code()));
    Profile {
        gender: row.optional(
            "jenis_kelamin",
            one_of(Gender::ALL.iter().map(|value| value.code())),
            Gender::from_code,
        ),
        age: row.optional(
            "usia",
            Wanted::new("expected-age").with("codes", ages),
            |text| {
                let band = || AgeBand::from_code(text);
                grammar::whole_number(text).map_or_else(band, AgeBand::of_age)
            },
        ),
        education: row.optional(
            "pendidikan",
            one_of(Education::ALL.iter().map(|value| value.code())),
            Education::from_code,
        ),
        occupation: row.optional(
            "pekerjaan",
            one_of(Occupation::ALL.iter().map(|value| value.code())),
            Occupation::from_code,
        ),
        disability: None,
    }
}

fn answers(row: &mut Row<'_>) -> Option<Answers> {
    let scores =
        Element::SKM.map(|element| row.optional(element.key(), one_of(1..=4), Score::from_digit));
    let answers = Answers::new(Instrument::Skm, |element| {
        Instrument::Skm
            .position(element)
            .and_then(|place| scores[place])
    });
    let all_empty = || {
        let mut cells = Element::SKM.iter().map(|element| row.text(element.key()));
        cells.all(str::is_empty)
    };
    if answers.is_none() && all_empty() {
        row.refuse(
            Element::Requirements.key(),
            Wanted::new("expected-some-score"),
        );
    }
    answers
}

#[cfg(test)]
mod tests;
