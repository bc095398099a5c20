//! The tables of the record and of what two people decide before something enters it, as SeaORM sees them.
//! It must not know rules.

entity!(release, "release" {
    #[sea_orm(primary_key, auto_increment = false)] month: String,
    document: String,
    digest: String,
    sealed_by: String,
    sealed_and: String,
    sealed_at: i64,
});

entity!(
    /// What figures are read from a release. A copy of its document in fewer bytes.
    release_extract, "release_extract" {
    #[sea_orm(primary_key, auto_increment = false)] digest: String,
    form: i32,
    bytes: Vec<u8>,
    register: Option<Vec<u8>>,
});

entity!(
    /// How many people gave the same answers, of what a release published.
    sealed_rating, "sealed_rating" {
    #[sea_orm(primary_key, auto_increment = false)] release_month: String,
    #[sea_orm(primary_key, auto_increment = false)] service_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] instrument: String,
    #[sea_orm(primary_key, auto_increment = false)] wording: i16,
    #[sea_orm(primary_key, auto_increment = false)] proof: String,
    #[sea_orm(primary_key, auto_increment = false)] answers: String,
    people: i64,
});

entity!(profile_count, "profile_count" {
    #[sea_orm(primary_key, auto_increment = false)] semester: String,
    #[sea_orm(primary_key, auto_increment = false)] unit_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] question: String,
    #[sea_orm(primary_key, auto_increment = false)] answer: String,
    people: i64,
});

entity!(proposal, "proposal" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    kind: String,
    month: String,
    state: String,
    reason: String,
    proposed_by: Uuid,
    proposed_at: i64,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
    signs: Option<String>,
});

entity!(exclusion, "exclusion" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    proposal_id: Uuid,
    service_id: i32,
    counter: Option<String>,
    proof: String,
    first_day: Date,
    last_day: Date,
    reason: String,
});

entity!(correction_release, "correction_release" {
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    document: String,
    digest: String,
    sealed_by: String,
    sealed_and: String,
    sealed_at: i64,
});
