"""The URLs of spaces, in one list: words come before codes, which take what is left."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from spaces.admission import views as admission_views
from spaces.allocations import views as allocations_views
from spaces.bookings import views as bookings_views
from spaces.building.models import CODE
from spaces.certificates import views as certificates_views
from spaces.costs.budgets import views as budgets_views
from spaces.costs.closing import views as closing_views
from spaces.costs.dues import views as dues_views
from spaces.costs.funds import views as funds_views
from spaces.costs.metering import views as metering_views
from spaces.costs.sharing import views as sharing_views
from spaces.costs.spending import views as costs_views
from spaces.pages import views
from spaces.requests import views as requests_views
from spaces.schedules import use_views
from spaces.schedules import views as schedules_views
from spaces.series import views as series_views
from spaces.upkeep.deadlines import views as deadlines_views
from spaces.upkeep.duties import views as duties_views
from spaces.upkeep.tickets import views as tickets_views
from spaces.works import views as works_views

app_name = "spaces"


class CodeConverter(StringConverter):
    """The code of a space, as `Space.clean` allows it."""

    regex = CODE.pattern


register_converter(CodeConverter, "code")

# Before the codes of spaces; `Space.clean` refuses these words as codes.
buildings = [
    path("spaces/", views.building_list, name="building_list"),
    path("spaces/plan/", views.first_building, name="first_building"),
    path("spaces/companies/", views.company_plan, name="company_plan"),
    path("spaces/buildings/<slug:slug>/", views.building_detail, name="building_detail"),
]

allocations = [
    path("spaces/occupancy/", allocations_views.occupancy, name="occupancy"),
]

requests = [
    path("spaces/vacant/", requests_views.vacancy_list, name="vacancy_list"),
    path("spaces/requests/new/", requests_views.request_new, name="request_new"),
    path("spaces/requests/<str:token>/", requests_views.request_follow, name="request_follow"),
]

works = [
    path("spaces/renewal/", works_views.works_list, name="works_list"),
    path("spaces/renewal/<slug:slug>/", works_views.works_detail, name="works_detail"),
]

spaces = [
    path("spaces/find/", views.space_list, name="space_list"),
    path("spaces/<code:code>/", views.space_detail, name="space_detail"),
    path(
        "spaces/<code:code>/certificates/", certificates_views.space_certificates, name="space_certificates"
    ),
    path(
        "spaces/<code:code>/certificates/<int:pk>/revoke/",
        certificates_views.certificate_revoke,
        name="certificate_revoke",
    ),
    path("spaces/<code:code>/label/", tickets_views.space_label, name="space_label"),
    path("spaces/<code:code>/calendar/", schedules_views.space_calendar, name="space_calendar"),
]

schedules = [
    path("bookings/", schedules_views.booking_list, name="booking_list"),
    path("bookings/week/", schedules_views.booking_week, name="booking_week"),
    path("bookings/day/", schedules_views.booking_day, name="booking_day"),
    path("bookings/use/", use_views.booking_use, name="booking_use"),
    path("bookings/use/download/", use_views.booking_use_download, name="booking_use_download"),
]

bookings = [
    path("bookings/new/", bookings_views.booking_new, name="booking_new"),
    path("bookings/<uuid:uid>/", bookings_views.booking_detail, name="booking_detail"),
    path("bookings/<uuid:uid>/edit/", bookings_views.booking_edit, name="booking_edit"),
    path("bookings/<uuid:uid>/end/", bookings_views.booking_end, name="booking_end"),
    path("bookings/<uuid:uid>/cancel/", bookings_views.booking_cancel, name="booking_cancel"),
]

costs = [
    path("costs/", costs_views.cost_list, name="cost_list"),
    path("costs/rules/", sharing_views.sharing_rules, name="sharing_rules"),
    path("costs/tables/<int:pk>/", sharing_views.share_table, name="share_table"),
    path("costs/try/", sharing_views.cost_try, name="cost_try"),
    path("costs/meters/", metering_views.meter_list, name="meter_list"),
    path("costs/meters/<slug:code>/", metering_views.meter_detail, name="meter_detail"),
    path("costs/meters/<slug:code>/photos/<int:pk>/", metering_views.reading_photo, name="reading_photo"),
    path("costs/readings/import/", metering_views.readings_import, name="readings_import"),
    path("costs/balances/", dues_views.balance_list, name="balance_list"),
    path("costs/payments/new/", dues_views.payment_new, name="payment_new"),
    path("costs/payments/import/", dues_views.payments_import, name="payments_import"),
    path("costs/payments/<int:pk>/void/", dues_views.payment_void, name="payment_void"),
    path("costs/credits/new/", dues_views.credit_new, name="credit_new"),
    path("costs/credits/<int:pk>/void/", dues_views.credit_void, name="credit_void"),
    path("costs/funds/<int:pk>/", funds_views.fund_detail, name="fund_detail"),
    path("costs/funds/<int:pk>/call/", funds_views.fund_call, name="fund_call"),
    path("costs/funds/<int:pk>/<int:number>/void/", funds_views.fund_call_void, name="fund_call_void"),
    path("decisions/<int:pk>/quotes/new/", funds_views.quote_new, name="quote_new"),
    path("costs/<int:year>/", costs_views.cost_year, name="cost_year"),
    path("costs/<int:year>/budget/", budgets_views.budget_detail, name="budget_detail"),
    path("costs/<int:year>/accounts/", closing_views.year_accounts, name="year_accounts"),
    path("costs/<int:year>/mine/", dues_views.cost_statement, name="cost_statement"),
    path("costs/<int:year>/companies/<slug:slug>/", dues_views.company_statement, name="company_statement"),
    path("costs/<int:year>/record.csv", costs_views.cost_record, name="cost_record"),
    path("costs/<int:year>/<int:number>/", costs_views.cost_detail, name="cost_detail"),
    path("costs/<int:year>/<int:number>/document/", costs_views.cost_paper, name="cost_paper"),
]

deadlines = [
    path("deadlines/", deadlines_views.deadline_list, name="deadline_list"),
    path("deadlines/<int:pk>/", deadlines_views.deadline_detail, name="deadline_detail"),
    path("deadlines/<int:pk>/done/", deadlines_views.deadline_done, name="deadline_done"),
    path("deadlines/<int:pk>/done/<int:done_pk>/", deadlines_views.deadline_paper, name="deadline_paper"),
]

duties = [
    path("duties/", duties_views.duty_list, name="duty_list"),
    path("duties/<int:pk>/", duties_views.duty_detail, name="duty_detail"),
    path("duties/turns/<int:pk>/done/", duties_views.turn_done, name="turn_done"),
    path("duties/turns/<int:pk>/swap/", duties_views.swap_ask, name="swap_ask"),
    path("duties/swaps/<int:pk>/accept/", duties_views.swap_accept, name="swap_accept"),
    path("duties/swaps/<int:pk>/undo/", duties_views.swap_undo, name="swap_undo"),
]

tickets = [
    path("tickets/", tickets_views.ticket_list, name="ticket_list"),
    path("tickets/new/", tickets_views.ticket_new, name="ticket_new"),
    path("tickets/<int:number>/", tickets_views.ticket_detail, name="ticket_detail"),
    path("tickets/<int:number>/edit/", tickets_views.ticket_edit, name="ticket_edit"),
    path("tickets/<int:number>/block/", tickets_views.ticket_block, name="ticket_block"),
]

series = [
    path("bookings/series/new/", series_views.series_new, name="series_new"),
    path("bookings/series/<uuid:uid>/", series_views.series_detail, name="series_detail"),
    path("bookings/series/<uuid:uid>/edit/", series_views.series_edit, name="series_edit"),
    path("bookings/series/<uuid:uid>/cancel/", series_views.series_cancel, name="series_cancel"),
]

admission = [
    path("applications/<int:pk>/propose/", admission_views.application_propose, name="application_propose"),
]

urlpatterns = [
    *buildings,
    *allocations,
    *requests,
    *works,
    *spaces,
    *schedules,
    *bookings,
    *series,
    *costs,
    *deadlines,
    *duties,
    *tickets,
    *admission,
]
