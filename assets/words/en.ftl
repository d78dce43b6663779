# English. Each line: a key, and what is said. { $name } is a value; plurals are chosen by number.

plain = { $text }
cancelled = Stopped.

## Where trouble is

place-file = { $file }
place-row = { $place }, row { $row }
place-column = { $place }, column “{ $column }”
trouble = { $place }: { $problem }. { $remedy }.

quoted = “{ $text }”
sentence = { $text }.

file-missing = does not exist
    .remedy = Check the name, or whether it was moved
file-forbidden = may not be read by this account
    .remedy = Change its permissions, or copy it to a folder of yours
file-folder = is a folder
    .remedy = Choose a file inside it
file-cut-off = ends in the middle of its compressed data
    .remedy = Fetch or export the file again: it was cut off
file-unreadable = could not be read: { $error }
    .remedy = Try again, or copy the file to a local disk first
file-not-written = { $file }: could not be written: { $error }. Check the folder and the free space.

## Memory

step-waiting-for-memory = Waiting for memory
memory-short = { $who } needs { $needed } for { $what }; { $free } are free. { $instead }.

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
job-looking-at-dropped = Looking up dropped rows
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

job-fault = A fault in the program stopped this work: { $reason }. Your project is unchanged.
job-fault-unknown = no reason given
job-no-thread = No thread could be started: { $error }.

## What happened

message-saved = Saved { $file }.
message-unsaved-work = There is unsaved work of an earlier time. Close this to restore or discard it.
message-search-needs-split = A search needs a log that is loaded and split.
message-left-out = { $file }: was left out. A project has one log, one items file and one users file; a second log can be the test file.
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

## Figures

n-items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
n-events = { $n ->
    [one] 1 event
   *[other] { $n } events
}
n-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
n-users = { $n ->
    [one] 1 user
   *[other] { $n } users
}
no-log = No log is loaded yet
axis-percent = { $metric }, %

list = { $first }, { $rest }
on = on
off = off
numbered = { $name } { $number }
figure-percent = { $n } %
figure-instant = under 1 ms
figure-milliseconds = { $n } ms
figure-seconds = { $n } s
figure-minutes = { $minutes } min { $seconds } s
ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}

## Labels

stage-data = Data
stage-features = Features
stage-models = Models
stage-blend = Blend
stage-preview = Preview

role-user = User
role-item = Item
role-event = Event type
role-timestamp = Time
role-clock = Time of day
role-value = Value (rating, quantity)
role-session = Session
role-label = Label (yes or no)
role-of-item = Item: { $kind }
role-of-user = User: { $kind }
role-of-event = Event: { $kind }
role-ignore = Not used

attribute-title = title
attribute-category = category
attribute-brand = brand
attribute-price = price
attribute-categories = several categories
attribute-path = category path
attribute-text = text
attribute-number = number
attribute-date = date
attribute-image = picture

encoding-text = words (TF-IDF)
encoding-categories = categories
encoding-number = scaled number

split-global-time = By time
split-leave-last-out = Each user's last items
split-random = Random
split-given = Given test file

search-method-random = All on all users
search-method-halving = Many on few users, few on all

metric-recall = Recall
    .meaning = Share of what users went on to choose that stood in their list
metric-ndcg = NDCG
    .meaning = Like recall, with more credit the higher an item stood; 100 % is the best list possible
metric-map = MAP
    .meaning = Mean precision at the places of the hits
metric-mrr = MRR
    .meaning = Mean of one over the rank of the first hit
metric-hit_rate = Hit rate
    .meaning = Share of users with at least one hit
metric-precision = Precision
    .meaning = Share of the list that users went on to choose
metric-coverage = Coverage
    .meaning = Share of the catalogue that stands in any list
metric-at = { $metric }@{ $k }

similarity-cosine = Cosine
similarity-asymmetric = Asymmetric cosine
similarity-jaccard = Jaccard
similarity-tf_idf = TF-IDF
similarity-bm25 = BM25
measure-cosine = Cosine
measure-dot = Product

state-empty = not started
state-stale = out of date
state-running = running
state-done = done
state-failed = failed
sort-by = Sort by { $column }
setting-value = { $setting } { $value }
field-range = { $low } to { $high }: drag it or type it
run-numbered = { $name } (run { $number })
difference = Difference
metric-unit = in %, ± half of the 95 % interval
metric-with-interval = { $meaning }.
    95 % interval: { $low } % to { $high } %
metric-without-interval = { $meaning }.
preview-visitor = A visitor

## Data

step-opening-file = Opening the file
step-decoding = Decoding the file
step-reading-rows = Reading rows
step-reading-rows-so-far = { $rows ->
    [one] Reading rows: 1 so far
   *[other] Reading rows: { $rows } so far
}
step-reading-identifiers = Reading identifiers
step-reading-times = Reading times and values
step-reading-attributes = Reading attributes
step-dropping = Dropping what cannot be used
step-cleaning = Cleaning
step-writing-events = Writing events

format-sequences = one user a line
separator-tab = tab-separated
separator-comma = comma-separated
separator-semicolon = semicolon-separated
separator-pipe = separated by |
separator-double-colon = separated by ::
separator-space = space-separated

data-empty = is empty
    .remedy = Choose a file with a header and rows
data-header-only = has a header but no row
    .remedy = Export it again with its rows
data-no-column = has no column
    .remedy = Export it again with its columns
data-binary = is not a table: it holds binary data
    .remedy = Choose a CSV or JSON Lines (also .gz or .zst) or Parquet file
data-damaged = has damaged compressed data ({ $error })
    .remedy = Fetch or export the file again
data-not-whole-parquet = is not whole Parquet: { $error }
    .remedy = Fetch or export the file again: it may have been cut off
data-changed = changed while it was open
    .remedy = Open it again
data-columns-unclear = has no columns that could be told apart
    .remedy = Separate its fields by commas, tabs, semicolons or ::, with at least a user and an item column
data-check-rows = Check that its rows have the same number of fields and its quotes are closed
data-ragged = { $file }, row { $row }: { $found ->
    [one] 1 field
   *[other] { $found } fields
} where { $expected } were expected ({ $ragged ->
    [one] 1 such row
   *[other] { $ragged } such rows
}). Missing fields count as empty, surplus ones are left out.
data-doubled-names = { $file }, row 1: these column names stand more than once: { $names }. Later ones were numbered.
data-lines-before = { $n ->
    [one] { $file }: its first line is no part of the table and was passed over.
   *[other] { $file }: its first { $n } lines are no part of the table and were passed over.
}
data-header-again = { $n ->
    [one] { $file }, row { $row }: the header stands here again; it was not read as an event.
   *[other] { $file }, row { $row }: the header stands here again, and { $n } times in all; it was not read as events.
}
data-unknown-keys = { $n ->
    [one] { $file }: 1 row has keys that the first rows do not have; they were not read.
   *[other] { $file }: { $n } rows have keys that the first rows do not have; they were not read.
}
data-nested-columns = { $file }: these columns hold tables or spans of time and were not read: { $names }.
data-row-too-long = has a row of more than 256 MB
data-not-json-lines = is no JSON Lines: { $error }
    .remedy = Write one JSON object a line, without commas between them
data-format-refused = is a file of { $name }, which is not read
    .remedy = Export it as CSV, JSON Lines or Parquet
data-folder-empty = holds no part files
    .remedy = Choose a folder whose files are parts of one table, or a single file
