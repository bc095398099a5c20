# Minutes of a forum
minutes-title = Minutes
minutes-addendum = Addendum { $number }
minutes-lead = You propose the minutes as the record stands; the head of the unit confirms them. From then on they stay as they are, and everybody can read them.
minutes-state = State
minutes-state-proposed = Waits for the head of the unit
minutes-state-sent-back = Sent back
minutes-state-published = Published
minutes-read = Read: { $part } (in Indonesian)
minutes-proposed-by = Proposed by
minutes-decided-by = Decided by
minutes-reason = Reason
minutes-digest = SHA-256 of the document
minutes-history = What was proposed so far
minutes-history-empty = Nothing was proposed yet.
minutes-propose = Propose to the head of the unit
minutes-propose-addendum = Propose addendum { $number }
minutes-preview = Read the draft first (in Indonesian)
minutes-gaps = Before you propose
minutes-gap-waiting = { $points ->
    [one] One point waits for your decision; the minutes only count it.
   *[other] { $points } points wait for your decision; the minutes only count them.
}
minutes-gap-ungrouped = { $points ->
    [one] One published point is in no group.
   *[other] { $points } published points are in no group.
}
minutes-gap-unanswered = { $groups ->
    [one] One group has no answer from the unit.
   *[other] { $groups } groups have no answer from the unit.
}
minutes-gap-attendance = Nobody has counted who came.
minutes-not-over = Minutes are made once the forum is closed.
minutes-waiting = { $part } waits for the head of the unit. Another person has to confirm it.
minutes-nothing-to-add = The minutes are published. An addendum can be proposed once an amendment is answered.
minutes-take-back = Take back
minutes-take-back-reason = Why do you take it back?
minutes-changed = The record changed in the meantime. See how it stands now and propose again
minutes-confirm-title = Minutes
minutes-confirm-lead = Minutes of forums that a moderator proposed and that wait for your decision as head of the unit.
minutes-confirm-empty = Nothing waits for you.
minutes-confirm-look = Look
minutes-confirm-look-at = Look at { $part } of the forum { $forum }
minutes-part = Document
minutes-decision = Your decision
minutes-confirm-warning = Read the document first. Once it is confirmed everybody can read it, and it cannot be changed any more.
minutes-confirm-button = Confirm and publish
minutes-own = You proposed it yourself, so another person has to confirm it.
minutes-send-back = Send back
minutes-send-back-reason = What has to be put right?
minutes-decided = It was decided in the meantime
minutes-record-changed = The record of the forum changed after the minutes were proposed. Send them back, so that the moderator proposes them as it stands now
minutes-clock = The server's clock is in doubt. An administrator confirms it in the settings; then try again
minutes-draft = Draft of the minutes to print and sign (in Indonesian)
minutes-published = Minutes and addenda
minutes-published-on = In Indonesian. Confirmed by the head of the unit and published on { $day }.
minutes-log = Log of the points when the minutes were made (CSV)
minutes-check = Everybody can check that a downloaded document is unchanged: its SHA-256 is { $digest }.
amendments-title = Amendments asked for
amendments-lead = Once the minutes are published, participants can ask for amendments for ten days. Your answers go into an addendum.
amendments-empty = Nobody has asked for an amendment.
amendment-number = Request no. { $number }
amendment-answer = Answer request no. { $number }
amendment-waiting = Waits for an answer
amendment-withheld = Its words are not published: { $reason }
amendment-told = in { $part }
amendment-untold = goes into the next addendum
amendment-fixed = This answer stands in { $part } and cannot be changed any more.
amendment-withhold = Do not publish its words…
amendment-withhold-hint = Choose the reason. The request still counts in the addendum, and whoever asked sees the reason.
amendment-ask = Ask for an amendment of the minutes
amendment-ask-until = Until { $day } whoever holds a seat in this forum can ask for an amendment. The unit answers in an addendum.
amendment-ask-label = What is wrong or missing?
amendment-ask-hint = At most { $most } characters. No names of people and no numbers. The moderator reads it before everybody does.
amendment-ask-send = Send the request
amendment-ask-no-seat = First open your own link, or use the device that you used in the forum.
amendments-own = Your requests
error-amendment-conflict = Somebody else answered in the meantime. See how it stands now and decide again
error-amendment-told = This answer was proposed or published in an addendum already
error-amendment-closed = The time for asking for amendments is over
error-amendment-enough = You have sent as many requests as one seat can. Please tell the moderator the rest
error-amendment-no-seat = Only whoever holds a seat in this forum can ask for an amendment
