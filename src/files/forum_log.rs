//! The log of a forum as CSV: every point that came in, with what became of it.
//! It must not hold the words of what was not published, nor a kind of community, which few may share.

use domain::forum::{Group, Point, Standing};

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

/// The file. A text that a spreadsheet would compute begins with an apostrophe.
pub fn write(points: &[Point], groups: &[Group]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut put = |cells: [String; 8]| {
        writer
            .write_record(cells)
            .expect("memory takes every record");
    };
    put(COLUMNS.map(str::to_owned));
    for point in points {
        let group = groups.iter().find(|group| point.group == Some(group.id));
        let public = point.standing == Standing::Published;
        let (reason, twin) = match point.standing {
            Standing::Rejected(reason) => (reason.code().to_owned(), String::new()),
            Standing::Merged(twin) => (String::new(), twin.to_string()),
            Standing::Waiting | Standing::Published => (String::new(), String::new()),
        };
        put([
            point.number.to_string(),
            point.voice.code().to_owned(),
            point.standing.state().code().to_owned(),
            reason,
            twin,
            harmless(group.map_or("", |group| &group.name)),
            point.supports.to_string(),
            harmless(if public { point.text.as_str() } else { "" }),
        ]);
    }
    let bytes = writer.into_inner().expect("memory takes every record");
    String::from_utf8(bytes).expect("texts stay texts")
}

/// What a spreadsheet would not take for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
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
        let file = write(&points, &[]);
        let lines: Vec<_> = file.lines().collect();
        assert_eq!(lines[1], "1,peserta,terbit,,,,2,'=1+1");
        assert_eq!(lines[2], "2,peserta,ditolak,penghinaan,,,2,");
        assert_eq!(lines[3], "3,peserta,digabung,,1,,2,");
        assert!(!file.contains("rahasia") && !file.contains("media"));
    }
}