data-folder-mixed = holds files of several kinds: { $kinds }
data-other-columns = has other columns than { $file }
change-order = Read the { $order ->
    [day_first] day
   *[other] month
} first
change-unit = Read them as { $unit ->
    [s] seconds
    [ms] milliseconds
    [us] microseconds
    [ns] nanoseconds
   *[other] dates
}
change-codes = Take them for plain types
change-event-out = Leave it out
change-event-view = Count it as a view
change-again = Add them up
change-returns = Count what was given back as bought
change-threshold = Count ratings from { $least }
change-role-out = Leave “{ $column }” out
change-role = Use “{ $column }”: { $role }
data-hardly-meet = { $file }: { $met } of its { $n } identifiers stand in the log; { $better } would { $join ->
    [leading_zeros] without leading zeros
    [decimal_point] without “.0” at their ends
    [case] without regard to capitals
   *[other] by their digits alone
}.
change-join = Compare them { $join ->
    [leading_zeros] without leading zeros
    [decimal_point] without “.0”
    [case] without regard to capitals
   *[other] by their digits alone
}
data-nothing-in-column = { $column }, “{ $word }”, { $n } ×
data-words-for-nothing = { $file }: words were taken for “nothing”: { $columns }.
data-time-not-read = { $file }: “{ $column }” is called like a time, but its cells could not be read as one, such as “{ $example }”. It is not used.
data-value-not-read = { $file }: “{ $column }” is called like a value, but its cells are no numbers, such as “{ $example }”. It is not used.
data-columns-unused = { $file }: these columns are not used: { $names }.
data-by-place = { $file }: no name of a column says what the user and the item are; “{ $user }” was taken for the user and “{ $item }” for the item, by their place.
data-no-header = { $file } has no row of names; “{ $user }” was taken for the user and “{ $item }” for the item, by their place.
data-only-dates = { $file }: “{ $column }” was taken for the time of the events; its name does not say so.
data-spreadsheet-days = { $file }: the numbers of “{ $column }” were read as the days of a spreadsheet, counted from 1900.
data-label-not-read = { $file }: “{ $column }” is called like a yes or no, but its cells say neither, such as “{ $example }”. It tells nothing of whether the user liked the item.
data-few-users = { $file }: { $left } of { $n } users are left, mostly because of { $rows } rows: { $reason }.
data-busy-user = { $file }: the user “{ $user }” has { $n } of { $of } events. Check whether it stands for nobody or for many.
data-clock = { $file }: the time is read from “{ $day }” and “{ $clock }” together.
data-value-empty = { $column } holds nothing at all; each event counts by itself.
data-codes-assumed = { $file }: the event types are numbers; they were taken for those of { $name }: { $words }.
data-event-unknown = { $n ->
    [one] { $file }: the event type “{ $event }” (1 row) is no word that is known; it counts like a view.
   *[other] { $file }: the event type “{ $event }” ({ $n } rows) is no word that is known; it counts like a view.
}
data-events-unknown = { $n ->
    [one] { $file }: 1 other event type is no word that is known; it counts like a view.
   *[other] { $file }: { $n } other event types are no words that are known; each counts like a view.
}
data-event-shown = { $n ->
    [one] { $file }: “{ $event }” (1 row) was taken for “shown”: it speaks against its item where the user does not take it.
   *[other] { $file }: “{ $event }” ({ $n } rows) was taken for “shown”: it speaks against an item where the user does not take it.
}
data-rated-again = { $n ->
    [one] { $file }: 1 rating was given before another of the same item by the same user; the last one counts.
   *[other] { $file }: { $n } ratings were given before another of the same item by the same user; the last one counts.
}
data-ratings-weigh = { $n ->
    [one] { $file }: ratings up to { $most } count as weights, and so does 1 below { $middle }. With a threshold it would speak against its item.
   *[other] { $file }: ratings up to { $most } count as weights, and so do { $n } below { $middle }. With a threshold they would speak against their items.
}
data-times-apart = { $n ->
    [one] { $file }: 1 event lies { $years } years { $side ->
        [before] before
       *[other] after
    } all others. A time window leaves it out.
   *[other] { $file }: { $n } events lie { $years } years { $side ->
        [before] before
       *[other] after
    } all others. A time window leaves them out.
}
data-described-again = { $n ->
    [one] { $file }: 1 row is about something that an earlier row described; the first value of each column counts.
   *[other] { $file }: { $n } rows are about something that an earlier row described; the first value of each column counts.
}
data-attribute-unreadable = { $column }: of { $n } { $of ->
    [item] items
   *[other] users
} it holds something else than it should ({ $kind }), such as { $example }; that is taken as not known.
data-attribute-negative = { $column }: of { $n } { $of ->
    [item] items
   *[other] users
} the price is below zero, such as { $example }; that is taken as not known.
data-value-unreadable = { $file }, row { $row }: { $column } holds no number ({ $n ->
    [one] 1 such row
   *[other] { $n } such rows
}).
data-order-undecided = { $file }: in “{ $column }” no day is above 12, so day and month cannot be told apart. The { $order ->
    [day_first] day
   *[other] month
} was taken to stand first.
data-order-mixed = { $file }: in “{ $column }” { $day_first } dates can only have the day first and { $month_first } only the month. The { $order ->
    [day_first] day
   *[other] month
} was taken to stand first; the others could not be read.
data-two-digit-years = { $file }: in “{ $column }” { $n ->
    [one] 1 year has
   *[other] { $n } years have
} two digits: 69 to 99 were read as 1969 to 1999, 00 to 68 as 2000 to 2068.
data-unit-mixed = { $file }: in “{ $column }” the unit of the times is not sure; they were all read as { $unit ->
    [s] seconds
    [ms] milliseconds
    [us] microseconds
    [ns] nanoseconds
   *[other] dates such as 20240531
}.
data-zone-unsure = { $file }: in “{ $column }” { $n ->
    [one] 1 time is
   *[other] { $n } times are
} in CST, which was read as American central time.
data-year-unsure = { $file }: in “{ $column }” the year may stand first or last; it was read as the last.

data-missing-user = Choose the column that holds the user; where a log names nobody, a session or a device can stand for one
data-missing-item = Choose the column that holds the item
data-missing-user-and-item = Choose the column that holds the user and the one that holds the item
data-no-user-and-item = has no column recognised as user and item among { $columns }
data-no-identifiers = has no column of identifiers
data-names-and-more = { $names } and { $more } more
data-too-many-rows = has more than { $most } rows
    .remedy = Split it, or take a shorter time
data-too-many-types = has { $n } different event types
    .remedy = Choose another column as the event type, or none
data-memory-file = { $file }:
data-memory-log = the log
    .remedy = Take a shorter time, or a file with fewer rows or columns

drop-unreadable-time = time could not be read
drop-missing-id = user or item missing
drop-event-not-mapped = event type without weight
drop-unusable-value = value or label cannot be used
drop-exact-duplicate = exact duplicate
drop-repeat = repeated within moments
drop-outside-window = outside the time window
drop-rated-again = rated again: another rating counts
drop-robot = robot
drop-k-core = too few items or users (k-core)
negative-disliked = disliked
negative-taken-out = taken out of the basket
negative-returned = given back
negative-not-taken = shown and not taken
negative-below-threshold = below the threshold
data-dropped-rows = { $n } × { $reason }
data-threshold-above-all = all values are below the threshold of { $least }; the largest is { $most }
    .remedy = Choose a threshold that some values reach
data-nothing-left = has no usable row; of { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}: { $reasons }
    .remedy = Check which columns hold user, item, time and value, and the cleaning settings
data-describes-nothing = { $n ->
    [one] { $file }: its one identifier does not stand in the events. Check which column holds it.
   *[other] { $file }: none of its { $n } identifiers stands in the events. Check which column holds them.
}
data-no-times = { $file }: there are no times. Where it matters what came first, the order of its rows stands for them.
data-single-user = { $file }: every row has the same user “{ $user }”. Check which column holds the users: with a single one there is nothing to learn from others.

data-repeat-secs-range = clean.repeat_secs is { $value }; it must be a number of seconds, 0 or above.
data-clean-zero = clean.{ $setting } is 0; it must be 1 or above.
data-clean-no-time = clean.{ $setting } is “{ $text }”, which is no time. Write it like 2024-05-31.
data-window-needs-time = A time window needs a time column. Choose one, or remove the window.
data-event-weight-range = The weight of event “{ $event }” is { $weight }; it must lie between 0 and 1,000,000.
data-half-life-range = half_life_days is { $days }; it must be above 0.
data-least-value-range = The least value is { $least }; it must be a number.
data-sample-size = { $events ->
    [one] 1 event: choose from 1,000 to 1,000,000,000.
   *[other] { $events } events: choose from 1,000 to 1,000,000,000.
}

## Splits

step-splitting = Splitting

