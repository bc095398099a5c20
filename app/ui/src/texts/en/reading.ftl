# The frame of every page
site-name = Suara Warga
site-description = What citizens think of public services in the { $city }: index, trend, service standards and open data.
language-name = English
skip-link = Skip to the content
nav-label = Main menu
nav-city = City overview
nav-rate = Rate a service
nav-forums = Forums
nav-commitments = Commitments
nav-method = Method
nav-data = Data
breadcrumbs-label = Where this page is
search-label = Find a service or unit
search-placeholder = Such as KTP, family card, health
search-button = Search
demo-notice = Example data: all ratings and figures here are invented for demonstration. They are not results of a real survey.
footer-promise = Every figure here comes from a sealed release and can be recomputed by anybody.
footer-complaint = Want to complain and get an answer? Use
footer-licence = The data is available under the licence CC BY 4.0.
title-error = Error:{" "}
errors-heading = There is a problem

# Figures
figure-label = Main figure
figure-respondents = { $n ->
    [one] { $n } rating
   *[other] { $n } ratings
}
figure-interval = 95 % confidence interval: { $low } to { $high }
figure-other-grades = By the interval it could also be { $grades }.
figure-or = { " or " }
figure-incomplete = No index is computed, because too few people answered one of the elements.
figure-carried = Includes ratings since { $since } that waited until there were enough.
grade-a = Very good
grade-b = Good
grade-c = Less than good
grade-d = Not good
change-better = Better than in { $before }, by { $points } points.
change-worse = Worse than in { $before }, by { $points } points.
change-unclear = No clear difference from { $before } ({ $points } points).
change-plain = Compared are the services that were rated in both periods; the index itself changed by { $points } points.
change-not-comparable = Not comparable with { $before }: the services that were rated in both periods have { $share_before } of the ratings of that time and { $share_now } of the present ones, and at least { $least } % of both are needed. The index itself changed by { $points } points.
evidence-official = Official figure (verified and paper)
evidence-verified = Verified
evidence-paper = Paper form
evidence-kiosk = Kiosk
evidence-open = Open
state-too-few = Too few ratings
state-not-provided = No ratings
state-not-applicable = Not applicable
state-not-yet-due = Not yet due
state-incomplete = Incomplete
state-not-answered = Too few answers
reason-too-few = There are ratings, but fewer than { $k }. They wait for a later release, or are published together with other small services of the unit, so that nobody can be recognised.
reason-not-provided = There are no ratings in this period.
reason-not-applicable = Not applicable: in this period the unit or service did not exist, or it does not serve citizens directly.
reason-not-yet-due = This period is not sealed yet. Its figures appear after the month is over and two people have sealed it.

# The choice of a period
period-label = Period
period-semesters = Half-years
period-years = Years
period-months = Months
period-then = This page uses the names, the units and the standard times of the chosen period.
period-now = See what holds now, with the service standard and pledge
period-partly = ({ $first } to { $last }; { $sealed } of { $all } months are sealed)
filter-button = Show

# Charts
chart-table = Data as a table
chart-index = Index
chart-interval = 95 % interval
chart-n = Ratings
chart-nrr = Mean
chart-month = Month
chart-unit = Unit
chart-service = Service
chart-class = Class of proof
chart-element = Element
chart-gap = No figure
chart-grades = Bounds of the grades A to D
trend-title = Satisfaction index by month, { $name }
trend-download = Download the figures of { $name } (CSV)
trend-download-all = Download all figures of all units and services (CSV)
trend-empty = No month has a figure yet.
trend-short = { $n ->
    [one] One month has
   *[other] { $n } months have
} a figure. Which way the index goes can be told from { $least } months on.
trend-up = The monthly index is rising.
trend-down = The monthly index is falling.
trend-unclear = The monthly index neither rises nor falls by clearly more than { $margin } index point.
trend-slope = Over { $n } months with a figure, { $first } to { $last }: { $slope } points a month (95 % interval { $low } to { $high }).
elements-title = How the answers to the nine elements are spread, { $name }
elements-best = Best: { $best } (mean { $mean }).
elements-weakest = Weakest: { $weakest } (mean { $mean }).
elements-none = No element is clearly better or weaker than all others.
elements-free = The cost is left out of the comparison, because the service is free.
elements-some-free = The cost is left out of the comparison, because some of the services are free.
elements-against = Beside each mean stands how it changed from { $before }, in points of the index (mean × 25).
element-unclear = no clear difference ({ $points })
element-not-comparable = not comparable
elements-few = No two elements have enough answers to compare.
elements-counts-from = The spread is shown only of groups with at least { $least } answers in one release, of whom at least { $others } answered some element otherwise than most.
elements-counts-of = The spread is of { $counted } answers, those in groups that are large enough.
break-formula = new formula { $formula }
level-1 = 1 (lowest)
level-2 = 2
level-3 = 3
level-4 = 4 (highest)
printed-weight = Note: with the weight 0.11 as printed in the regulation the value is { $index }. This portal uses exactly 1/9.

