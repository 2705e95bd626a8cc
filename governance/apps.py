"""How the managing body decides: rulebook, proposals, voting rounds, the book of resolutions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Decisions")