split-unknown = no split “{ $text }”; choose { $ids }
split-share-range = split.{ $setting } is { $share }; it must lie between 0 and 0.5.
split-exponent-range = split.popularity_exponent is { $value }; it must lie between -2 and 2.
split-last-n-range = split.last_n is { $n }; it must lie between 1 and 100.
split-needs-time = The split “global_time” needs a time column. Choose one, or the split “leave_last_out” or “random”.
split-needs-test-file = The split “given” needs a test file. Add one, or choose another split.
split-has-test-file = A test file was added: choose the split “given”, or remove the file.
split-random-despite-times = A random split lets models learn from what happened after the events they are judged on. The log has times: a split by time is the honest one.
split-one-moment = All events carry the same moment, so no time parts them. Choose the random split: each user's items at random.
split-test-is-large = The test part is { $n } of { $all } events ({ $share }), where { $asked } were asked for: events of one moment stay together.
split-taken-back = { $n ->
    [one] Returns cover 1 purchase in full, which counts for nothing. What was given back in part counts as bought.
   *[other] Returns cover { $n } purchases in full, which count for nothing. What was given back in part counts as bought.
}
split-no-training = The training part is empty. Choose smaller shares for validation and test.
split-no-validation = No user has both a history and something held out for validation: choose a larger share to be able to tune.
split-no-test = No user has both a history and something held out for test. Choose a larger share for test, or another split.

## Features

step-projecting = Projecting content vectors
step-components = Principal components

features-weight-range = The weight of feature “{ $feature }” is { $weight }; it must lie between 0 and 10.
features-unknown = features.{ $feature }: no column gives this feature; of the items there is { $known }. Correct the name, or remove it.
features-unknown-of-none = features.{ $feature }: no column gives this feature; of the items there is nothing. Correct the name, or remove it.
features-not-scaled = The feature “{ $feature }” could not be scaled: { $error }.
features-memory-map = The map of items
    .remedy = Close other programs
features-components-need-items = Principal components need at least two items of training with content. Switch features on, or add an items file.
features-components-of-equal-items = The content vectors of all items are the same, so they have no principal components. Switch on a feature in which items differ.
features-components-failed = The principal components could not be worked out: { $error }.
features-components-not-finite = The principal components could not be worked out: the content vectors are not finite.

## Models

model-popular = Popular
    .meaning = Recommends what most users take. The baseline for every other model.
    .half_life_days = Newer events count more
    .half_life_days-help = Half-life: days after which an event counts half
    .by = Popular among
    .by-help = A list for each value of a column of the users file, such as segment or region

model-item_knn = Bought together
    .meaning = Recommends items that the same users take together (item-based nearest neighbours, ItemKNN).
    .similarity = Similarity
    .similarity-help = How alike two items are, judged by the users who take them
    .neighbors = Neighbours
    .neighbors-help = Most similar items kept for each item
    .shrinkage = Shrinkage
    .shrinkage-help = Lowers similarities that rest on few users: it is added to the denominator
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users count alike; 1: a user with many items counts as much in total as one with few
    .asymmetry = Asymmetry
    .asymmetry-help = For the asymmetric cosine: at 0.5 it is the cosine, below it popular items gain
    .k1 = BM25 saturation
    .k1-help = For BM25 (k1): the lower, the less repeated events add
    .b = BM25 length
    .b-help = For BM25 (b): the higher, the more popular items are held back
    .normalize_neighbors = Normalise neighbours
    .normalize_neighbors-help = Every item of a history counts the same, however many neighbours it has

model-user_knn = Like-minded
    .meaning = Recommends what the users with the most similar histories take (user-based nearest neighbours, UserKNN).
    .similarity = Similarity
    .similarity-help = How alike two users are, judged by what they take
    .neighbors = Neighbours
    .neighbors-help = Most similar users who count
    .shrinkage = Shrinkage
    .shrinkage-help = Lowers similarities that rest on few items: it is added to the denominator
    .item_discount = Discount of popular items
    .item_discount-help = 0: all items count alike; the higher, the more a shared rare item counts against a popular one
    .asymmetry = Asymmetry
    .asymmetry-help = For the asymmetric cosine: at 0.5 it is the cosine, below it users with long histories gain
    .k1 = BM25 saturation
    .k1-help = { model-item_knn.k1-help }
    .b = BM25 length
    .b-help = For BM25 (b): the higher, the more users with long histories are held back

model-rp3beta = Random walk
    .meaning = Recommends where a walk from item to user to item ends most often (three-step random walk, RP3beta).
    .alpha = Exponent
    .alpha-help = Above 1 the walk keeps to its likely steps, below 1 it strays
    .beta = Popularity penalty
    .beta-help = The higher, the more popular items are held back; 0 leaves the walk as it is
    .neighbors = Neighbours
    .neighbors-help = Items kept that the walks from each item reach most often

model-ease = All pairs
    .meaning = Learns what every item says for every other, all at once (linear autoencoder, EASE). Accurate, but takes much memory.
    .reg = Regularisation
    .reg-help = The higher, the less chance co-occurrences count (L2)
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users count alike; the higher, the less each item of a user with many counts
    .item_discount = Discount of popular items
    .item_discount-help = 0: items as they are; at 0.5 popular and rare items are regularised alike
    .asymmetry = Asymmetry
    .asymmetry-help = Where popular items are discounted: below 0.5 they gain in the lists

model-sparse_ease = Strong pairs
    .meaning = { model-ease } for large catalogues: each item is learnt only from those it shares most users with (sparse EASE).
    .reg = { model-ease.reg }
    .reg-help = { model-ease.reg-help }
    .neighbors = Neighbours
    .neighbors-help = Items that each item is learnt from: more come closer to { model-ease }, and take longer
    .user_discount = { model-ease.user_discount }
    .user_discount-help = { model-ease.user_discount-help }
    .item_discount = { model-ease.item_discount }
    .item_discount-help = { model-ease.item_discount-help }
    .asymmetry = { model-ease.asymmetry }
    .asymmetry-help = { model-ease.asymmetry-help }

model-ials = Taste vectors
    .meaning = Places users and items in one space, where near means wanted (matrix factorisation, iALS).
    .factors = Factors
    .factors-help = Length of the users' and items' vectors
    .sweeps = Sweeps
    .sweeps-help = Rounds over all users and items
    .reg = Regularisation
    .reg-help = The higher, the shorter the vectors (L2)
    .reg_exponent = Regularise by frequency
    .reg_exponent-help = 0: all users and items alike; 1: by how much is known of them
    .unobserved_weight = Weight of items without events
    .unobserved_weight-help = How sure it is that a user does not want an item they have no event with

model-graph_filter = Graph filter
    .meaning = Smooths a history over the graph of items: near neighbours, and the broad lines of the catalogue (graph filtering, GF-CF).
    .rank = Frequencies
    .rank-help = Lowest frequencies of the graph that are kept (singular vectors)
    .ideal_weight = Ideal filter
    .ideal_weight-help = Weight of the low frequencies against the linear filter
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users count alike; 0.5: a user with many items counts as much in total as one with few
    .asymmetry = Asymmetry
    .asymmetry-help = At 0.5 the linear filter is symmetric, below it popular items gain
    .ideal_asymmetry = Asymmetry, ideal filter
    .ideal_asymmetry-help = At 0.5 the ideal filter is symmetric, below it popular items gain
    .neighbors = Neighbours
    .neighbors-help = Neighbours kept for each item in the linear filter
    .sharpening = Sharpening
    .sharpening-help = Takes back some of the smoothing, so that what sets items apart counts more; slow on large logs

model-session_knn = Like visits
    .meaning = Recommends what came in the past visits most like the running one (session-based nearest neighbours).
    .neighbors = Neighbours
    .neighbors-help = Most similar past sessions that count
    .sample = Sessions compared
    .sample-help = Only so many of the newest sessions that share an item are compared
    .recent = Last items
    .recent-help = Items at the end of a history that make the running session
    .idf = Rare items count more
    .idf-help = Weights what is recommended by how rare it is (IDF)

