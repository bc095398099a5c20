//! The tables as SeaORM sees them, and the list of all of them.
//! It must not know rules: the modules beside it turn rows into the types of `domain`.

/// Declares the entity of one table that has no relations of its own.
macro_rules! entity {
    ($(#[$doc:meta])* $name:ident, $table:literal { $($(#[$attr:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $name {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$attr])* pub $field: $type),+ }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

mod dialogue;
mod duty;
mod record;

pub use dialogue::*;
pub use duty::*;
pub use record::*;

entity!(setting, "setting" {
    #[sea_orm(primary_key, auto_increment = false)] key: String,
    value: String,
});

entity!(revision, "revision" {
    #[sea_orm(primary_key, auto_increment = false)] part: String,
    number: i64,
});

entity!(unit, "unit" {
    #[sea_orm(primary_key)] id: i32,
    slug: String,
    name: String,
    name_en: String,
    abbreviation: String,
    aliases: String,
    kind: String,
    parent_id: Option<i32>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    head: String,
    pledge: String,
    pledge_en: String,
    opening: String,
    version: i32,
});

entity!(unit_predecessor, "unit_predecessor" {
    #[sea_orm(primary_key, auto_increment = false)] unit_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] predecessor_id: i32,
});

entity!(service, "service" {
    #[sea_orm(primary_key)] id: i32,
    slug: String,
    unit_id: i32,
    name: String,
    name_en: String,
    aliases: String,
    free: bool,
    sensitive: bool,
    requirements: String,
    requirements_en: String,
    procedure: String,
    procedure_en: String,
    time_at_least: Option<i32>,
    time_at_most: i32,
    time_unit: String,
    time_percent: Option<i32>,
    cost: String,
    cost_en: String,
    product: String,
    product_en: String,
    source: String,
    legal_basis: String,
    facilities: String,
    competence: String,
    supervision: String,
    staffing: String,
    guarantee: String,
    safety: String,
    evaluation: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    version: i32,
});

entity!(unit_former_parent, "unit_former_parent" {
    #[sea_orm(primary_key, auto_increment = false)] unit_id: i32,
    parent_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] until: Date,
});

entity!(service_former_unit, "service_former_unit" {
    #[sea_orm(primary_key, auto_increment = false)] service_id: i32,
    unit_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] until: Date,
});

entity!(counter, "counter" {
    #[sea_orm(primary_key)] id: i32,
    unit_id: i32,
    name: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    version: i32,
});

entity!(
    /// How many codes there were, and how many were used, is kept here once they are gone.
    invitation_batch, "invitation_batch" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    service_id: i32,
    counter_id: Option<i32>,
    week: Date,
    valid_until: Date,
    withdrawn: bool,
    origin: String,
    issued: Option<i64>,
    used: Option<i64>,
    duty: Option<i64>,
});

entity!(invitation, "invitation" {
    #[sea_orm(primary_key, auto_increment = false)] code_hash: Vec<u8>,
    batch_id: Uuid,
    spent: bool,
});

entity!(
    /// A rating in the ballot box, encrypted.
    rating, "rating" {
    #[sea_orm(primary_key, auto_increment = false)] month: String,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    sealed: Vec<u8>,
});

entity!(
    /// A comment in the ballot box, encrypted.
    waiting_comment, "waiting_comment" {
    #[sea_orm(primary_key, auto_increment = false)] month: String,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    sealed: Vec<u8>,
});

entity!(
    /// By which the key of a month is recognised.
    ballot_key, "ballot_key" {
    #[sea_orm(primary_key, auto_increment = false)] month: String,
    fingerprint: String,
    dead: bool,
});

entity!(comment, "comment" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    service_id: i32,
    month: String,
    proof: String,
    text: String,
});

entity!(receipt, "receipt" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    month: String,
});

entity!(paper_import, "paper_import" {
    #[sea_orm(primary_key, auto_increment = false)] digest: String,
    #[sea_orm(primary_key, auto_increment = false)] service_id: i32,
});

entity!(account, "account" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    #[sea_orm(unique)] email: String,
    name: String,
    active: bool,
    password_hash: Option<String>,
    one_time_secret: Option<Vec<u8>>,
    one_time_step: i64,
    version: i32,
    closed_at: Option<i64>,
});

entity!(account_grant, "account_grant" {
    #[sea_orm(primary_key, auto_increment = false)] account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] role: String,
    #[sea_orm(primary_key, auto_increment = false)] unit_id: i32,
    since: i64,
});

entity!(sensitive_change, "sensitive_change" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    account_id: Uuid,
    kind: String,
    roles: String,
    proposed_by: Uuid,
    waits_until: Date,
    agreed: bool,
});

entity!(account_link, "account_link" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    account_id: Option<Uuid>,
    expires_at: i64,
    purpose: String,
});

entity!(recovery_code, "recovery_code" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    account_id: Uuid,
});

entity!(session, "session" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    account_id: Uuid,
    data: String,
    expires_at: i64,
});

entity!(audit_entry, "audit_entry" {
    #[sea_orm(primary_key, auto_increment = false)] number: i64,
    at: i64,
    actor: String,
    role: String,
    deed: String,
    kind: String,
    name: String,
    unit: String,
    reason: String,
    told: String,
    previous: String,
    hash: String,
});

