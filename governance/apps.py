"""How the managing body decides: rulebook, proposals, voting rounds, the book of resolutions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        # Models are loaded only now.
        from governance.personal import collect  # noqa: PLC0415
        from members.personal import personal_data  # noqa: PLC0415

        personal_data.register(collect)
