"""What may be spent by decision, what was spent, and what each company bears of it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.immutability import Sealed
from multifactory.lib.papers import PaperKind
from multifactory.lib.text import fields as texts
from spaces.building.periods import Voidable, VoidableQuerySet
from spaces.costs.budgets.models import BudgetLine
from spaces.costs.sharing.models import Category, SharingRule
from spaces.costs.sharing.rules import MOST_CENTS
from spaces.upkeep.tickets.models import Ticket
from spaces.works.models import Renewal


class FundKind(models.TextChoices):
    """The money set aside for extraordinary works before they are paid (c.c. 1135)."""

    WHOLE = "whole", _("as large as the works, set aside at once")
    PROGRESS = "progress", _("part by part, by progress of the works")


class ProposedExpense(EffectRow):
    """What may be spent if the proposal is adopted: as much as the proposal says it costs."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category of costs")
    )
    fund = models.CharField(
        _("fund for extraordinary works"), max_length=8, choices=FundKind, blank=True, default=""
    )
    fund_due_on = models.DateField(_("the fund is due on"), null=True, blank=True)

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed expense")
        verbose_name_plural = _("proposed expenses")
        constraints = [
            *EffectRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fund="whole", fund_due_on__isnull=False)
                | (~Q(fund="whole") & Q(fund_due_on__isnull=True)),
                name="expense_whole_fund_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)


class AuthorisationQuerySet(models.QuerySet):
    def with_spent(self) -> Self:
        """Each with `spent`, the cents of its costs that are not voided."""
        costs = Cost.objects.valid().filter(authorisation=OuterRef("pk")).order_by().values("authorisation")
        return self.annotate(spent=Coalesce(Subquery(costs.annotate(all=Sum("cents")).values("all")), 0))

    def for_choice(self) -> Self:
        return self.select_related("resolution__proposal", "category").order_by(
            "-resolution__year", "-resolution__number"
        )


