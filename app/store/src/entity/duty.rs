//! The tables of officers, of who is on duty where, and of what is kept by duty, as SeaORM sees them.
//! It must not know rules.

entity!(officer, "officer" {
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    name: String,
    nip: Option<String>,
    unit_id: i32,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    account_id: Option<Uuid>,
    jabatan: String,
    version: i32,
});

entity!(roster_entry, "roster_entry" {
    #[sea_orm(primary_key, auto_increment = false)] date: Date,
    #[sea_orm(primary_key, auto_increment = false)] half: String,
    counter_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] officer_id: Uuid,
});

entity!(
    /// Whom a number stands for in a week; nobody where nothing tells several sets apart any more.
    duty_set, "duty_set" {
    #[sea_orm(primary_key, auto_increment = false)] number: i64,
    counter_id: i32,
    week: Date,
    officers: String,
});

entity!(
    /// The half-days for whose visits invitations of a number were given out.
    duty_half, "duty_half" {
    #[sea_orm(primary_key, auto_increment = false)] number: i64,
    #[sea_orm(primary_key, auto_increment = false)] date: Date,
    #[sea_orm(primary_key, auto_increment = false)] half: String,
});

entity!(
    /// That somebody confirmed who is on duty.
    duty_confirmation, "duty_confirmation" {
    #[sea_orm(primary_key, auto_increment = false)] date: Date,
    #[sea_orm(primary_key, auto_increment = false)] counter_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] half: String,
});

entity!(
    /// Sealed answers by duty that wait for the end of their quarter, encrypted.
    waiting_duty, "waiting_duty" {
    #[sea_orm(primary_key, auto_increment = false)] month: String,
    #[sea_orm(primary_key, auto_increment = false)] id: Uuid,
    sealed: Vec<u8>,
});

entity!(
    /// How many people gave the same answers after visits with the same duty.
    duty_rating, "duty_rating" {
    #[sea_orm(primary_key, auto_increment = false)] quarter: String,
    #[sea_orm(primary_key, auto_increment = false)] service_id: i32,
    #[sea_orm(primary_key, auto_increment = false)] duty: i64,
    #[sea_orm(primary_key, auto_increment = false)] answers: String,
    people: i64,
});
