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

## Figures

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
role-value = Value (rating, quantity)
role-session = Session
role-item-title = Item title
role-item-category = Item category
role-item-brand = Item brand
role-item-price = Item price
role-item-text = Item text
role-item-number = Item number
role-user-attribute = About the user
role-ignore = Not used

attribute-title = title
attribute-category = category
attribute-brand = brand
attribute-price = price
attribute-text = text
attribute-number = number

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
    .meaning = The same, with more credit the higher it stood; 100 % is the best list possible
metric-map = MAP
    .meaning = Mean precision at the places of the hits
metric-mrr = MRR
    .meaning = One over the rank of the first hit
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
run-numbered = { $name } (run { $number })
difference = Difference
metric-unit = in %, ± half of the 95 % interval
metric-with-interval = { $meaning }.
    95 % interval: { $low } % to { $high } %
metric-without-interval = { $meaning }.

## Data

step-opening-file = Opening the file
step-decoding = Decoding the file
step-reading-rows = Reading rows
step-reading-identifiers = Reading identifiers
step-reading-times = Reading times and values
step-reading-attributes = Reading attributes
step-dropping = Dropping what cannot be used
step-cleaning = Cleaning
step-weighing = Weighing events
step-writing-events = Writing events

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
    .remedy = Choose a CSV (also .gz or .zst) or Parquet file
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
} among the first { $rows }). Missing fields count as empty, surplus ones are left out.
data-doubled-names = { $file }, row 1: these column names stand more than once: { $names }. Later ones were numbered.

data-missing-user = Choose the column that holds the user
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
drop-unusable-value = value not a positive number
drop-below-threshold = value below the threshold
drop-exact-duplicate = exact duplicate
drop-repeat = same event again within moments
drop-outside-window = outside the time window
drop-robot = robot
drop-k-core = too few items or users (k-core)
data-dropped-rows = { $n } × { $reason }
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

# Within a sentence: “viewed just now”.
act-viewed = viewed
act-put-in-basket = put in the basket
act-bought = bought
act-taken = taken

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
split-no-training = The training part is empty. Choose smaller shares for validation and test.
split-no-validation = No user has both a history and something held out for validation: choose a larger share to be able to tune.
split-no-test = No user has both a history and something held out for test. Choose a larger share for test, or another split.

## Features

step-building-features = Building features
step-projecting = Projecting content vectors
step-components = Principal components

features-weight-range = The weight of feature “{ $feature }” is { $weight }; it must lie between 0 and 10.
features-unknown = features.{ $feature }: no column gives this feature; of the items there is { $known }. Correct the name, or remove it.
features-unknown-of-none = features.{ $feature }: no column gives this feature; of the items there is nothing. Correct the name, or remove it.
features-not-scaled = The feature “{ $feature }” could not be scaled: { $error }.
features-memory-map = The map of items
    .remedy = Close other programs
features-memory-items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
features-components-need-items = Principal components need at least two items of training with content. Switch features on, or add an items file.
features-components-of-equal-items = The content vectors of all items are the same, so they have no principal components. Switch on a feature in which items differ.
features-components-failed = The principal components could not be worked out: { $error }.
features-components-not-finite = The principal components could not be worked out: the content vectors are not finite.

## Models

model-popular = Popular
    .meaning = Recommends what most users take. The baseline for every other model.
    .half_life_days = Newer events count more
    .half_life_days-help = Days after which an event counts half
    .by = Popular among
    .by-help = A list for each value of a column of the users file, such as segment or region

model-item_knn = Bought together
    .meaning = Recommends items that the same users take together (item neighbourhoods).
    .similarity = Similarity
    .similarity-help = How alike two items are, judged by the users who take them
    .neighbors = Neighbours
    .neighbors-help = Most alike items kept for each item
    .shrinkage = Shrinkage
    .shrinkage-help = Doubts what few users say: added to the similarity's denominator
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users alike; 1: a user with many items says as much in all as one with few
    .asymmetry = Asymmetry
    .asymmetry-help = For the asymmetric cosine: at 0.5 it is the cosine, below it popular items gain
    .k1 = BM25 saturation
    .k1-help = For BM25: how soon a second event adds little
    .b = BM25 length
    .b-help = For BM25: how much popular items are held back
    .normalize_neighbors = Normalise neighbours
    .normalize_neighbors-help = Gives every item of a history the same say, however many neighbours it has

model-user_knn = Like-minded
    .meaning = Recommends what the users with the most alike histories take (user neighbourhoods).
    .similarity = Similarity
    .similarity-help = How alike two users are, judged by what they take
    .neighbors = Neighbours
    .neighbors-help = Most alike users who have a say
    .shrinkage = Shrinkage
    .shrinkage-help = Doubts what few items say: added to the similarity's denominator
    .item_discount = Discount of popular items
    .item_discount-help = 0: all items alike; above it sharing a rare item says more than sharing a popular one
    .asymmetry = Asymmetry
    .asymmetry-help = For the asymmetric cosine: at 0.5 it is the cosine, below it users with long histories gain
    .k1 = BM25 saturation
    .k1-help = For BM25: how soon a second event adds little
    .b = BM25 length
    .b-help = For BM25: how much users with long histories are held back

model-rp3beta = Random walk
    .meaning = Recommends where a walk from item to user to item ends most often (three-step random walk).
    .alpha = Exponent
    .alpha-help = Above 1 the walk keeps to its likely steps, below 1 it strays
    .beta = Popularity penalty
    .beta-help = Holds popular items back; 0 leaves the walk as it is
    .neighbors = Neighbours
    .neighbors-help = Items kept of each item's walks

