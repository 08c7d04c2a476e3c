"""Time and accuracy of nomenklatura's scorers on a CSV of name pairs (name1, name2, label).

    python nomenklatura_scorers.py PAIRS.csv [logic-v2 logic-v1 ...]

Prints one JSON line a scorer. Ends with a reason, and status 0, where nomenklatura is not installed.
"""
import csv
import json
import sys
import time

try:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
except ImportError as reason:
    print(json.dumps({"peer": "nomenklatura", "skipped": str(reason)}))
    sys.exit(0)


def person(key, name):
    return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})


def main(path, names):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name in names:
        scorer = get_algorithm(name)
        config = scorer.default_config()
        # A fresh identifier for every entity: the scorer remembers names by identifier.
        pairs = [(person(f"a{i}", r["name1"]), person(f"b{i}", r["name2"])) for i, r in enumerate(rows)]
        scorer.compare(*pairs[0], config)
        started = time.perf_counter()
        scores = [scorer.compare(left, right, config).score for left, right in pairs]
        seconds = time.perf_counter() - started
        report = {"peer": name, "pairs": len(rows), "us_per_pair": round(seconds / len(rows) * 1e6, 1)}
        if rows and "label" in rows[0]:
            labels = [row["label"].strip().lower() in ("1", "true", "yes") for row in rows]
            hits = [score >= 0.7 for score in scores]
            right = sum(a and b for a, b in zip(labels, hits))
            precision, recall = right / max(1, sum(hits)), right / max(1, sum(labels))
            report.update(precision=round(precision, 3), recall=round(recall, 3))
            report["f1"] = round(2 * precision * recall / max(1e-9, precision + recall), 3)
        print(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["logic-v2", "logic-v1"])
