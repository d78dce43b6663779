"""Runs both projects and prints the README's table of all models (Markdown).

Usage: python benches/accuracy/table.py GOWALLA_FOLDER ML_100K_FOLDER [OUT]
GOWALLA_FOLDER holds train.csv.gz and test.csv.gz, ML_100K_FOLDER ml-100k.inter, .item and .user. Needs no package.
What was run before into OUT is read, not run again.
"""
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
PROGRAM = HERE.parent.parent / "target/release/tastebench"
gowalla, movielens = (pathlib.Path(arg) for arg in sys.argv[1:3])
out = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp())
files = [f"--{kind}={movielens}/ml-100k.{end}" for kind, end in (("events", "inter"), ("items", "item"), ("users", "user"))]
runs = {
    "gowalla": [HERE / "gowalla.toml", f"--train={gowalla}/train.csv.gz", f"--test={gowalla}/test.csv.gz"],
    "ml-100k, last out": [HERE / "ml-100k.toml", *files, "--split=leave_last_out"],
    "ml-100k, by time": [HERE / "ml-100k.toml", *files, "--split=global_time"],
}
tables = {}
for name, arguments in runs.items():
    folder = out / name.replace(", ", "-").replace(" ", "-")
    if not (folder / "metrics.json").exists():
        start = time.time()
        subprocess.run([PROGRAM, "run", *arguments, "--out", folder], check=True, stdout=subprocess.DEVNULL)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(f"{name}: {time.time() - start:.0f} s, at most {peak:.1f} GB", file=sys.stderr)
    report = json.loads((folder / "metrics.json").read_text())
    tables[name] = {run["id"]: run for run in report["runs"] if run["split"] == "test"}


def figure(run, metric):
    low, high = run["intervals"][metric]
    return f"{run['metrics'][metric]:.4f} ± {(high - low) / 2:.4f}"


def seconds(s):
    return f"{s:.0f} s" if s >= 10 else f"{s:.1f} s" if s >= 0.1 else f"{s * 1000:.0f} ms"


def size(n):
    return f"{n / 1e9:.1f} GB" if n >= 1e9 else f"{n / 1e6:.1f} MB"


for name, table in tables.items():
    print(f"\n**{name}** ({next(iter(table.values()))['users']:,} users)\n")
    print("| model | Recall@20 | NDCG@20 | fit | score all users | memory |\n| --- | --- | --- | --- | --- | --- |")
    for run in table.values():
        cells = [f"`{run['id']}`", figure(run, "recall@20"), figure(run, "ndcg@20"), seconds(run["fit_seconds"])]
        print("| " + " | ".join([*cells, seconds(run["score_seconds"]), size(run["memory_bytes"])]) + " |")
