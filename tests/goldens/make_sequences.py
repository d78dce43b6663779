"""Makes sequences.json.gz: a small log with times, weights, items and users, and what models that no other program has make of it.

Usage: python make_sequences.py
Needs numpy, scikit-learn. Every model is written from the equations of its module's comment, in full numbers and without any
of its shortcuts. The log is in the output; all times differ, so that nothing hangs on how ties are broken. Every third user is kept.
"""
import gzip
import json
import math

import numpy as np
from sklearn.decomposition import PCA

N_USERS, N_ITEMS, DAY = 45, 36, 86_400
state = 2024


def draw(n):
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return (state >> 8) % n


# User, item, weight, time.
events = []
for user in range(N_USERS):
    time, n_visits = 1_700_000_000 + draw(20 * DAY), 3 + draw(5)
    for _ in range(n_visits):
        for _ in range(1 + draw(6)):
            item = (user % 4 + 4 * draw(9)) if draw(3) else draw(N_ITEMS)
            while any(e[3] == time for e in events):
                time += 1
            events.append((user, item, (1 + draw(12)) / 4, time))
            time += 20 + draw(1500)
        time += 3600 + draw(3 * DAY)
# Users without a visit of two items take part with all that they did.
for step, item in enumerate([3, 8, 3, 11]):
    events.append((N_USERS, item, 1.0, 1_700_000_007 + step * 5 * DAY))
N_USERS += 1
assert len({e[3] for e in events}) == len(events) and {e[1] for e in events} == set(range(N_ITEMS))
words = "red blue green wool silk coat shirt hat long short".split()
titles = [" ".join(words[draw(10)] for _ in range(2 + draw(3))) for _ in range(N_ITEMS)]
kinds = ["kind" + str(draw(5)) for _ in range(N_ITEMS)]
prices = [5 + draw(90) for _ in range(N_ITEMS)]
segments = [["a", "b", "c", ""][draw(4)] for _ in range(N_USERS)]
now = max(e[3] for e in events)

R = np.zeros((N_USERS, N_ITEMS))
for u, i, w, _ in events:
    R[u, i] += w
in_time = [sorted((e for e in events if e[0] == u), key=lambda e: e[3]) for u in range(N_USERS)]
kept = list(range(0, N_USERS - 1, 3)) + [N_USERS - 1]


def rounded(scores):
    return [[float(f"{s:.7g}") for s in row] for row in scores]


def last_items(of_user):
    """Distinct items, the one that was met last at the end."""
    last = {}
    for _, i, _, t in of_user:
        last[i] = t
    return sorted(last, key=last.get)


def faded(half_life):
    out = np.zeros_like(R)
    for u, i, w, t in events:
        out[u, i] += w * 2 ** (-(now - t) / DAY / half_life)
    return out


def popular(weights, by_segment):
    everybody = weights.sum(0)
    out = []
    for u in kept:
        if by_segment and segments[u]:
            group = [v for v in range(N_USERS) if segments[v] == segments[u]]
            out.append(weights[group].sum(0) + 100 * everybody / everybody.sum())
        else:
            out.append(everybody)
    return rounded(out)


def session_knn(k, sample, recent, idf):
    past = []  # end, items
    for of_user in in_time:
        visits, before = [], None
        for e in of_user:
            if before is None or e[3] - before > 30 * 60:
                visits.append([])
            visits[-1].append(e)
            before = e[3]
        several = [v for v in visits if len({e[1] for e in v}) > 1]
        for visit in several or ([of_user] if len({e[1] for e in of_user}) > 1 else []):
            past.append((visit[-1][3], {e[1] for e in visit}))
    past.sort(key=lambda s: s[0])
    n_with = np.array([sum(i in items for _, items in past) for i in range(N_ITEMS)])
    rarity = np.log(1 + len(past) / n_with) if idf else np.ones(N_ITEMS)
    out = []
    for u in kept:
        running = last_items(in_time[u])[-recent:][::-1]
        weights = {i: (len(running) - p + 1) / len(running) for p, i in enumerate(running, 1)}
        alike = [(at, items) for at, (_, items) in enumerate(past) if items & set(running)][-sample:]
        alike = [(sum(weights[i] for i in items & set(running)) / math.sqrt(len(items)), at, items) for at, items in alike]
        alike.sort(key=lambda s: (-round(s[0], 9), s[1]))
        scores = np.zeros(N_ITEMS)
        for s, _, items in alike[:k]:
            scores[list(items)] += s
        # Where alike ones lie at the limit, other digits choose other ones: nothing to compare.
        is_clear = len(alike) <= k or alike[k - 1][0] - alike[k][0] > 1e-5
        out.append(rounded([scores * rarity])[0] if is_clear else None)
    assert sum(row is not None for row in out) >= len(out) // 2
    return out


