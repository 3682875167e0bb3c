#!/usr/bin/env python3
"""Builds a content folder with several worker processes of Dask, and joins what they made.

    pip install dask distributed
    python .ci/dask_shards.py CONTENT OUTPUT [WORKERS] [HANDOUT [FLAG...]]

Flags go to `handout build` as they are: `--sites all --html --sidecar fhir`. Each worker runs `handout build --shard I/N` into a folder of its own; any folder that all of them and the joining process
can see will do. On a cluster, give Client() the address of its scheduler.
"""

import pathlib
import subprocess
import sys
import tempfile

from dask.distributed import Client, LocalCluster


def build(handout: str, content: str, shard: int, of: int, folder: str, flags: list[str]) -> tuple[int, str]:
    command = [handout, "build", content, "--shard", f"{shard}/{of}", "--jobs", "1", "-o", folder, *flags]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stderr


def main() -> int:
    content, output = sys.argv[1:3]
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 4
    handout = sys.argv[4] if len(sys.argv) > 4 else "handout"
    flags = sys.argv[5:]
    with tempfile.TemporaryDirectory() as shared:
        folders = [str(pathlib.Path(shared, str(shard))) for shard in range(1, workers + 1)]
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
            shards = range(1, workers + 1)
            results = client.gather(
                [client.submit(build, handout, content, shard, workers, folder, flags, pure=False) for shard, folder in zip(shards, folders)]
            )
        sys.stderr.writelines(told for _, told in results)
        # Status 1 tells of articles with errors: all others were built.
        if any(status > 1 for status, _ in results):
            return 2
        subprocess.run([handout, "merge", *folders, "-o", output], check=True)
        return max(status for status, _ in results)


if __name__ == "__main__":
    sys.exit(main())