model-transitions = What comes next
    .meaning = Recommends what users went on to after the items that they met last (item transitions).
    .window = Window
    .window-help = Places of a history within which one item follows another
    .distance_decay = Decay by distance
    .distance_decay-help = 0: all steps within the window count alike; the higher, the more near ones count
    .half_life_days = Decay by time
    .half_life_days-help = Half-life: days between two events after which a step counts half
    .across_sessions = Across sessions
    .across_sessions-help = What a step from one session to the next counts against one within a session
    .backward = Way back
    .backward-help = What a step counts in the other direction
    .normalization = Normalisation
    .normalization-help = 1: followers of rare and of popular items count alike; the lower, the more popular items count
    .popularity_discount = Discount of popular items
    .popularity_discount-help = 0: followers as frequent as they are; the higher, the more popular ones are held back
    .recent = Last items
    .recent-help = Items at the end of a history that count
    .recency_decay = Decay by recency
    .recency_decay-help = 0: all of them count alike; the higher, the more the newest count
    .neighbors = Followers
    .neighbors-help = Items kept that follow each item

model-content = Alike
    .meaning = Recommends items with titles, categories, brands and prices like those in the history (content-based filtering).
    .measure = Measure
    .measure-help = Cosine compares kinds of items; the product favours items of which much is known
    .components = Principal components
    .components-help = Compares items by this many principal components of their features, so that words that occur together count as one; 0 compares the features themselves
    .dislikes = Dislikes
    .dislikes-help = How much the items that something was said against (disliked, given back, shown and not taken) draw a list away from what is like them, as a share of the history; 0 passes over them

model-click_ranker = Click odds
    .meaning = Learns from every event what makes a click likely: the item, its features, and how they fit the history (logistic regression, FTRL).
    .learning_rate = Learning rate
    .learning_rate-help = How fast the weights follow the clicks
    .l1 = Sparsity
    .l1-help = The higher, the more features of little effect are dropped (L1)
    .l2 = Regularisation
    .l2-help = The higher, the smaller the weights (L2)
    .negatives = Items passed over
    .negatives-help = Items drawn for each click that the user did not take (negative samples)
    .epochs = Passes
    .epochs-help = Times that the log is gone through (epochs)
    .recent = Last items
    .recent-help = Items at the end of a history that the user's taste is taken from

step-fitting = Fitting { $model }
step-fitting-part = Fitting { $model }: { $part }
step-counting-pairs = counting pairs
step-inverting = inverting
step-solving = solving
step-linear-filter = linear filter
step-ideal-filter = ideal filter
curve-loss = loss per interaction
curve-log-loss = logarithmic loss
curve-residual = largest residual

models-use-instead = Use { $model }
models-smaller-settings = Close programs, or choose smaller settings
models-setting-range = { $model }: { $setting } is { $value }; it must lie between { $low } and { $high }.
models-setting-no-number = { $model }: { $setting } is no number; it must lie between { $low } and { $high }.
models-needs-time = { $model }: “{ $setting }” needs a time column. Choose one, or leave it off.
models-no-users = { $model }: “{ $setting }” is “{ $column }”, but nothing is known of the users. Add a users file.
models-no-column = { $model }: “{ $setting }” is “{ $column }”, but the users file has { $columns }.
models-no-feature = { $model }: no feature of the items is known or switched on. Add an items file, or switch features on.
models-nothing-together = { $model }: no user of the training part has two items, so nothing stands together. Use { $instead }, or a longer log.
models-nothing-follows = { $model }: no user of the training part has two items, so nothing follows anything. Use { $instead }, or a longer log.
models-reg-too-small = { $model }: “{ $setting }” is { $value }, too small for these interactions. Raise it.
models-vectors-grew = { $model }: the vectors grew too large. Raise “{ $reg }” or “{ $weight }”.

models-unknown = no model “{ $text }”; choose from { $known }
models-no-name-here = a kind of model has no `name` here
models-name-length = the name of a model has 1 to { $most } characters
models-name-character = the name of a model must not hold “{ $character }”
models-name-full-stop = the name of a model must not begin or end with a full stop
models-name-reserved = “{ $name }” is the name of something else
models-name-refused = Choose another name: { $problem }.
models-name-taken = Another model has the name “{ $name }”.
models-name-of-kind = A model of the kind { $own } must not have the name of another kind, “{ $name }”.

models-file-none = is no model file
models-file-none-or-cut-off = is no model file, or was cut off
models-file-cut-off = was cut off
models-file-copy-again = Copy or save it again
models-file-other-program = was written by another program
models-file-choose = Choose a model that was saved by this program
models-file-older = was written by an older program
models-file-train-again = Train the model again
models-file-save-again = Save the model again
models-file-header = has a header that cannot be used: { $error }
models-file-lacks = lacks “{ $name }”, or it is of another kind
models-file-lengths = holds arrays of different lengths
models-file-not-square = holds a matrix that is not square
models-file-no-lists = holds groups without a list
models-file-features = holds features that do not fit their names
models-file-catalogue-no-text = holds a catalogue that is no text
models-file-catalogue-damaged = holds a catalogue that is damaged
models-file-catalogue-differs = holds arrays that do not fit its catalogue

## Blend, metrics and the pipeline

blend-scale-z-score = Z-score
blend-scale-min-max = Min–max
blend-scale-rank = Rank
blend-scale-none = None
blend-weight-negative = The weight of { $model } is { $weight }; it must be 0 or above.

metrics-list-lengths = evaluation.k must be one or several list lengths from 1 to 1000, ascending.
metrics-resamples = evaluation.resamples must not be above 10,000.

step-reading-file = Reading the file
step-joining = Joining training and validation
step-scoring-users = Scoring users
step-evaluating = { $part ->
    [test] Evaluating { $model } on test
   *[other] Evaluating { $model } on validation
}
step-comparing = { $part ->
    [test] Comparing { $n } runs on test
   *[other] Comparing { $n } runs on validation
}
step-lists = Making lists

pipeline-no-model = The run has no model. Name at least one.
pipeline-no-events = The project names no events file. Add data.events.
pipeline-model-twice = The model { $model } stands twice in the project. Give one a name.
pipeline-newer = The project was written by a newer program (layout { $version }, this one reads up to { $newest }). Update this one.
pipeline-edit-refused = { $place } cannot be changed: { $why }.
pipeline-no-such-place = there is no such place
pipeline-lists-failed = The lists could not be put together: { $error }.

search-range = search: { $setting } is { $value }; it must lie between { $low } and { $high }.
search-no-method = no method “{ $text }”; choose { $known }
search-no-metric = search: there is no metric “{ $metric }”; choose from { $known }, or set evaluation.k.
search-needs-validation = A search needs a validation part. Set split.validation above 0.

## Projects and files

project-sample-shop = Sample shop
project-file-not-written = { $file }: could not be written: { $error }.
project-file-changed = was changed while it was read
project-load-again = Load it again, or load a copy of it
project-correct-line = Correct this line, or remove it
project-newer-layout = was written by a newer program (layout { $version }; this one reads up to { $newest })
project-newer = was written by a newer program
project-update = Update this one
project-no-book = is no book of runs: { $error }
project-move-book = Move it away; a new one is begun

recovery-gone = is no longer there
recovery-done-elsewhere = It was restored or discarded elsewhere
recovery-open = is open in another window
recovery-go-on-there = Go on with it there
recovery-no-book = does not exist
recovery-unreadable = cannot be read: { $error }
recovery-discard = The work cannot be restored; discard it
recovery-not-removed = { $folder }: could not be removed: { $error }.

search-file-none = holds no search: { $error }
search-file-older = holds trials, but not what was searched: an older program wrote it
search-file-other = holds a search of { $was }; this is { $is }
search-file-read-otherwise = holds a search of { $was } whose files were read with other settings
search-file-name-another = Name another file
search-file-move = Name another file, or move this one away
search-file-subject = { $model } on { $log } for { $metric }
search-file-log = { $log } (content { $content }…)
search-file-seed = seed { $seed }
search-file-method = method { $method }
search-file-start = starting with { $settings }
search-file-split = split with { $settings }
search-file-features = features { $settings }
search-file-unset = unset

## The window: frame

action-add = Add
action-browse = Browse…
action-cancel = Cancel
action-close = Close
action-discard = Discard
action-go-back = Go back
action-open = Open
action-redo = Redo
action-save = Save
action-try-again = Try again
action-replace = Replace
action-undo = Undo

save-project = Save the project