class Authorisation(models.Model):
    """What a resolution allows to be spent. Its costs may come to more, with a reason."""

    resolution = models.OneToOneField(
        Resolution,
        on_delete=models.PROTECT,
        related_name="authorisation",
        verbose_name=_("decided by"),
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", verbose_name=_("category of costs")
    )
    cents = models.PositiveBigIntegerField(_("may be spent, in cents"))

    spent: int  # only on rows from `with_spent`

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorised expense")
        verbose_name_plural = _("authorised expenses")
        ordering = ["-resolution__year", "-resolution__number"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="authorisation_of_something"),
            Sealed(name="authorisation_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return str(self.resolution)

    @property
    def left(self) -> int:
        """Below zero where more was spent. Of rows from `with_spent`."""
        return self.cents - self.spent


class CostTurn(models.Model):
    """One row: how many costs were recorded so far, over all years.

    Who records one locks it, so that neither the turns nor the numbers of a year have a gap or a double.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="cost_turn_is_one_row")]

    def __str__(self) -> str:
        return str(self.last)


class CostQuerySet(VoidableQuerySet):
    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def for_list(self) -> Self:
        related = ("category", "rule", "authorisation__resolution", "budget_line__budget__resolution")
        return self.select_related(*related).order_by("-year", "-number")

    def borne_by(self, company: Company) -> Self:
        """Those of which the company bears something, each with its `own_cents`."""
        own = CostShare.objects.filter(cost=OuterRef("pk"), company=company)
        return self.filter(Exists(own)).annotate(own_cents=Subquery(own.values("cents")[:1]))


class Cost(Voidable):
    """Money spent for the common parts, or given back (below zero), for the days [start_on, end_on)."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    turn = models.PositiveIntegerField(editable=False, unique=True)  # where equal remainders begin
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one cost
    title = texts.CharField(_("what for"), max_length=120)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="costs", verbose_name=_("category of costs")
    )
    cents = models.BigIntegerField(_("amount in cents"))
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("to"), help_text=_("The first day after."))
    rule = models.ForeignKey(
        SharingRule,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="costs",
        verbose_name=_("sharing rule"),
        help_text=_("Empty: as it was decided, by the shares of the resolution."),
    )
    authorisation = models.ForeignKey(
        Authorisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="costs",
        verbose_name=_("authorised by"),
    )
    budget_line = models.ForeignKey(
        BudgetLine,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="costs",
        verbose_name=_("line of the budget"),
    )
    urgent_reason = texts.CharField(_("why without a decision"), max_length=200, blank=True)
    over_reason = texts.CharField(_("why it is more than was decided"), max_length=200, blank=True)
    supplier = texts.CharField(_("supplier"), max_length=80, blank=True)
    invoice_number = texts.CharField(_("invoice number"), max_length=40, blank=True)
    invoice_on = models.DateField(_("invoice of"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    ticket = models.ForeignKey(
        Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("ticket")
    )
    renewal = models.ForeignKey(
        Renewal, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("works")
    )
    paper = models.FileField(_("document"), blank=True, editable=False)
    paper_kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, blank=True, editable=False)
    paper_size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    paper_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    is_paper_for_members = models.BooleanField(
        _("members may read the document"), default=False, editable=False
    )
    fell_back = models.BooleanField(default=False, editable=False)  # one key had no weights
    # Of what meters counted, in thousandths, what falls to common parts and losses.
    common_use = models.PositiveBigIntegerField(default=0, editable=False)
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

    own_cents: int  # only on rows from `borne_by`

    objects = CostQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["-year", "-number"]
        indexes = [models.Index(fields=["supplier", "invoice_number"], name="cost_by_invoice")]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="cost_number_once"),
            models.CheckConstraint(
                condition=~Q(cents=0) & Q(cents__range=(-MOST_CENTS, MOST_CENTS)),
                name="cost_amount_in_range",
                violation_error_message=_("An amount is not zero and at most 10 million euro."),
            ),
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")),
                name="cost_ends_after_start",
                violation_error_message=_("The first day after must come after the first day."),
            ),
            models.CheckConstraint(
                condition=Q(authorisation__isnull=False)
                | Q(budget_line__isnull=False)
                | ~Q(urgent_reason=""),
                name="cost_says_who_decided",
                violation_error_message=_("Choose the decision, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(authorisation__isnull=True) | Q(budget_line__isnull=True),
                name="cost_decided_once",
                violation_error_message=_("Choose the decision or the line of the budget, not both."),
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=False) | Q(authorisation__isnull=False),
                name="cost_is_shared_somehow",
                violation_error_message=_("Choose a sharing rule: no decision says how it is shared."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="cost_void_says_why"
            ),
            models.CheckConstraint(
                condition=Q(paper="", paper_sha256="", paper_kind="")
                | (~Q(paper="") & ~Q(paper_sha256="") & ~Q(paper_kind="")),
                name="cost_paper_has_its_hash",
            ),
            Sealed(
                name="cost_sealed",
                when="{row}.id IS NOT NULL",
                columns=(
                    *("year", "number", "turn", "request_id", "title", "category", "cents", "start_on"),
                    *("end_on", "rule", "authorisation", "urgent_reason", "over_reason", "supplier"),
                    *("invoice_number", "invoice_on", "ticket", "renewal", "fell_back", "recorded_at"),
                    *("budget_line", "common_use"),
                ),
                events=("UPDATE", "DELETE"),
            ),
            # Voided once, and papers are added once.
            Sealed(
                name="cost_void_sealed",
                when="{row}.voided_at IS NOT NULL",
                columns=("voided_at", "void_reason"),
                events=("UPDATE",),
            ),
            Sealed(
                name="cost_paper_sealed",
                when="{row}.paper <> ''",
                columns=("paper", "paper_kind", "paper_size", "paper_sha256"),
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def decision(self) -> Resolution | None:
        """That authorises it: of the expense, or of the budget of its line."""
        if self.authorisation:
            return self.authorisation.resolution
        return self.budget_line.budget.resolution if self.budget_line else None

    @property
    def last_day(self) -> date:
        return self.end_on - timedelta(days=1)

    @property
    def amount(self) -> str:
        return format_euro(self.cents, with_cents=True)

    def get_absolute_url(self) -> str:
        return reverse("spaces:cost_detail", args=[self.year, self.number])


def with_spent(lines: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    """Each line of a budget with `spent`, the cents of its costs that are not voided."""
    costs = Cost.objects.valid().filter(budget_line=OuterRef("pk")).order_by().values("budget_line")
    sums = Subquery(costs.annotate(all=Sum("cents")).values("all"))
    return lines.annotate(spent=Coalesce(sums, 0))  # type: ignore[no-redef]  # the model declares it


class CostShare(models.Model):
    """What one company bears of a cost; without one, the community. As it was when the cost was recorded.

    `fixed` and `variable` are the pieces of its weights, amount and days: [[6000, 69]].
    """

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="shares", verbose_name=_("cost"))
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cost_shares",
        verbose_name=_("company"),
    )
    cents = models.BigIntegerField(_("share in cents"))
    empty_cents = models.BigIntegerField(_("of which for empty units, in cents"), default=0)
    weight = models.PositiveBigIntegerField(_("weight"))
    variable_weight = models.PositiveBigIntegerField(_("weight of the rest"), default=0)
    fixed = models.JSONField(default=list)
    variable = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("share of a recorded cost")
        verbose_name_plural = _("shares of recorded costs")
        ordering = ["cost", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cost", "company"], name="cost_share_once"),
            models.UniqueConstraint(
                fields=["cost"], condition=Q(company__isnull=True), name="cost_share_community_once"
            ),
            Sealed(name="cost_share_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        bearer = self.company or _("The community, for empty units")
        return f"{bearer}: {self.cents}"
