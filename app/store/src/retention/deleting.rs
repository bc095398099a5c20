//! What has outlived its time, found by an index and deleted some rows at a time.
//! It must not know when it is asked, nor keep count of what went.

use chrono::{NaiveDate, NaiveTime};
use domain::duty::Quarter;
use domain::indicator::INDICATOR;
use domain::noun::Noun;
use domain::officer::OFFICER;
use domain::period::Month;
use domain::register::RecordKind;
use domain::retention::Retained;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::{
    StoreError, account,
    connection::WriteTransaction,
    duty::forget_duty_sets,
    entity::{
        api_key, comment_original, duty_confirmation, duty_rating, officer, paper_keying,
        paper_stack, record_version, roster_entry, sealed_rating, visit, visit_request,
    },
    history::UNKNOWN_TIME,
    invitation::forget_codes,
    moderation,
};

/// The records whose earlier versions are the public's history.
const PUBLIC_RECORDS: [Noun; 4] = [
    RecordKind::Unit.noun(),
    RecordKind::Service.noun(),
    RecordKind::Counter.noun(),
    INDICATOR,
];

/// What of one kind has outlived its time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlived {
    /// The kind.
    pub kind: Retained,
    /// The last day whose data goes.
    pub until: NaiveDate,
    /// How many rows may go at once.
    pub at_once: u64,
}

/// What one step deleted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Went {
    /// How many rows of the kind, as it is told.
    pub told: u64,
    /// Whether there may be more.
    pub more: bool,
}

impl Outlived {
    /// Deletes some of it.
    pub async fn delete(
        self,
        transaction: &WriteTransaction,
        now: i64,
    ) -> Result<Went, StoreError> {
        let (until, month) = (self.until, Month::of(self.until).to_string());
        let told = match self.kind {
            Retained::PaperForms => return self.delete_paper_forms(transaction, &month).await,
            Retained::Visits => return self.delete_visits(transaction, &month).await,
            // Walked through, because an index would cost every rating.
            Retained::Receipts => 0,
            Retained::SealedRatings => return self.delete_sealed(transaction, &month).await,
            Retained::Invitations => forget_codes(transaction, until, self.at_once).await?,
            Retained::Officers => self.delete_officers(transaction).await?,
            Retained::ClosedAccounts => {
                account::forget(transaction, midnight(until), now, self.at_once).await?
            }
            Retained::Versions => self.delete_replaced(transaction, &PUBLIC_RECORDS).await?,
            Retained::EndedKeys => {
                let ended = api_key::Column::Ended.lte(until);
                self.some_of::<api_key::Entity>(transaction, ended).await?
            }
            Retained::Roster => return self.delete_roster(transaction).await,
            Retained::DutySets => forget_duty_sets(transaction, until, self.at_once).await?,
            Retained::WaitingComments => {
                moderation::lapse(transaction, until, self.at_once).await?
            }
            Retained::OriginalComments => {
                let decided = comment_original::Column::DecidedOn.lte(until);
                self.some_of::<comment_original::Entity>(transaction, decided)
                    .await?
            }
        };
        Ok(Went {
            told,
            more: told > 0,
        })
    }

    /// Duties, and that they were confirmed.
    async fn delete_roster(self, transaction: &WriteTransaction) -> Result<Went, StoreError> {
        let said = duty_confirmation::Column::Date.lte(self.until);
        let confirmed = self
            .some_of::<duty_confirmation::Entity>(transaction, said)
            .await?;
        let served = roster_entry::Column::Date.lte(self.until);
        let told = self
            .some_of::<roster_entry::Entity>(transaction, served)
            .await?;
        Ok(Went {
            told,
            more: confirmed + told > 0,
        })
    }

    /// Sealed answers, and with a quarter what was kept of it by duty.
    async fn delete_sealed(
        self,
        transaction: &WriteTransaction,
        month: &str,
    ) -> Result<Went, StoreError> {
        let quarter = Quarter::of(Month::of(self.until)).to_string();
        let kept = duty_rating::Column::Quarter.lt(quarter);
        let by_duty = self
            .some_of::<duty_rating::Entity>(transaction, kept)
            .await?;
        let released = sealed_rating::Column::ReleaseMonth.lt(month);
        let told = self
            .some_of::<sealed_rating::Entity>(transaction, released)
            .await?;
        Ok(Went {
            told,
            more: by_duty + told > 0,
        })
    }