model-ease = All pairs
    .meaning = Learns what every item says for every other, all at once (linear autoencoder). Strong, and hungry for memory.
    .reg = Regularisation
    .reg-help = More of it trusts fewer co-occurrences
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users alike; above it users with many items say less of each
    .item_discount = Discount of popular items
    .item_discount-help = 0: items as they are; at 0.5 popular and rare items are regularised alike
    .asymmetry = Asymmetry
    .asymmetry-help = Where items are discounted: below 0.5 popular items gain in the lists

model-sparse_ease = Strong pairs
    .meaning = The same for large catalogues: each item is learnt from those it shares most users with.
    .reg = { model-ease.reg }
    .reg-help = { model-ease.reg-help }
    .neighbors = Neighbours
    .neighbors-help = Items that each item is regressed on: more are closer to ease, and slower
    .user_discount = { model-ease.user_discount }
    .user_discount-help = { model-ease.user_discount-help }
    .item_discount = { model-ease.item_discount }
    .item_discount-help = { model-ease.item_discount-help }
    .asymmetry = { model-ease.asymmetry }
    .asymmetry-help = { model-ease.asymmetry-help }

model-ials = Taste vectors
    .meaning = Places users and items in one space so that near means wanted (matrix factorisation).
    .factors = Factors
    .factors-help = Length of the users' and items' vectors
    .sweeps = Sweeps
    .sweeps-help = Rounds over all users and items
    .reg = Regularisation
    .reg-help = More of it keeps the vectors short
    .reg_exponent = Regularise by frequency
    .reg_exponent-help = 0: all users and items alike; 1: by how much is known of them
    .unobserved_weight = Weight of what was not met
    .unobserved_weight-help = How sure it is that an item nobody met is not wanted

model-graph_filter = Graph filter
    .meaning = Smooths a history over the graph of items: near neighbours, and the broad lines of the whole assortment.
    .rank = Frequencies
    .rank-help = Lowest frequencies of the graph that are let through
    .ideal_weight = Ideal filter
    .ideal_weight-help = Weight of the low frequencies beside the linear filter
    .user_discount = Discount of busy users
    .user_discount-help = 0: all users alike; at 0.5 a user with many items says as much in all as one with few
    .asymmetry = Asymmetry
    .asymmetry-help = At 0.5 the linear filter is symmetric, below it popular items gain
    .ideal_asymmetry = Asymmetry, ideal filter
    .ideal_asymmetry-help = At 0.5 the ideal filter is symmetric, below it popular items gain
    .neighbors = Neighbours
    .neighbors-help = Items kept of each item's row of the linear filter
    .sharpening = Sharpening
    .sharpening-help = Takes away from what was smoothed what neighbours of neighbours share; slow on large logs

model-session_knn = Like visits
    .meaning = Recommends what came in the past visits most like the running one.
    .neighbors = Neighbours
    .neighbors-help = Alike sessions that have a say
    .sample = Sessions looked at
    .sample-help = Most recent sessions among those that share an item
    .recent = Last items
    .recent-help = Items at the end of a history that make the running session
    .idf = Rare items count more
    .idf-help = Weighs what is recommended by how rare it is

model-transitions = What comes next
    .meaning = Recommends what users went on to after the items that they met last.
    .window = Window
    .window-help = Places of a history within which one item follows another
    .distance_decay = Decay by distance
    .distance_decay-help = 0: all steps within the window alike; above it near ones count more
    .half_life_days = Decay by time
    .half_life_days-help = Days between two events after which a step counts half
    .across_sessions = Across sessions
    .across_sessions-help = What a step from one session to the next counts against one within a session
    .backward = Way back
    .backward-help = What a step counts in the other direction
    .normalization = Normalisation
    .normalization-help = 1: followers of rare and of busy items count alike; below it busy items say more
    .popularity_discount = Discount of popular items
    .popularity_discount-help = 0: followers as frequent as they are; above it popular ones are held back
    .recent = Last items
    .recent-help = Items at the end of a history that have a say
    .recency_decay = Decay by recency
    .recency_decay-help = 0: all of them alike; above it the newest say more
    .neighbors = Followers
    .neighbors-help = Items kept that follow each item

model-content = Alike
    .meaning = Recommends items with titles, categories, brands and prices like those in the history.
    .measure = Measure
    .measure-help = Cosine compares kinds of items; the product favours items of which much is known
    .components = Principal components
    .components-help = Compares items by this many principal components of their features, so that words that occur together count as one; 0 compares the features themselves

model-click_ranker = Click odds
    .meaning = Learns from every event what makes a click likely: the item, its features, and how they fit the history.
    .learning_rate = Learning rate
    .learning_rate-help = How fast weights follow the clicks
    .l1 = Sparsity
    .l1-help = Features that say little are dropped
    .l2 = Regularisation
    .l2-help = Keeps weights small
    .negatives = Items passed over
    .negatives-help = Items drawn for each click that the user did not take
    .epochs = Passes
    .epochs-help = Times that the log is gone through
    .recent = Last items
    .recent-help = Items at the end of a history that the taste is taken of

## Blend, metrics and the pipeline

## Projects and files

## The window: frame

## The window: welcome, data and features

## The window: models

## The window: blend and preview

## The command line

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