def transitions(window, q, half_life, across, b, p, delta, recent, r):
    c, n_steps = np.zeros((N_ITEMS, N_ITEMS)), np.zeros(N_ITEMS)
    for of_user in in_time:
        steps, session, before = [], 0, None
        for e in of_user:
            session += before is not None and e[3] - before > 30 * 60
            before = e[3]
            if not steps or steps[-1][0] != e[1]:
                steps.append((e[1], e[3], session))
        if len(steps) < 2:
            continue
        for at, (j, t, s) in enumerate(steps):
            n_steps[j] += 1
            for d, (i, later, other) in enumerate(steps[at + 1 : at + 1 + window], 1):
                if i == j:
                    continue
                w = math.exp(-q * (d - 1)) * (1 if s == other else across)
                if half_life:
                    w *= 2 ** (-(later - t) / DAY / half_life)
                c[j, i] += w
                c[i, j] += b * w
    W = c / (c.sum(1, keepdims=True) ** p * n_steps**delta)
    out = []
    for u in kept:
        voices = last_items(in_time[u])[-recent:][::-1]
        out.append(sum(math.exp(-r * (m - 1)) * W[j] for m, j in enumerate(voices, 1)))
    return rounded(out)


def features():
    """One block each of words, kinds and prices, each of an item's blocks of length 1."""
    tokens = [t.split() for t in titles]
    with_word = {w: sum(w in t for t in tokens) for w in sorted(set(sum(tokens, [])))}
    assert min(with_word.values()) > 1
    text = np.array(
        [[(1 + math.log(t.count(w))) * math.log(N_ITEMS / n) if w in t else 0 for w, n in with_word.items()] for t in tokens]
    )
    text /= np.linalg.norm(text, axis=1, keepdims=True)
    kind = np.array([[k == of for of in sorted(set(kinds))] for k in kinds], float)
    ratio = np.log(prices)
    angle = (ratio - ratio.min()) / (ratio.max() - ratio.min()) * math.pi / 2
    return [text, kind, np.stack([np.cos(angle), np.sin(angle)], 1)]


F = np.hstack(features())


