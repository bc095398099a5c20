//! What happened to commitments as a feed (Atom, RFC 4287).
//! It must not tell more than their public pages do.

use chrono::NaiveDate;
use domain::commitment::{News, Step};
use domain::language::Language;
use html_escape::{encode_double_quoted_attribute, encode_text};
use ui::format;
use ui::t;

/// How many pieces of news stand in a feed.
const NEWEST: usize = 100;

/// A feed.
pub struct Feed<'a> {
    /// Its language.
    pub language: Language,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub own_address: String,
    /// Where the page is whose news it tells.
    pub page_address: String,
    /// What it tells, the newest first; only the newest hundred are.
    pub news: &'a [News<'a>],
    /// What the unit of a commitment is called, and where its page is.
    pub told: &'a dyn Fn(&News) -> Told,
}

/// What is told of a commitment besides its words.
pub struct Told {
    /// The name of its unit.
    pub unit: String,
    /// Where its page is.
    pub address: String,
}

/// The feed as a file. A feed says when it last changed, so one in which nothing has happened yet says a day on which it `began`.
pub fn write(feed: &Feed, began: NaiveDate) -> String {
    let newest = feed.news.first().map_or(began, |news| news.on);
    let entries = feed.news.iter().take(NEWEST);
    let entries: String = entries.map(|news| entry(feed, news)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <id>{page}</id>\n\
         <title>{title}</title>\n\
         <updated>{updated}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n\
         {entries}</feed>\n",
        language = feed.language.tag(),
        title = encode_text(&feed.title),
        updated = moment(newest),
        own = encode_double_quoted_attribute(&feed.own_address),
        page = encode_double_quoted_attribute(&feed.page_address),
    )
}

fn entry(feed: &Feed, news: &News) -> String {
    let language = feed.language;
    let promised = &news.kept.commitment;
    let Told { unit, address } = (feed.told)(news);
    let (what, words) = happened(language, news);
    let title = format!("{what}: {}", promised.text.get(language));
    format!(
        "<entry>\n\
         <id>{address}#{place}</id>\n\
         <title>{title}</title>\n\
         <updated>{updated}</updated>\n\
         <author><name>{unit}</name></author>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n\
         <content type=\"text\">{words}</content>\n\
         </entry>\n",
        address = encode_double_quoted_attribute(&address),
        place = news.place,
        title = encode_text(&title),
        updated = moment(news.on),
        unit = encode_text(&unit),
        words = encode_text(&words),
    )
}

/// What happened, and what was said of it.
fn happened(language: Language, news: &News) -> (String, String) {
    match news.step {
        None => {
            let due = format::day(language, news.kept.course.first_due());
            let what = t!(language, "commitment-news-made");
            (what, t!(language, "commitment-made", day = due))
        }
        Some(Step::Deferred { due, reason }) => {
            let due = format::day(language, *due);
            (
                t!(language, "commitment-deferred", day = due),
                reason.clone(),
            )
        }
        Some(Step::Reported(evidence)) => {
            (t!(language, "commitment-reported"), evidence.text.clone())
        }
        Some(Step::Reopened { reason }) => (t!(language, "commitment-reopened"), reason.clone()),
    }
}

/// The beginning of a day in Jakarta, which is seven hours ahead of UTC all year.
fn moment(day: NaiveDate) -> String {
    format!("{day}T00:00:00+07:00")
}

#[cfg(test)]
mod tests {
    use domain::commitment::{Commitment, Course, Evidence, Kept, Number, news};
    use domain::language::Bilingual;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn kept(text: &str) -> Kept {
        let mut course = Course::new(day("2026-10-12"), day("2026-12-31")).expect("a course");
        let done = Step::Reported(Evidence {
            text: "Sudah <dibuka>".to_owned(),
            link: None,
        });
        course.take(day("2026-11-01"), done).expect("reported");
        Kept {
            number: Number::new(7).expect("a number"),
            commitment: Commitment {
                unit: "capil".parse().expect("a unit"),
                text: Bilingual::new(text, text),
                post: Bilingual::new("Kepala bidang", "Head"),
                due: day("2026-12-31"),
                aim: None,
            },
            course,
            version: 1,
        }
    }

    fn written(commitments: &[Kept]) -> String {
        let feed = Feed {
            language: Language::Indonesian,
            title: "Komitmen & tindak lanjut".to_owned(),
            own_address: "https://a.id/komitmen/kabar.atom?unit=a&b".to_owned(),
            page_address: "https://a.id/komitmen".to_owned(),
            news: &news(commitments),
            told: &|news| Told {
                unit: "Dinas".to_owned(),
                address: format!("https://a.id/komitmen/{}", news.kept.number),
            },
        };
        write(&feed, day("2026-01-01"))
    }

    #[test]
    fn each_step_is_an_entry_of_its_own_that_stays() {
        let feed = written(&[kept("Loket \"kedua\" & ]]>")]);
        for told in [
            "<title>Komitmen &amp; tindak lanjut</title>",
            "<id>https://a.id/komitmen/7#0</id>",
            "<id>https://a.id/komitmen/7#1</id>",
            "<title>Dilaporkan selesai: Loket \"kedua\" &amp; ]]&gt;</title>",
            "<content type=\"text\">Sudah &lt;dibuka&gt;</content>",
            "<updated>2026-11-01T00:00:00+07:00</updated>",
            "href=\"https://a.id/komitmen/kabar.atom?unit=a&amp;b\"",
        ] {
            assert!(feed.contains(told), "{told}: {feed}");
        }
        assert_eq!(feed.matches("<entry>").count(), 2);
    }

    #[test]
    fn an_empty_feed_says_since_when_and_a_long_one_ends() {
        let empty = written(&[]);
        assert!(empty.contains("<updated>2026-01-01T00:00:00+07:00</updated>"));
        let many: Vec<Kept> = (0..80).map(|_| kept("Loket")).collect();
        assert_eq!(written(&many).matches("<entry>").count(), NEWEST);
    }
}
