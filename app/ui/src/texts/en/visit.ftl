# Shared
actions = Actions
every-unit = Every unit
every-service = Every service
every-origin = Every origin
button-continue = Continue
no-services = Your unit has no services yet. Add one to the unit's records first.
field-reason = Reason
field-reason-hint = It stands in the audit trail.
error-reason = Write a reason of at most { $most } characters
error-service = Choose a service from the list

# Keys of queue systems
keys-title = Keys of queue systems
keys-lead = With a key a queue system reports visits and, where that is allowed, gets an invitation to rate for each, to print on the ticket.
keys-empty = No keys yet. Make one below if your unit uses a queue system.
keys-with-ended = Show ended keys too
key-created = Made
key-last-used = Last used
key-never-used = Never
key-in-use = In use
key-ended = Ended { $day }
key-new = New key
key-name = Name of the key
key-name-hint = What it is for, such as Ticket machine, first floor
key-unit-hint = The key is for this unit and everything below it.
key-scope = What the key may be used for
scope-invite-visitors = Report visits and get an invitation for the ticket
scope-count-visits = Report visits only, without invitations
key-make = Make key
key-renew = Make a successor
key-renewed = The old key works until you end it. Put the new one in place first, then end the old one.
key-end = End key
key-end-title = End the key { $name }?
key-end-warning = The system that uses this key is refused at once. This cannot be undone.
key-shown-title = New key
key-shown-text = Copy this key into the queue system.
key-shown-warning = This key is shown only once. Only its fingerprint is kept.
key-example = How to use it
key-example-text = Send each visit when it is over. The Idempotency-Key is a mark that stays the same whenever the same visit is sent again, such as the number of the ticket with the day. The answer holds a code, a link and a QR code; for a key without invitations it is empty.
key-back = Back to the keys
notice-key-ended = The key was ended.

# Invitations
invitations-title = Invitations to rate
invitations-lead = Each invitation has a code that works once. Hand one to everybody who was served, not only to those who are satisfied.
invitations-empty = No invitations match. Print the first ones, or clear the filter.
invitations-counts = How many codes were used shows only after the month of their last day is sealed, and only for batches of at least { $k } codes.
batch-service = Service
batch-counter = Counter
batch-week = Week from
batch-valid-until = Valid until
batch-origin = Origin
batch-codes = Codes
batch-new = Print invitations
batch-new-lead = Choose the service that the people you invite have used.
batch-half = Handed out
batch-half-hint = Choose a half-day only if these slips are given at this one counter to its visitors of that half-day alone. Then the ratings are noted for the officers whom the roster names there, in cipher and without day or time.
batch-half-unknown = At any time (no officers)
batch-half-morning = Only this morning
batch-half-afternoon = Only this afternoon
batch-count = Number of invitations
batch-count-hint = 1 to { $most }; ten on each A4 sheet.
batch-last-day = Last day on which the codes can be used
batch-once = The sheets are shown only once. Print them at once, because codes are not kept.
batch-print = Make and show the sheets
batch-too-few = Too few to show
batch-open = { $issued } made
batch-closed = { $issued } made, { $used } used
batch-closed-withdrawn = { $issued } made, { $used } used, { $withdrawn } withdrawn
batch-withdraw = Withdraw
batch-withdrawn = Withdrawn
batch-withdraw-title = Withdraw these invitations?
batch-withdraw-warning = Codes that were not used cannot be used any more. This cannot be undone.
batch-back = Back to the invitations
origin-printed = Printed
origin-visits = Queue system
card-title = Counter card
card-lead = The card has a QR code that opens the rating for anybody. Put it at the counter.
card-of-service = Counter card: { $service }
card-counter-lead = Choose the counter where the card will stand. Ratings given through it are noted for that counter.
card-of-counter = Card of { $counter }
card-of-all-counters = One card for all counters, without noting which
error-counter = Choose a counter from the list
error-count = Write a number from 1 to { $most }
error-valid-until = Choose a last day from today on, at most a year ahead
error-already-issued = This form has made its invitations, and their codes cannot be shown again. If the sheets are lost, withdraw that batch and open a new form
error-nobody-on-duty = The roster names nobody at this counter for that half-day. Fill in the roster first, or choose “At any time”
error-not-in-service = This service is not offered today, so no invitations can be made
notice-batch-withdrawn = The invitations were withdrawn.