# The city
city-title = What citizens think of public services in the { $city }
city-lead = Citizens rate a service after a visit. The results are opened once a month, for everybody at the same moment.
city-empty = There is no release yet. The first figures appear after the first month is over and two people have sealed it.
units-heading = Units
units-title = Index of each unit, { $period }
units-finding = { $known } of { $all } units have a figure in this period.
units-finding-ranks = Below each name stands the rank that is possible among all units of the same level. The fewer the ratings, the wider the range.
rank-one = Rank { $rank } of { $of }
rank-range = Rank { $best }–{ $worst } of { $of }
units-empty = There is no unit of this kind in this period. Choose another kind or period.
shown-label = Kind of unit
shown-first = Main units
shown-all = All units
kind-city = City
kind-department = Department
kind-agency = Agency
kind-secretariat = Secretariat or inspectorate
kind-hospital = Hospital
kind-health-centre = Community health centre
kind-district = District
kind-village = Urban village
order-label = Sort by
order-name = Name
order-index = Index
order-respondents = Number of ratings
movements-heading = What changed most
movements-lead = All units whose services were clearly rated better or worse than in { $before } were considered, whatever is shown above. Below stand the largest differences.
movements-none = No unit is clearly better or worse than in { $before }.
movement-up = better by { $points } points
movement-down = worse by { $points } points
missing-heading = Months without a figure
missing-none = Every unit that serves citizens has a figure for every month.
missing-not-provided = No ratings: { $months }.
missing-too-few = Too few: { $months }.
missing-others = { $units ->
    [one] One more unit as well; its page shows the months.
   *[other] { $units } more units as well; the page of each unit shows the months.
}

# Units
unit-continues = This unit exists since { $since } and continues:
unit-ended = This unit ended on { $until }. Its work is continued by:
unit-no-services = This unit has no services yet that can be rated here.
unit-pooled = { $people } ratings of small services are shown together, because each service had too few to publish: { $services }.
services-heading = Services of this unit
services-finding = { $count ->
    [one] { $count } service.
   *[other] { $count } services in alphabetical order.
}
subunits-heading = Units below it
subunits-finding = { $count ->
    [one] { $count } unit. The figure above includes it.
   *[other] { $count } units in alphabetical order. The figure above includes all of them.
}
break-new = this unit begins
break-continued = this unit begins and continues others
break-owner = taken over by { $unit }
classes-heading = Where the ratings come from
classes-lead = Ratings with different proof of a visit are never mixed. Only verified ones and paper forms make the official figure.
classes-title = Index of each class of proof, { $period }
classes-finding = Each class is shown apart.
profile-heading = Who rated
profile-lead = Numbers of people by what they told of themselves, for a half-year and all services of the unit except those whose use is sensitive. Answers that fewer than { $k } people gave are not shown on their own.
profile-people = { $n } people
profile-rest = Other answers, too few to tell apart
profile-empty = Nothing can be shown yet. This is published with the release of the last month of a half-year, and only where enough people rated.
profile-answer = Answer
profile-gender = Sex
profile-age = Age
profile-education = Education
profile-occupation = Occupation
profile-disability = Lives with a disability
profile-no-answer = Not answered

# Services
service-rate = Rate this service
standard-heading = Service standard
standard-requirements = Requirements
standard-procedure = Procedure
standard-time = Time
standard-time-start = Counted from complete and correct documents.
standard-cost = Cost
standard-product = Result
standard-complaints = Complaints and suggestions
standard-complaints-text = Tell the office, or use the national channel
source-official = The official standard set by the city government.
source-other-region = Example: time and cost are taken from another region's standard. This is not the city's official standard.
source-national = Example: time and cost follow commonly used values. This is not the city's official standard.
source-invented = Example: time and cost are invented for demonstration. This is not the city's official standard.
time-minutes = { $many ->
    [one] { $amount } minute
   *[other] { $amount } minutes
}
time-working-hours = { $many ->
    [one] { $amount } working hour
   *[other] { $amount } working hours
}
time-working-days = { $many ->
    [one] { $amount } working day
   *[other] { $amount } working days
}
time-days = { $many ->
    [one] { $amount } day
   *[other] { $amount } days
}
time-percent = { $time }, for { $percent } % of applicants

