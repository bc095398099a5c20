# Frame of the desk
desk-name = Desk
desk-menu = Menu
desk-nav-label = Desk menu
desk-sign-out = Sign out
desk-public = See the public pages
desk-footer = For staff only. Changes made here are recorded in the audit trail.

# Fields
field-optional = { $label } (optional)
filters-label = Filter the list
filters-apply = Apply
filters-clear = Clear filters

# Lists
pagination-label = Parts of the list
pagination-before = ← Previous
pagination-after = Next →

# Details and comparison
summary-change = Change { $what }
summary-change-short = Change
compare-field = Field
compare-count = { $all ->
    [one] { $differing } of { $all } field differs.
   *[other] { $differing } of { $all } fields differ.
}
compare-differs = Differs
compare-same = Same
compare-empty = Not filled in

# Steps and warnings
step-done = Done
step-current = Running
step-waiting = Waiting
step-failed = Failed
warning-prefix = Warning:{" "}
yes = Yes
no = No

# Days on which something is valid
validity-from = since { $from }
validity-until = until { $until }
validity-unlimited = without a time limit