def content(vectors, cosine):
    if cosine:
        vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return rounded([(R[u] @ vectors / R[u].sum()) @ vectors.T for u in kept])


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def click_ranker(alpha, l1, l2, epochs, recent):
    """A log in which everybody has met everything: no item can be drawn as passed over, so nothing hangs on chance."""
    n_users, n_items = 9, 7
    log, time = [], 1_700_000_000
    order = [sorted(range(n_items), key=lambda i: (i * (2 + u) + 3 * u) % 11 * 10 + i) for u in range(n_users)]
    for step in range(n_items):
        for u in range(n_users):
            time += 60
            log.append((u, order[u][step], (1 + draw(8)) / 4, time))
            if draw(3) == 0 and step > 1:  # Met again: no first meeting, but what was met last.
                time += 60
                log.append((u, order[u][draw(step)], (1 + draw(8)) / 4, time))
    blocks = [part[:n_items] for part in (kind_of(7), price_of(7))]
    X, offsets = np.hstack(blocks), np.cumsum([0] + [part.shape[1] for part in blocks])
    pair = np.zeros((n_users, n_items))
    for u, i, w, _ in log:
        pair[u, i] += w
    mean = pair.mean()

    def cls(n):
        return min(int(math.log2(n + 1)), 15)

    def describe(taste, n_met, i):
        x = {"bias": 1.0, ("item", i): 1.0, ("cross", cls(n_met), cls(n_users)): 1.0}
        for at, part in enumerate(blocks):
            x["like", at] = float(taste[offsets[at] : offsets[at + 1]] @ part[i])
        x.update({("feature", f): v for f, v in enumerate(X[i]) if v})
        return x

    def taste_of(history):
        last = [i for i in last_items(history)][-recent:]
        return X[last].mean(0) if last else np.zeros(X.shape[1])

    z, n = {}, {}

    def weight(f):
        zf = z.get(f, 0.0)
        return 0.0 if abs(zf) <= l1 else -(zf - math.copysign(l1, zf)) / ((1 + math.sqrt(n[f])) / alpha + l2)

    losses = []
    for _ in range(epochs):
        seen = [[] for _ in range(n_users)]
        for e in log:
            u, i = e[0], e[1]
            if all(other[1] != i for other in seen[u]):
                n_met = len({other[1] for other in seen[u]})
                x = describe(taste_of(seen[u]), n_met, i)
                probability = sigmoid(sum(weight(f) * v for f, v in x.items()))
                times = pair[u, i] / mean
                losses.append((-times * math.log(probability), times))
                # Algorithm 1: the weights of this round, then the sums.
                of_round = {f: weight(f) for f in x}
                for f, v in x.items():
                    g = times * (probability - 1) * v
                    sigma = (math.sqrt(n.get(f, 0.0) + g * g) - math.sqrt(n.get(f, 0.0))) / alpha
                    z[f] = z.get(f, 0.0) + g - sigma * of_round[f]
                    n[f] = n.get(f, 0.0) + g * g
            seen[u].append(e)
    scores = []
    for u in range(n_users):
        taste = taste_of([e for e in log if e[0] == u])
        scores.append([sum(weight(f) * v for f, v in describe(taste, n_items, i).items()) for i in range(n_items)])
    csv = "user_id,item_id,rating,timestamp\n" + "".join(f"u{u},i{i:02},{w},{t}\n" for u, i, w, t in log)
    # 40 points of the curve at the most.
    width = math.ceil(len(losses) / 40)
    parts = [np.sum(losses[at : at + width], 0) for at in range(0, len(losses) - width + 1, width)]
    return {"events": csv, "scores": rounded(scores), "curve": rounded([[loss / times for loss, times in parts]])[0]}


def kind_of(n):
    names = sorted(set(kinds[:n]))
    return np.array([[k == of for of in names] for k in kinds[:n]], float)


def price_of(n):
    ratio = np.log(prices[:n])
    angle = (ratio - ratio.min()) / (ratio.max() - ratio.min()) * math.pi / 2
    return np.stack([np.cos(angle), np.sin(angle)], 1)


output = {
    "events": "user_id,item_id,rating,timestamp\n" + "".join(f"u{u:02},i{i:02},{w},{t}\n" for u, i, w, t in events),
    "items": "item_id,title,category,price\n"
    + "".join(f"i{i:02},{titles[i]},{kinds[i]},{prices[i]}\n" for i in range(N_ITEMS)),
    "users": "user_id,segment\n" + "".join(f"u{u:02},{segments[u]}\n" for u in range(N_USERS)),
    "kept": [f"u{u:02}" for u in kept],
    "faded": rounded(faded(5.0)[kept]),
    "faded log": rounded(np.log2(1 + faded(5.0)[kept])),
    "popular": popular(R, False),
    "popular faded": popular(faded(5.0), False),
    "popular by": popular(R, True),
    "popular by faded": popular(faded(5.0), True),
    "session_knn": session_knn(10**9, 10**9, 5, True),
    "session_knn few": session_knn(12, 30, 3, False),
    "transitions": transitions(20, 0.35, None, 0.5, 0.3, 0.5, 0.15, 20, 0.7),
    "transitions faded": transitions(3, 0.2, 2.0, 0.7, 0.0, 1.0, 0.4, 4, 0.3),
    "content cosine": content(F, True),
    "content dot": content(F, False),
    "content components": content(PCA(n_components=4, svd_solver="full").fit_transform(F), True),
    "click_ranker": click_ranker(0.3, 0.05, 0.5, 3, 4),
}
with gzip.GzipFile("sequences.json.gz", "wb", mtime=0) as out:
    out.write(json.dumps(output, separators=(",", ":")).encode())
