# Footer
footer-desk = Staff desk

# Privacy
privacy-title = Privacy
privacy-lead = This portal is made so that people can rate without being known. This page says what is kept, for how long, and what nobody can see.
privacy-rating-heading = When you rate
privacy-rating-text = Kept: your answers, the date without a time, the service, the counter if you used a code or the card of a counter, and the week of the invitation if you used a code. Not kept: name, national number, phone number or internet address. Codes are kept as fingerprints that cannot be read back and are not linked to answers. The page of a code does not show whether the code was used; only your own browser remembers the receipt, until it is closed.
privacy-secret-heading = Before publication
privacy-secret-text = Ratings wait in a ballot box until two people seal the month. They are encrypted with a key that is kept apart from them and destroyed by the seal. Until then nobody sees results, staff included. After the seal only groups that are large enough are published, and what you said of yourself remains as counts only. A rating that waits for others loses what you said of yourself before a year is over.
privacy-remains-heading = What published figures can still tell
privacy-remains-text = From a release nobody can tell which answers belong together or whose they are, with three exceptions. Where everybody gave the same answers, the counts show by themselves what each answered; so it is when only one point is missing to the highest result. Whoever knows the answers of all others in a group, such as nine of ten people who tell each other, can work out the last one. And published comments can be counted, because they can be read. These rules are tried by a program that acts like an attacker; the method page tells what it found.
privacy-comment-heading = What you write
privacy-comment-text = Moderators read comments before they are published. Names, numbers and addresses are hidden. Comments appear without date and without counter.
privacy-forum-heading = When you speak at a forum
privacy-forum-text = Participants of a forum give no name. Your seat is a random number in your browser, in your link or on your numbered slip; the portal keeps its fingerprint alone, to show you what becomes of your points and to count your support once. The kind of community that you choose is seen by moderators alone beside a point; once the forum is over, each group shows how many of them support it, rounded down. If you say whether a promise is felt, your answer is kept under a fingerprint of its own that leads neither to your ratings nor to your points; your browser remembers one random number for the page of that promise alone.
privacy-visit-heading = Visits at a counter
privacy-visit-text = Queue systems may report that a visit took place and how long it took, without saying who you are. From this the share finished on time and the response rate are computed. A number that would leave only a few people beside another one is not published.
privacy-staff-heading = Staff
privacy-staff-text = Staff are data subjects too. Figures about single officers are never published. A rating with a code from a counter is noted for the officers on duty there, through a random number that tells neither day nor time. It can be read only when a quarter is sealed, only where enough people rated, and half a year after the semester nobody can tell any more whom the number stood for. Everything completed at the desk is noted in an audit trail, which keeps the number of the account, not the name, and is never deleted.
privacy-rights-heading = Your rights
privacy-rights-text = Law 27/2022 gives you rights to information, correction and erasure of personal data. Because ratings hold no identity, we cannot find yours; that is the purpose. If a published comment names you, tell us through SP4N-LAPOR!.
privacy-retention-heading = How long data is kept
privacy-retention-text = Every day the server deletes what has outlived its time. Published releases, comments and replies stay for ever. They hold counts, results of indicators and texts that were read before, not the sheet of any one person.
privacy-what = Data
privacy-how-long = Kept for
privacy-months = { $months } months
retained-invitations = Fingerprints of invitation codes after their last day
retained-receipts = Receipts after the month of the rating
retained-sealed-ratings = Sealed answers behind the published figures, without what people said of themselves
retained-waiting-comments = Comments not published yet, from the month of the rating; then counted as withheld
retained-original-comments = Original comments after the decision
retained-visits = Records of visits
retained-paper-forms = Copies of paper forms that were not keyed in to the end
retained-roster = Duty rosters of officers
retained-duty-sets = Which officers the numbers of duty sets stood for, after the end of the semester
retained-officers = Records of officers who left, and earlier versions of their records
retained-closed-accounts = Names and e-mail addresses of staff accounts after they were closed
retained-versions = Earlier versions of units, services, counters and indicators after they were replaced
retained-ended-keys = Keys of queue systems after they were ended

# Accessibility
accessibility-title = Accessibility
accessibility-lead = This portal follows WCAG 2.2 level AA. This is what is tested with every change, and what we know is not good yet.
accessibility-tested = Tested with every change
accessibility-tested-axe = Public pages are checked with axe, in both languages, in light, dark and forced colours.
accessibility-tested-keyboard = Rating and reading work with the keyboard alone.
accessibility-tested-narrow = Pages can be read at a width of 320 pixels without moving sideways.
accessibility-tested-script = Everything works without JavaScript. Every chart has a table with the same numbers.
accessibility-gaps = Not good yet
accessibility-gap-people = No test with users of screen readers has been done yet.
accessibility-gap-languages = There is no version in Minangkabau, sign language or easy language yet.
accessibility-gap-print = CSV and JSON files hold no explanation that people can read.
accessibility-report = Met an obstacle?
accessibility-report-text = Tell us through SP4N-LAPOR! which page and which aid you use. You may ask for the same information in another form (Law 8/2016).

# Settings
settings-title = Settings
settings-k = Smallest number of ratings published together
settings-k-hint = Holds for the next seals. Releases that are published do not change.
settings-retention-text = Shown on the privacy page and carried out every day.
settings-release-heading = Releases
settings-clock-heading = The server's clock
settings-clock-ahead = The clock is far ahead of what last happened here. As long as that is not confirmed, no month is sealed, nothing that outlived its time is deleted, and no rating is taken.
settings-clock-restored = This portal was restored from a backup. Look whether everything is there: until you confirm, no month is sealed and nothing is deleted.
settings-clock-today = The server takes today for { $today }. If that is wrong, set the server's clock right first; nothing needs to be confirmed then.
settings-clock-button = Today's date is right, go on
error-settings-conflict = Somebody else changed the settings while you filled in the form; what you entered is not saved yet
