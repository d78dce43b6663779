"""Makes metrics.json: ranking metrics of random lists, computed by ranx (pip install ranx).

Usage: python make_metrics.py > metrics.json
Held-out sets are kept at k items or fewer, because ranx divides MAP by all relevant items and not by min(k, m).
"""
import json
import random

from ranx import Qrels, Run, evaluate

random.seed(20)
ITEMS = 200
users = []
for u in range(60):
    ranking = random.sample(range(ITEMS), ITEMS)
    held_out = sorted(random.sample(range(ITEMS), random.randint(1, 10)))
    if u % 4:  # most users get some hits near the top
        for item in random.sample(held_out, random.randint(0, len(held_out))):
            ranking.remove(item)
            ranking.insert(random.randint(0, 25), item)
    users.append({"ranking": ranking, "held_out": held_out})

qrels = Qrels({f"u{u}": {f"i{i}": 1 for i in user["held_out"]} for u, user in enumerate(users)})
run = Run({f"u{u}": {f"i{i}": float(ITEMS - rank) for rank, i in enumerate(user["ranking"])} for u, user in enumerate(users)})
names = {"recall": "recall", "ndcg": "ndcg", "map": "map", "mrr": "mrr", "hit_rate": "hit_rate", "precision": "precision"}
means = {}
for ours, theirs in names.items():
    for k in (10, 20):
        means[f"{ours}@{k}"] = float(evaluate(qrels, run, f"{theirs}@{k}"))
print(json.dumps({"items": ITEMS, "means": means, "users": users}, separators=(",", ":")))
