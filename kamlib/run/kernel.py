"""What a kernel is started with: the same surroundings on every machine, and a way of talking of its own.

No process of ours begins in the folder of a study: what somebody sends must not bring a module or settings of
its own in place of ours.
"""

import json
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

PLAIN, FORKED = "kam-plain", "kam-forked"
BEGIN = "kamlib.run.begin"

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


@contextmanager
def elsewhere() -> Iterator[None]:
    """Let processes that are started meanwhile begin outside the study, and look for no module there.

    Examples
    --------
    >>> with elsewhere():
    ...     Path.cwd() == Path(sys.prefix), os.environ["PYTHONSAFEPATH"]
    (True, '1')
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        with chdir(sys.prefix):
            yield
    finally:
        os.environ.pop("PYTHONSAFEPATH")
        os.environ.update({} if before is None else {"PYTHONSAFEPATH": before})


def describe(scratch: str) -> None:
    """Write down in ``scratch`` how our kernels begin, where Jupyter finds it through ``surroundings``."""
    for name, provisioner in ((PLAIN, "local-provisioner"), (FORKED, FORKED)):
        spec = {
            "argv": [sys.executable, "-P", "-m", BEGIN, "-f", "{connection_file}"],
            "display_name": "Python 3",
            "language": "python",
            "metadata": {
                "kernel_provisioner": {"provisioner_name": provisioner}, "supported_encryption": "curve"
            },
        }
        place = Path(scratch) / "kernels" / name
        place.mkdir(parents=True)
        (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


def _joined(first: str, name: str) -> str:
    """Return a list of folders; an empty or relative one among the user's would be the study."""
    own = filter(os.path.isabs, os.environ.get(name, "").split(os.pathsep))
    return os.pathsep.join((first, *own))
