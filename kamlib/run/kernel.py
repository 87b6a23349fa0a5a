"""What a kernel is started with: the same surroundings on every machine, and a way of talking of its own.

No process of ours begins in the folder of a study: what somebody sends must not bring a module or settings of
its own in place of ours.
"""

import os
import sys
from pathlib import Path
from typing import Any

FORKED = "kam-forked"
BEGIN = "kamlib.run.begin"
# A kernel that is ended while it works says so on the user's terminal, unless only its own failures count.
QUIET = ["--IPKernelApp.log_level=50"]
_CHANNELS = 5  # each is a socket with its number behind the name
# What differs from one kernel to the next; one process that forks kernels serves all of them.
OF_ONE_RUN = ("IPYTHONDIR",)


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


def surroundings(scratch: str, workbook: Path) -> dict[str, str]:
    """Return the variables in which every kernel runs, beside those of the user."""
    return {
        "PYTHONPATH": os.pathsep.join([str(workbook.resolve()), *_absolute("PYTHONPATH")]),
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "SOURCE_DATE_EPOCH": "0",
        # A user's own start-up files would change what chapters do.
        "IPYTHONDIR": scratch,
        "JUPYTER_PATH": os.pathsep.join(_absolute("JUPYTER_PATH")),
        "COLUMNS": "110",
    }


def manager(scratch: str, workbook: Path, *, forked: bool) -> Any:
    """Return the class that starts our kernels, whatever kernels are installed on the machine."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    provisioner = FORKED if forked else "local-provisioner"
    spec = KernelSpec(
        argv=[sys.executable, "-P", "-m", BEGIN, "-f", "{connection_file}"], display_name="Python 3",
        language="python", env=surroundings(scratch, workbook),
        metadata={"kernel_provisioner": {"provisioner_name": provisioner}, "supported_encryption": "curve"},
    )  # fmt: skip

    class ChapterKernel(AsyncKernelManager):  # type: ignore[misc]
        kernel_spec = spec

    return ChapterKernel


def _absolute(name: str) -> list[str]:
    """Return the folders of the user's list; an empty or relative one would be the study."""
    return [*filter(os.path.isabs, os.environ.get(name, "").split(os.pathsep))]