# Search
search-title = Find a service or unit
search-empty = Type the name of a service or unit, such as KTP, family card, birth certificate or health certificate.
search-count = { $count ->
    [one] { $count } result for “{ $question }”.
   *[other] { $count } results for “{ $question }”.
}
search-nothing = Nothing fits “{ $question }”.
search-nothing-hint = Try another word, such as the document you need or the name of the office.

# Data
data-title = Open data
data-lead = Each release holds all figures of one month, never changes again, and is known by its fingerprint.
data-caption = Releases, newest first
data-empty = There is no release yet. The first one appears after the first month is sealed.
data-ratings = Ratings
data-atoms = Published groups
data-waiting = Services waiting
data-files = Download
data-download = Download the release of { $month } as { $kind }
data-check-heading = Checking a release
data-check-text = Download the JSON file, compute its SHA-256 and compare it with the table above. Each release also names the fingerprint of the one before.
data-api-heading = For programs
data-api-text = The same figures as JSON:
data-dictionary = What every field means and how to check the chain: the data dictionary
data-all-heading = All months at once
data-all = All figures of all units and services with their names (CSV)
data-all-text = Every unit and service also has a table of its own below the chart of its trend.

# Method
method-title = How the figures are computed
method-lead = This page explains every figure. Its example is computed by the same program as the published figures.
method-box-heading = Ballot box, seal, release
method-box-text = Ratings go into a ballot box that nobody reads, staff included. When a month is over, two different people seal it. Only then do its figures open, for everybody at the same moment.
method-atoms-text = Ratings of one service with the same class of proof are published when there are at least { $k }. Fewer wait for the next release. After waiting through { $seals } seals they are pooled with other small services of the same unit. Every figure is a union of such groups, so no subtraction of figures can single out fewer than { $k } people. A simulated attacker who reads a release and looks for other answers that would give the same one (the command study disclosure, seed 17) tried the 193,407 sheets of the demonstration’s 4,603 groups: without insiders fewer than one sheet in ten thousand is sure because sums show it by themselves, and none beyond that. With insiders more is sure, up to the whole sheet of the last person if all others of a group tell each other.
method-index-heading = The satisfaction index (IKM)
method-index-text = Each element is answered with a score of 1 to 4. The mean (NRR) of an element is the sum of its scores divided by the number of people who answered it. All nine elements have the same weight, exactly 1/9, by PermenPANRB 14/2017.
method-index-formula =
    NRR = sum of an element's scores : number who answered it
    NI  = (NRR 1 + NRR 2 + … + NRR 9) × 1/9
    IKM = NI × 25
