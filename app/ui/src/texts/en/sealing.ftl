# Sealing
releases-title = Releases
releases-lead = Two different people seal a month: one proposes, another confirms. Nobody sees a figure before the seal, staff included.
seal-propose-text = Next in turn: { $month }.
seal-propose-button = Propose the seal of { $month }
seal-nothing-due = No month can be sealed now. { $month } can be proposed when it is over.
seal-proposals = Proposals
seal-no-proposals = There are no proposals yet.
seal-month = Release
seal-every-state = Every state
seal-state = State
seal-proposed-by = Proposed by
seal-decided-by = Decided by
seal-reason = Reason
seal-of = Seal of { $month }
correction-of = Corrections up to { $month }
seal-state-proposed = Waits for a second person
seal-state-sent-back = Sent back
seal-state-confirmed = Being carried out
seal-state-done = Published
seal-state-refused = Refused by the rules
seal-progress = Progress
seal-progress-text = This page renews itself every two seconds until it is done. You may leave it.
seal-step-counting = Counting the ballot box
seal-step-moving = Moving ratings out of the ballot box
seal-step-publishing = Publishing for everybody at once
seal-failed = The last attempt failed because the database could not be used. Nothing is published yet, and the server tries again every few seconds. If it keeps failing, ask whoever runs the server.
seal-clock = The server's clock is in doubt, so nothing is sealed. An administrator confirms it in the settings; then try again.
seal-see-release = See the city's page for this month
seal-completeness = Completeness
seal-completeness-text = What is incomplete does not keep the month from being sealed: missing results appear as “not provided”, undecided comments wait for the next release. A sign is a question, not an accusation; how much it is, and how content people are, is not told before the seal.
seal-missing-realisations = Results not confirmed
seal-waiting-comments = Comments not decided
seal-signs = Signs to be looked into
seal-signs-none = Nothing stands out
seal-missing-none = All are confirmed
sign-burst = one day with far more ratings than the other days
sign-answer-shape = a share of sheets of one answer throughout that is far from other counters, other duty sets or the months before
sign-response = a share of visits rated that is far from other counters, other duty sets or the months before
sign-closed-days = forms or visits dated on days on which the office was closed
sign-late-dates = ratings dated into months that were sealed already
sign-more-than-visits = more ratings of visits than visits
signs-heading = Signs to be looked into
signs-lead = What is named here stands out more than chance explains. A sign is a question, not an accusation: it may have a good reason, and every rating counts.
seal-decision = Decision
seal-other-confirms = You proposed this. Somebody else with the role of publisher has to confirm it.
seal-confirm-warning = A seal cannot be undone: a release never changes once it is published.
seal-confirm-button = Confirm and seal
seal-send-back-reason = Reason for sending back
seal-send-back-button = Send the proposal back
seal-not-over = This month is not over
seal-open = There is a proposal that is not decided yet
seal-out-of-order = Months are sealed in order; this one is sealed already or an earlier one is not
seal-own-proposal = You cannot confirm your own proposal
seal-decided = This proposal was decided already
seal-no-reason = Write a reason of at most 1,000 characters
correction-none = No correction waits
correction-propose-text =
    { $n ->
        [one] { $n } correction of a result waits to be published.
       *[other] { $n } corrections of results wait to be published.
    }
correction-propose-button = Propose to publish the corrections
correction-waiting = Corrections to be published
correction-indicator = Indicator
correction-period = Period
correction-change = Change
data-corrections-heading = Corrections
data-corrections-text = A release never changes. Mistakes are set right by documents of their own, also by two people.
data-correction =
    { $count ->
        [one] Correction { $number }, { $count } realisation (JSON)
       *[other] Correction { $number }, { $count } realisations (JSON)
    }
seal-young = The role of publisher was given in the last seven days to: { $names }. Make sure that you know them.