start-no-display = there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); use `tastebench run` without a window
start-not-opened = the window could not be opened: { $reason }. It needs a Vulkan or OpenGL driver (a software one will do) and, on X11, libxkbcommon-x11; see README

frame-drop = Drop to open
frame-close-message = Close the message

dialog-open = Open a log or a project
dialog-add = Add a file
dialog-logs = Logs and projects
dialog-tables = Tables
dialog-project = Project
dialog-all-files = All files

prompt-users-file = Add a users file
prompt-items-file = Add an items file
prompt-test-file = Judge on the events of a file
prompt-replaces = { $file } is there already. It will be replaced, with its runs.

leave-title = Save changes to { $name }?
leave-loss = Settings, runs and searches that are not saved are lost otherwise.

rail-not-saved = not saved
rail-saved = saved
rail-no-project = no project file yet
rail-state = { $state }: { $figure }
rail-features = { $on } of { $all } on
rail-trained = { $trained } of { $all } trained
rail-metric = { $metric } { $value }
rail-visitor = a visitor
rail-user = user { $user }
rail-save-why = Save the project (Ctrl+S)
rail-close-why = Back to the start
rail-nothing-to-undo = Nothing to undo
rail-nothing-to-redo = Nothing to redo
rail-light = Light
rail-dark = Dark
rail-theme-why = Switch between light and dark

status-ready = Ready
status-stopping = { $job } · stopping
status-step = { $job } · { $step }
status-left = { $time } left in this step
status-elapsed = { $time }
status-more = and { $n } more
status-messages = { $n ->
    [one] 1 message
   *[other] { $n } messages
}
status-messages-title = Messages
status-longest-frame = longest frame of 5 s: { $ms } ms
status-language = Language

node-table = How it stands
node-name = node
node-state = state
node-wanted = wanted
node-made = made
node-making = making
node-failed = failed
node-seconds = seconds
node-undecided = undecided
node-waiting = waiting
node-missing = missing
node-stale = stale

## The window: welcome, data and features

welcome-tagline = Drop a shop's behaviour log here, drag a weight, and watch what it does to every list. Nothing leaves this machine.
welcome-sample = Open the sample shop
welcome-open = Open…
welcome-open-why = A log (CSV, Parquet) or a project (Ctrl+O)
welcome-path = Or type where the file is
welcome-unsaved-work = Unsaved work
welcome-unsaved = { $name }, changed { $ago }, { $work }
welcome-runs = { $n ->
    [one] 1 run
   *[other] { $n } runs
}
welcome-trials = { $n ->
    [one] 1 trial
   *[other] { $n } trials
}
welcome-restore = Restore
welcome-recent = Recent
welcome-kept-models = Kept models: { $size } ·
welcome-empty = Empty
welcome-empty-why = Remove them; a project that is opened again trains its models anew
welcome-formats = Logs as CSV (comma, tab, semicolon, ::), JSON Lines (both also as .gz and .zst) or Parquet, or a folder of such files. Several files dropped together are taken as events, items and users.

data-page-why = What was read, what each column is, and what became of the rows
data-page-opening = Opening the log…
data-page-opening-why = Its columns are shown as soon as its first rows are read.
data-page-opening-stopped = { $file }: opening it was stopped.
data-page-remove-items = Remove the items file
data-page-remove-users = Remove the users file
data-page-choose-items = Choose another items file…
data-page-choose-users = Choose another users file…
data-page-waits-for-items = The log is loaded once its items file is there, or removed.
data-page-waits-for-users = The log is loaded once its users file is there, or removed.
data-page-as-before = What stands below is the log as it was loaded before.
data-page-stale = Settings or files changed. What stands here is the log as it was loaded before.
data-page-failed = The log could not be loaded with these settings. What stands here was loaded before.
data-page-load-again = Load again
data-page-users = Users
data-page-items = Items
data-page-events = Events
data-page-interactions = Interactions
data-page-days = Days
data-page-median-items = { $n ->
    [one] median 1 item
   *[other] median { $n } items
}
data-page-head-share = top tenth draws { $share }
data-page-sessions = { $n ->
    [one] 1 session
   *[other] { $n } sessions
}
data-page-density = { $share } of all pairs
data-page-no-times = no times
data-page-range = { $first } – { $last }
data-page-by-day = Events by day
data-page-account = What became of the rows
data-page-read-in = read in { $time }
data-page-rows-read = Rows read
data-page-rows-kept = Rows kept
data-page-noticed = What was noticed and assumed
data-page-negative = – kept apart: { $kind }
data-page-dropped = – { $reason }
data-page-look-at-rows = Look at these rows
data-page-rows-of = Rows: { $reason }
data-page-hide-rows = Hide
data-page-looking-up-rows = Looking the rows up in the file …
data-page-first-rows = The first { $shown } of { $all } rows.
data-page-row-file = File
data-page-row-line = Line
data-page-known = What is known
data-page-known-column = Column
data-page-known-kind = What it is
data-page-known-share = Known of
data-page-set-threshold = Set a threshold
data-page-remove-threshold = Remove
data-page-values-below = from { $least } on; { $counted ->
    [about] about { $n } rows are below
   *[exact] { $n ->
        [one] 1 row is below
       *[other] { $n } rows are below
    }
}
value-plot-rows = rows
value-plot-value = { $value }: { $n ->
    [one] 1 row
   *[other] { $n } rows
}
value-plot-range = { $from } to { $to }: { $n ->
    [one] 1 row
   *[other] { $n } rows
}
value-plot-below = below { $to }: { $n ->
    [one] 1 row
   *[other] { $n } rows
}
value-plot-from = { $from } and more: { $n ->
    [one] 1 row
   *[other] { $n } rows
}
value-meaning = { $meaning ->
    [rating] Ratings
    [quantity] Quantities
    [price] Prices
    [dwell] Dwell times
   *[other] Weights
}
data-page-meaning = The values are
data-page-meaning-why = Of several ratings of one item one counts; quantities are added up, and below 0 something was given back
data-page-again = Rated again
data-page-again-why = Which of several ratings of one item by one user counts
data-page-again-choice = { $again ->
    [last] the last
    [first] the first
    [mean] their mean
    [max] the highest
   *[other] their sum
}
data-page-returns = Returns
data-page-returns-why = Whether what was given back still counts as bought. Where the log is parted by time, only returns in the same part are looked at
data-page-returns-take-back = take purchases back
data-page-returns-keep = change nothing
data-page-codes = Numbers mean
data-page-codes-why = Whose numbers the event types are
data-page-codes-automatic = what fits
data-page-codes-none = nothing known
data-page-codes-taobao = Taobao’s types
data-page-codes-jd = JD’s types
data-page-items-without-events = Items of the catalogue without any event: { $n }
data-page-users-without-events = Users of whom no event counts: { $n }
data-page-add-items = Add items…
data-page-add-users = Add users…
data-page-file = { $file } · { $description }
data-page-remove = remove
data-page-load = Load the log
data-page-check = Check what each column was taken for; every guess can be changed.
data-page-first-columns = The first { $shown } of { $all } columns are shown.

data-page-weights = What events weigh
data-page-weight-why = How much one such event says about a user's taste; 0 leaves these events out, below 0 they speak against the item
data-page-value = Value column
data-page-value-why = What a rating or quantity is used for
data-page-value-weight = as weight
data-page-value-threshold = as threshold
data-page-value-ignore = not used
data-page-at-least = At least
data-page-at-least-why = Events with a lower value speak against their items
data-page-repeats = Repeats
data-page-repeats-why = How the summed weight of a user and an item counts
data-page-repeats-sum = add up
data-page-repeats-log = log₂(1 + sum)
data-page-repeats-once = count once
data-page-half-life = Half-life
data-page-half-life-why = Days after which an event counts half; off: all count alike
data-page-in-days = { "" } days
data-page-cleaning = Cleaning
data-page-same-event = Same event within
data-page-same-event-why = The same user, item and event type again within this time is one event
data-page-in-seconds = { "" } s
data-page-robots = Robots above
data-page-robots-why = Users with more events than this on any day are left out
data-page-in-a-day = { "" } a day
data-page-least-items = Least items of a user
data-page-least-items-why = Users with fewer items are left out
data-page-least-users = Least users of an item
data-page-least-users-why = Items with fewer users are left out
data-page-split = Training, validation, test
data-page-split-kind = Split
data-page-split-kind-why = How the log is split into what models learn from and what they are judged on
data-page-split-automatic = automatic
data-page-test-choose = Judge on a test file…
data-page-test-choose-why = For logs that come already split
data-page-test-file = Test file: { $name }
data-page-validation-share = Validation share
data-page-test-share = Test share
data-page-share-why = Share of the events
data-page-has-validation = With a validation part
data-page-has-validation-why = Settings and weights are chosen on it, so that test stays unseen
data-page-last-n = Last items of a user
data-page-last-n-why = So many are for test, and as many before them for validation
data-page-in-percent = { "" } %
data-page-no-users = none
data-page-split-sizes = Validation: { $validation }. Test: { $test }, sealed; { $share } of what it asks for are items that training does not know.

