# Kinds and lists
record-unit = Unit
record-service = Service
record-counter = Counter
units-title-desk = Units
units-lead = The tree of units, with their counters and service pledges.
units-empty-desk = No unit matches. Clear the filters to see all of them.
services-title-desk = Services
services-lead = The services of your units with the 14 components of their standards.
services-empty-desk = No service matches. Clear the filters, or add a service.
list-state = State
list-every-state = Every state
list-every-kind = Every kind
list-every-unit = Every unit
list-until = until { $day }
state-in-force = In force
state-not-in-force = Not in force
files-heading = CSV files
export-units = Download units (CSV)
export-services = Download services (CSV)
export-counters = Download counters (CSV)
counters-heading = Counters
counters-empty = This unit has no counters yet.
record-new-unit = Add a unit
record-new-service = Add a service
record-new-counter = Add a counter
record-back = ← Back to the list
record-choose = Choose
group-identity = Identity
group-pledge = Service pledge
group-public = Components of the standard for the public
group-internal = Internal components of the standard (never published)
group-validity = Validity

# Fields
record-slug = Short name in addresses
record-name = Name
record-name-en = Name in English
record-abbreviation = Abbreviation
record-aliases = Other names
record-kind = Kind
record-parent = Unit above
record-from = In force from
record-until = In force until
record-predecessors = Units that it continues
record-head = Head
record-pledge = Service pledge
record-pledge-en = Service pledge in English
record-free = Cost to the applicant
record-free-yes = Free of charge
record-free-no = There is a charge
record-requirements = Requirements
record-requirements-en = Requirements in English
record-procedure = System, mechanism and procedure
record-procedure-en = Procedure in English
record-time-least = Shortest time
record-time-most = Promised time
record-time-unit = Unit of time
record-time-percent = Promise holds for (% of applicants)
time-unit-minutes = minutes
time-unit-working-hours = working hours
time-unit-working-days = working days
time-unit-days = days
record-cost = Cost
record-cost-en = Cost in English
record-product = Product of the service
record-product-en = Product in English
record-source = Where the standard comes from
record-former-units = Units that offered it before
record-legal-basis = Legal basis
record-facilities = Facilities
record-competence = Competence of staff
record-supervision = Internal supervision
record-staffing = Number of staff
record-guarantee = Guarantee of service
record-safety = Guarantee of security and safety
record-evaluation = Evaluation of staff performance

# Help
hint-slug = Lower-case letters, digits and hyphens, such as kartu-keluarga. It cannot be changed once saved.
hint-aliases = What people search for, separated by semicolons.
hint-predecessors = Short names of units, separated by semicolons.
hint-head = Name and title as shown on the public page.
hint-pledge = The statement shown on the pages of the unit and its services.
hint-items = One item per line.
hint-percent = Leave empty if it holds for everybody.
hint-former-units = Short name of the unit and its last day, such as damkar:2025-12-31, separated by semicolons. Fill it in when a service moves, so that earlier ratings stay with the earlier unit.
hint-until-unit = The last day on which the unit exists. Its history and ratings are kept.
hint-until-service = The last day on which the service is offered. Its history and ratings are kept.
hint-until-counter = The last day on which the counter serves. Its history is kept.
hint-counter-name = It cannot be changed once saved. To rename a counter, end it and add a new one.

# Errors
expected-slug = Write a short name of lower-case letters, digits and single hyphens, at most 60 characters; “baru” cannot be used
expected-text = Fill in this field
expected-shorter = Write at most { $most } characters
expected-plain = Remove the invisible control characters and marks that turn the direction of text
expected-seen = Write text that can be seen
expected-unit = Choose a registered unit
expected-units = Write short names of registered units, separated by semicolons
expected-former-units = Write units with their last day such as damkar:2025-12-31, every day once, separated by semicolons
expected-choice = Choose one from the list
expected-date = Write a day such as 2026-10-31
expected-not-before-start = Choose a day that is not before the first one
expected-number = Write a whole number
expected-number-from-one = Write a whole number from 1
expected-not-above-most = Write a number that is not above the promised time
expected-percent = Write a whole number from 1 to 100
expected-same-items = Write { $items } items as in Indonesian; there are { $found } now
expected-counter-name = Write the name of the counter; “baru” cannot be used
expected-in-reach = Choose a unit within your responsibility
inconsistent-cycle = A unit cannot lie below itself
inconsistent-roots = Choose the unit above; only the city has none
inconsistent-taken = This name is taken; choose another one

# Two people at once
conflict-title = Somebody else changed this record
conflict-text = While you were filling in the form, somebody else saved a change. Nothing of yours is saved yet. Choose which is right.
conflict-caption = Fields that differ
conflict-save-again = Somebody else saved a change after you opened this page. Save again if what you entered is right, or open the page anew to leave what is saved.
conflict-theirs = Saved now
conflict-mine = Yours
conflict-open = Choose the right one for { $field }
conflict-chosen = Save what I chose
conflict-all-mine = Save all of mine
conflict-all-theirs = Keep what is saved now and discard mine

# History
history-title = History
history-of = History of { $name }
history-back = ← Back
history-empty = No change has been recorded yet. The history begins with the next change.
history-added = Version { $number }: added
history-changed = Version { $number }: changed
history-kept = Version { $number }
history-difference = { $field }: { $before } → { $after }
history-nothing = empty
history-unknown = Not recorded
history-no-time = Time not recorded

# Import
import-title = Import CSV
import-lead = A file with the same columns as the downloads. The changes are shown first; nothing is saved until you agree.
import-file = CSV file
import-file-hint = A file of units, services or counters in UTF-8, at most 1 MB.
import-paste = Or paste its contents
import-paste-hint = With the header row. Used if no file is chosen.
import-preview-button = Show the changes
import-columns = Known columns
import-faults = { $count ->
    [one] There is { $count } fault in the file; nothing was saved
   *[other] There are { $count } faults in the file; nothing was saved
}
import-empty = Choose a file or paste its contents
import-too-large = The file is too large. Split it into files of at most 1 MB each
import-out-of-reach = The row for { $key } is outside your responsibility: { $fields }
import-preview-title = Changes to be saved
import-preview-lead = Check these changes. All of them are saved at once, or none.
import-kind = Kind of record
import-new = New
import-changed = Changed
import-unchanged = Unchanged
import-outdated = The register changed since you saw these changes. Nothing was saved; check again.
import-nothing = This file changes nothing.
import-apply = Save all changes
import-again = Choose another file

# Public pages
unit-head = Head
pledge-heading = Service pledge
service-ended = This service is offered until { $until }.
