# What cells of CSV files should hold.
expected-closed = a cell that ends with a quotation mark (") if it begins with one; the rows after it fell into this cell
expected-age = an age from 0 to 120 years, { $codes }
expected-some-score = 1, 2, 3 or 4 for at least one of the nine elements
expected-day-within = a date from { $first } to { $last }
expected-counter-of-unit = a counter of this unit: { $counters }
expected-officer-name = the name of a registered officer; where two officers share a name, the identifier (id)
expected-officer = a registered officer
expected-duty-once = only once; row { $row } says it already
expected-officer-at-one-counter = an officer not on duty at another counter in the same half of the day, as in row { $row }
expected-officer-in-one-unit = an officer not on duty in another unit in the same half of the day ({ $unit }, { $counter })
expected-officer-in-service = an officer in service on that date
expected-one-unit-a-day = one unit only for this service on that date
expected-not-below = another unit, which does not lie below this one
expected-not-below-then = a unit that did not lie below this one on that day
expected-unit-above = the slug of the unit above; only the city has none
expected-free-indicator = another name; an indicator of another unit has it already
expected-same-unit = the same unit as before
expected-same-frequency = { $code } as before, because there are targets or results
expected-own-indicator = the slug of an indicator of your units
expected-period = a period such as 2026-10, 2026-Q4, 2026-S2, or 2026
expected-quarter = a quarter such as 2026-Q4
expected-semester = a half-year such as 2026-S2
expected-year = a year such as 2026
expected-quantity = Write a number only, such as 88.79
    .cell = a number such as 88,79 or 88.79
expected-number-filled = Write the number
    .cell = a number such as 88,79 or 88.79
expected-unambiguous = This number can be read in two ways. Write a thousand as 1000, or three decimals as 1.2340
    .cell = a number such as 88,79 or 88.79
expected-fewer-digits = At most 15 digits before and 6 after the decimal mark
    .cell = a number such as 88,79 or 88.79
expected-above-target = The upper end must be above the lower end
    .cell = a number greater than the target
expected-applies = Choose whether the indicator applies
    .cell = ya (yes)
expected-evidence = Write a full address beginning with https:// or http://
    .cell = an address that begins with https://, at most { $most } characters,
expected-nothing = nothing, as the indicator does not apply
expected-as-confirmed = what it was when the result was confirmed, or empty
expected-as-sealed = what is sealed; propose a correction on the page of its period

# CSV files that cannot be used.
file-cell = row { $row }, column { $column }: { $value } – expected { $expected }
file-row = { $cells ->
    [one] row { $row }: 1 cell
   *[other] row { $row }: { $cells } cells
}
file-not-utf8 = this is not UTF-8 text (from line { $line }); nothing was saved. Save it again as "CSV UTF-8".
file-wrong-header = the header row is another one; nothing was saved.
file-header-expected = expected: { $header }
file-header-found = found: { $header }
file-uneven-rows = { $count ->
    [one] 1 row does not have { $cells } cells; nothing was saved:
   *[other] { $count } rows do not have { $cells } cells; nothing was saved:
}
file-bad-cells = { $count ->
    [one] 1 cell is wrong; nothing was saved:
   *[other] { $count } cells are wrong; nothing was saved:
}
file-more-faults = { $count ->
    [one] and 1 more fault
   *[other] and { $count } more faults
}
file-missing = there is no file { $path }
file-unreadable = the file { $path } cannot be read: { $reason }
file-slug-twice = the slug { $slug } is used twice; nothing was saved
file-no-such-unit = { $by } names the unit { $unit }, which does not exist; nothing was saved
file-counter-twice = the counter { $name } of { $unit } stands twice; nothing was saved
file-cycle = { $file }: { $units } lie below themselves; nothing was saved
file-former-cycle = { $file }: until { $day } { $units } lay below themselves; nothing was saved
file-roots = { $file }: exactly one unit must have none above it, the city; there are { $units }; nothing was saved
