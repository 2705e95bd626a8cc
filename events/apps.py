"""What happens in the multifactory, and who comes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        # Models exist only now.
        from events.hooks import event_cancelled, event_moved, event_postponed, seats_changed  # noqa: PLC0415
        from events.programme.closed_rooms import tell_room_closed  # noqa: PLC0415
        from events.programme.company_section import events_section  # noqa: PLC0415
        from events.programme.effects import CommonEventEffect  # noqa: PLC0415
        from events.programme.resolution_facts import events_decided_by  # noqa: PLC0415
        from events.programme.room_holder import event_of_booking  # noqa: PLC0415
        from events.registrations.calendar_entries import events_of_person  # noqa: PLC0415
        from events.registrations.personal_data import collect, erase  # noqa: PLC0415
        from events.registrations.seats import settle_seats  # noqa: PLC0415
        from events.registrations.services import (  # noqa: PLC0415
            notify_event_cancelled,
            notify_event_moved,
            notify_event_postponed,
        )
        from governance.hooks import effects, resolution_facts  # noqa: PLC0415
        from members.hooks import (  # noqa: PLC0415
            calendar_entries,
            company_sections,
            data_erasures,
            data_exports,
        )
        from spaces.hooks import booking_blocked, who_holds_booking  # noqa: PLC0415

        effects.register(CommonEventEffect())
        resolution_facts.register(events_decided_by)
        who_holds_booking.register(event_of_booking)
        booking_blocked.register(tell_room_closed)
        company_sections.register(events_section)
        calendar_entries.register(events_of_person)
        data_exports.register(collect)
        data_erasures.register(erase)
        event_moved.register(notify_event_moved)
        event_postponed.register(notify_event_postponed)
        event_cancelled.register(notify_event_cancelled)
        seats_changed.register(settle_seats)
        _register_institutions()


def _register_institutions() -> None:
    from events.institutions import personal_data  # noqa: PLC0415
    from events.institutions.effects import AgreementEffect  # noqa: PLC0415
    from events.institutions.resolution_facts import agreements_decided_by  # noqa: PLC0415
    from events.institutions.works_partners import partners_of_works  # noqa: PLC0415
    from governance.hooks import effects, resolution_facts  # noqa: PLC0415
    from members.hooks import data_erasures, data_exports  # noqa: PLC0415
    from spaces.hooks import works_partners  # noqa: PLC0415

    effects.register(AgreementEffect())
    resolution_facts.register(agreements_decided_by)
    works_partners.register(partners_of_works)
    data_exports.register(personal_data.collect)
    data_erasures.register(personal_data.erase)
