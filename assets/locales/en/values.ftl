# Days, times, distances and the like.
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
today = today
tomorrow = tomorrow
yesterday = yesterday
days-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
days-left = { $n ->
    [one] 1 day left
   *[other] { $n } days left
}
minutes = { $n } min
hours = { $n } h
hours-minutes = { $hours } h { $n } min
metres = { $n } m
kilometres = { $n } km
yes = yes
no = no
list-comma = {", "}
