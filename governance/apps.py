"""How the managing body decides: rulebook, proposals, voting rounds, the book of resolutions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from multifactory.lib.immutability import drop_seals, install_seals


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        pre_migrate.connect(drop_seals, sender=self)
        post_migrate.connect(install_seals, sender=self)
        # Models are loaded only now.
        from governance.hooks import effects, resolution_facts  # noqa: PLC0415
        from governance.pages.personal_data import collect, erase  # noqa: PLC0415
        from governance.rulebook.effects import RulebookEffect  # noqa: PLC0415
        from governance.rulebook.resolution_facts import rulebooks_decided_by  # noqa: PLC0415
        from members.hooks import data_erasures, data_exports  # noqa: PLC0415

        effects.register(RulebookEffect())
        data_exports.register(collect)
        data_erasures.register(erase)
        resolution_facts.register(rulebooks_decided_by)
