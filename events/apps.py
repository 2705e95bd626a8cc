"""What happens in the multifactory, and who comes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        # Models exist only now.
        from events.company_pages import events_section  # noqa: PLC0415
        from events.personal import collect, erase  # noqa: PLC0415
        from members.hooks import company_sections  # noqa: PLC0415
        from members.personal import personal_data, personal_erasure  # noqa: PLC0415

        company_sections.register(events_section)
        personal_data.register(collect)
        personal_erasure.register(erase)
