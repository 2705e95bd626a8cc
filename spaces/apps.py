"""The building: floors, plans, spaces, who holds which unit, bookings of the common ones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        # Models are loaded only now.
        from governance.costs import register_cost_key  # noqa: PLC0415
        from governance.effects import effects  # noqa: PLC0415
        from governance.hooks import resolution_facts  # noqa: PLC0415
        from governance.models import Proposal  # noqa: PLC0415
        from members.hooks import company_facts, company_places, company_sections  # noqa: PLC0415
        from members.personal import personal_data, personal_erasure  # noqa: PLC0415
        from spaces.company_pages import places_of_all, units_of, where_section  # noqa: PLC0415
        from spaces.costs import area_weights  # noqa: PLC0415
        from spaces.effects import AllocationEffect, EndEffect  # noqa: PLC0415
        from spaces.personal import collect, erase  # noqa: PLC0415
        from spaces.resolution_pages import allocations_decided_by, conditions_decided_by  # noqa: PLC0415

        effects.register(AllocationEffect())
        effects.register(EndEffect())
        register_cost_key(Proposal.CostKey.AREA, area_weights)

        personal_data.register(collect)
        personal_erasure.register(erase)
        company_facts.register(units_of)
        company_places.register(places_of_all)
        company_sections.register(where_section)
        resolution_facts.register(allocations_decided_by)
        resolution_facts.register(conditions_decided_by)
