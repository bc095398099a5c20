# Indicators
indicators-title = Performance indicators
indicators-lead = Targets and results of the key performance indicators (IKU). What the head of the unit has confirmed is published with the monthly seal.
indicators-empty = No indicator fits. Clear the filters, choose another month, or add an indicator.
indicator-new = Add an indicator
indicator-change = Change the indicator
indicator-name = Indicator
indicator-unit = Unit
indicator-period = Period
indicator-month = Month
indicator-target = Target
indicator-realisation = Result
indicator-achievement = Achievement
indicator-progress = State
indicator-every-unit = All my units
indicator-every-progress = All states
indicator-none = not entered yet
indicator-no-target = not set
indicator-slug = Short name
indicator-slug-hint = Lower-case letters, digits and hyphens, such as birth-certificates. Used in addresses and files; it cannot be changed later.
indicator-definition = Definition and formula
indicator-measure = Unit of measure
indicator-source = Source of the data
indicator-owner = Responsible (a post, not a person's name)
indicator-direction = Good results
indicator-frequency = Reported every
indicator-frequency-hint = Cannot be changed once there is a target or a result.
indicator-from = Valid from
indicator-until = Valid until
indicator-until-hint = Leave empty if it is still valid.
indicator-valid = Validity
indicator-periods = Targets and results by period
indicator-no-periods = No period of this indicator is reported yet.
target-range = { $low }–{ $high }
direction-higher = The higher the better
direction-lower = The lower the better
direction-range = Within the target range
frequency-month = Month
frequency-quarter = Quarter
frequency-semester = Half-year
frequency-year = Year
progress-not-yet-due = Not yet due
progress-to-enter = Waiting to be entered
progress-returned = Sent back
progress-to-confirm = Waiting for confirmation
progress-confirmed = Confirmed
progress-sealed = Sealed
realisation-not-provided = not provided
realisation-not-applicable = not applicable
realisation-not-yet-due = not yet due

# Target and result of one period
target-heading = Target
target-hint = Such as 88.5. Leave empty to take the target away.
target-high = Up to
target-high-hint = Only if the target is a range.
target-button = Save the target
realisation-heading = Enter the result
realisation-confirmed-warning = This result is confirmed. If you change it, the head of the unit has to confirm it again.
realisation-applies = Does this indicator apply in this period?
realisation-applies-yes = Yes, this is the result
realisation-applies-no = No, the indicator does not apply in this period
realisation-value = Result
realisation-value-hint = In the indicator's unit of measure, such as 88.79. Not needed if the indicator does not apply.
realisation-evidence = Link to the evidence
realisation-evidence-hint = The address of a document that the public can open, beginning with https://
realisation-note = Note for the head of the unit
realisation-note-hint = Not published.
realisation-returned-for = Sent back because
realisation-button = Save the result

# Confirmation
confirm-title = Confirm results
confirm-lead = Results that wait for your confirmation. What is not confirmed is published as “not provided”.
confirm-empty = Nothing waits for your confirmation.
confirm-look = Check
confirm-look-at = Check { $name }, { $period }
confirm-own = You entered this yourself
confirm-heading = Confirmation
confirm-text = By confirming you state that this figure is right and backed by evidence.
confirm-button = Confirm
return-reason = Reason for sending back
return-reason-hint = Read by whoever entered it. Not published.
return-button = Send back

# Corrections
correction-heading = Propose a correction
correction-warning = This result is sealed and stays published. A correction appears beside it once two publishers have agreed to it.
correction-reason = Reason for the correction
correction-reason-hint = Published with the correction.
correction-button = Propose the correction
correction-list = Corrections
correction-proposed = Proposed
correction-sent-back = Sent back
correction-returned-for = Sent back because: { $reason }
correction-published = Published
correction-sentence = From { $before } to { $after }, because: { $reason }

# Errors
error-indicator-slug = Write a short name of lower-case letters, digits and single hyphens; “baru” and “berkas” cannot be used
error-indicator-slug-taken = Another indicator has this short name
error-indicator-direction = Choose which results are good
error-indicator-frequency = Choose how often the indicator is reported
error-indicator-fixed = The frequency cannot change any more, because there are targets or results
error-indicator-conflict = Somebody else changed this indicator while you filled in the form; what you entered is not saved yet
error-correction-unchanged = This correction is the same as what is published
error-realisation-conflict = Somebody else changed this result while your page was open. Look at how it stands now below, then repeat your step if it is still needed
refused-sealed = This period is sealed. Propose a correction with a reason
refused-confirmed = This result is confirmed already
refused-not-confirmed = This result is not confirmed yet
refused-returned = This result was sent back and has to be entered anew first
refused-own-entry = You entered this result yourself, so somebody else has to confirm it
refused-not-sealed = This result is not sealed yet. Just enter it anew

# Indicators on a unit's page
indicators-public-heading = Performance indicators
indicators-public-lead = What this unit promised and what it reached, as sealed every month. Achievements are named according to { $source }.
indicator-about = Definition, source and who is responsible
indicator-finding = { $period }: target { $met ->
    [yes] met
   *[no] missed
}, with a result of { $realisation } against { $target }. It was met in { $reached } of { $count } periods.
indicator-finding-none = There is no result yet that could be compared with a target.
indicator-chart = { $name }: results and targets by period
indicator-gap = Without a result
indicator-raw = before the cap: { $raw } %
indicator-corrected = Corrected: { $before } before, because { $reason }
indicator-late = Given late: an earlier release said that it was not provided
indicator-former-target = Promised before: { $target }
indicator-evidence = Evidence
indicator-evidence-of = Evidence for { $name }, { $period }
indicator-met = Met or missed
indicator-met-yes = Target met
indicator-met-no = Target missed
indicator-band = Name of the achievement
band-very-good = Very good
band-good = Good
band-fair = Fair
band-poor = Poor
band-very-poor = Very poor

# CSV files
indicator-files = Import or export CSV
indicator-files-title = Indicators, targets and results as CSV
indicator-files-lead = Download, change in a spreadsheet, upload again. You see every change before it is saved; if one cell is wrong, nothing is saved. An empty cell takes no target or result away.
indicator-files-download = Download
indicator-files-definitions = Definitions of indicators (indikator.csv)
indicator-files-reports = Targets and results (realisasi.csv)
indicator-files-upload = Upload
indicator-files-preview = Check the changes
indicator-files-changes = Changes to indicators, targets and results
error-files-missing = Choose at least one file
