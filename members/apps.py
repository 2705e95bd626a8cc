"""Companies, their people, invitations, the figures of the three principles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        # Models are loaded only now.
        from members.hooks import data_exports  # noqa: PLC0415
        from members.people.personal_data import collect  # noqa: PLC0415

        data_exports.register(collect)
