"""Makes models-NAME.json.gz: lists of the same models by other implementations.

Usage: python make_models.py generated > /dev/null
       python make_models.py ml-100k PATH/ml-100k.inter
Needs numpy, scipy, implicit (0.7). implicit gives the neighbourhoods (all of them: it breaks ties at a limit at random)
and the ALS; EASE, rp3beta and the graph filter are
the formulas of their papers in numpy. Every tenth pair of the log is left out of training; every third user is kept.
The log itself is not in the outputs: the test reads it anew.
"""
import gzip
import json
import sys

import implicit
import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds

K = 20


def generated():
    """The log that the test generates too: whole numbers only, so that both get the same."""
    state = 12345
    pairs = []

    def draw(n):
        nonlocal state
        state = (state * 1103515245 + 12345) % (1 << 31)
        return (state >> 8) % n

    for user in range(400):
        items = set()
        for _ in range(10 + draw(40)):
            near = draw(60) * draw(60) // 60
            group = user % 5 if draw(4) else draw(5)
            items.add(near * 5 + group)
        pairs += [(user, item) for item in sorted(items)]
    return pairs


def ml_100k(path):
    with open(path) as lines:
        next(lines)
        return [tuple(int(cell) for cell in line.split("\t")[:2]) for line in lines]


name = sys.argv[1]
pairs = generated() if name == "generated" else ml_100k(sys.argv[2])
train = [pair for at, pair in enumerate(pairs) if at % 10]
# Items and users by their identifiers as numbers; the test maps them.
user_ids = sorted({u for u, _ in train})
item_ids = sorted({i for _, i in train})
users = {u: at for at, u in enumerate(user_ids)}
items = {i: at for at, i in enumerate(item_ids)}
R = sp.csr_matrix(
    (np.ones(len(train)), ([users[u] for u, _ in train], [items[i] for _, i in train])), (len(users), len(items))
)
R.data[:] = 1
n_users, n_items = len(users), len(items)
du, di = np.asarray(R.sum(1)).ravel(), np.asarray(R.sum(0)).ravel()


def lists(scores):
    out = []
    for u in range(0, len(user_ids), 3):
        s = np.array(scores[u], dtype=np.float64)
        s[R[u].indices] = -np.inf
        best = np.argsort(-s, kind="stable")[:K]
        out.append([user_ids[u], [[item_ids[i], float(f"{s[i]:.6g}")] for i in best if np.isfinite(s[i])]])
    return out


def neighbours(model):
    model.fit(R, show_progress=False)
    return lists((R @ model.similarity).toarray())


def alike_users(model):
    model.fit(R.T.tocsr(), show_progress=False)
    return lists((model.similarity @ R).toarray())


def rp3beta(alpha, beta, keep):
    to_item, to_user = R.multiply(1 / du[:, None]).power(alpha), R.multiply(1 / di[None, :]).T.power(alpha)
    W = (to_user @ to_item).toarray() / di[None, :] ** beta
    np.fill_diagonal(W, 0)
    for row in W:
        row[np.argsort(-row, kind="stable")[keep:]] = 0
    return lists(R @ W)


def ease(reg):
    G = (R.T @ R).toarray()
    P = np.linalg.inv(G + reg * np.eye(n_items))
    B = -P / np.diag(P)[None, :]
    np.fill_diagonal(B, 0)
    return lists(R @ B)


def graph_filter(rank, weight, sharpening=0.0):
    Rn = sp.diags(du**-0.5) @ R @ sp.diags(di**-0.5)
    V = svds(Rn, k=rank, tol=1e-10)[2].T
    P = (Rn.T @ Rn).toarray()
    ideal = (R.multiply(di[None, :] ** -0.5) @ V) @ V.T * di[None, :] ** 0.5
    scores = R @ P + weight * ideal
    change = scores
    for k in range(1, 5):  # one step of the classical Runge-Kutta method backwards in time
        change = -sharpening / k * (change @ P)
        scores = scores + change
    return lists(scores)


def als():
    model = implicit.als.AlternatingLeastSquares(
        factors=8, regularization=0.5, alpha=2.0, iterations=30, use_cg=False, dtype=np.float64, random_state=1
    )
    model.fit(R, show_progress=False)
    X, Y = model.user_factors, model.item_factors
    S = X @ Y.T
    loss = (S**2).sum() + sum((2 * (1 - S[u, i]) ** 2 - S[u, i] ** 2) for u, i in zip(*R.nonzero()))
    loss += 0.5 * ((X**2).sum() + (Y**2).sum())
    # A user's vector solved anew from the items' final vectors, as a history that was not there while training.
    folded = model.recalculate_user(np.arange(len(user_ids)), R)
    vectors = [[item_ids[i], [float(f"{v:.8g}") for v in Y[i]]] for i in range(n_items)]
    return {"loss_per_interaction": loss / R.nnz, "items": vectors, "lists": lists(folded @ Y.T)}


nn = implicit.nearest_neighbours
output = {
    "item_knn cosine": neighbours(nn.CosineRecommender(K=n_items, num_threads=1)),
    "item_knn tf_idf": neighbours(nn.TFIDFRecommender(K=n_items, num_threads=1)),
    "item_knn bm25": neighbours(nn.BM25Recommender(K=n_items, K1=1.2, B=0.75, num_threads=1)),
    "user_knn cosine": alike_users(nn.CosineRecommender(K=n_users, num_threads=1)),
    "user_knn tf_idf": alike_users(nn.TFIDFRecommender(K=n_users, num_threads=1)),
    "user_knn bm25": alike_users(nn.BM25Recommender(K=n_users, K1=1.2, B=0.75, num_threads=1)),
    "rp3beta": rp3beta(0.8, 0.3, 100),
    "ease": ease(50.0),
    "graph_filter": graph_filter(32, 0.3),
    "graph_filter sharpened": graph_filter(32, 0.2, 1.5),
    "ials": als(),
}
with gzip.GzipFile(f"models-{name}.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(output, separators=(",", ":")).encode())
