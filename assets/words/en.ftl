# English. Each line: a key, and what is said. { $name } is a value; plurals are chosen by number.

plain = { $text }
cancelled = Stopped.

## Where trouble is

place-file = { $file }
place-row = { $place }, row { $row }
place-column = { $place }, column “{ $column }”
trouble = { $place }: { $problem }. { $remedy }.

## Memory

step-waiting-for-memory = Waiting for memory
memory-short = { $who } needs { $needed } for { $what }; { $free } are free. { $instead }.
text-too-long = { $file }: needs { $needed } for the text; { $free } are free. Take a shorter time.

## What runs beside the window

job-saving-runs = Saving the runs
job-autosave = Keeping what is not saved
job-autosave-removed = Removing what is saved now
job-saving-project = Saving the project
job-looking-for-unsaved = Looking for unsaved work
job-restoring = Restoring unsaved work
job-discarding = Discarding unsaved work
job-features = Building features
job-map = Mapping items
job-cleaning = Cleaning the log
job-weighing = Weighing events
job-splitting = Splitting the log
job-reading = Reading the log
job-finding-users = Searching users
job-list = Making the list
job-reasons = Looking for reasons
job-memory = Estimating memory
job-scores = Scoring users for the blend
job-test = Evaluating on test
job-figures = Evaluating the blend
job-full-figures = Evaluating all users
job-curve = Drawing the curve
job-recognising = Looking at what the files hold
job-keeping-models = Keeping trained models
job-fetching-models = Fetching trained models
job-removing-models = Removing kept models
job-looking-at-files = Looking at the files
job-opening = Opening { $file }
job-training = Training { $model }
job-searching = Searching settings of { $model }

## What happened

message-saved = Saved { $file }.
message-unsaved-work = There is unsaved work of an earlier time. Close this to restore or discard it.
message-search-needs-split = A search needs a log that is loaded and split.
message-left-out = { $file }: was left out, for a project has one log, one items and one users file. A second log can be the test file.
message-items-file = { $file } is the items file now.
message-users-file = { $file } is the users file now.
message-searched = { $tried ->
    [one] Searched { $model }: one setting tried, the best reaches { $metric } { $value }. { $end }
   *[other] Searched { $model }: { $tried } settings tried, the best reach { $metric } { $value }. { $end }
}
message-searched-in-vain = Searched { $model }: no settings gave a model. { $end }

search-stopped = It did not come to its end.
search-complete = { $n ->
    [one] Its one setting was tried.
   *[other] All { $n } settings were tried.
}
search-patience = It ended early: the last { $n } in a row were no better.
search-minutes = It ended early: its { $n } minutes were over.
