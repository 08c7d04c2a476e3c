"""Time-respecting reach in PostgreSQL: a recursive query over an index on (payer, place), in a cluster of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time

path, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
LIMIT = "30s"
RECURSIVE = f"""
    SET statement_timeout = '{LIMIT}';
    WITH RECURSIVE r(account, t) AS (
        SELECT dst, t FROM e WHERE t = {seed}
        UNION
        SELECT e.dst, e.t FROM r JOIN e ON e.src = r.account AND e.t > r.t
    )
    SELECT count(DISTINCT account) FROM r
"""
LOOP = f"""
    SET statement_timeout = '300s';
    CREATE UNLOGGED TABLE reached (account int PRIMARY KEY, t int);
    CREATE UNLOGGED TABLE fresh (account int, t int);
    INSERT INTO fresh SELECT dst, t FROM e WHERE t = {seed};
    INSERT INTO reached SELECT * FROM fresh;
    DO $$
    BEGIN
        LOOP
            CREATE TEMP TABLE next AS
                SELECT e.dst AS account, min(e.t) AS t
                FROM fresh JOIN e ON e.src = fresh.account AND e.t > fresh.t
                LEFT JOIN reached ON reached.account = e.dst
                WHERE reached.t IS NULL OR e.t < reached.t
                GROUP BY e.dst;
            INSERT INTO reached SELECT * FROM next
                ON CONFLICT (account) DO UPDATE SET t = excluded.t;
            TRUNCATE fresh;
            INSERT INTO fresh SELECT * FROM next;
            DROP TABLE next;
            EXIT WHEN NOT EXISTS (SELECT FROM fresh);
        END LOOP;
    END $$;
"""


def give_up(reason):
    print(reason)
    sys.exit(3)


if count > 2_000_000:
    give_up("not run above 2,000,000 transfers")
for program in ("initdb", "pg_ctl", "psql"):
    if shutil.which(program) is None:
        give_up(f"no program {program}")

# The server refuses to run as root.
user = None
if os.geteuid() == 0:
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")


def run(*command, **options):
    as_user = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, **as_user, **options)


folder = tempfile.mkdtemp(prefix="reach-")
if user:
    os.chown(folder, user.pw_uid, user.pw_gid)
data = os.path.join(folder, "data")
database = ("psql", "-X", "-q", "-t", "-A", "-h", folder, "-d", "postgres", "-v", "ON_ERROR_STOP=1")
if user:
    database += ("-U", user.pw_name)


def peak_memory():
    """The most that any server process held, shared buffers included."""
    most = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                if b"postgres" not in line.read():
                    continue
            with open(f"/proc/{pid}/status") as status:
                most = max(most, *(int(row.split()[1]) for row in status if row.startswith("VmHWM:")), 0)
        except (OSError, ValueError):
            continue
    return most / 1e6


try:
    run("initdb", "-D", data, "-A", "trust")
    options = f"-k {folder} -c listen_addresses= -c shared_buffers=1GB -c work_mem=512MB -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-o", options, "-l", os.path.join(folder, "log"), "start")
    try:
        started = time.perf_counter()
        run(*database, "-c", "CREATE UNLOGGED TABLE e (t int, at bigint, src int, dst int, amount numeric)")
        with open(path) as transfers:
            run(*database, "-c", "COPY e FROM STDIN WITH (FORMAT csv, HEADER true)", stdin=transfers)
        run(*database, "-c", "CREATE INDEX ON e (src, t) INCLUDE (dst)", "-c", "VACUUM ANALYZE e")
        loaded = time.perf_counter()
        found, words = None, "recursive query"
        try:
            asked = time.perf_counter()
            found = run(*database, "-c", RECURSIVE).stdout.strip()
        except subprocess.CalledProcessError as failed:
            # A recursive query cannot forget arrivals that an earlier one made useless; a loop over a keyed table can.
            reason = failed.stderr.strip().splitlines()[-1]
            words = f"loop over a keyed table, since the recursive query gave: {reason} after {LIMIT}"
            asked = time.perf_counter()
            found = run(*database, "-c", LOOP, "-c", "SELECT count(*) FROM reached").stdout.strip()
        done = time.perf_counter()
        version = run(*database, "-c", "SHOW server_version").stdout.strip()
        print(found, f"{loaded - started:.3f}", f"{done - asked:.4f}", f"{peak_memory():.2f}", f"PostgreSQL {version}, {words}")
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
except (subprocess.CalledProcessError, OSError) as failed:
    give_up(f"{failed} {getattr(failed, 'stderr', '') or ''}".strip().replace("\n", " "))
finally:
    shutil.rmtree(folder, ignore_errors=True)
