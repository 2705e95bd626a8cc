"""Units that became others, and who asks for one: the part of a sample about its units."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from members.companies.models import Company, Field
from multifactory.demo.building import ReshapingData
from multifactory.demo.data import Case, OfferData, RequestData, slug_of
from multifactory.demo.days import Day
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.plans.models import FloorPlan
from spaces.requests.models import Offer, UnitRequest
from spaces.reshaping.models import Reshaping

ToDate = Callable[[Day], date]
Spaces = dict[str, Space]


def load_reshapings(case: Case, spaces: Spaces, day: ToDate) -> None:
    """The units that are no more join `spaces`, so that their allocations find them."""
    for data in case.reshapings:
        _load_reshaping(data, spaces, day(data.day))


def _load_reshaping(data: ReshapingData, spaces: Spaces, day: date) -> None:
    after = [spaces[code] for code in data.after]
    floor = after[0].floor
    before = [
        Space.objects.create(
            code=old.code, kind="unit", name=old.name, floor=floor, area_m2=old.area_m2, valid_to=day
        )
        for old in data.before
    ]
    _divide_conditions(before, after, day)
    for space in after:
        space.valid_from = day
        space.save(update_fields=["valid_from"])
    shapes = {old.code: old.shape for old in data.before}
    for plan in FloorPlan.objects.filter(floor=floor, valid_from__lt=day):
        now = plan.shapes
        plan.shapes = {code: shape for code, shape in now.items() if code not in data.after} | shapes
        plan.save(update_fields=["shapes"])
        FloorPlan.objects.get_or_create(
            floor=floor,
            valid_from=day,
            defaults={"width": plan.width, "height": plan.height, "walls": plan.walls, "shapes": now},
        )
    reshaping = Reshaping.objects.create(kind=data.kind, day=day, reason=data.reason)
    reshaping.before.set(before)
    reshaping.after.set(after)
    spaces |= {space.code: space for space in before}


def _divide_conditions(before: list[Space], after: list[Space], day: date) -> None:
    """The old units have what was until the day, the new ones what is from it on."""
    past = [one for one in after[0].conditions.all() if one.start_on < day]
    Condition.objects.bulk_create(
        Condition(space=space, state=one.state, start_on=one.start_on, end_on=min(one.end_on or day, day))
        for space in before
        for one in past
    )
    Condition.objects.filter(space__in=after, end_on__lte=day).delete()
    Condition.objects.filter(space__in=after, start_on__lt=day).update(start_on=day)


def load_requests(case: Case, companies: Mapping[str, Company], spaces: Spaces, day: ToDate) -> None:
    fields = {field.code: field for field in Field.objects.all()}
    last: dict[str, Offer] = {}  # of each unit
    for data in case.requests:
        request = _request(data, companies.get(data.name), fields, spaces, day)
        for offer in data.offers:
            before = last.get(offer.space) if offer.went_on else None
            last[offer.space] = _offer(offer, request, spaces, day, before)


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _request(
    data: RequestData,
    company: Company | None,
    fields: Mapping[str, Field],
    spaces: Spaces,
    day: ToDate,
) -> UnitRequest:
    asked = _moment(day(data.asked), 11)
    return UnitRequest.objects.create(
        company=company,
        name="" if company else data.name,
        email=f"{slug_of(data.name)}@example.org",
        language="it",
        field=company.field if company else fields[data.field],
        unit=spaces[data.space] if data.space else None,
        takes_others=not data.is_choosy,
        least_m2=data.least_m2,
        most_m2=data.most_m2,
        needs=data.needs,
        note=data.note,
        asked_at=asked,
        state="refused" if data.refusal else "waiting",
        refusal=data.refusal,
        closed_at=asked + timedelta(days=9) if data.refusal else None,
    )


def _offer(data: OfferData, request: UnitRequest, spaces: Spaces, day: ToDate, before: Offer | None) -> Offer:
    made, until = _moment(day(data.made), 10), _moment(day(data.until), 18)
    answered = {"open": None, "expired": until}.get(data.state, made + timedelta(days=2))
    return Offer.objects.create(
        request=request,
        unit=spaces[data.space],
        free_from=made.date(),
        offered_at=made,
        expires_at=until,
        state=data.state,
        answered_at=answered,
        order_reason=data.order_reason,
        came_from=before,
    )
