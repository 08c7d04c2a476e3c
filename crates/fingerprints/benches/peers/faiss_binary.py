"""The same search through faiss: flat and multi-hash binary indexes (pip install faiss-cpu numpy).

Called by the fingerprints benchmark: faiss_binary.py FOLDER DISTANCE. FOLDER holds `entries` and `queries`, 32 bytes a
hash. range_search is strict in faiss, so it is given DISTANCE + 1.
"""

import os
import sys
import time

try:
    import faiss
    import numpy
except ImportError as missing:
    sys.exit(f"{missing.name} is not installed for this Python")

folder, distance = sys.argv[1], int(sys.argv[2])
entries = numpy.fromfile(os.path.join(folder, "entries"), dtype=numpy.uint8).reshape(-1, 32)
queries = numpy.fromfile(os.path.join(folder, "queries"), dtype=numpy.uint8).reshape(-1, 32)
# A flat scan of 10^7 takes long enough to make fewer queries tell as much.
few = queries[: 200 if len(entries) > 1_000_000 else 1_000]


def report(name, build, index, sample):
    started = time.perf_counter()
    for query in sample[:50]:
        index.range_search(query.reshape(1, -1), distance + 1)
    single = (time.perf_counter() - started) / 50 * 1e3
    started = time.perf_counter()
    limits, distances, _ = index.range_search(sample, distance + 1)
    batch = time.perf_counter() - started
    print(
        f"faiss {faiss.__version__} {name}: build {build:.2f} s, single {single:.4f} ms/q, "
        f"batch {len(sample) / batch:.0f} q/s on {faiss.omp_get_max_threads()} threads, "
        f"{len(distances)} found in {len(sample)} queries"
    )


started = time.perf_counter()
flat = faiss.IndexBinaryFlat(256)
flat.add(entries)
report("flat", time.perf_counter() - started, flat, few)

started = time.perf_counter()
hashed = faiss.IndexBinaryMultiHash(256, 16, 16)
hashed.nflip = 1
hashed.add(entries)
report("multi-hash 16x16, nflip 1", time.perf_counter() - started, hashed, few)
