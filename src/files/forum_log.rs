//! The log of a forum as CSV: every point that came in, with what became of it.
//! It must not hold the words of what was not published, nor a kind of community, which few may share.

use domain::forum::{Point, Said, Standing};

use super::table;

/// The columns.
const COLUMNS: [&str; 8] = [
    "nomor",
    "pembawa",
    "keadaan",
    "alasan",
    "sama_dengan",
    "kelompok",
    "dukungan",
    "teks",
];

/// The file.
pub fn write(said: &Said) -> String {
    let rows = said.points.iter().map(|point| row(said, point));
    table(&COLUMNS, rows)
}

fn row(said: &Said, point: &Point) -> [String; 8] {
    let group = said.group_of(point);
    let public = point.standing == Standing::Published;
    let (reason, twin) = match point.standing {
        Standing::Rejected(reason) => (reason.code().to_owned(), String::new()),
        Standing::Merged(twin) => (String::new(), twin.to_string()),
        Standing::Waiting | Standing::Published => (String::new(), String::new()),
    };
    [
        point.number.to_string(),
        point.voice.code().to_owned(),
        point.standing.state().code().to_owned(),
        reason,
        twin,
        group.map(|group| group.name.clone()).unwrap_or_default(),
        point.supports.to_string(),
        if public {
            point.text.to_string()
        } else {
            String::new()
        },
    ]
}

#[cfg(test)]
mod tests {
    use domain::forum::{PointId, PointText, Voice};
    use domain::moderation::WithholdReason;
    use uuid::Uuid;

    use super::*;

    fn point(number: u32, text: &str, standing: Standing) -> Point {
        Point {
            id: PointId(Uuid::nil()),
            number,
            voice: Voice::Participant,
            community: Some(domain::forum::Community::Media),
            text: PointText::parse(text).expect("a point"),
            marks: std::collections::BTreeSet::new(),
            before: None,
            original: None,
            standing,
            group: None,
            supports: 2,
            version: 1,
        }
    }

    #[test]
    fn only_published_words_are_told_and_none_is_computed() {
        let points = [
            point(1, "=1+1", Standing::Published),
            point(2, "rahasia", Standing::Rejected(WithholdReason::Insult)),
            point(3, "sama", Standing::Merged(1)),
        ];
        let said = Said {
            points: points.into(),
            received: 3,
            ..Said::default()
        };
        let file = write(&said);
        let lines: Vec<_> = file.lines().collect();
        assert_eq!(lines[1], "1,peserta,terbit,,,,2,'=1+1");
        assert_eq!(lines[2], "2,peserta,ditolak,penghinaan,,,2,");
        assert_eq!(lines[3], "3,peserta,digabung,,1,,2,");
        assert!(!file.contains("rahasia") && !file.contains("media"));
    }
}
