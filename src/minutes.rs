//! Making what is proposed next of a forum's minutes: the document and the log that are frozen with the proposal.
//! It must not know who proposes, nor propose anything itself.

use domain::forum::{Amendment, KeptForum, MinutesPart, Said};
use domain::language::Language;
use domain::moment::Moment;
use store::{Frozen, MinutesError, NewMinutes, Store, StoreError};
use ui::site::Site;

use crate::files::forum_log;
use crate::files::forum_minutes::{self, ForumAddendum, ForumMinutes};

/// What documents are made from.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// Where the record of the forum is kept.
    pub store: &'a Store,
    /// What units and elements are named by.
    pub site: &'a Site,
    /// The address of the portal, without a slash at its end.
    pub public_url: &'a str,
}

/// The amendments that the next addendum tells.
pub fn untold(amendments: &[Amendment]) -> Vec<Amendment> {
    let untold = amendments.iter().filter(|amendment| amendment.is_untold());
    untold.cloned().collect()
}

impl Making<'_> {
    /// What comes next of a forum, as it is to be frozen; or why nothing can be proposed now.
    pub async fn next(self, kept: &KeptForum, moment: Moment) -> Result<NewMinutes, MinutesError> {
        let (store, forum) = (self.store, kept.forum.id);
        let minutes = store.minutes(forum).await?;
        let told = untold(&store.amendments(forum).await?);
        let part = minutes.next(kept.state(moment.today), &told)?;
        let said = store.said(kept).await?;
        let (document, told) = match part {
            MinutesPart::Minutes => (self.document(kept, &said, moment.now, false), vec![]),
            MinutesPart::Addendum(number) => {
                let published = minutes.published().next();
                let published = published.ok_or(MinutesError::Unknown)?;
                let document = forum_minutes::addendum(ForumAddendum {
                    office: self.office(kept),
                    kept,
                    number,
                    told: &told,
                    address: &self.address(kept),
                    minutes: published.digest,
                    invented: self.site.record.is_invented(),
                    now: moment.now,
                });
                (document, told)
            }
        };
        let log = forum_log::write(&said);
        Ok(NewMinutes {
            forum,
            part,
            frozen: Frozen { document, log },
            pulse: kept.pulse,
            told,
        })
    }

    /// A draft of the minutes, as the record stands now.
    pub async fn draft(self, kept: &KeptForum, now: i64) -> Result<String, StoreError> {
        let said = self.store.said(kept).await?;
        Ok(self.document(kept, &said, now, true))
    }

    fn document(self, kept: &KeptForum, said: &Said, now: i64, is_draft: bool) -> String {
        forum_minutes::html(ForumMinutes {
            office: self.office(kept),
            kept,
            said,
            record: &self.site.record,
            address: &self.address(kept),
            now,
            is_draft,
        })
    }

    fn office(&self, kept: &KeptForum) -> &str {
        let unit = self.site.record.register().unit(&kept.forum.unit);
        unit.map_or("", |unit| unit.name.get(Language::Indonesian))
    }

    fn address(&self, kept: &KeptForum) -> String {
        format!("{}{}", self.public_url, kept.path())
    }
}