day-plot-no-times = The log has no times: there are no days to count by.
day-plot-events = events
day-plot-day = { $n ->
    [one] { $date }
        1 event
   *[other] { $date }
        { $n } events
}

features-page-why = What is known of items, and how much each counts when items are compared
features-page-no-log-why = Load one in the stage { stage-data }; the features of its items are listed here.
features-page-none = Nothing is known of the items
features-page-none-why = Add an items file with titles, categories, brands or prices in the stage { stage-data }.
features-page-use = Use
features-page-feature = Feature
features-page-kind = What it is
features-page-encoding = Compared as
features-page-coverage = Known for
features-page-n-distinct = Different values
features-page-most-frequent = Most frequent
features-page-weight = Weight
features-page-use-of = Use { $name }
features-page-weight-of = Weight of { $name }
features-page-follows = The model “{ model-content }” compares items by what is switched on here. It follows at once if it has been trained.

map-title = Map of items
map-nothing-on = No feature is switched on. Switch one on above, and the items are placed by it.
map-draw = Draw the map
map-stopped = The map was stopped before it was there.
map-of-before = Stopped: this is the map of earlier settings.
map-when-split = The map is drawn as soon as the log is loaded and split.
map-after-training = The map follows when training has ended.
map-placing = Placing the items by their features…
map-coloured-by = Coloured by
map-point = { $item }
    { $attribute }: { $value }
map-not-known = not known
map-other = other
map-explained = Explained variance
map-together = { $n ->
    [one] the only component
   *[other] the first { $n } together
}
map-all-drawn = { $empty ->
    [0] All { $items } items with content are drawn.
    [one] All { $items } items with content are drawn; 1 item has none.
   *[other] All { $items } items with content are drawn; { $empty } items have none.
}
map-sample-drawn = { $empty ->
    [0] { $drawn } of { $items } items with content are drawn, a sample.
    [one] { $drawn } of { $items } items with content are drawn, a sample; 1 item has none.
   *[other] { $drawn } of { $items } items with content are drawn, a sample; { $empty } items have none.
}
map-remark = { $drawn } Near items are alike in what is switched on (principal components). { $shares }
map-shares-of-projection = Shares are of the variance after a random projection to fewer columns.
map-shares-of-all = Shares are of the whole variance of the content vectors.
map-component = Component { $n } ({ $share } of variance)
map-component-without = Component { $n } (no variance)

variance-plot-component = component
variance-plot-variance = variance, %
variance-plot-bar = Component { $n }: { $share }
    up to it: { $sum }

loss-plot-round = round
loss-plot-point = round { $round }
    { $measure } { $value }

scatter-plot-point = { $setting } { $at }
    { $metric } { $value }

tile-chosen = chosen

## The window: models

models-sentence = Pick what to train; each learns from the training part and is judged on the validation part
models-no-log-then = Load one in the stage Data; then models can be trained on it.
models-train-all = Train all
models-go-on = Go on
models-pause = Pause
models-paused = Training is paused.
models-in-background = Training runs in the background; go on working meanwhile.
models-waiting = { $n ->
    [one] One model waits for its turn.
   *[other] { $n } models wait for their turn.
}
models-tab-figures = Figures
models-tab-search = Search
models-tab-runs = { $n ->
    [0] Runs
   *[other] Runs ({ $n })
}

models-model = Model
models-what-it-does = What it does
models-memory = Memory
models-memory-hint = What training takes at the most
models-state = State
models-fit = Fit
models-click = { $meaning }
    Click to show its settings.
models-settings-of = Settings of { $model }
models-takes-part = Takes part
models-use = Use { $model }
models-train = Train
models-job-paused = paused
models-time-left = { $duration } left in step
models-stopping = stopping
models-stopping-hint = It still holds its memory. The next training begins when it has ended.
models-queued = number { $n } in the queue
models-trained = trained in { $duration }

models-none-trained = No model is trained yet. Tick those to try and choose Train all.
models-no-time = It needs a time column
models-of-another-split = Out of date, judged on the users of another split: { $models }.
models-figures-at = Figures at { $k }
models-figures-of = { $part ->
    [test] test, { $users } users, full catalogue, { $unit }
   *[validation] validation, { $users } users, full catalogue, { $unit }
}
models-says-nothing = { $model } says nothing about { $n } of { $users } users: they are shown the most popular items.

models-choose = Choose a model in the table.
models-about = { $meaning } In project files: { $kind }.
models-takes-no-part = It takes no part. Tick it to set and train it.
models-name = Name
models-name-hint = Its name in tables, in files and on the command line
models-name-field = Name of the model
models-everybody = everybody
models-needs-features = What is known of the items is chosen in the stage Features.
models-training-curve = Training, round by round
models-last-training = The last training
models-loss = loss
models-defaults = Back to the defaults
models-duplicate = Duplicate
models-duplicate-hint = A second model of this kind, to try other settings next to these

models-search-where = tried on validation; choose another model in the table above
models-search-nothing = This model has nothing to search for.
models-search-needs-validation = A search needs a validation part: give it a share under Split in the stage Data.
models-search-start = Search
models-search-stop = Stop
models-search-again-hint = What was tried is not tried again
models-search-minutes-more = { $n ->
    [one] Go on for one more minute
   *[other] Go on for { $n } more minutes
}
models-search-more = Try { $n } more
models-search-up-to-more = Try up to { $n } more
models-search-first = The first settings are being tried.
models-search-empty = Each trial stands here as a point: the metric it reaches against one of its settings.
models-search-method = Method
models-search-metric = Metric
models-search-trials = Trials
models-search-trials-unit = { " " }trials
models-search-minutes = Minutes
models-search-minutes-unit = { " " }min at the most
models-search-seed = Seed
models-search-tried = { $n ->
    [one] 1 trial, { $full } of them on all users
   *[other] { $n } trials, { $full } of them on all users
}
models-search-best = best { $metric } { $value }
models-search-use-best = Use the best in the blend
models-search-best-used = The best is in the blend
models-search-on-all = fitted on all users
models-search-on-some = on some of them
models-search-value = Value
models-search-use = Use
models-search-use-hint = Take these settings into the blend

runs-empty = Every model that is trained leaves a line here, with its settings and figures.
runs-filter = Filter by words
runs-tick = Tick two to compare them.
runs-tick-and-save = Tick two to compare them; save the project to keep them.
runs-use = Use in the blend
runs-use-hint = Take these settings over and train
runs-rename = Rename
runs-pin = Pin
runs-unpin = Unpin
runs-delete = Delete
runs-delete-for-good = { $n ->
    [one] Delete for good?
   *[other] Delete { $n } runs for good?
}
runs-run = Run
runs-settings = Settings
runs-ended = Ended
runs-memory-hint = Estimated before training
runs-defaults = defaults
runs-about = { $part ->
    [test] ended { $time }, seed { $seed }, test, data { $data }
   *[validation] ended { $time }, seed { $seed }, validation, data { $data }
}
runs-other-data = Trained on another log or split.
runs-none-found = No run holds these words.
runs-choose = Choose run { $number }
runs-pinned = { $name } · pinned
runs-side-by-side = Side by side
runs-not-comparable = These runs were made on different logs or splits: their figures do not compare.
runs-scoring = Scoring all users
runs-overlap = The intervals overlap. Both runs are of the same users, so the difference can still be more than chance: blend the two to compare them user by user.

