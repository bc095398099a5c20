//! Counts the visits of a month for its release: how long they took, and how many there were at each counter.
//! It must not decide what may be published; `domain` does.

use std::collections::{BTreeMap, HashMap};

use domain::coverage::{Counted, Place};
use domain::invitation::Origin;
use domain::period::Month;
use domain::service_time::{ServiceTimes, TimeUsed};
use domain::slug::Slug;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    StoreError,
    entity::{invitation, invitation_batch, visit},
    invitation::count_codes,
    names::{Names, names},
    register::standard_time,
    signs::RatedAt,
};

/// How many visits of one service took so many steps under the standard in front.
type TimeRow = (i32, Option<i32>, i32, String, Option<i32>, i64, i64);

/// The times of the visits that count in a month, per service and standard, the service first. Those outside opening hours,
/// which took no time of theirs, are only counted as visits.
pub(crate) async fn visit_times(
    connection: &impl ConnectionTrait,
    month: Month,
) -> Result<Vec<(Slug, ServiceTimes)>, StoreError> {
    use visit::Column;
    let standard = [
        Column::ServiceId,
        Column::TimeAtLeast,
        Column::TimeAtMost,
        Column::TimeUnit,
        Column::TimePercent,
    ];
    let mut query = visit::Entity::find()
        .select_only()
        .columns(standard)
        .column(Column::Steps)
        .column_as(Column::Id.count(), "visits")
        .filter(Column::Month.eq(month.to_string()))
        .filter(Column::OutsideHours.eq(false));
    for column in standard.into_iter().chain([Column::Steps]) {
        query = query.group_by(column);
    }
    let rows: Vec<TimeRow> = query.into_tuple().all(connection).await?;
    let mut series: HashMap<_, Vec<(TimeUsed, u64)>> = HashMap::new();
    for (service, least, most, unit, percent, steps, count) in rows {
        let used = TimeUsed::new(u32::try_from(steps).map_err(StoreError::corrupt)?);
        let of_standard = series
            .entry((service, least, most, unit, percent))
            .or_default();
        of_standard.push((used, count.unsigned_abs()));
    }
    let names = names(connection).await?;
    let mut times = Vec::with_capacity(series.len());
    for ((service, least, most, unit, percent), visits) in series {
        let standard = standard_time(least, most, &unit, percent)?;
        times.push((names.service(service)?, ServiceTimes::new(standard, visits)));
    }
    times.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| order(a).cmp(&order(b))));
    Ok(times)
}

/// A fixed order of the standards of one service.
fn order(times: &ServiceTimes) -> (&'static str, u32, Option<u32>, Option<u32>) {
    let standard = times.standard();
    (
        standard.unit.code(),
        standard.at_most,
        standard.at_least,
        standard.percent,
    )
}

/// Visits that count in a month and invitations offered for them, per service and counter. Printed invitations count in
/// the month of their week's Monday, unless their batch was withdrawn.
pub(crate) async fn coverage(
    connection: &impl ConnectionTrait,
    month: Month,
    rated: Vec<RatedAt>,
) -> Result<BTreeMap<Place, Counted>, StoreError> {
    let names = names(connection).await?;
    let visits: Vec<(i32, Option<i32>, bool, i64)> = visit::Entity::find()
        .select_only()
        .columns([
            visit::Column::ServiceId,
            visit::Column::CounterId,
            visit::Column::Invited,
        ])
        .column_as(visit::Column::Id.count(), "visits")
        .filter(visit::Column::Month.eq(month.to_string()))
        .group_by(visit::Column::ServiceId)
        .group_by(visit::Column::CounterId)
        .group_by(visit::Column::Invited)
        .into_tuple()
        .all(connection)
        .await?;
    let mut counted: BTreeMap<Place, Counted> = BTreeMap::new();
    for (service, counter, invited, count) in visits {
        let at = counted.entry(place(&names, service, counter)?).or_default();
        at.visits += count.unsigned_abs();
        if invited {
            at.offered += count.unsigned_abs();
        }
    }
    let printed = invitation_batch::Entity::find()
        .filter(invitation_batch::Column::Origin.eq(Origin::Printed.code()))
        .filter(invitation_batch::Column::Withdrawn.eq(false))
        .filter(invitation_batch::Column::Week.between(month.first_day(), month.last_day()))
        .all(connection)
        .await?;
    let of_printed = invitation::Column::BatchId.is_in(printed.iter().map(|batch| batch.id));
    let codes = count_codes(connection, of_printed).await?;
    for batch in printed {
        let issued = codes.get(&batch.id).map(|(issued, _)| *issued);
        // The codes of an old batch are deleted.
        let issued = issued.or(batch.issued.map(i64::unsigned_abs));
        let place = place(&names, batch.service_id, batch.counter_id)?;
        counted.entry(place).or_default().offered += issued.unwrap_or_default();
    }
    for rated in rated {
        let place = place(&names, rated.service, rated.counter)?;
        counted.entry(place).or_default().rated += rated.ratings;
    }
    Ok(counted)
}

fn place(names: &Names, service: i32, counter: Option<i32>) -> Result<Place, StoreError> {
    Ok(Place {
        service: names.service(service)?,
        counter: counter.map(|id| names.counter(id)).transpose()?,
    })
}
