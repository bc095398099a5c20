# CSV
csv-heading = CSV file
csv-export = Download as CSV
csv-file = CSV file
csv-preview = Check the file
csv-preview-lead = { $count ->
    [0] Nothing has been saved.
    [one] Nothing has been saved yet. Check this change, then save it.
   *[other] Nothing has been saved yet. Check these { $count } changes, then save them.
}
csv-no-change = This file is the same as what is saved already; there is nothing to save.
csv-moved = The data changed since you checked. Below is how things stand now.
csv-apply = Save these changes
csv-back = Back without saving
csv-before = Now
csv-after = Becomes
error-file-missing = Choose a CSV file that is not empty
error-file-too-large = The file is too large; at most 500 kB. Make sure that it holds only the table asked for
error-file-unreadable = The file was not used and nothing was saved. Correct the cells listed above the file field, then try again

# Simultaneous changes
conflict-yours = What you entered

# Calendar
calendar-title = Working-day calendar
calendar-of-year = Working-day calendar { $year }
calendar-lead = Terms in working days and the punctuality of services are counted with this calendar. Saturdays and Sundays are always off.
calendar-source = Most holidays and days of collective leave move from year to year. Enter all of them from the joint decree of the three ministers (SKB) that appears every year.
calendar-year-empty = No holidays have been entered for { $year } yet. Until they are, holidays of that year count as working days.
calendar-working-days = { $count ->
    [one] One working day in this year.
   *[other] { $count } working days in this year.
}
calendar-years = Other years
calendar-empty = No holidays yet. Add them one by one or from a CSV file.
calendar-add = Add a holiday
calendar-add-button = Add
calendar-day = Date
calendar-weekday = Day
calendar-name = Name of the holiday
calendar-remove = Remove
calendar-remove-day = Remove { $day }
calendar-csv-hint = Columns: tanggal (date), nama (name). Holidays in the file are added or get a new name; none is removed.
calendar-preview = Changes to the calendar
error-holiday-day = Choose a date between the years 2000 and 2099
error-holiday-taken = This date is a holiday already. Remove it first if its name is wrong

# Officers
officers-title = Officers
officers-lead = Those who serve at counters. Officers' names appear only here at the desk, never on public pages.
officers-empty = There are no officers here. Change the filter or add an officer.
officers-name-part = Part of the name
officers-every-unit = All units
officers-today = Only those in service today
officers-back = Back to the list of officers
officers-csv-hint = Columns: id, nama, nip, unit, berlaku_mulai, berlaku_sampai, akun. A row without id adds an officer; nobody is removed.
officers-csv-taken = Another officer has a NIP or account of the file. If it goes from one officer of this file to another, empty it there first and save.
officers-preview = What the file of officers changes
officer = Officer
officer-add = Add an officer
officer-change = Change an officer
officer-unit = Unit
officer-unit-hint = The unit that employs the officer, who can be on duty at another unit's counter.
officer-nip = NIP
officer-nip-hint = 18 digits. Shown in full only on this page; lists show the last three digits.
officer-service = In service
officer-from = First day in service
officer-until = Last day in service
officer-until-hint = Fill this in when the officer moves or leaves. Officers are not deleted, because old rosters still name them.
officer-account = Account
officer-account-hint = An account with the role of service officer. One account belongs to one officer only.
officer-account-linked = Linked
officer-account-none = No account
error-nip = A NIP has 18 digits and begins with the date of birth
error-officer-taken = This NIP or account belongs to another officer already
error-officer-unit = Choose a unit
error-officer-account = Choose an account from the list
error-officer-conflict = Somebody else saved this officer; what you entered is not saved yet

# Roster
roster-title = Duty roster
roster-lead = Who serves at which counter, by half-day. This week begins on { $week }.
roster-counters = Counters
roster-this-week = This week
roster-next-week = Next week
roster-filled = { $filled } of { $of } half-days filled
roster-unit-name = Name of the unit
roster-no-units = Your units have no counters yet. Register counters first; the roster is made per counter.
roster-no-such-unit = No unit with counters has that name. Change or clear the filter.
roster-of-unit = Duty roster of { $unit }
roster-week = { $from } to { $until }
roster-weeks = Other weeks
roster-week-before = ← Previous week
roster-week-after = Next week →
roster-back = All units
roster-copy = Fill in from last week
roster-copied = What is shown below was copied from last week and is not saved yet. Holidays were left empty. Check it, then save.
roster-conflict-text = Somebody else saved this week after you opened the page. Save again if what you entered is right, or reload the page to leave what is saved.
roster-no-counters = This unit has no counters yet. Register counters first.
roster-no-officers = There are no officers to choose from yet. Add officers first, or show those of another unit.
roster-nobody = Nobody
roster-weekdays = Monday to Friday
roster-weekend = Saturday and Sunday
roster-half-day = Half-day
roster-half-day-of = { $weekday } { $day }, { $half }
half-morning = morning
half-afternoon = afternoon
roster-holiday = Holiday: { $name }
roster-officer-at = Officer { $number }: { $place }
roster-more = Add an officer: { $place }
roster-more-short = Add
roster-save = Save the roster
roster-other-unit = Officers of another unit
roster-other-unit-text = If officers of another unit serve at these counters, show their names in the lists. Save your changes above first.
roster-no-other-unit = No other unit
roster-csv-hint = Columns: tanggal (date), paruh_hari (pagi or siang: morning or afternoon), loket (counter), petugas (officer). The file replaces the whole roster of this week; you see the changes first.
roster-preview = Changes to the roster
error-duty-officer = Choose an officer from the list
error-duty-twice = This officer stands twice at the same counter
error-duty-two-counters = This officer is at another counter in the same half-day already
error-duty-elsewhere = This officer is at { $counter } of another unit in the same half-day already
error-duty-counter = This counter is not registered any more. Reload the page
error-duty-not-in-service = This officer is not in service on that date; check the dates of service
error-roster-conflict = Somebody else saved this week; what you entered is not saved yet

# Today's duty
duty-today-title = On duty today: { $unit }
duty-today-lead = { $day }. Confirm who serves before the first slip of a half-day is handed out. If somebody swapped, correct the roster first: ratings are noted for whoever stands there.
duty-today-link = Confirm who is on duty today
duty-today-empty = This unit has no counters in use today.
duty-today-morning = This morning
duty-today-afternoon = This afternoon
duty-today-officers = On duty
duty-today-state = Confirmed
duty-today-confirm = Confirm { $counter }, { $half }
duty-today-confirmed = Confirmed
duty-today-nobody = Nobody on the roster
duty-today-correct = Correct the roster of this week
notice-duty-confirmed = The duty is confirmed.
notice-duty-changed = The roster names nobody there any more. Look at it again.
