"""Time-respecting reach in DuckDB: the earliest arrival at each account, by a recursive query USING KEY."""

import sys
import time

try:
    import duckdb
except ImportError as missing:
    print(missing)
    sys.exit(3)

path, seed = sys.argv[1], int(sys.argv[2])
started = time.perf_counter()
db = duckdb.connect()
db.execute("SET threads = 2")
db.execute(
    'CREATE TABLE e AS SELECT id::INTEGER AS t, "from"::INTEGER AS src, "to"::INTEGER AS dst '
    "FROM read_csv(?, columns = {'id': 'INTEGER', 'time': 'BIGINT', 'from': 'INTEGER', 'to': 'INTEGER', 'amount': 'VARCHAR'}, header = true)",
    [path],
)
loaded = time.perf_counter()
(count,) = db.execute(
    """
    WITH RECURSIVE r(account, t) USING KEY (account) AS (
        SELECT dst, t FROM e WHERE t = $seed
        UNION
        SELECT e.dst, min(e.t)
        FROM r JOIN e ON e.src = r.account AND e.t > r.t
        LEFT JOIN recurring.r AS known ON known.account = e.dst
        WHERE known.t IS NULL OR e.t < known.t
        GROUP BY e.dst
    )
    SELECT count(*) FROM r
    """,
    {"seed": seed},
).fetchone()
done = time.perf_counter()
with open("/proc/self/status") as status:
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1e6
print(count, f"{loaded - started:.3f}", f"{done - loaded:.4f}", f"{memory:.2f}", "DuckDB", duckdb.__version__)
