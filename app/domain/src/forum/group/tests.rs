use uuid::Uuid;

use super::*;

fn read(kind: &str, words: &str) -> Result<Group, Vec<&'static str>> {
    let fields = Fields::empty(GROUP)
        .with("nama", "Antrean")
        .with("jawaban", kind)
        .with("tanggapan", words);
    let group = Group::new(GroupId(Uuid::nil())).read(&fields);
    group.map_err(|faults| faults.iter().map(|fault| fault.field).collect())
}

#[test]
fn an_answer_has_a_kind_and_words_or_neither() {
    assert_eq!(read("", "").map(|group| group.answer), Ok(None));
    let answer = Answer {
        kind: AnswerKind::Rejected,
        text: "Aturan pusat".to_owned(),
    };
    let rejected = read("tidak-diterima", "Aturan pusat");
    assert_eq!(rejected.map(|group| group.answer), Ok(Some(answer)));
    assert_eq!(read("diterima", ""), Err(vec!["tanggapan"]));
    assert_eq!(read("", "Ya"), Err(vec!["jawaban"]));
    assert_eq!(read("mungkin", "Ya"), Err(vec!["jawaban"]));
}

#[test]
fn a_group_has_a_name_and_keeps_what_its_fields_do_not_tell() {
    let group = Group {
        commitments: Number::new(3).into_iter().collect(),
        version: 4,
        ..read("diterima", "Ya").expect("a group")
    };
    assert_eq!(group.clone().read(&group.fields()), Ok(group.clone()));
    let nameless = group.read(&Fields::empty(GROUP));
    assert!(nameless.is_err());
}
