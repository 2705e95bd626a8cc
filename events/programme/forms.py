"""What coordinators and hosts enter about an event."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import RESERVED_SLUGS, Event
from events.programme.rooms import RoomPlan, check_room, room_of
from events.programme.series import change_following, following
from events.programme.services import save_event, write_event
from events.programme.slugs import free_slug
from events.programme.validation import represented_companies
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.days import FIRST_DAY, LocalDateTimeField, last_day
from multifactory.lib.forms import add_errors
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.numbers import MoneyField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField, TextField
from spaces.bookings.holds import can_hold
from spaces.building.forms import choices_of
from spaces.building.models import Space

MOST_PLACES = 100_000
WORDS = ("title", "summary", "text")
LONGEST = timedelta(days=366)


class EventForm(forms.ModelForm):
    """What the back-office writes. The state is not here: it changes through actions."""

    price_cents = MoneyField(
        label=_("Price"), max_digits=8, required=False, initial=0, help_text=_("0: free. Paid on the spot.")
    )

    class Meta:
        model = Event
        fields = (
            *("title", "slug", "summary", "text", "language", "kind", "for_age_from", "price_cents"),
            *("starts_at", "ends_at", "is_all_day", "space", "place", "is_elsewhere", "online_url"),
            *("is_common", "visibility", "published_from", "capacity", "max_party", "releases_after"),
            *("registration_opens_at", "registration_closes_at", "resolution"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at", "published_from"):
            # The admin asks for day and time in two boxes and gives neither a name.
            boxes = getattr(self.fields[name].widget, "widgets", ()) if name in self.fields else ()
            for box, label in zip(boxes, (_("Day"), _("Time")), strict=False):
                box.attrs["aria-label"] = label

    def clean_price_cents(self) -> int:
        return self.cleaned_data["price_cents"] or 0

    def clean_capacity(self) -> int | None:
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity is not None and capacity > MOST_PLACES:
            raise ValidationError(_("Leave empty if there is no limit."))
        return capacity

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("This address belongs to a page of the portal."))
        return slug

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_times(self, data, is_all_day=bool(data.get("is_all_day")))
        if self.instance.state == Event.State.DRAFT:
            return data
        if not data.get("space") and not data.get("place") and not data.get("online_url"):
            self.add_error("place", ValidationError(_("A published event needs a space or a location.")))
        self._check_space(data)
        return data

    def _check_space(self, data: dict[str, Any]) -> None:
        """An event that is out holds its space: what stands in the way is said at the field."""
        space, starts_at, ends_at = (data.get(name) for name in ("space", "starts_at", "ends_at"))
        if not self.instance.holds_rooms or space is None or not can_hold(space):
            return
        if not starts_at or not ends_at or ends_at <= max(starts_at, timezone.now()):
            return
        mine = room_of(self.instance)
        before, after = (mine.before_minutes, mine.after_minutes) if mine else (0, 0)
        kept = self.instance.starts_at, self.instance.ends_at
        self.instance.starts_at, self.instance.ends_at = starts_at, ends_at
        try:
            check_room(self.instance, space, before=before, after=after)
        except ValidationError as error:
            add_errors(self, error)
        finally:
            self.instance.starts_at, self.instance.ends_at = kept


def check_times(form: forms.BaseForm, data: dict[str, Any], *, is_all_day: bool) -> None:
    """Within the days of a calendar, and not for ever; an event of whole days is of whole days."""
    for name in ("starts_at", "ends_at"):
        if data.get(name) and not FIRST_DAY <= data[name].date() <= last_day():
            form.add_error(name, ValidationError(_("Choose a day within the next ten years.")))
            data.pop(name, None)
    starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
    if not starts_at or not ends_at:
        return
    if ends_at - starts_at > LONGEST:
        form.add_error("ends_at", ValidationError(_("An event lasts at most a year.")))
    if is_all_day:
        data["starts_at"], data["ends_at"] = whole_days(starts_at, ends_at)


def whole_days(starts_at: Any, ends_at: Any) -> tuple[Any, Any]:
    """From the midnight before the first day to the midnight after the last."""
    first = timezone.localtime(starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    last = timezone.localtime(ends_at - timedelta(microseconds=1)) + timedelta(days=1)
    return first, last.replace(hour=0, minute=0, second=0, microsecond=0)


class HostedEventForm(StampedMixin, EventForm):
    """What a host writes, the rooms, the other language and the picture too."""

    starts_at = LocalDateTimeField(label=_("Starts"))
    ends_at = LocalDateTimeField(label=_("Ends"))
    published_from = LocalDateTimeField(
        label=_("Shown from"),
        required=False,
        help_text=_("Leave empty to show it as soon as it is published."),
    )
    company = forms.ModelChoiceField(label=_("Host"), queryset=Company.objects.none(), required=False)
    more_spaces = forms.ModelMultipleChoiceField(
        label=_("Further rooms"),
        queryset=Space.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    before_minutes = forms.IntegerField(
        label=_("Minutes before, to set up"), min_value=0, max_value=1440, required=False, initial=0
    )
    after_minutes = forms.IntegerField(
        label=_("Minutes after, to clear"), min_value=0, max_value=1440, required=False, initial=0
    )
    other_title = LineField(label=_("Title"), max_length=120, required=False)
    other_summary = LineField(label=_("Summary"), max_length=200, required=False)
    other_text = TextField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    scope = forms.ChoiceField(
        label=_("What to change"),
        choices=[("this", _("this date alone")), ("following", _("this and the following dates"))],
        required=False,
    )
    image = ImageUploadField(label=_("Picture"), required=False)
    alt = LineField(label=_("What the picture shows"), max_length=160, required=False)

    class Meta(EventForm.Meta):
        fields: Any = tuple(
            name
            for name in EventForm.Meta.fields
            if name
            not in ("slug", "resolution", "registration_opens_at", "registration_closes_at", "releases_after")
        )
        labels = {"is_common": _("Organised by the whole community")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        event = self.instance
        spaces = Space.objects.existing().order_by("code")
        choices_of(self, "space").queryset = spaces
        choices_of(self, "more_spaces").queryset = spaces.exclude(kind=Space.Kind.UNIT)
        self._offer_companies(user)
        if not user.is_coordinator:
            del self.fields["is_common"]
        if not following(event):
            del self.fields["scope"]
        if event.pk is None:
            return
        self.first_day = timezone.localdate(event.starts_at)
        rooms = list(event.rooms.all())
        self.initial["more_spaces"] = [room.space_id for room in rooms if room.space_id != event.space_id]
        for room in rooms[:1]:
            self.initial["before_minutes"] = room.before_minutes
            self.initial["after_minutes"] = room.after_minutes
        if other := event.texts.first():
            self.initial.update({f"other_{name}": getattr(other, name) for name in WORDS})
        if picture := getattr(event, "picture", None):
            self.initial["alt"] = picture.alt

    def _offer_companies(self, user: User) -> None:
        if self.instance.pk is not None:
            del self.fields["company"]
            return
        companies = choices_of(self, "company")
        companies.queryset = Company.objects.current() if user.is_coordinator else represented_companies(user)
        companies.required = not user.is_coordinator
        companies.empty_label = _("The community") if user.is_coordinator else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.instance.pk is None and not data.get("company") and "company" not in self.errors:
            data["is_common"] = True
        for name in ("before_minutes", "after_minutes"):
            data[name] = data.get(name) or 0
        if data.get("image") and not data.get("alt"):
            self.add_error("alt", ValidationError(_("Say in a few words what the picture shows.")))
        return data

    def _post_clean(self) -> None:
        if self.instance.pk is None:
            self.instance.slug = free_slug(self.cleaned_data.get("title", ""))
            self.instance.is_common = bool(self.cleaned_data.get("is_common"))
        super()._post_clean()  # type: ignore[misc]  # the stubs do not name it

    def save(self, commit: bool = True) -> Event:
        data = self.cleaned_data
        rooms = RoomPlan(data["more_spaces"], data["before_minutes"], data["after_minutes"])
        write_event(
            self.instance,
            by=self.user,
            company=data.get("company"),
            rooms=rooms,
            words={name: data[f"other_{name}"] for name in WORDS},
            image=data.get("image"),
            alt=data["alt"],
        )
        if data.get("scope") == "following":
            days = timezone.localdate(self.instance.starts_at) - self.first_day
            change_following(self.instance, days=days, rooms=rooms, by=self.user)
        return self.instance

    def _check_space(self, data: dict[str, Any]) -> None:
        """Saving tries all rooms and says what stands in the way."""


class MoveForm(StampedMixin, forms.ModelForm):
    """Another time or place. The rooms move along, or the move is refused."""

    starts_at = LocalDateTimeField(label=_("Starts"))
    ends_at = LocalDateTimeField(label=_("Ends"))

    class Meta:
        model = Event
        fields = ("starts_at", "ends_at", "space", "place")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choices_of(self, "space").queryset = Space.objects.existing().order_by("code")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_times(self, data, is_all_day=self.instance.is_all_day)
        return data

    def save(self, commit: bool = True) -> Event:
        save_event(self.instance, by=self.user)
        return self.instance
