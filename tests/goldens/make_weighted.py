"""Makes models-weighted.json.gz: lists of the same models on a matrix whose entries weigh differently.

Usage: python make_weighted.py > /dev/null
Needs numpy. Every model is the formulas of its papers, as the module's comment states them, on dense matrices. The log is that of
make_models.py; the pair at place n weighs (1 + 7919 n mod 13) / 4. Every tenth pair is left out of training; every sixth user is
kept.
"""
import gzip
import json

import numpy as np

K = 10
state = 12345


def draw(n):
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return (state >> 8) % n


pairs = []
for user in range(400):
    items = set()
    for _ in range(10 + draw(40)):
        near = draw(60) * draw(60) // 60
        group = user % 5 if draw(4) else draw(5)
        items.add(near * 5 + group)
    pairs += [(user, item) for item in sorted(items)]
train = [(at, u, i) for at, (u, i) in enumerate(pairs) if at % 10]
user_ids, item_ids = sorted({u for _, u, _ in train}), sorted({i for _, _, i in train})
R = np.zeros((len(user_ids), len(item_ids)))
for at, u, i in train:
    R[user_ids.index(u), item_ids.index(i)] = (1 + 7919 * at % 13) / 4
n_users, n_items = R.shape
met = R > 0
n_of_user, n_of_item = met.sum(1), met.sum(0)


def lists(scores):
    out = []
    for u in range(0, n_users, 6):
        s = np.where(met[u], -np.inf, scores[u])
        best = np.argsort(-s, kind="stable")[:K]
        out.append([user_ids[u], [[item_ids[i], float(f"{s[i]:.6g}")] for i in best if np.isfinite(s[i])]])
    return out


def strongest(W, keep):
    W = W.copy()
    for row in W:
        row[np.argsort(-row, kind="stable")[keep:]] = 0
    return W


def terms(kind, X, compared, k1, b):
    """What entries count when the columns of X are compared (`compared` = 1) or its rows (0); the others are the terms."""
    n = X > 0
    length = n.sum(1 - compared, keepdims=True)
    rarity = np.log(n.shape[compared] / (1 + n.sum(compared, keepdims=True)))
    if kind == "jaccard":
        return n.astype(float)
    if kind == "tf_idf":
        return np.sqrt(X) * rarity
    if kind == "bm25":
        return X * (k1 + 1) / (X + k1 * (1 - b + b * length / length.mean())) * rarity
    return X


def similarity(kind, X, shrinkage=0.0, a=0.3):
    """Between the rows of X: known × compared with."""
    products, squares = X @ X.T, (X**2).sum(1)
    if kind == "jaccard":
        return products / (squares[:, None] + squares[None, :] - products + shrinkage)
    if kind == "bm25":
        return products / (1 + shrinkage)
    share = a if kind == "asymmetric" else 0.5
    return products / (squares[:, None] ** (1 - share) * squares[None, :] ** share + shrinkage)


def item_knn(kind, discount=0.0, shrinkage=0.0, keep=10**9, normalize=False, k1=1.2, b=0.75):
    X = terms(kind, R, 1, k1, b)
    if kind != "jaccard":
        X = X * n_of_user[:, None] ** -float(discount)
    S = similarity(kind, X.T, shrinkage)
    np.fill_diagonal(S, 0)
    S = strongest(S, keep)
    return lists(R @ (S / S.sum(1, keepdims=True) if normalize else S))


def user_knn(kind, discount=0.0, shrinkage=0.0, keep=10**9, k1=1.2, b=0.75):
    X = terms(kind, R, 0, k1, b)
    if kind != "jaccard":
        X = X * n_of_item[None, :] ** -float(discount)
    return lists(strongest(similarity(kind, X, shrinkage), keep) @ R)


def rp3beta(alpha, beta, keep):
    to_user, to_item = (R / R.sum(0)).T ** alpha, (R / R.sum(1, keepdims=True)) ** alpha
    W = to_user @ to_item / R.sum(0) ** beta
    np.fill_diagonal(W, 0)
    return lists(R @ strongest(W, keep))


def ease(reg, user_discount=0.0, item_discount=0.0, asymmetry=0.5):
    X = R * n_of_user[:, None] ** -user_discount * n_of_item[None, :] ** -item_discount
    P = np.linalg.inv(X.T @ X + reg * np.eye(n_items))
    B = np.eye(n_items) - P / np.diag(P)
    np.fill_diagonal(B, 0)
    shift = n_of_item ** (item_discount * (1 - 2 * asymmetry))
    return lists(R @ (B / shift[:, None] * shift))


def graph_filter(rank, weight, discount, asymmetry, ideal_asymmetry, sharpening=0.0):
    G = R / R[met].mean()
    du, di = G.sum(1), G.sum(0)
    L = (G * du[:, None] ** (-2 * discount)).T @ G * di[:, None] ** (asymmetry - 1) * di ** -asymmetry
    G = G * du[:, None] ** -0.5 * di**-0.5
    V = np.linalg.svd(G)[2][:rank].T
    p = 0.5 - ideal_asymmetry
    scores = R @ L + weight * (R * di**-p) @ V @ V.T * di**p
    change = scores
    for k in range(1, 5):  # one step of the classical Runge-Kutta method backwards in time
        change = -sharpening / k * (change @ (G.T @ G))
        scores = scores + change
    return lists(scores)


def ials(factors, sweeps, reg, exponent, unobserved):
    def ridge(n, n_partners):
        return reg * (n + unobserved * n_partners) ** exponent

    def solved(rows, Y):
        shared, out = unobserved * Y.T @ Y, np.zeros((len(rows), factors))
        for at, row in enumerate(rows):
            y, w = Y[row > 0], row[row > 0]
            A = shared + (y.T * w) @ y + ridge(len(w), len(Y)) * np.eye(factors)
            out[at] = np.linalg.solve(A, y.T @ (unobserved + w))
        return out

    Y = np.random.default_rng(1).normal(0, 0.1, (n_items, factors))
    for _ in range(sweeps):
        X = solved(R, Y)
        Y = solved(R.T, X)
    S = X @ Y.T
    loss = ((unobserved + R) * (met - S) ** 2).sum()
    loss += (ridge(n_of_user, n_items) * (X**2).sum(1)).sum() + (ridge(n_of_item, n_users) * (Y**2).sum(1)).sum()
    vectors = [[item_ids[i], [float(f"{v:.8g}") for v in Y[i]]] for i in range(n_items)]
    return {"loss_per_interaction": loss / met.sum(), "items": vectors, "lists": lists(solved(R, Y) @ Y.T)}


output = {
    **{f"item_knn {kind}": item_knn(kind) for kind in ["cosine", "asymmetric", "jaccard", "tf_idf", "bm25"]},
    "item_knn discounted": item_knn("cosine", 0.5, 2.0, 30, True),
    **{f"user_knn {kind}": user_knn(kind) for kind in ["cosine", "asymmetric", "jaccard", "tf_idf", "bm25"]},
    "user_knn discounted": user_knn("cosine", 0.5, 2.0, 30),
    "rp3beta": rp3beta(0.8, 0.3, 100),
    "ease": ease(50.0),
    "ease discounted": ease(2.0, 0.3, 0.4, 0.2),
    "graph_filter": graph_filter(32, 0.3, 0.3, 0.4, 0.1),
    "graph_filter sharpened": graph_filter(32, 0.2, 0.5, 0.5, 0.0, 1.5),
    "ials": ials(8, 30, 0.05, 0.5, 0.3),
}
with gzip.GzipFile("models-weighted.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(output, separators=(",", ":")).encode())
