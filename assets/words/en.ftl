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

## The window: welcome, data and features

## The window: models

## The window: blend and preview

## The command line

cli-failed = tastebench: { $error }
cli-no-window = this build has no window; see `tastebench --help` for the commands
cli-no-language = there is no language “{ $typed }”; choose from { $languages }
cli-language = { $id } ({ $name })
cli-note = note: { $warning }

cli-tastebench = A workbench for recommendations: open a behaviour log, train, drag a weight, see the lists
    .files = Files to open in the window: a project, or a log of events
    .lang = Language of what is printed: { $languages }. Default: that of the system
    .help = Print help
    .version = Print version

cli-run = Train, evaluate and blend models without the window
    .input = A project file (.toml), or a log of events (CSV or Parquet)
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
    .items_columns = The same for the items file, like "name=item_title" or "price=ignore"
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
    .events = A log of events (CSV or Parquet)
    .columns = { cli-run.columns }
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

cli-n-users = { $n ->
    [one] 1 user
   *[other] { $n } users
}
cli-n-items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
cli-n-interactions = { $n ->
    [one] 1 interaction
   *[other] { $n } interactions
}
cli-n-events = { $n ->
    [one] 1 event
   *[other] { $n } events
}
cli-n-rows = { $n ->
    [one] 1 row
   *[other] { $n } rows
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
cli-kept = kept
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
