"""The method pack: what a company may change, as plain YAML; loader and checks."""

from kamlib.pack.catalogues import catalogue
from kamlib.pack.dossier import Template
from kamlib.pack.dossier_own import dossier_problems, dossier_template
from kamlib.pack.plain import Plain
from kamlib.pack.settings import PARAMETER, STUDY, Setting, change, read_pack, shipped
