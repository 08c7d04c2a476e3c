"""Static reach in igraph: follows edges whatever their time, so it answers another question."""

import csv
import sys
import time

try:
    import igraph
except ImportError as missing:
    print(missing)
    sys.exit(3)

path, seed = sys.argv[1], sys.argv[2]
started = time.perf_counter()
edges, start, most = [], None, 0
with open(path, newline="") as transfers:
    rows = csv.reader(transfers)
    next(rows)
    for row in rows:
        source, target = int(row[2]), int(row[3])
        edges.append((source, target))
        most = max(most, source, target)
        if row[0] == seed:
            start = target
graph = igraph.Graph(n=most + 1, edges=edges, directed=True)
loaded = time.perf_counter()
count = len(graph.subcomponent(start, mode="out"))
done = time.perf_counter()
with open("/proc/self/status") as status:
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1e6
print(count, f"{loaded - started:.3f}", f"{done - loaded:.4f}", f"{memory:.2f}", "igraph", igraph.__version__)
