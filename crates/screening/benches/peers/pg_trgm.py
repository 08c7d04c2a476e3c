"""Latency of PostgreSQL's pg_trgm on a list of names, through psql.

    python pg_trgm.py NAMES.txt QUERIES.txt [CONNECTION]

Each file holds one name a line. Prints one JSON line. Ends with a reason, and status 0, where there is no server.
"""
import json
import shutil
import subprocess
import sys


def run(connection, script):
    return subprocess.run(["psql", "-X", "-q", "-t", "-A", connection], input=script, capture_output=True, text=True)


def main(names, queries, connection="postgresql:///postgres"):
    if shutil.which("psql") is None:
        print(json.dumps({"peer": "pg_trgm", "skipped": "psql is not installed"}))
        return
    setup = f"""
create extension if not exists pg_trgm;
create temp table listed(name text);
\\copy listed from '{names}'
create index on listed using gin (name gin_trgm_ops);
create temp table asked(name text);
\\copy asked from '{queries}'
analyze listed;
\\timing on
select count(*) from asked a cross join lateral (select 1 from listed l where l.name % a.name limit 10) found;
"""
    result = run(connection, setup)
    if result.returncode != 0 or "Time:" not in result.stdout:
        print(json.dumps({"peer": "pg_trgm", "skipped": result.stderr.strip()[:200] or "no server answered"}))
        return
    milliseconds = float(result.stdout.split("Time:")[1].split()[0])
    with open(queries, encoding="utf-8") as file:
        count = sum(1 for _ in file)
    print(json.dumps({"peer": "pg_trgm", "queries": count, "us_per_query": round(milliseconds * 1000 / max(1, count), 1)}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
