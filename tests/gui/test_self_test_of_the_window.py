"""The frozen window's self-test passes where everything is there; the worker it starts is a process of its own."""

import subprocess
import sys

PROGRAM = "import sys; from monitor.gui import self_test\nif __name__ == '__main__': sys.exit(self_test.main())"


def test_the_window_is_painted_and_a_sample_gives_its_alert() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=200)
    assert ran.returncode == 0, ran.stderr
    (line,) = ran.stdout.splitlines()
    assert line.endswith("passed: painted, 01-wire-dateline.txt imported, alerts for Darina Koss")
