//! Ratings from paper forms, typed into a spreadsheet and saved as CSV.
//! It must not know the service that they rate, nor which months are sealed.

use chrono::{Datelike, NaiveDate};
use domain::grammar;
use domain::instrument::{Element, Instrument};
use domain::rating::{
    AgeBand, Answers, Comment, Education, Gender, Occupation, Profile, Rating, Score,
};

use super::{Columns, Row, Unreadable, Words, codes, rows};

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

/// The ratings of a file in the order of its rows; no date may be after `today`. A file with only a header holds none.
///
/// # Errors
/// When anything in the file is not as described: every bad cell is then listed and no rating is returned.
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<Vec<Rating>, Unreadable> {
    rows(bytes, Columns::all(&HEADER), |row| rating(row, today))
}

fn rating(row: &mut Row<'_>, today: NaiveDate) -> Option<Rating> {
    let date = row.required(
        "tanggal",
        (
            format_args!(
                "tanggal seperti 2026-10-31, sejak tahun 2000, tidak sesudah hari ini ({today})"
            ),
            format_args!("a date such as 2026-10-31, since 2000, not after today ({today})"),
        ),
        |text| grammar::day(text).filter(|date| date.year() >= 2000 && *date <= today),
    );
    let profile = profile(row);
    let answers = answers(row);
    let most = Comment::MAX_CHARACTERS;
    let comment = row.optional(
        "saran",
        (
            format_args!("paling banyak {most} karakter"),
            format_args!("at most {most} characters"),
        ),
        |text| Comment::parse(text).ok().flatten(),
    );
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
    let ages = Words(AgeBand::ALL.iter().map(|value| value.code()));
    Profile {
        gender: row.optional(
            "jenis_kelamin",
            codes(Gender::ALL.iter().map(|value| value.code())),
            Gender::from_code,
        ),
        age: row.optional(
            "usia",
            (
                format_args!("umur 0 sampai 120 tahun, {ages}"),
                format_args!("an age from 0 to 120 years, {ages}"),
            ),
            |text| {
                let band = || AgeBand::from_code(text);
                grammar::whole_number(text).map_or_else(band, AgeBand::of_age)
            },
        ),
        education: row.optional(
            "pendidikan",
            codes(Education::ALL.iter().map(|value| value.code())),
            Education::from_code,
        ),
        occupation: row.optional(
            "pekerjaan",
            codes(Occupation::ALL.iter().map(|value| value.code())),
            Occupation::from_code,
        ),
        disability: None,
    }
}

fn answers(row: &mut Row<'_>) -> Option<Answers> {
    let scores =
        Element::SKM.map(|element| row.optional(element.key(), codes(1..=4), Score::from_digit));
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
            (
                "1, 2, 3 atau 4 pada sedikitnya satu dari sembilan unsur",
                "1, 2, 3 or 4 for at least one of the nine elements",
            ),
        );
    }
    answers
}

#[cfg(test)]
mod tests;