# Paper forms
papers-title = Paper forms
papers-lead = Each stack of forms is keyed in by two different people. Where both agree, or the differences are settled, the forms go into the ballot box.
papers-empty = No stack is being worked on. Stacks that went into the ballot box are not shown any more.
paper-open = Open a stack
paper-open-lead = Number the forms from 1. Put together the forms of one service and one month.
paper-month = Month
paper-month-hint = In which the forms were filled in
paper-forms = Number of forms
paper-forms-hint = 1 to { $most }
paper-begin = Begin
paper-first-mine = You key in: { $keyed } of { $forms }
paper-first-other = First person: { $keyed } of { $forms }
paper-second-mine = Second copy by you: { $keyed } of { $forms }
paper-second-other = Waits for a second person: { $keyed } of { $forms }
paper-differing = { $count ->
    [one] { $count } form differs
   *[other] { $count } forms differ
}
paper-ready = Ready for the ballot box
paper-discard = Throw away
paper-discard-title = Throw away what was keyed in?
paper-discard-warning = Everything that was keyed in of this stack is deleted. This cannot be undone.
paper-waiting-title = Waiting for somebody else
paper-waiting-text = One person may not key in both copies. Somebody else with the right for this unit goes on from the list of paper forms.
paper-back = Back to the paper forms
paper-form-title = Form { $number } of { $forms }
paper-form-hint = Key in exactly what is written. Tab goes to the next question, the arrow keys choose, Enter saves.
paper-form-before = ← Correct the form before
paper-form-save = Save and go on
paper-day = Day
paper-day-hint = The day of the month, 1 to 31. Leave it empty if none is written.
paper-comment = Comment
paper-comment-hint = Do not key in anybody's name, telephone or identity number.
paper-empty-answer = Empty
paper-settle-title = Form { $number }: the copies differ
paper-settle-text = Take the paper form and choose the right copy at each difference.
paper-settle-save = Save the decision
paper-copy-first = First copy
paper-copy-second = Second copy
paper-ready-title = Both copies agree
paper-ready-warning = Once they are in the ballot box the forms can be neither changed nor seen, and what was keyed in is deleted.
paper-deposit = Put into the ballot box
error-paper-day = Write a day of that month that is over and on which the service was offered, such as 7
error-month = Choose a month from the list
error-undecided = Choose the right copy at each difference; at least one element must be answered
notice-form-kept = The form was kept.
notice-stack-deposited = The stack went into the ballot box.
notice-stack-discarded = What was keyed in was thrown away.

# Kept in time
times-heading = Kept in time
times-within = finished within the standard time of { $promise }
times-kept = The promise of this service standard is kept.
times-not-kept = The promise of this service standard is not kept yet.
times-kept-from = It names no share of visits, so it counts as kept when at least { $percent } % of them finish in time.
times-visits = Visits
times-median = Median
times-ninetieth = 90th percentile
times-share = In time
times-by-month = Kept in time, month by month
times-too-few = There are recorded visits, but months with fewer than { $least } visits are not shown, nor months in which their number would leave only a few people beside the number of ratings.
times-not-provided = This unit does not report the times of its visits yet.
times-other-standard = The standard time of this service changed; visits in this period were measured by the earlier one. See the figures by month.
times-few = Too few visits
times-none = No data
times-chart = Share of visits finished in time, month by month
times-promise = Kept from here on
times-gap = No figure
times-finding = { $month }: { $share } of visits finished in time. The promise was kept in { $kept } of { $count } months.
response-rate =
    { $share } of the people served gave a rating ({ $ratings } ratings from { $visits } visits, in { $months ->
        [one] one month
       *[other] { $months } months
    } of which both are known whole).
response-by-counter = Ratings by counter
response-counter = Counter
response-share = Share rated
response-months = Months
steps-minutes = { $steps ->
    [one] { $steps } minute
   *[other] { $steps } minutes
}
steps-working-minutes = { $steps ->
    [one] { $steps } minute of office hours
   *[other] { $steps } minutes of office hours
}
steps-working-days = { $steps ->
    [one] { $steps } working day
   *[other] { $steps } working days
}
steps-days = { $steps ->
    [one] { $steps } day
   *[other] { $steps } days
}
