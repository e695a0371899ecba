"""A real Dask cluster on this machine, in a process of its own: a scheduler and workers, each a process.

    python tests/scale/local_cluster.py FOLDER WORKERS

prints the scheduler's address and ends when its standard input is closed.
"""

import sys

if __name__ == "__main__":
    import dask
    from distributed import LocalCluster

    # Fifteen seconds after each death it looks whether a worker of that name is there, and else gives it up
    # for good: one that has died again just then would never come back.
    dask.config.set({"distributed.deploy.lost-worker-timeout": "1 hour"})
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
