# Commitments and follow-up
commitment = Commitment
commitments-title = Commitments and follow-up
commitments-lead = What each unit promised in order to improve its services, who answers for it, by when it must be done, and whether the promise was kept.
commitments-empty = No unit has recorded a commitment in this portal yet.
commitments-none-such = No commitment matches. Choose another unit or state.
commitments-account = { $all } commitments are recorded. Of the { $due } that are due or done, { $ontime } were done on time, { $late } were done late, and { $overdue } are overdue.
commitments-feed = Follow what happens (Atom)
commitments-calendar = Add the due dates to a calendar (.ics)
commitment-due-event = Due: { $text }
commitment-news-made = New promise
commitments-of-unit = All commitments of this unit
commitments-desk-lead = Record promises to improve that come from forums, surveys or meetings, each with who answers for it and by when. Everybody can read all of them at once.
commitments-desk-empty = No commitment matches. Clear the filter, or add a commitment.
commitment-number = Commitment number { $number }
commitment-new = Add a commitment
commitment-change = Change the commitment
commitment-public = See it as citizens read it
commitment-any-state = Any state
commitment-state = State
commitment-due = Due
commitment-post = Responsible
commitment-aim = What it should improve
commitment-answers = Answers
commitment-aim-none = Nothing in particular
commitment-aim-unit = The element { $element }
commitment-aim-service = The element { $element } of { $service }
commitment-aim-indicator = The indicator { $indicator }
commitment-overdue = Overdue
commitment-running = Running
commitment-kept-late = Done late
commitment-kept-on-time = Done on time
commitment-course = What became of it
commitment-made = Promised to be done by { $day }
commitment-deferred = Due date changed to { $day }
commitment-reported = Reported done
commitment-reopened = The report was taken back
commitment-evidence-link = Evidence
commitment-rule = The state follows from dates and reports alone. A date that has passed cannot be changed, and every change of a date stays visible with its reason.
commitment-report-heading = Report it done
commitment-report-lead = The report is public at once, with today's date.
commitment-report-button = Report it done
commitment-defer-heading = Change the due date
commitment-defer-lead = The old date, the new one and the reason stay visible to everybody. A date that has passed cannot be changed.
commitment-defer-button = Change the due date
commitment-reopen-heading = Take the report back
commitment-reopen-lead = For when it turns out not to be done. The report and its withdrawal stay visible to everybody.
commitment-reopen-button = Take the report back
error-commitment-due-passed = Enter today or a later day
error-commitment-conflict = Somebody else changed this commitment while you filled in the form; what you entered is not saved yet
error-commitment-not-later = Enter another date that does not lie in the past
error-commitment-passed = The due date has passed and cannot be changed any more. Report it when it is done.
error-commitment-reported = This commitment was reported done already
error-commitment-not-reported = This commitment was not reported done
deed-commitment-saved = Commitment saved
deed-commitment-deferred = Due date of a commitment changed
deed-commitment-reported = Commitment reported done
deed-commitment-reopened = Report of a commitment taken back

# A unit's year of dialogue and follow-up, as evidence for PEKPPP
follow-up-link = A year of dialogue and follow-up (evidence for PEKPPP)
follow-up-title = Dialogue and follow-up in { $year }
follow-up-lead = Evidence of { $unit } and the units below it for the yearly evaluation of public service units (PEKPPP), as of { $day }.
follow-up-note = The score itself is given by the evaluators. This page shows the evidence; the scales that it names come from Pedoman Menteri PANRB 5/2023.
follow-up-year = Year
follow-up-address = Address of this page: { $address }
follow-up-kinds-heading = Kinds of community that took part
follow-up-kinds-scored = What is scored (PEKPPP 2): how many of the five kinds of community took part in public consultation forums (Forum Konsultasi Publik) during the year. More than four kinds score highest.
follow-up-kinds-figure = { $kinds } of the five kinds of community took part
follow-up-kinds-came = Took part: { $kinds }
follow-up-kinds-absent = Without: { $kinds }
follow-up-kinds-unknown = The kinds are not known yet, because nobody has counted who came to any of the forums.
follow-up-kinds-number = Kinds
follow-up-forums = Public consultation forums held in { $year }
follow-up-forums-empty = No public consultation forum was held in this year. Those to come are announced on the page of forums.
follow-up-forum-date = Date
follow-up-not-counted = Not counted yet
follow-up-plan-heading = Share of the follow-up plan (RTL) that is done
follow-up-plan-scored = What is scored (PEKPPP 8): which share of the plan that follows from the survey was carried out, in four steps: less than 30%, 30–80%, more than 80%, and 100%. Counted here are the commitments made in that year to improve an element of the survey.
follow-up-plan-figure = { $done } of { $all } { $all ->
    [one] commitment
   *[other] commitments
} reported done: { $share }%
follow-up-plan-step = Step: { $step }
follow-up-under-30 = less than 30%
follow-up-30-to-80 = 30–80%
follow-up-over-80 = more than 80%, but not 100%
follow-up-whole = 100%
follow-up-plan = Follow-up plan (RTL) of { $year }
follow-up-plan-empty = No commitment was made in this year to improve an element of the survey. Those of other years stand on the pages of their years.
follow-up-others = Other commitments of that year, which are not counted because they aim at no element of the survey
follow-up-not-reported = Not reported yet
follow-up-months-heading = Months from release to report of follow-up
follow-up-months-scored = What is scored (PEKPPP 9): how long it took from the publication of the survey's results to the report of their follow-up, on the scale { $scale }.
follow-up-months-scale = within { $months } { $months ->
    [one] month
   *[other] months
}: { $score }
follow-up-months-rule = A commitment answers the last release that was published by the day on which the commitment was made. A month that has begun counts as one. The follow-up is whole only with its last report, and that is the report that counts.
follow-up-months-none = There is nothing to measure, because this year has no follow-up plan.
follow-up-months-open = Not yet whole: so far { $done } of { $all } { $all ->
    [one] commitment
   *[other] commitments
} reported done.
follow-up-months-unknown = It cannot be measured, because no release was published yet when the commitment that was reported last was made.
follow-up-months-figure = { $months } { $months ->
    [one] month
   *[other] months
} from the release to the last report
follow-up-months-step = On the scale: { $score } (within { $months } { $months ->
    [one] month
   *[other] months
})
follow-up-months-beyond = Beyond the scale, which ends at { $months } months
follow-up-release = Release that it answers
follow-up-no-release = No release yet
follow-up-published = Published
follow-up-months = Months
follow-up-months-running = Still running
follow-up-no-months = No figures had been published

# Whether a promise is felt
verdict-heading = Is it felt?
verdict-question = The unit reported this done on { $day }. Would you say that it is so?
verdict-kept = Yes, it is
verdict-not-kept = Not yet
verdict-thanks = Thank you. What counts is the last answer from this browser; you can change it below.
verdict-said = Your answer now: { $verdict }.
verdict-witness = Who answered
verdict-seats = Participants of the forum that asked for it
verdict-visitors = Visitors of this page
verdict-fewer = fewer than { $k }
verdict-least = { $people } or more
verdict-rule = Asked, four weeks after the report and for half a year, are participants whose points were published at the forum that asked for it, and visitors of this page. Numbers are shown in steps of { $k } and change nothing of how the commitment stands. Read the two apart: each seat of the forum is counted once, while visitors are not known and can answer more than once.
verdict-asked = Promises that answer this forum