## The window: blend and preview

blend-sentence = Drag a weight: every figure and every list follows
blend-on-its-way = On its way
blend-on-its-way-then = As soon as the models are trained, their weights can be dragged here.
blend-nothing = Nothing to blend yet
blend-nothing-then = Train the models; then drag their weights here.
blend-of-all-users = { $part ->
    [test] test, all { $users } users · last evaluation { $duration }
   *[validation] validation, all { $users } users · last evaluation { $duration }
}
blend-of-some-users = { $part ->
    [test] test, { $some } of { $users } users while the full figures are computed · last evaluation { $duration }
   *[validation] validation, { $some } of { $users } users while the full figures are computed · last evaluation { $duration }
}
blend-of-a-sample = { $part ->
    [test] test, a sample of { $some } of { $users } users
   *[validation] validation, a sample of { $some } of { $users } users
}
blend-list-length = Length of list
blend-left-out = Without { $models }: not trained with these settings.
blend-gain = { $points } vs { $model }
blend-gain-hint = Difference to the best model alone, in points

blend-sliders = Weights
blend-scale = scale
blend-scale-name = Scores brought to one scale by
blend-one-alone = One model alone has no weight to choose: train another to see how the figures change along it.
blend-no-curve = Drag a slider: how the figures change along it is drawn here.
blend-curve-metric = Metric of the curve
curve-weight-axis = weight of { $model }
curve-point = weight { $weight }
    { $metric } { $value }
curve-best = best at { $weight }

blend-list = List
blend-list-empty = The list of a user appears here.
blend-list-of-user = { $acts ->
    [0] user { $user }
   *[other] user { $user }, with the acts of Preview
}
blend-list-of-visitor = { $acts ->
    [0] A visitor
   *[other] A visitor, with the acts of Preview
}
blend-list-green = Green: what this user went on to choose.
blend-another-user = Another user
blend-against-models = The blend against each model

blend-test = Test
blend-test-sealed = sealed: what was chosen on validation is judged here, once, { $unit }
blend-test-refit = Fit again on training and validation first
blend-test-refit-hint = Once settings are chosen, validation too can be learnt from: closer to what lists in use are made from
blend-test-look = Look at the test part
blend-test-look-hint = Settings changed after looking at test are no longer chosen honestly
blend-test-running = Evaluating…
blend-test-fitted = { $users } users; { $metric } of the last row { $value }; fitted on training alone
blend-test-refitted = { $users } users; { $metric } of the last row { $value }; fitted on training and validation

preview-sentence = Pick a user: what they had, what they would be shown, and what speaks for it
preview-no-log-then = Load one in the stage Data.
preview-no-model = No model is trained yet
preview-no-model-then = Train the models; then every user's list can be looked at here.
preview-invent = Invent a visitor
preview-search = Search
preview-nobody = No user's identifier holds this text.

preview-nothing-known = Nothing is known yet
preview-acts = { $n ->
    [one] 1 act
   *[other] { $n } acts
}
preview-history = { $items ->
    [one] History, one item
   *[other] History, { $items } items
}
preview-acts-and-history = { $acts ->
    [one] { $items ->
        [one] 1 act, then one item of history
       *[other] 1 act, then { $items } items of history
    }
   *[other] { $items ->
        [one] { $acts } acts, then one item of history
       *[other] { $acts } acts, then { $items } items of history
    }
}
preview-and-against = { $known }; { $n } against
preview-weight = w { $weight }
preview-undo-act = { $act ->
    [view] Undo: { $item } viewed
    [cart] Undo: { $item } put in the basket
    [purchase] Undo: { $item } bought
   *[take] Undo: { $item } taken
}
preview-undo-last = Undo the last act
preview-act-done = { $act ->
    [view] viewed just now
    [cart] put in the basket just now
    [purchase] bought just now
   *[take] taken just now
}
preview-start-again = Start again
preview-point-as-user = Point at a product to act as this user: the list follows.
preview-point-as-visitor = Point at a product to act as this visitor: the list follows.
preview-acts-as-user = { $n ->
    [one] 1 act as this user
   *[other] { $n } acts as this user
}
preview-acts-as-visitor = { $n ->
    [one] 1 act as this visitor
   *[other] { $n } acts as this visitor
}
preview-left = Left: { $items }

preview-shown = Would be shown
preview-table = Table
preview-tiles = Shop window
preview-hits = { $hits } of { $n } that this user went on to choose
preview-no-choices = What this user went on to choose is not known.
preview-popularity = The models say nothing about this history: the most popular items are shown instead.
preview-no-candidate = There is no candidate left: this user has everything.
preview-category = Category
preview-price = Price
preview-score = Score
preview-shares = Shares

act-short = { $act ->
    [view] View
    [cart] Basket
    [purchase] Buy
   *[take] Take
}
act-full = { $act ->
    [view] View { $item }
    [cart] Put { $item } in the basket
    [purchase] Buy { $item }
   *[take] Take { $item }
}
move-new = new
move-up = up by { $n }
move-down = down by { $n }
why-score = score { $score }
why-because-of = because of { $item }  { $share }
why-because-of-act = { $act ->
    [view] because of { $item } (viewed just now)  { $share }
    [cart] because of { $item } (put in the basket just now)  { $share }
    [purchase] because of { $item } (bought just now)  { $share }
   *[take] because of { $item } (taken just now)  { $share }
}

blend-gain-clear = More than chance: { $low } to { $high } points against the best model alone (95 % interval of the difference, user by user). Where the weights were chosen by these figures, it looks larger than it is: test tells.
blend-gain-chance = It may be chance: { $low } to { $high } points against the best model alone (95 % interval of the difference, user by user)
blend-equal = Equal
blend-equal-hint = The same weight for every model that is not locked
blend-only = Only the best
blend-only-hint = All weight to the model with the best { $metric } alone: { $model }
blend-tune = Tune
blend-tune-hint = Looks for the weights with the best { $metric } on the users of these figures
blend-reset = Reset
blend-reset-hint = Back to the weights of the saved project
blend-reset-not = The weights are as they were opened or saved
blend-scores-coming = Once the scores of the models are there
blend-others-locked = All other weights are locked
blend-not-trained = The model is not trained with these settings
blend-curve-users = { $some } of { $users } users. A click sets the weight.
blend-curve-band = The band is the 95 % interval of the difference from the best weight, user by user. Where it reaches the best value, the difference may be chance.
blend-on-test = There is no validation part: these are figures of test, so weights chosen here look better than they are.
blend-to-split = Set a validation part in Data
stage-to-split = Change the split in Data
behind-untrained = Out of date: the models do not fit the present settings.
behind-stopped = Out of date: what follows from the present settings was stopped or failed.
behind-sampled = The figures of all users were stopped.
behind-all-users = Judge on all users
blend-test-looks = { $n ->
    [one] Test was looked at once in this project.
   *[other] Test was looked at { $n } times in this project. Settings chosen after a look make its figures too good.
}
weight-lock = Keeps this weight while others are moved
weight-unlock = Lets this weight follow the others again
weight-is-locked = It is locked: the lock lets it go
weight-lock-of = Lock the weight of { $model }
weight-of = Weight of { $model }

## The command line

cli-failed = tastebench: { $error }
cli-no-window = this build has no window; see `tastebench --help` for the commands
cli-no-language = there is no language “{ $typed }”; choose from { $languages }
cli-language = { $id } ({ $name })
cli-note = note: { $warning }
cli-note-change = { $change }: { $option }

cli-tastebench = A workbench for recommendations: open a behaviour log, train, drag a weight, see the lists
    .files = Files to open in the window: a project, or a log of events
    .lang = Language of what is printed: { $languages }. Default: that of the system
    .help = Print help
    .version = Print version

