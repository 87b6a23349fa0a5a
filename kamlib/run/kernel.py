"""What a kernel is started with: the same surroundings on every machine, and a way of talking of its own."""

import json
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLAIN, FORKED = "python3", "kam-forked"

# A kernel that is ended while it works says so on the user's terminal, unless only its own failures count.
QUIET = ["--IPKernelApp.log_level=50"]
_CHANNELS = 5  # each is a socket with its number behind the name
# What differs from one kernel to the next; one process that forks kernels serves all of them.
OF_ONE_RUN = ("IPYTHONDIR", "JUPYTER_PATH")


def transport(scratch: str) -> Any:
    """Return settings that keep what a kernel says from other users of the machine."""
    import zmq
    from traitlets.config import Config

    # Without a place of their own the sockets would lie in the study.
    place = Path(scratch) / "k"
    longest = os.fsencode(f"{place}-{_CHANNELS}")
    if sys.platform == "win32" or len(longest) > zmq.IPC_PATH_MAX_LEN:
        return Config({"KernelManager": {"transport_encryption": "auto"}})
    return Config({"KernelManager": {"transport": "ipc", "ip": str(place)}})


@contextmanager
def surroundings(scratch: str, workbook: Path) -> Iterator[None]:
    """Give kernels the same surroundings on every machine, and give back our own afterwards."""
    wanted = {
        "PYTHONPATH": _joined(str(workbook.resolve()), "PYTHONPATH"),
        # A study that somebody sends must not bring a module of its own in place of ours.
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "SOURCE_DATE_EPOCH": "0",
        # A user's own start-up files would change what chapters do.
        "IPYTHONDIR": scratch,
        "JUPYTER_PATH": _joined(scratch, "JUPYTER_PATH"),
        "COLUMNS": "110",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def describe_forked(scratch: str) -> None:
    """Write down in ``scratch`` what a forked kernel is, where Jupyter finds it through ``surroundings``."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (forked)",
        "language": "python",
        "metadata": {
            "kernel_provisioner": {"provisioner_name": FORKED}, "supported_encryption": "curve"
        },
    }
    place = Path(scratch) / "kernels" / FORKED
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


def _joined(first: str, name: str) -> str:
    return os.pathsep.join(path for path in (first, os.environ.get(name, "")) if path)
