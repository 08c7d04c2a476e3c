"""Static reach in NetworkX: follows edges whatever their time, so it answers another question."""

import csv
import sys
import time

try:
    import networkx
except ImportError as missing:
    print(missing)
    sys.exit(3)

path, seed, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
if size > 2_000_000:
    print("not run above 2,000,000 transfers")
    sys.exit(3)
started = time.perf_counter()
graph, start = networkx.DiGraph(), None
with open(path, newline="") as transfers:
    rows = csv.reader(transfers)
    next(rows)
    for row in rows:
        graph.add_edge(int(row[2]), int(row[3]))
        if row[0] == seed:
            start = int(row[3])
loaded = time.perf_counter()
count = len(networkx.descendants(graph, start) | {start})
done = time.perf_counter()
with open("/proc/self/status") as status:
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1e6
print(count, f"{loaded - started:.3f}", f"{done - loaded:.4f}", f"{memory:.2f}", "NetworkX", networkx.__version__)
