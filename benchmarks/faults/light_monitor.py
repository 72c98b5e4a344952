"""The command line with workers that look for no names, for harnesses that start it a hundred times.

python -m benchmarks.faults.light_monitor COMMAND…
"""

import sys

from benchmarks.faults.light_ingest import LightWork
from monitor import cli
from monitor.core.workers import Workers


def main() -> int:
    defaults = Workers.__init__.__kwdefaults__
    assert defaults is not None
    defaults["make_work"] = LightWork
    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