entity!(audit_head, "audit_head" {
    #[sea_orm(primary_key, auto_increment = false)] id: i32,
    number: i64,
    hash: String,
});

entity!(indicator, "indicator" {
    #[sea_orm(primary_key)] id: i32,
    #[sea_orm(unique)] slug: String,
    unit_id: i32,
    name: String,
    name_en: String,
    definition: String,
    definition_en: String,
    measure: String,
    measure_en: String,
    direction: String,
    frequency: String,
    source: String,
    source_en: String,
    owner: String,
    owner_en: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    version: i32,
});

entity!(indicator_target, "indicator_target" {
    #[sea_orm(primary_key, auto_increment = false)] indicator_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] period: String,
    low: String,
    high: String,
});

entity!(
    /// What a unit entered for an indicator and a period; without a value it does not apply.
    realisation, "realisation" {
    #[sea_orm(primary_key, auto_increment = false)] indicator_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] period: String,
    value: Option<String>,
    evidence: Option<String>,
    note: String,
    stage: String,
    entered_by: String,
    confirmed_by: Option<String>,
    returned_for: String,
    version: i32,
});

entity!(correction, "correction" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    indicator_id: i32,
    period: String,
    document: String,
    proposed_by: String,
    proposed_at: i64,
    state: String,
    proposal_id: Option<Uuid>,
    returned_for: String,
});

entity!(
    /// A record as it was in one version.
    record_version, "record_version" {
    #[sea_orm(primary_key, auto_increment = false)] kind: String,
    #[sea_orm(primary_key, auto_increment = false)] key: String,
    #[sea_orm(primary_key, auto_increment = false)] version: i32,
    at: i64,
    actor: String,
    document: String,
});

entity!(holiday, "holiday" {
    #[sea_orm(primary_key, auto_increment = false)] date: Date,
    name: String,
});

entity!(
    /// What was decided about a comment, with the text for the public.
    comment_decision, "comment_decision" {
    #[sea_orm(primary_key, auto_increment = false)] comment_id: Uuid,
    service_id: i32,
    month: String,
    state: String,
    reason: Option<String>,
    public_text: Option<String>,
    decided_by: Option<Uuid>,
    decided_on: Date,
    version: i32,
    release_month: Option<String>,
    pooled: bool,
});

entity!(comment_original, "comment_original" {
    #[sea_orm(primary_key, auto_increment = false)] comment_id: Uuid,
    text: String,
    decided_on: Date,
});

entity!(comment_reply, "comment_reply" {
    #[sea_orm(primary_key, auto_increment = false)] comment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    text: String,
    written_on: Date,
    written_by: Option<Uuid>,
});

entity!(api_key, "api_key" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    unit_id: i32,
    name: String,
    scopes: String,
    #[sea_orm(unique)] hash: Vec<u8>,
    created: Date,
    ended: Option<Date>,
    last_used: Option<Date>,
});

entity!(
    /// A visit without its time of day.
    visit, "visit" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    service_id: i32,
    counter_id: Option<i32>,
    date: Date,
    month: String,
    steps: i64,
    time_at_least: Option<i32>,
    time_at_most: i32,
    time_unit: String,
    time_percent: Option<i32>,
    invited: bool,
    outside_hours: bool,
});

entity!(visit_request, "visit_request" {
    #[sea_orm(primary_key, auto_increment = false)] hash: Vec<u8>,
    digest: Vec<u8>,
    attempt: i32,
    created: Date,
});

entity!(paper_stack, "paper_stack" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    service_id: i32,
    month: String,
    forms: i32,
    first_id: Uuid,
    second_id: Option<Uuid>,
});

entity!(paper_keying, "paper_keying" {
    #[sea_orm(primary_key, auto_increment = false)] stack_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)] copy: String,
    #[sea_orm(primary_key, auto_increment = false)] number: i32,
    form: String,
});

entity!(
    /// At most one row: the last one that proved that the database takes new ones.
    written_proof, "written_proof" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    filler: Vec<u8>,
});

/// Calls a macro with the entity of every table, in any order. What stands here is part of a backup; a test compares it with
/// the schema, so a new table is one word more.
macro_rules! every_table {
    ($with:ident) => {
        $with! {
            setting, revision, unit, unit_predecessor, unit_former_parent, service, service_former_unit, counter,
            invitation_batch, invitation, rating, waiting_comment, ballot_key, comment, receipt, paper_import, release, sealed_rating,
            account, account_grant, account_link, sensitive_change, recovery_code, session, audit_entry, audit_head,
            proposal, exclusion, correction_release, indicator, indicator_target, realisation, correction, commitment, commitment_step, commitment_verdict,
            record_version, holiday, officer, roster_entry, comment_decision, comment_original,
            comment_reply, api_key, visit, visit_request, paper_stack, paper_keying,
            written_proof, release_extract, profile_count, forum, forum_seat, forum_attendance, forum_minutes, forum_amendment, forum_point,
            forum_support, forum_group, commitment_group, duty_set, duty_half, duty_confirmation, waiting_duty, duty_rating
        }
    };
}
pub(crate) use every_table;
