"""How the managing body decides: rulebook, proposals, voting rounds, the book of resolutions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from multifactory.lib.seals import drop_seals, install_seals


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        pre_migrate.connect(drop_seals, sender=self)
        post_migrate.connect(install_seals, sender=self)
        # Models are loaded only now.
        from governance.effects import effects  # noqa: PLC0415
        from governance.hooks import resolution_facts, rulebooks_decided_by  # noqa: PLC0415
        from governance.personal import collect, erase  # noqa: PLC0415
        from governance.rulebook_effect import RulebookEffect  # noqa: PLC0415
        from members.personal import personal_data, personal_erasure  # noqa: PLC0415

        effects.register(RulebookEffect())
        personal_data.register(collect)
        personal_erasure.register(erase)
        resolution_facts.register(rulebooks_decided_by)
