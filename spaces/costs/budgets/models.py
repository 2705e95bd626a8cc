"""The budget of a year, what each company pays of it month by month, and whether the year is closed."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.formats import format_euro
from multifactory.lib.immutability import Sealed
from spaces.costs.sharing.models import Category, SharingRule
from spaces.costs.sharing.rules import MOST_CENTS

BUDGET = "budget"  # kept in Proposal.effect


class CostYear(models.Model):
    """A calendar year of costs: whoever records one, adopts the budget or closes it locks this row first."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        verbose_name = _("year of costs")
        verbose_name_plural = _("years of costs")

    def __str__(self) -> str:
        return str(self.year)


class Budget(models.Model):
    """What the community means to spend in a calendar year. A draft until a proposal adopts it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")
        CLOSED = "closed", _("closed")

    year = models.PositiveSmallIntegerField(
        _("year"),
        unique=True,
        error_messages={"unique": _("There is already a budget of this year.")},
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="budgets",
        verbose_name=_("decided by"),
    )
    # Who was a member in the year when the quotas were written: another mark, and they are written anew.
    members_mark = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", resolution__isnull=True)
                | (~Q(state="draft") & Q(resolution__isnull=False)),
                name="budget_adopted_by_a_resolution",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2200)),
                name="budget_year_in_range",
                violation_error_message=_("Enter a year from 2000 to 2200."),
            ),
            Sealed(
                name="budget_sealed",
                when="{row}.state <> 'draft'",
                columns=("year", "resolution"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Budget %(year)s") % {"year": self.year})

    def get_absolute_url(self) -> str:
        return reverse("spaces:budget_detail", args=[self.year])

    @property
    def start_on(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end_on(self) -> date:
        return date(self.year + 1, 1, 1)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class BudgetLine(models.Model):
    """How much may be spent in a category, and by which rule the companies pay for it."""

    budget = models.ForeignKey(
        Budget, on_delete=models.CASCADE, related_name="lines", verbose_name=_("budget")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category of costs")
    )
    cents = models.PositiveBigIntegerField(_("amount in cents"))
    rule = models.ForeignKey(
        SharingRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("sharing rule")
    )

    spent = 0  # only on rows from `spaces.costs.spending.models.with_spent`

    class Meta:
        verbose_name = _("line of a budget")
        verbose_name_plural = _("lines of a budget")
        ordering = ["budget", "category__position", "category__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "category"],
                name="budget_line_once",
                violation_error_message=_("This category already has its line."),
            ),
            models.CheckConstraint(
                condition=Q(cents__range=(1, MOST_CENTS)),
                name="budget_line_in_range",
                violation_error_message=_("An amount is above zero and at most 10 million euro."),
            ),
            Sealed(
                name="budget_line_sealed",
                when="(SELECT b.state FROM spaces_budget b WHERE b.id = {row}.budget_id) <> 'draft'",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget.year} {self.category}"

    @property
    def amount(self) -> str:
        return format_euro(self.cents, with_cents=True)

    @property
    def left(self) -> int:
        """Below zero where more was spent. Of rows from `with_spent`."""
        return self.cents - self.spent


class QuotaQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that count: not replaced by others."""
        return self.filter(replaced_at__isnull=True)


class MonthlyQuota(models.Model):
    """What one company pays of a budget for a month; without one, what falls to the community."""

    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="quotas", verbose_name=_("budget")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        on_delete=models.PROTECT,
        related_name="monthly_quotas",
        verbose_name=_("company"),
    )
    month = models.PositiveSmallIntegerField(_("month"))
    due_on = models.DateField(_("due on"))
    cents = models.PositiveBigIntegerField(_("amount in cents"))
    replaced_at = models.DateTimeField(_("replaced on"), null=True, editable=False)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("monthly quota")
        verbose_name_plural = _("monthly quotas")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["company", "due_on"], name="quota_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "company", "month"],
                condition=Q(replaced_at__isnull=True),
                name="quota_once_a_month",
            ),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="quota_month_in_range"),
            Sealed(
                name="quota_sealed",
                when="{row}.id IS NOT NULL",
                columns=("budget", "company", "month", "due_on", "cents"),
                events=("UPDATE", "DELETE"),
            ),
            # Replaced once, and never brought back.
            Sealed(name="quota_replaced_once", when="{row}.replaced_at IS NOT NULL", events=("UPDATE",)),
        ]

    def __str__(self) -> str:
        bearer = self.company or _("The community, for empty units")
        return f"{bearer}: {self.budget.year}/{self.month}"


class ProposedBudget(EffectRow):
    """Which draft becomes the budget of its year if the proposal is adopted."""

    budget = models.ForeignKey(
        Budget, on_delete=models.PROTECT, related_name="proposed", verbose_name=_("budget")
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed budget")
        verbose_name_plural = _("proposed budgets")

    def __str__(self) -> str:
        return str(self.budget)
