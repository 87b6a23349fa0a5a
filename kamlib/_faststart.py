"""Keep one slow, unused import out of every start.

``jsonschema`` offers a check of the ``iri`` format through ``rfc3987_syntax``, which builds a grammar for
seconds when it is imported. Nothing in Jupyter uses that format, and ``jsonschema`` goes on without it.
See ``docs/adr/0003-start-up.md``.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
