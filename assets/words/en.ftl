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
text-too-long = { $file }: needs { $needed } for the text; { $free } are free. Load a shorter period.

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
run-numbered = { $name } (run { $number })
difference = Difference
metric-unit = in %, ± half of the 95 % interval
metric-with-interval = { $meaning }.
    95 % interval: { $low } % to { $high } %
metric-without-interval = { $meaning }.
preview-visitor = A visitor

## Data

## Splits

## Features

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

models-items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
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

## The window: welcome, data and features

## The window: models

## The window: blend and preview

## The command line
