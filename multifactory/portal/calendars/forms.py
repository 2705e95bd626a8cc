"""What a link is to open, where it is used, in which language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.people.models import Membership, User
from multifactory.lib.text.forms import LineField
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.services import Target
from spaces.building.models import Space

Kind = CalendarLink.Kind
Groups = list[tuple[Any, Any]]


class LinkForm(forms.Form):
    """Only what this person may open is there to choose."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    opens = forms.ChoiceField(label=_("What it opens"))
    label = LineField(
        label=_("Where it is used"),
        max_length=60,
        required=False,
        help_text=_("For example “my phone”, so that you know later which one to revoke."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets: dict[str, Target] = {}
        self.fields["opens"].choices = self._choices(user)  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE)[:2]

    def _choices(self, user: User) -> Groups:
        places = Membership.objects.current().filter(user=user).select_related("company")
        companies = [place.company for place in places.order_by("company__name")]
        spaces = list(Space.objects.bookable().order_by("code"))
        groups: Groups = [self._choice(Target(Kind.PERSON), str(_("My calendar")))]
        rows = [(Target(Kind.COMPANY, company=company), str(company)) for company in companies]
        groups.append((_("Calendar of a company"), [self._choice(*row) for row in rows]))
        rows = [(Target(Kind.SPACE, space=space), str(space)) for space in spaces]
        groups.append((_("Calendar of a space"), [self._choice(*row) for row in rows]))
        if user.is_coordinator:
            rows = [(Target(Kind.DOOR, space=space), str(space)) for space in spaces]
            groups.append((_("Display at a door"), [self._choice(*row) for row in rows]))
        return [(name, choices) for name, choices in groups if choices]

    def _choice(self, target: Target, name: str) -> tuple[str, str]:
        subject = target.company or target.space
        key = f"{target.kind}-{subject.pk}" if subject else target.kind
        self.targets[key] = target
        return key, name

    def target(self) -> Target:
        return self.targets[self.cleaned_data["opens"]]