    /// Deletes some rows of a table that meet a condition.
    async fn some_of<E: EntityTrait>(
        self,
        transaction: &WriteTransaction,
        condition: Expr,
    ) -> Result<u64, DbErr> {
        let key = || E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column);
        let some = Query::select()
            .columns(key())
            .from(E::default())
            .and_where(condition)
            .limit(self.at_once)
            .to_owned();
        let of_some = Expr::tuple(key().map(Expr::col)).in_subquery(some);
        let deleted = E::delete_many().filter(of_some).exec(transaction).await?;
        Ok(deleted.rows_affected)
    }

    /// What was asked with which key matters only as long as a queue system may ask again.
    async fn delete_visits(
        self,
        transaction: &WriteTransaction,
        month: &str,
    ) -> Result<Went, StoreError> {
        let asked = visit_request::Column::Created.lte(self.until);
        let requests = self
            .some_of::<visit_request::Entity>(transaction, asked)
            .await?;
        let served = visit::Column::Month.lt(month);
        let told = self.some_of::<visit::Entity>(transaction, served).await?;
        Ok(Went {
            told,
            more: requests + told > 0,
        })
    }

    /// Forms first, then the stacks that have none left.
    async fn delete_paper_forms(
        self,
        transaction: &WriteTransaction,
        month: &str,
    ) -> Result<Went, StoreError> {
        let outlived = paper_stack::Column::Month.lt(month);
        let stacks = Query::select()
            .column(paper_stack::Column::Id)
            .from(paper_stack::Entity)
            .and_where(outlived.clone())
            .to_owned();
        let of_stacks = paper_keying::Column::StackId.in_subquery(stacks);
        let told = self
            .some_of::<paper_keying::Entity>(transaction, of_stacks)
            .await?;
        let stacks = if told == 0 {
            self.some_of::<paper_stack::Entity>(transaction, outlived)
                .await?
        } else {
            0
        };
        Ok(Went {
            told,
            more: told + stacks > 0,
        })
    }

    /// Deletes officers who left, with their versions, and of the others the versions that were replaced.
    async fn delete_officers(self, transaction: &WriteTransaction) -> Result<u64, StoreError> {
        let duty = Query::select()
            .expr(Expr::val(1))
            .from(roster_entry::Entity)
            .and_where(
                Expr::col((roster_entry::Entity, roster_entry::Column::OfficerId))
                    .equals((officer::Entity, officer::Column::Id)),
            )
            .to_owned();
        let gone: Vec<Uuid> = officer::Entity::find()
            .select_only()
            .column(officer::Column::Id)
            .filter(officer::Column::ValidUntil.lte(self.until))
            .filter(Condition::all().not().add(Expr::exists(duty)))
            .limit(self.at_once)
            .into_tuple()
            .all(transaction)
            .await?;
        let keys: Vec<String> = gone.iter().map(Uuid::to_string).collect();
        record_version::Entity::delete_many()
            .filter(record_version::Column::Kind.eq(OFFICER.code()))
            .filter(record_version::Column::Key.is_in(keys))
            .exec(transaction)
            .await?;
        let officers = gone.len() as u64;
        officer::Entity::delete_many()
            .filter(officer::Column::Id.is_in(gone))
            .exec(transaction)
            .await?;
        let of_officers = [OFFICER];
        Ok(officers + self.delete_replaced(transaction, &of_officers).await?)
    }

    /// A version was replaced when a later one was written. One written at a time that nobody noted says nothing.
    async fn delete_replaced(
        self,
        transaction: &WriteTransaction,
        kinds: &[Noun],
    ) -> Result<u64, StoreError> {
        use record_version::Column::{At, Key, Kind, Version};
        let later = Alias::new("later");
        let of = |column| Expr::col((record_version::Entity, column));
        let of_later = |column| Expr::col((later.clone(), column));
        let replacing = Query::select()
            .expr(Expr::val(1))
            .from_as(record_version::Entity, later.clone())
            .and_where(of_later(Kind).eq(of(Kind)))
            .and_where(of_later(Key).eq(of(Key)))
            .and_where(of_later(Version).gt(of(Version)))
            .and_where(of_later(At).between(UNKNOWN_TIME + 1, midnight(self.until)))
            .to_owned();
        let kinds = kinds.iter().map(|kind| kind.code());
        let replaced = Kind.is_in(kinds).and(Expr::exists(replacing));
        Ok(self
            .some_of::<record_version::Entity>(transaction, replaced)
            .await?)
    }
}

/// The beginning of a day, in seconds since 1970 (UTC).
fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp()
}
