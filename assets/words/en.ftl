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

## Splits

## Features

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

action-add = Add
action-browse = Browse…
action-cancel = Cancel
action-close = Close
action-discard = Discard
action-go-back = Go back
action-open = Open
action-redo = Redo
action-save = Save
action-undo = Undo

sample-shop = Sample shop
save-project = Save the project

start-no-display = there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); use `tastebench run` without a window
start-not-opened = the window could not be opened: { $reason }. It needs a Vulkan or OpenGL driver (a software one will do) and, on X11, libxkbcommon-x11; see README
start-no-window = this build has no window; see `tastebench --help` for the commands

frame-drop = Drop to open

dialog-open = Open a log or a project
dialog-add = Add a file
dialog-logs = Logs and projects
dialog-tables = Tables
dialog-project = Project
dialog-all-files = All files

prompt-users-file = Add a users file
prompt-items-file = Add an items file
prompt-test-file = Judge on the events of a file

leave-title = Save changes to { $name }?
leave-loss = Settings, runs and searches that are not saved are lost otherwise.

rail-not-saved = { $name } · not saved
rail-state = { $state }: { $figure }
rail-events = { $n ->
    [one] 1 event
   *[other] { $n } events
}
rail-features = { $on } of { $all } on
rail-trained = { $trained } of { $all } trained
rail-metric = { $metric } { $value }
rail-visitor = a visitor
rail-user = user { $user }
rail-save-why = Save the project (Ctrl+S)
rail-close-why = Back to the start
rail-light = Light
rail-dark = Dark
rail-theme-why = Switch between light and dark

status-ready = Ready
status-stopping = { $job } · stopping
status-step = { $job } · { $step }
status-left = { $time } left
status-elapsed = { $time }
status-more = and { $n } more
status-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
}
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
welcome-formats = Logs as CSV (comma, tab, semicolon, ::; also .gz and .zst) or Parquet. Several files dropped together are taken as events, items and users.

data-page-why = What was read, what each column is, and what became of the rows
data-page-opening = Opening the log…
data-page-opening-why = Its columns are shown as soon as its first rows are read.
data-page-opening-stopped = { $file }: opening it was stopped.
data-page-try-again = Try again
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
data-page-dropped = – { $reason }
data-page-items-without-events = Items of the catalogue without any event: { $n }
data-page-add-items = Add items…
data-page-add-users = Add users…
data-page-file = { $file } · { $description }
data-page-remove = remove
data-page-load = Load the log
data-page-missing = { $what }.
data-page-check = Check what each column was taken for; every guess can be changed.
data-page-first-columns = The first { $shown } of { $all } columns are shown.

data-page-weights = What events weigh
data-page-weight-why = How much one such event says about a user's taste; 0 leaves these events out
data-page-value = Value column
data-page-value-why = What a rating or quantity is used for
data-page-value-weight = as weight
data-page-value-threshold = as threshold
data-page-value-ignore = not used
data-page-at-least = At least
data-page-at-least-why = Events with a lower value are left out
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
data-page-in-percent = { "" } %
data-page-n-users = { $n ->
    [one] 1 user
   *[other] { $n } users
}
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
features-page-no-log = No log is loaded yet
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
features-page-value = { $value }  ({ $share })
features-page-follows = The model “{ model-content }” compares items by what is switched on here. It follows at once if it has been trained.

map-title = Map of items
map-nothing-on = No feature is switched on. Switch one on above, and the items are placed by it.
map-draw = Draw the map
map-stopped = The map was stopped before it was there.
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

scatter-plot-percent = { $metric }, %
scatter-plot-point = { $setting } { $at }
    { $metric } { $value }

tile-chosen = chosen

## The window: models

## The window: blend and preview

## The command line
