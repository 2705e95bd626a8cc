"""How costs are shared by area: registered with `governance.costs`."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from spaces.models import Allocation


def area_weights(day: date) -> Mapping[int, int]:
    """Hundredths of a square metre each company holds on a day, as measured when it got them. One query."""
    held = Allocation.objects.on(day).order_by().values_list("company").annotate(area=Sum("area_m2"))
    return {company: int(area * 100) for company, area in held}
