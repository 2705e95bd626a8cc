"""Companies, their people, invitations, the figures of the three principles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        # Models are loaded only now.
        from members.personal import collect, personal_data  # noqa: PLC0415

        personal_data.register(collect)
