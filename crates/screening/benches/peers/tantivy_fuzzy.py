"""Latency of tantivy's fuzzy search on a list of names: every word of the query within one slip.

    python tantivy_fuzzy.py NAMES.txt QUERIES.txt

Each file holds one name a line. Prints one JSON line. Ends with a reason, and status 0, where tantivy is not installed.
"""
import json
import sys
import time

try:
    import tantivy
except ImportError as reason:
    print(json.dumps({"peer": "tantivy", "skipped": str(reason)}))
    sys.exit(0)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def main(names, queries):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000)
    started = time.perf_counter()
    for name in lines(names):
        writer.add_document(tantivy.Document(name=[name]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    built = time.perf_counter() - started
    searcher = index.searcher()

    def fuzzy(word):
        word = tantivy.Query.fuzzy_term_query(schema, "name", word, distance=1, transposition_cost_one=True)
        return tantivy.Occur.Must, word

    asked = lines(queries)
    started = time.perf_counter()
    found = 0
    for query in asked:
        words = [word for word in query.lower().split() if word]
        found += bool(searcher.search(tantivy.Query.boolean_query([fuzzy(word) for word in words]), 10).hits)
    seconds = time.perf_counter() - started
    print(json.dumps({
        "peer": "tantivy fuzzy", "queries": len(asked), "build_s": round(built, 1), "answered": found,
        "us_per_query": round(seconds * 1e6 / max(1, len(asked)), 1),
    }))


if __name__ == "__main__":
    main(*sys.argv[1:3])
