"""Who stands for an office, and what an adopted election carries out."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.offices.models import Office
from governance.proposals.models import Proposal, ProposalOption
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts


class CandidacyQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Proposed and not withdrawn, whether they have accepted or not."""
        return self.filter(withdrawn_at__isnull=True)

    def on_ballot(self) -> Self:
        return self.filter(option__isnull=False)

    def for_list(self) -> Self:
        """Those on the ballot in its order, then those who have not answered, then those who withdrew."""
        return self.select_related("proposal", "user", "company", "option", "office").order_by(
            "withdrawn_at", models.F("option__key").asc(nulls_last=True), "pk"
        )


class Candidacy(models.Model):
    """A person proposed for an election. Only once they have accepted do they stand on the ballot.

    What voting knows of them is the `option`, with their name; it goes when they withdraw before the vote.
    Elected, they hold the `office` from the decision on, and say whether they take it.
    """

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("election")
    )
    option = models.OneToOneField(
        ProposalOption,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="candidacy",
        verbose_name=_("option"),
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("person")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("company")
    )
    statement = texts.TextField(_("what you want to do in this office"), max_length=2000, blank=True)
    proposed_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed on"), default=timezone.now)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    office = models.OneToOneField(
        Office,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="candidacy",
        verbose_name=_("office"),
    )
    answer = models.CharField(_("answer to the election"), max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "user"],
                name="candidacy_once",
                violation_error_message=_("This person has already been proposed."),
            ),
            models.CheckConstraint(
                condition=Q(option__isnull=True) | Q(accepted_at__isnull=False, withdrawn_at__isnull=True),
                name="candidacy_on_ballot_accepted",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="candidacy_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(office__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="candidacy_answered_once_elected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.company})"

    def get_absolute_url(self) -> str:
        return reverse("governance:candidacy_detail", args=[self.proposal_id, self.pk])

    @property
    def is_on_ballot(self) -> bool:
        return self.option_id is not None

    @property
    def waits_for_candidate(self) -> bool:
        """Proposed by somebody else, who stands only if they accept."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_elected(self) -> bool:
        return self.office_id is not None and self.answer != self.Answer.REFUSED

    @property
    def waits_for_answer(self) -> bool:
        """Elected, and has not said yet whether they take the office."""
        return self.office_id is not None and self.answer == self.Answer.NONE


class ProposedElection(EffectRow):
    """What an election fills: the office and its term. How many are elected are the proposal's `seats`."""

    kind = models.CharField(_("office"), max_length=10, choices=Office.Kind, default=Office.Kind.DIRECTOR)
    start_on = models.DateField(
        _("start of the term"),
        null=True,
        blank=True,
        help_text=_("Empty, or past by then: the day of the decision."),
    )
    years = models.PositiveSmallIntegerField(_("years of the term"), default=3)

    class Meta(EffectRow.Meta):
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        constraints = [
            *EffectRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(years__range=(1, 20)),
                name="election_years_in_range",
                violation_error_message=_("A term has one to twenty years."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_kind_display()}"
