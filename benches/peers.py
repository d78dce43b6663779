"""Other libraries on the same given split as `cargo bench --bench speed`: seconds of the same steps, two threads each.

Usage: python peers.py TRAIN.csv.gz TEST.csv.gz [item_knn ials ease lapack evaluation]
       python peers.py make FOLDER [ROWS]                    a log of ten million events, as CSV and Parquet
       python peers.py read FOLDER csv|parquet duckdb|polars  from that log to a sparse matrix of summed weights
Needs numpy, scipy, polars, implicit, threadpoolctl; for evaluation ranx and rectools; for reading duckdb.
"""
import resource
import sys
import time
import warnings

import numpy as np
import polars as pl
import scipy.linalg
import scipy.sparse as sp
import threadpoolctl

warnings.filterwarnings("ignore")
K, THREADS = 20, 2


WEIGHTS = {"view": 1.0, "cart": 3.0, "purchase": 5.0}


def make(folder, rows=10_000_000):
    draw = np.random.default_rng(7)
    log = pl.DataFrame({
        "user_id": (rows // 20 * draw.power(0.6, rows)).astype(np.int64),
        "item_id": (rows // 100 * (1 - draw.power(2.5, rows))).astype(np.int64),
        "event": draw.choice(list(WEIGHTS), rows, p=[0.9, 0.07, 0.03]),
        "timestamp": np.sort(draw.integers(1_700_000_000, 1_707_000_000, rows)),
    })
    log.write_csv(f"{folder}/events.csv")
    log.write_parquet(f"{folder}/events.parquet")


def read(folder, kind, tool):
    """Duplicate rows are dropped, weights summed by pair, identifiers numbered in their order."""
    path, start = f"{folder}/events.{kind}", time.perf_counter()
    if tool == "duckdb":
        import duckdb

        duckdb.sql(f"set threads = {THREADS}")
        weights = " ".join(f"when '{event}' then {weight}" for event, weight in WEIGHTS.items())
        pairs = duckdb.sql(f"""
            with pairs as (select user_id, item_id, sum(case event {weights} end) w from (select distinct * from read_{kind}('{path}')) group by all)
            select dense_rank() over (order by user_id) - 1 u, dense_rank() over (order by item_id) - 1 i, w::float w from pairs""").fetchnumpy()
    else:
        rows = pl.scan_csv(path) if kind == "csv" else pl.scan_parquet(path)
        weight = pl.col("event").replace_strict(WEIGHTS, return_dtype=pl.Float32)
        pairs = rows.unique().group_by("user_id", "item_id").agg(w=weight.sum())
        numbered = pairs.with_columns(u=pl.col("user_id").rank("dense") - 1, i=pl.col("item_id").rank("dense") - 1)
        pairs = numbered.collect(engine="streaming")
        pairs = {name: pairs[name].to_numpy() for name in ("u", "i", "w")}
    matrix = sp.csr_matrix((pairs["w"], (pairs["u"], pairs["i"])))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{tool} {kind}: {time.perf_counter() - start:.2f} s, {peak} MB, {matrix.nnz} pairs")


def load(train, test):
    parts = [pl.read_csv(path) for path in (train, test)]
    shape = tuple(max(p[c].max() for p in parts) + 1 for c in ("user_id", "item_id"))
    return [sp.csr_matrix((np.ones(len(p), np.float32), (p["user_id"], p["item_id"])), shape) for p in parts]


def timed(name, work, repeats=3):
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    print(f"{name:60} {np.median(seconds):8.3f} s", flush=True)
    return result, float(np.median(seconds))


def item_knn(R, T):
    from implicit.nearest_neighbours import CosineRecommender

    def fit():
        model = CosineRecommender(K=100, num_threads=THREADS)
        model.fit(R, show_progress=False)
        return model

    model, _ = timed("item_knn: fit, 100 neighbours", fit)
    users = np.arange(R.shape[0])
    timed("item_knn: top 20 of all users", lambda: model.recommend(users, R, N=K))


def ials(R, T):
    import implicit

    for use_cg in (True, False):
        def fit(iterations):
            model = implicit.als.AlternatingLeastSquares(
                factors=128, regularization=0.01, alpha=10, iterations=iterations, use_cg=use_cg, num_threads=THREADS,
                random_state=0,
            )
            model.fit(R, show_progress=False)
            return model

        with threadpoolctl.threadpool_limits(1, "blas"):
            name = "CG" if use_cg else "Cholesky"
            _, one = timed(f"ials, {name}: fit, 128 factors, 1 sweep", lambda: fit(1))
            model, three = timed(f"ials, {name}: fit, 128 factors, 3 sweeps", lambda: fit(3))
            print(f"{f'ials, {name}: a sweep':60} {(three - one) / 2:8.3f} s")
            X, Y = (f.astype(np.float64) for f in (model.user_factors, model.item_factors))
            scores = np.einsum("ij,ij->i", X[R.nonzero()[0]], Y[R.nonzero()[1]])
            loss = np.sum((X.T @ X) * (Y.T @ Y)) + np.sum(10 * (1 - scores) ** 2 - scores**2)
            loss += 0.01 * (np.sum(X**2) + np.sum(Y**2))
            print(f"{f'ials, {name}: loss per interaction after 3 sweeps':60} {loss / R.nnz:8.4f}", flush=True)
    with threadpoolctl.threadpool_limits(1, "blas"):
        timed("ials: top 20 of all users", lambda: model.recommend(np.arange(R.shape[0]), R, N=K))


def most_popular(R, n=15_000):
    return R[:, np.argsort(-np.asarray(R.sum(0)).ravel(), kind="stable")[:n]]


def ease(R, T):
    X = most_popular(R)

    def fit():
        G = (X.T @ X).toarray()
        G[np.diag_indices_from(G)] += 300
        B = np.linalg.inv(G)
        B /= -np.diag(B)[None, :]
        np.fill_diagonal(B, 0)

    with threadpoolctl.threadpool_limits(THREADS, "blas"):
        timed("ease: numpy inv, 15,000 items", fit, 1)


def lapack(R, T):
    """What EASE needs at the least: one triangle of the inverse, by Cholesky."""
    X = most_popular(R)

    def invert():
        G = np.asfortranarray((X.T @ X).toarray())
        G[np.diag_indices_from(G)] += 300
        c, _ = scipy.linalg.lapack.spotrf(G, lower=1, overwrite_a=1)
        scipy.linalg.lapack.spotri(c, lower=1, overwrite_c=1)

    with threadpoolctl.threadpool_limits(THREADS, "blas"):
        timed("ease: scipy potrf and potri, 15,000 items", invert, 1)


def evaluation(R, T):
    """Metrics alone, of lists that are there already."""
    import pandas as pd
    import ranx
    from rectools import Columns
    from rectools.metrics import MAP, MRR, NDCG, HitRate, Precision, Recall, calc_metrics
    from implicit.nearest_neighbours import CosineRecommender

    model = CosineRecommender(K=100, num_threads=THREADS)
    model.fit(R, show_progress=False)
    users = np.flatnonzero(np.diff(T.indptr))
    lists, scores = model.recommend(users, R[users], N=K)
    qrels = {str(u): {str(i): 1 for i in T[u].indices} for u in users}
    run = {str(u): {str(i): float(s) for i, s in zip(row, of)} for u, row, of in zip(users, lists, scores)}
    names = [f"{m}@{K}" for m in ("recall", "ndcg", "map", "mrr", "hit_rate", "precision")]

    def with_ranx():
        return ranx.evaluate(ranx.Qrels(qrels), ranx.Run(run), names)

    with_ranx()  # its first call compiles
    timed("evaluation: ranx, six metrics at 20, from lists", with_ranx)
    ready = ranx.Qrels(qrels), ranx.Run(run)
    timed("evaluation: ranx, six metrics at 20, its arrays ready", lambda: ranx.evaluate(*ready, names))
    coo = T.tocoo()
    held = pd.DataFrame({Columns.User: coo.row, Columns.Item: coo.col})
    reco = pd.DataFrame(
        {Columns.User: np.repeat(users, K), Columns.Item: lists.ravel(), Columns.Rank: np.tile(np.arange(1, K + 1), len(users))}
    )
    metrics = {m.__name__: m(k=K) for m in (Recall, NDCG, MAP, MRR, HitRate, Precision)}
    timed("evaluation: RecTools, six metrics at 20", lambda: calc_metrics(metrics, reco, interactions=held))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        sys.exit(make(sys.argv[2], *map(int, sys.argv[3:])))
    if sys.argv[1] == "read":
        sys.exit(read(*sys.argv[2:5]))
    R, T = load(*sys.argv[1:3])
    for name in sys.argv[3:] or ["item_knn", "ials", "ease", "lapack", "evaluation"]:
        {"item_knn": item_knn, "ials": ials, "ease": ease, "lapack": lapack, "evaluation": evaluation}[name](R, T)
