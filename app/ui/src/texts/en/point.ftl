# Points of a forum
community-legend = You come as
console-heard-community = They come as
community-hint = Beside your point only moderators see it. Once the forum is over, each group shows how many people of each kind support it, rounded so that nobody can be recognised.
community-none = I would rather not say
community-users = User of the service
community-experts = Expert, practitioner or academic
community-agencies = Related agency
community-civil-society = Civil society organisation
community-media = Mass media
points-heading = What was said
points-empty = Nothing is published yet. Points stand here once the moderator has read them.
points-ungrouped = Not grouped yet
points-own = Your points
points-log = Log: what became of every point
point-write = Write a point
point-label = What do you want to say?
point-hint = At most { $most } characters. No names of people, no numbers. The moderator reads it before everybody does.
point-send = Send
point-number = No. { $number }
point-heard = heard in the room, written down by the moderator
point-edited = changed by the moderator
point-times = said { $times } times
point-supports = { $people ->
    [one] 1 supporter
   *[other] { $people } supporters
 }
point-support = Support
point-support-of = Support point no. { $number }
point-supported = You support this
point-waiting = Waiting
point-published = Published
point-rejected = Rejected
point-merged = Merged
point-merged-into = says the same as no. { $number }
point-counts = { $received } received = { $published } published + { $rejected } rejected + { $merged } merged + { $waiting } waiting
point-follow = What becomes of no. { $number }
point-path-title = Point no. { $number }
point-path-received = It was received.
point-path-waiting = The moderator has not decided yet.
point-path-published = It was published; everybody can read it.
point-path-rejected = It was not published: { $reason }.
point-path-edited = The moderator changed its words. You wrote:
point-path-grouped = It stands in the group “{ $group }”.
point-path-answered = The unit answers:
point-path-unanswered = The unit has not answered this group yet.
point-path-hint = Keep this address: only whoever has it finds this page.
seat-link = Your own link
seat-link-hint = With it you find your points again, on another device too. Whoever has it can write in your place.
error-point-empty = Write what you want to say
error-point-long = Write at most { $most } characters; there are { $found } now
error-point-busy = Much is arriving just now. Nothing is lost; please send again in { $seconds } seconds
error-point-enough = You have sent as many points as one seat may. Please tell the moderator the rest
error-point-closed = The forum is over; nothing can be sent any more

# The moderator's console
console-waiting = Waiting for you
console-nothing-waits = Nothing waits. What participants write appears here.
console-published = Published
console-others = Rejected and merged
console-hear = Write down what is heard
console-heard = Somebody says
console-heard-hint = Enter saves it. It is published at once and marked as written down by the moderator.
console-save = Save
console-heard-unknown = Not said
console-heard-slip = Slip number
console-queued = Waiting for the line, kept on this device:
console-current = In hand
console-nothing-to-do = Nothing waits, and everything published is in a group.
console-next = Next: no. { $number }
console-work = Work on no. { $number }
console-themes = Publish in the group:
console-keys = Keys: press Alt (Firefox: Alt+Shift, Mac: Ctrl+Option) with the letter or digit shown.
theme-new = { $name } (new)
theme-because = because of: { $words }
mark-star = Star
mark-answered = Answered in the room
mark-set = Mark: { $mark }
mark-remove = Remove the mark: { $mark }
point-undo = Undo the last decision
point-merge-into = Merge into no. { $number }
error-point-slip = Type a number between 1 and { $most }, or leave it empty
error-point-nothing-to-undo = Nothing was decided about this point yet
group-none = No group
group-name = Group
group-new = New group
group-add = Add the group
group-points = { $points ->
    [one] 1 point
   *[other] { $points } points
 }
groups-heading = Groups
groups-empty = No group yet. Name a theme, then put published points into it.
answer-none = Not answered yet
answer-accepted = Accepted
answer-partly = Accepted in part
answer-rejected = Not accepted
answer-of-unit = Answer of the unit:
answer-promised = What the unit promises:
group-commitments = Commitments that answer this group
group-commit = Make a new commitment because of this group
error-group-conflict = Somebody else changed this group while you were writing; compare both versions
point-publish = Publish
point-reject = Reject…
point-group = Group…
point-reopen = Decide again
point-more = Edit or merge no. { $number }
point-edit = Change the words
point-edit-hint = What was written first is kept, and the change is marked for everybody.
point-original = Written first:
point-merge = Merge
point-twin = Says the same as no.
point-twin-hint = The number of a published point.
error-group-name = Write a name of at most { $most } characters
error-point-no-twin = Write the number of another point that is published
error-point-is-twin = Other points were merged into this one, so it stays published. Take those apart first
error-point-not-published = Publish the point before you group it
error-point-conflict = Somebody else decided about this point in the meantime. See how it stands now and decide again

# The log of a forum
log-title = Log of the points
log-lead = Every point that came in, with what became of it. Rejected words are not shown.
log-download = The same as a table (CSV)
log-number = No.
log-voice = Brought in by
log-voice-participant = a participant
log-voice-moderator = the moderator
log-state = State
log-text = Words
log-withheld = not shown
log-empty = No point has come in yet.

# Who supports
agreement = Supported by: { $kinds }. Other kinds have fewer, or are not shown so that nobody can be recognised.
agreement-kind = { $kind } { $people } or more
