"""A process that ends with the one that started it, however that ends: `python -m flows.leash MODULE`.

What holds it is its standard input: when that closes, it is ended with all that it has started.
"""

import os
import runpy
import signal
import sys
import threading


def wait(held: int = 0) -> None:
    """Wait until nobody holds the other end any more, then end this whole process group."""
    while os.read(held, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Run a module on the leash."""
    threading.Thread(target=wait, name="leash", daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
