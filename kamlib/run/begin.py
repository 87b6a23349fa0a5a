"""The beginning of a kernel, elsewhere than in the study: ``python -P -m kamlib.run.begin -f FILE``.

matplotlib takes settings from the folder in which it is loaded: they would be those of the study's sender.
"""

import os
import sys

OWN_BACKEND = "module://matplotlib_inline.backend_inline"


def main() -> None:
    """Load what looks around while it is loaded, go into the study, and be a kernel to the end."""
    study = os.getcwd()  # noqa: PTH109
    os.chdir(sys.prefix)
    os.environ.setdefault("MPLBACKEND", OWN_BACKEND)
    import matplotlib  # noqa: F401
    from ipykernel.kernelapp import IPKernelApp

    os.chdir(study)
    sys.argv[0] = "ipykernel_launcher"
    IPKernelApp.launch_instance()


if __name__ == "__main__":
    main()
