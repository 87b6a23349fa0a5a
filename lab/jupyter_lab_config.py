"""JupyterLab as ``make lab`` starts it: on this computer only, asking no other address for anything."""

import os
from pathlib import Path

# A kernel looks for no module in the folder of its notebook: a study that somebody sent may lie there.
os.environ["PYTHONSAFEPATH"] = "1"
c = get_config()  # type: ignore[name-defined]  # noqa: F821

# What a kernel says stays unreadable for other users of this computer.
c.KernelManager.transport_encryption = "auto"
# No news, no look for updates, no list of extensions from elsewhere.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
# Nor a question about news in the middle of a projector.
c.LabApp.app_settings_dir = str(Path(__file__).parent / "settings")
# Chapters need no terminal; without one a page that gets in has less to reach.
c.ServerApp.terminals_enabled = False
c.ServerApp.ip = "localhost"
