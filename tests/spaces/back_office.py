"""The back-office of spaces as tests use it."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from spaces.building.models import Space

UNITS = "/admin/spaces/space/"


def act(office, url: str, action: str, row, **kwargs):
    return office.post(url, {"action": action, ACTION_CHECKBOX_NAME: row.pk} | kwargs)


_FORMS = ("TOTAL_FORMS", "INITIAL_FORMS")


NO_LINES = {f"{name}-{form}": 0 for name in ("conditions", "allocations", "pictures") for form in _FORMS}


class Steps:
    """An action on some rows: its form, what it would change, the act."""

    def __init__(self, office, url: str, action: str, *rows, **wanted):
        self.office, self.url = office, url
        self.data = {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
        self.form = office.post(url, self.data).context["form"]
        if "stamp" in self.form.fields:
            wanted["stamp"] = self.form["stamp"].initial
        self.wanted = wanted

    def check(self):
        return self.office.post(self.url, self.data | self.wanted | {"check": "1"})

    def changes(self) -> dict[str, tuple[str, str]]:
        return {name: (before, after) for name, before, after in self.check().context["changes"]}

    def do(self):
        return self.office.post(self.url, self.data | self.wanted | {"do": "1"}, follow=True)


def messages_of(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def condition_forms(rows: list[dict], initial: int = 0) -> dict:
    data = {
        "conditions-TOTAL_FORMS": len(rows),
        "conditions-INITIAL_FORMS": initial,
        "allocations-TOTAL_FORMS": 0,
        "allocations-INITIAL_FORMS": 0,
        "pictures-TOTAL_FORMS": 0,
        "pictures-INITIAL_FORMS": 0,
    }
    for place, row in enumerate(rows):
        data |= {f"conditions-{place}-{name}": value for name, value in row.items()}
    return data


def change(office, unit: Space, rows: list[dict], initial: int = 0, **more: str):
    fields = {
        "name": "",
        "floor": unit.floor_id,
        "area_m2": "50",
        "use": "work",
        "capacity": "",
        "description": "",
        "features": "",
        "valid_to": "",
    }
    rows = [{"id": "", "space": unit.pk, "resolution": ""} | row for row in rows]
    return office.post(f"{UNITS}{unit.pk}/change/", fields | more | condition_forms(rows, initial))
