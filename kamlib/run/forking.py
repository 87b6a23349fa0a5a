"""Kernels forked from one process that has loaded everything: each is fresh like a new one, and ready sooner.

A kernel needs more than a second to load pandas and matplotlib; a run over many accounts pays that once for
each notebook. `kamlib.run.warm` loads them once and forks. To Jupyter it is a kernel like any other: this
provisioner is named in the entry points of the package, and `kamlib.run.kernel` names it in turn.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.provisioning import LocalProvisioner

from kamlib.run.kernel import BEGIN, FORKED, OF_ONE_RUN

_GROUP = "jupyter_client.kernel_provisioners"
_PATIENCE = 5  # seconds


def available() -> bool:
    """Tell whether kernels can be forked: not on Windows, nor on macOS, whose libraries do not bear it."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    return any(entry.name == FORKED for entry in entry_points(group=_GROUP))


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Gets its kernel from the process that forks; where that fails, starts one in the usual way."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return how to talk to the kernel once it runs.

        Parameters
        ----------
        cmd : list of str
            The usual command of a kernel; what stands behind ``kernel.BEGIN`` is for the kernel.
        **kwargs
            ``cwd`` and ``env``, as for ``subprocess.Popen``.
        """
        words = cmd[cmd.index(BEGIN) + 1 :]
        env = dict(kwargs.get("env") or os.environ)
        cwd = Path(kwargs.get("cwd") or Path.cwd())
        try:
            self.process = Warm.of(env).forked(words, str(cwd), env)
        except OSError:
            return await super().launch_kernel(cmd, **kwargs)
        # Each forked kernel leads a group of its own.
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd
        return self.connection_info


class Warm:
    """The process that has everything loaded, as seen from the one that asks it for kernels."""

    _running: ClassVar[dict[str, "Warm"]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, env: dict[str, str]):
        """Start it.

        Raises
        ------
        OSError
            When it does not come up.
        """
        ours, theirs = socket.socketpair()
        common = {name: value for name, value in env.items() if name not in OF_ONE_RUN}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kamlib.run.warm", str(theirs.fileno())], cwd=sys.prefix,
                env=common, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self._socket, self._lines = ours, ours.makefile("rwb")
        self._one_at_a_time = threading.Lock()
        self._answer()

    @classmethod
    def of(cls, env: dict[str, str]) -> "Warm":
        """Return the process for kernels that load the library from the same place; start it if need be."""
        with cls._guard:
            key = env.get("PYTHONPATH", "")
            running = cls._running.get(key)
            if running and running._process.poll() is not None:
                running.end()
                running = None
            cls._running[key] = running or cls(env)
            return cls._running[key]

    @classmethod
    def end_all(cls) -> None:
        """End all of them, and their kernels; also while one of them is asked."""
        while cls._running:
            cls._running.popitem()[1].end()

    def end(self) -> None:
        """End it, and its kernels."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        # Somebody may be in the middle of asking.
        with suppress(OSError, RuntimeError):
            self._lines.close()
        self._socket.close()

    def forked(self, words: list[str], cwd: str, env: dict[str, str]) -> "Forked":
        """Return a new kernel."""
        return Forked(self, self.ask(words=words, cwd=cwd, env=env))

    def ask(self, **question: Any) -> Any:
        """Send a question, return the answer.

        Raises
        ------
        OSError
            When nobody answers.
        """
        with self._one_at_a_time:
            self._lines.write(json.dumps(question).encode() + b"\n")
            self._lines.flush()
            return self._answer()

    def _answer(self) -> Any:
        line = self._lines.readline()
        if not line:
            raise OSError("the process that forks kernels has ended")
        return json.loads(line)


class Forked:
    """A forked kernel, with what Jupyter asks of a process: no child of ours, so the warm one watches it."""

    stdin = stdout = stderr = None

    def __init__(self, warm: Warm, pid: int):
        self._warm, self.pid = warm, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended; None while it runs."""
        if self.returncode is None:
            try:
                self.returncode = self._warm.ask(watch=self.pid)
            except (OSError, ValueError):
                # It ends together with the process that forked it, which nobody can ask any more.
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended.

        Raises
        ------
        TimeoutExpired
            When that takes longer.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(0.01)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)
