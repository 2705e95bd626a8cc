"""The building: floors, plans, spaces, who holds which unit, bookings of the common ones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        # Models are loaded only now.
        from governance.hooks import effects, resolution_facts  # noqa: PLC0415
        from governance.proposals.costs import register_cost_key  # noqa: PLC0415
        from governance.proposals.models import Proposal  # noqa: PLC0415
        from members.hooks import (  # noqa: PLC0415
            company_facts,
            company_places,
            company_sections,
            data_erasures,
            data_exports,
        )
        from spaces.allocations.company_units import area_weights, places_of_all, units_of  # noqa: PLC0415
        from spaces.allocations.resolution_facts import allocations_decided_by  # noqa: PLC0415
        from spaces.condition.resolution_facts import conditions_decided_by  # noqa: PLC0415
        from spaces.effects.effects import AllocationEffect, EndEffect  # noqa: PLC0415
        from spaces.pages.personal_data import collect, erase  # noqa: PLC0415
        from spaces.plans.company_section import where_section  # noqa: PLC0415

        effects.register(AllocationEffect())
        effects.register(EndEffect())
        register_cost_key(Proposal.CostKey.AREA, area_weights)
        data_exports.register(collect)
        data_erasures.register(erase)
        company_facts.register(units_of)
        company_places.register(places_of_all)
        company_sections.register(where_section)
        resolution_facts.register(allocations_decided_by)
        resolution_facts.register(conditions_decided_by)
