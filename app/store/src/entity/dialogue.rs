//! The tables of forums and commitments as SeaORM sees them.
//! It must not know rules.

entity!(
    /// A dialogue forum, with how often the hall saw something change, how many points came in, and how often moderators noted
    /// something for themselves.
    forum, "forum" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    #[sea_orm(unique)] code: String,
    unit_id: i32,
    title: String,
    title_en: String,
    date: Date,
    begin: String,
    end: String,
    place: String,
    link: String,
    about: String,
    about_en: String,
    agenda: String,
    agenda_en: String,
    services: String,
    release: Option<String>,
    opened_at: Option<i64>,
    closed_at: Option<i64>,
    version: i32,
    changed: i64,
    received: i64,
    noted: i64,
});

entity!(forum_attendance, "forum_attendance" {
    #[sea_orm(primary_key, auto_increment = false)] forum_id: Uuid,
    people: String,
    version: i32,
});

entity!(
    /// Minutes or an addendum, with the document and the log of points that were frozen when they were proposed.
    forum_minutes, "forum_minutes" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    forum_id: Uuid,
    part: i32,
    state: String,
    document: String,
    log: String,
    digest: String,
    pulse: i64,
    proposed_by: Uuid,
    proposed_at: i64,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
    published_on: Option<Date>,
    reason: String,
});

entity!(forum_amendment, "forum_amendment" {
    #[sea_orm(primary_key, auto_increment = false)] forum_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    token: String,
    seat: Vec<u8>,
    text: String,
    answer: Option<String>,
    words: String,
    reason: Option<String>,
    told_in: Option<i32>,
    version: i32,
});

entity!(forum_seat, "forum_seat" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    forum_id: Uuid,
    community: Option<String>,
});

entity!(forum_point, "forum_point" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    forum_id: Uuid,
    number: i32,
    token: String,
    seat: Option<Vec<u8>>,
    voice: String,
    community: Option<String>,
    text: String,
    original: Option<String>,
    state: String,
    reason: Option<String>,
    twin: Option<i32>,
    group_id: Option<Uuid>,
    marks: String,
    before: Option<String>,
    version: i32,
});

entity!(forum_support, "forum_support" {
    #[sea_orm(primary_key, auto_increment = false)] forum_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    #[sea_orm(primary_key, auto_increment = false)] seat: Vec<u8>,
});

entity!(forum_group, "forum_group" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    forum_id: Uuid,
    name: String,
    answer: Option<String>,
    words: String,
    version: i32,
});

entity!(commitment_group, "commitment_group" {
    #[sea_orm(primary_key, auto_increment = false)] commitment_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] group_id: Uuid,
});

entity!(commitment, "commitment" {
    #[sea_orm(primary_key)] id: i32,
    #[sea_orm(unique)] token: String,
    unit_id: i32,
    text: String,
    text_en: String,
    post: String,
    post_en: String,
    element: Option<String>,
    service_id: Option<i32>,
    indicator_id: Option<i32>,
    made_on: Date,
    first_due: Date,
    version: i32,
});

entity!(commitment_step, "commitment_step" {
    #[sea_orm(primary_key, auto_increment = false)] commitment_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    taken_on: Date,
    kind: String,
    due: Option<Date>,
    words: String,
    link: Option<String>,
});

entity!(commitment_verdict, "commitment_verdict" {
    #[sea_orm(primary_key, auto_increment = false)] commitment_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] witness: String,
    #[sea_orm(primary_key, auto_increment = false)] voter: Vec<u8>,
    reported_on: Date,
    verdict: String,
});
