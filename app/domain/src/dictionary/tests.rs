use super::*;
use crate::release;

fn field(form: &str, path: &str) -> DataField {
    let form = release::forms().find(|known| known.name == form);
    let fields = form.expect("a form").fields();
    let found = fields.into_iter().find(|field| field.path == path);
    found.expect("a field of the form")
}

#[test]
fn a_field_is_told_with_its_place_its_kind_and_whether_it_may_be_missing() {
    let release = "suara-warga-release-3";
    let previous = field(release, "previous");
    assert_eq!(
        (previous.kind, previous.nullable, previous.optional),
        (Kind::Text, true, false)
    );
    let sum = field(release, "atoms[].elements.*.sum");
    assert_eq!((sum.owner.as_str(), sum.kind), ("AtomElement", Kind::Whole));
    let scores = field(release, "atoms[].elements.*.scores");
    assert_eq!((scores.kind, scores.optional), (Kind::List, true));
    assert_eq!(
        field(release, "atoms[].proof").codes,
        ["verified", "paper", "kiosk", "open"]
    );
    assert_eq!(field(release, "atoms[].elements").codes.len(), 10);
}

#[test]
fn the_fields_of_every_variant_are_told() {
    let correction = "suara-warga-correction-1";
    let state = field(correction, "corrections[].correction.after.state");
    assert_eq!((state.optional, state.codes.len()), (false, 4));
    assert!(field(correction, "corrections[].correction.after.value").optional);
}

#[test]
fn a_document_has_no_other_fields_than_its_form() {
    let forms: Vec<Form> = release::forms().collect();
    for form in &forms {
        let schema: Value = serde_json::from_str(&form.json()).expect("a schema is JSON");
        assert_eq!(schema["additionalProperties"], false, "{}", form.name);
        assert_eq!(schema["title"], form.name);
    }
    let names: Vec<&str> = forms.iter().map(|form| form.name).collect();
    assert_eq!(names.len(), 4, "{names:?}");
}