method-index-missing = Questions may be left out, so the number of answers can differ between elements. An element has a figure if at least five people and at least half of all raters answered it. If an element has none, no index is computed and the other elements stand alone. How answers are spread is published from three times the smallest number on, if at least the smallest number of people answered some element otherwise than most, so that nobody’s answers can be worked out.
method-index-pooled = The index of a unit and of the city is computed from all ratings of its services together, not as the mean of the services' indices. A unit includes the units below it, as they are arranged now. Ratings that waited count for the unit that offers the service at the end of the release's month.
method-example-heading = An example with five people
method-example-text = Five people answered all elements. The sums of their scores and the means:
method-example-sum = Sum of scores
method-example-result = NI = { $ni }, so IKM = { $index }: grade { $grade }. 95 % interval: { $low } to { $high }.
method-grade-heading = Grades
method-grade-text = The grade follows from the index rounded to two decimals.
method-grade = Grade
method-grade-words = In words
method-interval-heading = The 95 % confidence interval
method-interval-text = A figure from few people is less certain. The interval shows how certain it is: the more ratings, the narrower. The mean of each person’s answers times 25 is their score, and s² is the variance of these scores. Because in many services nearly everybody gives the highest score, the interval is computed as if there were one more person with a score of 62.5, the middle of the scale; otherwise twenty perfect ratings would look certain. n is the number of answers to the element that was answered least, and t the 97.5 % quantile of Student’s distribution with n degrees of freedom. The variance is published rounded up, and only of groups of at least three times the smallest number; smaller groups use twice the pooled variance of the larger ones in the same release, and larger ones whose people nearly all agree the largest variance that is possible with their mean. The interval is cut at 25 and 100 only where it is shown. Releases sealed with the formula ikm-1 keep theirs: IKM ± t × s : √n with n − 1 degrees of freedom.
method-interval-formula = (n × IKM + 62.5) : (n + 1) ± t × √( ((n − 1) × s² + (62.5 − IKM)² × n : (n + 1)) : (n × (n + 1)) )
method-ranks-text = Ranks are written as ranges, such as “rank 1–3 of 21”: the places that a unit can have among all units of the same level. Every statement that one unit lies above another is tested by Welch’s t, all of them together by Holm’s procedure at 5 %, so that with 95 % confidence no range is wrong. What is shown and in which order changes no rank.
method-change-heading = Better, worse, or no clear difference
method-change-like = A period is compared with the one before of the same kind, a month with a month and a half-year with a half-year. So that other services in a figure do not count as a change, only the services that were rated in both periods are compared, each with the weight of its ratings in the later one. Ratings of small services that were published together do not count as rated in both. Where the common services have less than { $least } % of the ratings of one of the periods, the page says “not comparable”.
method-change-test = A difference of at most { $margin } point is too small to matter. What is tested is whether the true difference is larger than that, given how far apart people’s answers are (Welch’s t against a margin). Among many units some would seem changed by chance alone. Therefore all units and services of a period are tested as one family, by the procedure of Benjamini and Hochberg: of the changes that are called clear, on average at most 5 % are not. The family is complete with the last release of the period; neither a later release nor what a page shows changes a verdict.
method-change-words = “No clear difference” does not mean that all stayed the same: few ratings show only large changes. Beside the compared difference stands the plain one, the present index minus the former.
method-elements-text = The elements of a page are compared in the same way, all of them as one family. An element is called best or weakest only where it lies more than { $margin } point above or below every other one; since how the same people’s answers go together is not published, the standard errors are added up. Answers of which no spread is published are taken to be as far apart as their mean allows. Where a service is free, its cost is left out.
method-trend-text = The sentence beside a line of months is the outcome of one test over all its months, never of the first against the last. The slope is the median of the slopes between every two months (Theil and Sen), its interval that of Kendall’s test. It is called rising or falling only where the whole interval, over all the months, is more than { $margin } point; below { $least } months nothing is said. The line is of the index as published: other services in it can move it, too.
method-classes-heading = Classes of proof
method-classes-text = Verified: with a one-time code from a visit. Paper: a paper form, keyed in by staff. Kiosk: a registered device at a counter. Open: anybody, without proof of a visit. The official figure is verified and paper together.
method-signs-heading = Signs to be looked into
method-signs-text = With every seal the portal looks for signs that ratings do not come from those who were served. What is tested is the ratings that the seal counts: whether one day is far busier than the others (negative binomial); whether the share of sheets of one answer, or of visits rated, is far from other counters, other duty sets or the months before (beta-binomial, because honest counters differ too); whether too many dates lie on days off or in months that were sealed already; and whether there are more ratings than visits. A sign names the place and its kind, never a number or how content people are, and changes no figure. Because of one, whoever proposes the seal may ask to leave out the ratings of a place and of some days, and a second person decides about it with the seal, before anybody knows a figure; the release tells place, days, reason and number, and what is about too few ratings to be published together is counted all the same. The bounds are set so that an honest city shows signs of one kind in about { $chance } % of months.
method-signs-study = Tried on simulated cities whose counters differ as honest ones do (the command study integrity, seed 29): in 600 honest months no kind of sign came up in more than 1 % of them. A counter of 150 ratings that keeps back a quarter of its codes and rates itself is found by the next seal at the latest in 75 of 100 months, or 67 where nearly everybody is satisfied; one that keeps back half of them always, but one that keeps back a tenth hardly ever. Beside 60 paper forms, 60 perfect ones on one day or from a sealed month are always found; spread over the month, in only 19 of 100. A duty set that invites only the satisfied is found in 70 of 100 months.
method-sample-heading = Recommended sample size
method-sample-text = For surveys by sample, PermenPANRB 14/2017 uses the formula of Krejcie and Morgan. Ratings on this portal are given by choice, so they are not such a sample.
method-population = Users of a service
method-sample = Sample
method-states-heading = When there is no figure
method-states-text = “Too few ratings”: there are some, but too few to publish. “No ratings”: the period is sealed and empty. “Not applicable”: the unit or service did not exist. “Not yet due”: the period is not sealed. None of the four is ever written as zero.
method-sources-heading = Sources
method-sources-text = Elements, questions, weights and grades: PermenPANRB 14/2017. Components of the service standard: UU 25/2009. Personal data: UU 27/2022.
