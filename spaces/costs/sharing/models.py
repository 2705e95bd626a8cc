"""How costs of the common parts are shared: categories, tables of shares, rules."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.building.models import Building, Floor, Space
from spaces.costs.metering.models import MeterKind
from spaces.policies.models import BookingPolicy

RULE, TABLE = "sharing_rule", "share_table"  # kept in Proposal.effect


class Category(models.Model):
    """What money is spent on, with a name in both languages."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name_en = texts.CharField(_("name in English"), max_length=40)
    name_it = texts.CharField(_("name in Italian"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category of costs")
        verbose_name_plural = _("categories of costs")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_it if get_language() == "it" else self.name_en


def says_why(name: str, *, unless: Q) -> models.CheckConstraint:
    """A resolution or a reason, but for a draft: a proposal may still be what decides it."""
    return models.CheckConstraint(
        condition=unless | Q(resolution__isnull=False) | ~Q(reason=""),
        name=name,
        violation_error_message=_("Name the resolution that decided it, or give a reason."),
    )


class Decided(models.Model):
    """What a resolution decided, or what has a reason for being without one."""

    valid_from = models.DateField(_("in force from"))
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = texts.CharField(_("reason, if there is no resolution"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class TableQuerySet(models.QuerySet):
    def adopted(self) -> Self:
        return self.filter(adopted_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(adopted_at__isnull=True)


class ShareTable(Decided):
    """What part of 100,000 each unit bears, empty ones too; in force until the next table of its name.

    A draft is filled and checked, then adopted in the back-office or by a proposal, and from there on sealed
    with its rows.
    """

    name = texts.CharField(_("name"), max_length=60)
    adopted_at = models.DateTimeField(_("adopted on"), null=True, blank=True, editable=False)

    objects = TableQuerySet.as_manager()

    class Meta:
        verbose_name = _("table of shares")
        verbose_name_plural = _("tables of shares")
        ordering = ["name", "-valid_from"]
        constraints = [
            says_why("sharetable_says_why", unless=Q(adopted_at__isnull=True)),
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                name="share_table_once_a_day",
                violation_error_message=_("There is already a table of this name from that day on."),
            ),
            Sealed(
                name="share_table_sealed",
                when="{row}.adopted_at IS NOT NULL",
                columns=("name", "valid_from", "resolution", "reason", "adopted_at"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.valid_from:%d.%m.%Y}"

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None

    def get_absolute_url(self) -> str:
        return reverse("spaces:share_table", args=[self.pk])


class TableRow(models.Model):
    """The part of one unit."""

    table = models.ForeignKey(
        ShareTable, on_delete=models.CASCADE, related_name="rows", verbose_name=_("table")
    )
    unit = models.ForeignKey(
        Space,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("unit"),
    )
    parts = models.PositiveIntegerField(_("parts of 100,000"))

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of a table")
        ordering = ["table", "unit__code"]
        constraints = [
            models.UniqueConstraint(fields=["table", "unit"], name="table_row_once"),
            models.CheckConstraint(condition=Q(parts__lte=100_000), name="table_row_parts_in_range"),
            Sealed(
                name="table_row_sealed",
                when=(
                    "(SELECT t.adopted_at FROM spaces_sharetable t WHERE t.id = {row}.table_id) IS NOT NULL"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}: {self.parts}"


class RuleQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        named = ("resolution", "table", "policy", "floor__building", "building")
        return self.select_related(*named).prefetch_related("companies")

    def versions(self) -> Self:
        """Without drafts."""
        return self.filter(version__isnull=False)

    def drafts(self) -> Self:
        return self.filter(version__isnull=True)

    def in_force(self, day: date | None = None) -> Self:
        """The latest version of each name that has begun by a day (today)."""
        begun = self.versions().filter(valid_from__lte=day or timezone.localdate())
        later = begun.filter(name=models.OuterRef("name"), version__gt=models.OuterRef("version"))
        return begun.filter(~models.Exists(later))


class SharingRule(Decided):
    """A version of a rule: by which key a part of a cost is shared, by which the rest, and among whom.

    A draft has no number yet: the proposal that puts it in force gives it one, and seals it.
    """

    class Key(models.TextChoices):
        EQUAL = "equal", _("the same for every company")
        AREA = "area", _("by m²")
        TABLE = "table", _("by a table of shares")
        METERED = "metered", _("by meters")
        BOOKED = "booked", _("by the time booked")
        HEADS = "heads", _("by people")

    class Among(models.TextChoices):
        ALL = "all", _("all companies")
        FLOOR = "floor", _("those on a floor")
        BUILDING = "building", _("those in a building")
        COMPANIES = "companies", _("named companies")

    class Empty(models.TextChoices):
        COMMUNITY = "community", _("borne by the community")
        AGAIN = "again", _("shared again among those who pay")

    class Unusable(models.TextChoices):
        NOTHING = "nothing", _("weigh nothing")
        EMPTY = "empty", _("count as empty")

    name = texts.CharField(_("name"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), null=True, default=1, editable=False)
    fixed_percent = models.PositiveSmallIntegerField(
        _("part shared by the first key, in percent"), default=100
    )
    fixed_key = models.CharField(_("first key"), max_length=10, choices=Key, default=Key.AREA)
    variable_key = models.CharField(_("key of the rest"), max_length=10, choices=Key, blank=True)
    is_for_heating = models.BooleanField(_("for heating"), default=False)
    meter_kind = models.CharField(_("meters of"), max_length=10, choices=MeterKind, blank=True)
    table = models.ForeignKey(
        ShareTable,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("table of shares"),
        help_text=_("From the day of a later table of the same name, that one counts."),
    )
    policy = models.ForeignKey(
        BookingPolicy,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("time booked of the spaces under"),
    )
    among = models.CharField(_("among"), max_length=10, choices=Among, default=Among.ALL)
    floor = models.ForeignKey(
        Floor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("floor")
    )
    building = models.ForeignKey(
        Building,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("building"),
    )
    companies = models.ManyToManyField(Company, blank=True, related_name="+", verbose_name=_("companies"))
    empty = models.CharField(_("empty units"), max_length=10, choices=Empty, default=Empty.COMMUNITY)
    unusable = models.CharField(
        _("units that cannot be used"), max_length=10, choices=Unusable, default=Unusable.NOTHING
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sharing rule")
        verbose_name_plural = _("sharing rules")
        ordering = ["name", "-version"]
        constraints = [
            says_why("sharingrule_says_why", unless=Q(version__isnull=True)),
            models.UniqueConstraint(fields=["name", "version"], name="sharing_rule_version_once"),
            models.CheckConstraint(
                condition=Q(fixed_percent=100, variable_key="")
                | (Q(fixed_percent__lt=100) & ~Q(variable_key="")),
                name="sharing_rule_rest_has_key",
                violation_error_message=_("Below 100 percent, choose the key of the rest; at 100, none."),
            ),
            models.CheckConstraint(
                condition=~Q(is_for_heating=True, variable_key="metered") | Q(fixed_percent__lte=50),
                name="sharing_rule_heating_by_use",
                violation_error_message=_(
                    "At least half of the heating is shared by use (D.Lgs. 102/2014, art. 9)."
                ),
            ),
            # What no meter of a company counted falls to the first key, so that is another.
            models.CheckConstraint(
                condition=~Q(fixed_key="metered"),
                name="sharing_rule_meters_share_the_rest",
                violation_error_message=_("Meters can only share the rest: choose another first key."),
            ),
            models.CheckConstraint(
                condition=Q(variable_key="metered", meter_kind__in=MeterKind.values)
                | (~Q(variable_key="metered") & Q(meter_kind="")),
                name="sharing_rule_has_meters",
                violation_error_message=_("Choose what the meters measure, and only for a key by meters."),
            ),
            models.CheckConstraint(
                condition=~Q(meter_kind="heating") | Q(is_for_heating=True),
                name="sharing_rule_heat_meters_are_for_heating",
            ),
            models.CheckConstraint(
                condition=(~Q(fixed_key="table") & ~Q(variable_key="table")) | Q(table__isnull=False),
                name="sharing_rule_has_table",
                violation_error_message=_("Choose the table of shares."),
            ),
            models.CheckConstraint(
                condition=(~Q(fixed_key="booked") & ~Q(variable_key="booked")) | Q(policy__isnull=False),
                name="sharing_rule_has_policy",
                violation_error_message=_("Choose the booking rules whose spaces count."),
            ),
            models.CheckConstraint(
                condition=Q(among="floor", floor__isnull=False, building__isnull=True)
                | Q(among="building", floor__isnull=True, building__isnull=False)
                | Q(among__in=["all", "companies"], floor__isnull=True, building__isnull=True),
                name="sharing_rule_place_fits",
                violation_error_message=_("Choose the floor or the building it is for, and only that."),
            ),
            Sealed(name="sharing_rule_sealed", when="{row}.version IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        if self.is_draft:
            return _("%(name)s, draft of %(day)s") % {"name": self.name, "day": format_day(self.valid_from)}
        return _("%(name)s, version %(version)s") % {"name": self.name, "version": self.version}

    @property
    def is_draft(self) -> bool:
        return self.version is None

    @property
    def keys(self) -> list[str]:
        return [key for key in (self.fixed_key, self.variable_key) if key]

    @property
    def shares_empty_again(self) -> bool:
        return self.empty == self.Empty.AGAIN


class ProposedRule(EffectRow):
    """Which draft becomes the next version of its rule if the proposal is adopted."""

    rule = models.ForeignKey(
        SharingRule, on_delete=models.PROTECT, related_name="proposed", verbose_name=_("sharing rule")
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed sharing rule")
        verbose_name_plural = _("proposed sharing rules")

    def __str__(self) -> str:
        return str(self.rule)


class ProposedTable(EffectRow):
    """Which draft becomes the table of its name if the proposal is adopted."""

    table = models.ForeignKey(
        ShareTable, on_delete=models.PROTECT, related_name="proposed", verbose_name=_("table of shares")
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed table of shares")
        verbose_name_plural = _("proposed tables of shares")

    def __str__(self) -> str:
        return str(self.table)