cli-run = Train, evaluate and blend models without the window
    .input = A project file (.toml), or a log of events (CSV, JSON Lines or Parquet, or a folder of part files)
    .events = Another log for the project
    .items = Items file: titles, categories, brands, prices
    .users = Users file
    .train = Training events of a given split; its items are the candidates
    .test = Test events of a given split; every user in it is evaluated
    .settings = A setting, like item_knn.neighbors=100 or split.validation=0.2. Can be given several times
    .split = How the log is split: global_time, leave_last_out, random, given
    .k = Lengths of list to report, separated by commas
    .seed = Seed of everything drawn at random
    .columns = What a column of the events file is, like "customer=user". Can be given several times
    .items_columns = The same for the items file, like "name=item.title" or "price=ignore"
    .users_columns = The same for the users file, like "who=user" or "age=ignore"
    .models = Models to train, separated by commas: names of the project's, or kinds; a kind given twice is trained twice. Default: those of the project, or all that the files allow
    .out = Folder for metrics.json, recommendations.parquet and project.toml
    .save_models = Save the trained models too: OUT/models/ID.safetensors
    .json = Print metrics.json instead of a table

cli-search = Look for good settings of a model, judged on validation
    .input = { cli-run.input }
    .events = { cli-run.events }
    .items = { cli-run.items }
    .users = { cli-run.users }
    .train = { cli-run.train }
    .test = { cli-run.test }
    .settings = { cli-run.settings }
    .split = { cli-run.split }
    .k = { cli-run.k }
    .seed = { cli-run.seed }
    .columns = { cli-run.columns }
    .items_columns = { cli-run.items_columns }
    .users_columns = { cli-run.users_columns }
    .model = The model whose settings are looked for; the search begins with those of the project
    .method = Every trial on everything (random), or many on few users and few on all (halving)
    .trials = Settings that are drawn
    .minutes = Minutes after which no new trial begins
    .patience = Trials on everything without a better one after which the search ends
    .metric = What is to be best on validation
    .out = File for the trials (JSON), written after each; if it is there, the search goes on where it ended

cli-inspect = Show what the columns of a log were taken for, what becomes of its rows, and its key figures
    .input = { cli-run.input }
    .events = { cli-run.events }
    .items = { cli-run.items }
    .users = { cli-run.users }
    .train = { cli-run.train }
    .test = { cli-run.test }
    .dropped = Print also the first dropped rows of each reason, with file and line
    .settings = { cli-run.settings }
    .split = { cli-run.split }
    .k = { cli-run.k }
    .seed = { cli-run.seed }
    .columns = { cli-run.columns }
    .items_columns = { cli-run.items_columns }
    .users_columns = { cli-run.users_columns }
    .json = Print JSON instead of tables

cli-recommend = Recommend to a history with a model saved by `run --save-models`
    .model = A saved model (.safetensors)
    .history = Items of the history, oldest first, separated by commas. Without one: what the model says to a stranger
    .k = Length of the list
    .json = Print JSON instead of a table

cli-sample = Write the sample shop: events, items, users and a project file
    .out = Folder to write into
    .events = Rows of the log, nearly
    .seed = Seed; the same seed gives the same bytes

cli-help = Print this, or the help of a command

cli-value-command = COMMAND
cli-value-options = OPTIONS
cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-language = LANGUAGE
cli-value-setting = MODEL.PARAM=VALUE
cli-value-column = NAME=ROLE
cli-value-split = SPLIT
cli-value-n = N
cli-value-model = MODEL
cli-value-models = MODELS
cli-value-method = METHOD
cli-value-minutes = MINUTES
cli-value-metric = METRIC
cli-value-items = ITEMS

cli-default = { $help } [default: { $value }]
cli-heading-usage = Usage:
cli-heading-commands = Commands:
cli-heading-arguments = Arguments:
cli-heading-options = Options:

cli-error = error: { $problem }
cli-tip = tip: { $tip }
cli-more = For more information, try { $option }.
cli-wrong-argument = unexpected argument “{ $typed }”
cli-wrong-command = there is no command “{ $typed }”
cli-wrong-missing = required, but not given: { $arguments }
cli-wrong-no-value = { $argument } needs a value
cli-wrong-value = “{ $value }” cannot be used for { $argument }: { $why }
cli-wrong-choice = “{ $value }” cannot be used for { $argument }; choose from { $choices }
cli-wrong-needless-value = { $argument } takes no value, but “{ $value }” was given
cli-wrong-conflict = { $argument } cannot be used with { $others }
cli-wrong-twice = { $argument } can be given only once
cli-no-whole-number = it must be a whole number, 0 or above
cli-no-number = it must be a number
cli-tip-similar = did you mean { $names }?
cli-tip-dashes = { $name } is a command; to use it, leave out the -- before it
cli-tip-as-value = to use { $typed } as a value, write { $written }

cli-column-no-file = { $option } speaks of a file that is not there. Name it with { $missing }.
cli-column-unknown = has no column “{ $column }” among { $columns }
    .remedy = Check what { $option } says
cli-column-no-role = “{ $typed }” does not say what a column is
    .remedy = Write { $option } { cli-value-column }
cli-column-unknown-role = there is no role “{ $role }” for its column “{ $column }”
    .remedy = Choose from { $roles }
cli-choose-columns = { $missing }, with --column { cli-value-column }.

cli-set = --set { $setting }: { $why }
cli-set-form = write { cli-value-setting }
cli-set-no-model = the run has no model { $model }
cli-set-no-place = the project has no such place
cli-set-no-settings = “{ $name }” has no settings
cli-models = --models { $name }: { $why }.
cli-no-item = --history { $item }: the model's catalogue of { $items } has no such item.
cli-figures-unwritable = The figures could not be written as JSON: { $error }
cli-step-reading-model = Reading the model
cli-step-saving-model = Saving { $model }

cli-n-interactions = { $n ->
    [one] 1 interaction
   *[other] { $n } interactions
}
cli-n-training = { $n ->
    [one] 1 training interaction
   *[other] { $n } training interactions
}
cli-n-held-out = { $n ->
    [one] 1 held-out item
   *[other] { $n } held-out items
}

cli-log = { $users }, { $items }, { $interactions } from { $events } ({ $rows } read)
cli-dropped = dropped { $n }: { $reason }
cli-kept-apart = kept apart { $n }: { $kind }
cli-split = split “{ $kind }”: { $training }; test { $users }, { $held_out }, { $cold } of them cold
cli-figures-validation = validation ({ $users })
cli-figures-test = test ({ $users })
cli-figures-test-refit = test ({ $users }; fitted again on training and validation)
cli-difference = difference: { $metric } above { $baseline }, user by user, with half of its 95 % interval; * for p < 0.05, corrected for the number of models
cli-users-all = all
cli-users-some = some

cli-file = { $file }: { $description }
cli-rows-read = { $n ->
    [one] 1 row read
   *[other] { $n } rows read
}
cli-dropped-because = dropped: { $reason }
cli-negative = kept apart: { $kind }
cli-kept = kept
cli-rows-of-fate = First rows: { $reason }
cli-row-at = { $file }, line { $line }:
cli-profile-users = users
cli-profile-items = items
cli-profile-events = events
cli-profile-interactions = interactions
cli-profile-density = density
cli-profile-history = items of a user
cli-profile-history-figures = median { $median }, 90 % below { $below }, most { $most }
cli-profile-head = most popular tenth
cli-profile-head-figures = { $share } of the interactions (Gini { $gini })
cli-profile-sessions = sessions
cli-profile-days = days
cli-profile-range = { $first } to { $last }

cli-model = { $model } over { $items }
cli-by-popularity = The model has nothing to say of this history: these are the items with most users.
cli-reason = { $reason } { $adds }
cli-reason-feature = feature { $number }
cli-reason-popularity = popularity
cli-reason-item = the item

cli-heading-model = model
cli-heading-difference = difference
cli-heading-fit = fit s
cli-heading-scoring = score s
cli-heading-settings = settings
cli-heading-users = users
cli-heading-event = event
cli-heading-rows = rows
cli-heading-weight = weight
cli-heading-column = column
cli-heading-role = taken for
cli-heading-example = example
cli-heading-rank = rank
cli-heading-item = item
cli-heading-because = because of
cli-heading-score = score

## Tuning the weights

step-tuning = Looking for the best weights
message-tuned = Tuned the weights: { $metric } rose from { $before } to { $after } over { $users ->
    [one] one user
   *[other] { $users } users
}. They were chosen on these users, so expect a little less on others.
message-tuned-in-vain = No other weights give a better { $metric } than { $before } over { $users ->
    [one] one user
   *[other] { $users } users
}.
