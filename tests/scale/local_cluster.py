"""A real Dask cluster on this machine, in a process of its own: a scheduler and workers, each a process.

    python tests/grading/local_cluster.py FOLDER WORKERS

prints the scheduler's address and ends when its standard input is closed.
"""

import sys

if __name__ == "__main__":
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=int(sys.argv[2]),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        local_directory=sys.argv[1],
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
