"""The building: floors, plans, spaces, who holds which unit, bookings of the common ones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "spaces"
    verbose_name = _("Spaces")

    # Models are loaded only when the app is ready, so each of these imports what it registers.

    def ready(self) -> None:
        import spaces.bookings.checks  # noqa: F401, PLC0415

        _register_company_facts()
        _register_decisions()
        _register_admission()
        _register_personal_data()
        _register_calendars()
        _register_own_hooks()


def _register_company_facts() -> None:
    from members.hooks import (  # noqa: PLC0415
        company_facts,
        company_leaving,
        company_places,
        company_sections,
        company_words,
        monthly_parts,
    )
    from spaces.allocations.company_units import area_by_craft, places_of_all, units_of, words_of_units  # noqa: PLC0415
    from spaces.bookings.unusable import booked_after  # noqa: PLC0415
    from spaces.building.figures import area_in_use  # noqa: PLC0415
    from spaces.plans.company_section import where_section  # noqa: PLC0415
    from spaces.requests.waiting_list import kept_for  # noqa: PLC0415

    company_facts.register(units_of)
    company_leaving.register(booked_after)
    company_leaving.register(kept_for)
    company_places.register(places_of_all)
    company_words.register(words_of_units)
    company_sections.register(where_section)
    monthly_parts.register(area_by_craft)
    monthly_parts.register(area_in_use)


def _register_decisions() -> None:
    from governance.hooks import companies_that_owe, cost_keys, effects, proposal_sections, resolution_facts  # noqa: PLC0415
    from spaces.allocations.resolution_facts import allocations_decided_by  # noqa: PLC0415
    from spaces.condition.resolution_facts import conditions_decided_by  # noqa: PLC0415
    from spaces.costs.budgets.effects import BudgetEffect  # noqa: PLC0415
    from spaces.costs.budgets.proposal_section import budget_section  # noqa: PLC0415
    from spaces.costs.closing.effects import CloseYearEffect, ReopenYearEffect  # noqa: PLC0415
    from spaces.costs.closing.proposal_section import accounts_section  # noqa: PLC0415
    from spaces.costs.dues.balances import late_companies  # noqa: PLC0415
    from spaces.costs.funds.effects import ExpenseEffect  # noqa: PLC0415
    from spaces.costs.funds.proposal_section import works_section  # noqa: PLC0415
    from spaces.costs.funds.resolution_facts import funds_of  # noqa: PLC0415
    from spaces.costs.sharing.cost_keys import AREA, HEADS  # noqa: PLC0415
    from spaces.costs.sharing.effects import RuleEffect, TableEffect  # noqa: PLC0415
    from spaces.costs.sharing.proposed_shares import rule_section, table_section  # noqa: PLC0415
    from spaces.costs.sharing.resolution_facts import sharing_decided_by  # noqa: PLC0415
    from spaces.costs.spending.resolution_facts import spent_under  # noqa: PLC0415
    from spaces.effects.effects import AllocationEffect, EndEffect, QuietHoursEffect  # noqa: PLC0415
    from spaces.policies.resolution_facts import quiet_hours_decided_by  # noqa: PLC0415
    from spaces.upkeep.duties.effects import DutyEffect  # noqa: PLC0415

    effects.register(AllocationEffect())
    effects.register(EndEffect())
    effects.register(QuietHoursEffect())
    effects.register(DutyEffect())
    effects.register(ExpenseEffect())
    effects.register(BudgetEffect())
    effects.register(RuleEffect())
    effects.register(TableEffect())
    effects.register(CloseYearEffect())
    effects.register(ReopenYearEffect())
    proposal_sections.register(budget_section)
    proposal_sections.register(rule_section)
    proposal_sections.register(table_section)
    proposal_sections.register(accounts_section)
    proposal_sections.register(works_section)
    companies_that_owe.register(late_companies)
    cost_keys.register(AREA)
    cost_keys.register(HEADS)
    resolution_facts.register(allocations_decided_by)
    resolution_facts.register(conditions_decided_by)
    resolution_facts.register(quiet_hours_decided_by)
    resolution_facts.register(sharing_decided_by)
    resolution_facts.register(spent_under)
    resolution_facts.register(funds_of)


def _register_admission() -> None:
    from governance.hooks import effects, proposal_sections, resolution_facts  # noqa: PLC0415
    from members.hooks import admission_parts, application_appeals, application_sections  # noqa: PLC0415
    from spaces.admission.application_sections import decision_section, room_figures, room_section  # noqa: PLC0415
    from spaces.admission.claims import proposed_admissions_to  # noqa: PLC0415
    from spaces.admission.effects import AdmissionEffect  # noqa: PLC0415
    from spaces.admission.proposal_section import candidate_section  # noqa: PLC0415
    from spaces.admission.resolution_facts import admissions_decided_by  # noqa: PLC0415
    from spaces.admission.services import propose_again  # noqa: PLC0415
    from spaces.hooks import unit_claims  # noqa: PLC0415

    effects.register(AdmissionEffect())
    proposal_sections.register(candidate_section)
    resolution_facts.register(admissions_decided_by)
    application_sections.register(decision_section)
    application_sections.register(room_section)
    application_appeals.register(propose_again)
    admission_parts.register(room_figures)
    unit_claims.register(proposed_admissions_to)


def _register_personal_data() -> None:
    from members.hooks import data_erasures, data_exports  # noqa: PLC0415
    from spaces.allocations import personal_data as allocations  # noqa: PLC0415
    from spaces.bookings import personal_data as bookings  # noqa: PLC0415
    from spaces.certificates import personal_data as certificates  # noqa: PLC0415
    from spaces.closures import personal_data as closures  # noqa: PLC0415
    from spaces.condition import personal_data as condition  # noqa: PLC0415
    from spaces.costs.dues import personal_data as dues  # noqa: PLC0415
    from spaces.costs.funds import personal_data as funds  # noqa: PLC0415
    from spaces.costs.metering import personal_data as meters  # noqa: PLC0415
    from spaces.costs.spending import personal_data as costs  # noqa: PLC0415
    from spaces.drafts import personal_data as drafts  # noqa: PLC0415
    from spaces.plans import personal_data as plans  # noqa: PLC0415
    from spaces.requests import personal_data as requests  # noqa: PLC0415
    from spaces.reshaping import personal_data as reshaping  # noqa: PLC0415
    from spaces.series import personal_data as series  # noqa: PLC0415
    from spaces.upkeep.deadlines import personal_data as deadlines  # noqa: PLC0415
    from spaces.upkeep.duties import personal_data as duties  # noqa: PLC0415
    from spaces.upkeep.tickets import personal_data as tickets  # noqa: PLC0415
    from spaces.works import personal_data as works  # noqa: PLC0415

    booked = (bookings, series, certificates, closures, duties, tickets, deadlines)
    money = (meters, costs, funds, dues)
    for subject in (condition, works, *booked, allocations, plans, drafts, reshaping, requests, *money):
        data_exports.register(subject.collect)
    for subject_with_names in (certificates, drafts, requests):
        data_erasures.register(subject_with_names.erase)


def _register_calendars() -> None:
    from members.hooks import calendar_entries  # noqa: PLC0415
    from spaces.feeds.booking_entries import bookings_of_person  # noqa: PLC0415
    from spaces.feeds.turn_entries import turns_of_person  # noqa: PLC0415

    calendar_entries.register(bookings_of_person)
    calendar_entries.register(turns_of_person)


def _register_own_hooks() -> None:
    from members.hooks import mail_kinds  # noqa: PLC0415
    from spaces.bookings.mail_kinds import BOOKINGS  # noqa: PLC0415
    from spaces.bookings.unusable import cancel_bookings_in  # noqa: PLC0415
    from spaces.closures.services import closed_times  # noqa: PLC0415
    from spaces.effects.claims import other_proposals  # noqa: PLC0415
    from spaces.hooks import allocated, block_sources, booking_bars, condition_changed, unit_claims  # noqa: PLC0415
    from spaces.requests.offers import settle_offers  # noqa: PLC0415
    from spaces.upkeep.deadlines.blocks import late_times, why_barred  # noqa: PLC0415
    from spaces.upkeep.tickets.mail_kinds import TICKETS  # noqa: PLC0415
    from spaces.upkeep.tickets.services import blocked_times  # noqa: PLC0415

    allocated.register(settle_offers)
    block_sources.register(closed_times)
    block_sources.register(blocked_times)
    block_sources.register(late_times)
    booking_bars.register(why_barred)
    condition_changed.register(cancel_bookings_in)
    mail_kinds.register(BOOKINGS)
    mail_kinds.register(TICKETS)
    unit_claims.register(other_proposals)
