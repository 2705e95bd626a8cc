"""Assemblies, what they decide on, who is called to them, who is there and who stands in for whom."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.attendance.querysets import AgendaItemQuerySet, AssemblyQuerySet
from governance.proposals.models import Proposal
from governance.rulebook.models import Rulebook
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched


class AssemblyYear(models.Model):
    """The last number given in a year. Taking the next one locks this row, so that numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last_number}"


class Assembly(Searched):
    """A meeting of the member companies, in up to two calls. It gets its number with the notice."""

    found_by = ("place",)

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        EXTRAORDINARY = "extraordinary", _("extraordinary")

    class Mode(models.TextChoices):
        HALL = "hall", _("in the hall")
        REMOTE = "remote", _("by video")
        MIXED = "mixed", _("in the hall and by video")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CALLED = "called", _("called")
        OPEN = "open", _("open")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")
        DESERTED = "deserted", _("deserted")
        CANCELLED = "cancelled", _("cancelled")

    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.ORDINARY)
    mode = models.CharField(_("how it meets"), max_length=6, choices=Mode, default=Mode.HALL)
    place = texts.CharField(_("place"), max_length=200, blank=True)
    link = texts.URLField(_("link"), max_length=500, blank=True)
    first_call_at = models.DateTimeField(_("first call"))
    second_call_at = models.DateTimeField(_("second call"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    # 0 before the first is opened; the call that is held, or was held last.
    call = models.PositiveSmallIntegerField(_("call"), default=0, editable=False)
    called_at = models.DateTimeField(_("called on"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened on"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)
    chair = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("secretary")
    )
    rulebook = models.ForeignKey(
        Rulebook, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("rulebook")
    )
    state_reason = texts.CharField(_("why"), max_length=300, blank=True)  # suspended, deserted, cancelled
    # How often place or hours changed since the notice: the SEQUENCE of its calendar entry.
    revision = models.PositiveIntegerField(default=0, editable=False)
    # Every write to presence, proxies and rounds raises the height first and so holds the row.
    height = models.PositiveIntegerField(default=0, editable=False)

    # Only on rows from the querysets that add them.
    next_at: datetime | None
    own_standing: str | None
    own_answer: str | None

    objects = AssemblyQuerySet.as_manager()

    class Meta:
        verbose_name = _("assembly")
        verbose_name_plural = _("assemblies")
        ordering = ["-first_call_at"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="assembly_number_once"),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="open"),
                name="assembly_open_once",
                violation_error_message=_("Another assembly is open."),
            ),
            models.CheckConstraint(
                condition=Q(second_call_at__isnull=True) | Q(second_call_at__gt=F("first_call_at")),
                name="assembly_second_call_later",
                violation_error_message=_("The second call must come after the first."),
            ),
            models.CheckConstraint(
                condition=Q(mode="remote") | ~Q(place=""),
                name="assembly_hall_has_place",
                violation_error_message=_("Say where it meets."),
            ),
            models.CheckConstraint(
                condition=Q(mode="hall") | ~Q(link=""),
                name="assembly_remote_has_link",
                violation_error_message=_("Give the link to the video meeting."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", year__isnull=True, number__isnull=True, called_at__isnull=True)
                | Q(
                    year__isnull=False,
                    number__isnull=False,
                    called_at__isnull=False,
                    rulebook__isnull=False,
                ),
                name="assembly_numbered_when_called",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "suspended", "closed"])
                | Q(opened_at__isnull=False, call__in=[1, 2]),
                name="assembly_opened_has_call",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "deserted", "cancelled"]) | Q(closed_at__isnull=False),
                name="assembly_ended_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["suspended", "cancelled"]) | ~Q(state_reason=""),
                name="assembly_stopped_says_why",
            ),
            Sealed(
                name="assembly_sealed",
                when="{row}.state IN ('closed', 'deserted', 'cancelled')",
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return _("Assembly %(reference)s") % {"reference": self.reference}

    @property
    def reference(self) -> str:
        """As it is cited: "2027/2". A draft has none."""
        return f"{self.year}/{self.number}" if self.number else str(_("draft"))

    @property
    def next_call_at(self) -> datetime | None:
        """The call that is held next, or is being held."""
        if self.call == 0 or (self.call == 1 and self.state in (self.State.OPEN, self.State.SUSPENDED)):
            return self.first_call_at
        return self.second_call_at

    def get_absolute_url(self) -> str:
        if self.number:
            return reverse("governance:assembly", args=[self.year, self.number])
        return reverse("governance:assembly_draft", args=[self.pk])


_STATE_OF_ASSEMBLY = "(SELECT state FROM governance_assembly WHERE id = {row}.assembly_id)"


class AgendaItem(Searched):
    """What an assembly is called for: a decision, an election, a report or something to talk about."""

    found_by = ("title", "text")

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        ELECTION = "election", _("election")
        REPORT = "report", _("report")
        OTHER = "other", _("other business")

    class State(models.TextChoices):
        WAITING = "waiting", _("still to come")
        OPEN = "open", _("being dealt with")
        DONE = "done", _("done")
        NOT_REACHED = "not_reached", _("not reached")
        DEFERRED = "deferred", _("deferred")

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="items", verbose_name=_("assembly")
    )
    position = models.PositiveSmallIntegerField(_("number"))
    title = texts.CharField(_("title"), max_length=140)
    text = texts.TextField(_("text"), max_length=10_000, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.DECISION)
    proposal = models.ForeignKey(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agenda_items",
        verbose_name=_("proposal"),
    )
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.WAITING)
    note = texts.TextField(_("note for the minutes"), max_length=20_000, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["assembly", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "position"], name="agenda_position_once"),
            models.UniqueConstraint(
                fields=["assembly", "proposal"],
                condition=Q(proposal__isnull=False),
                name="agenda_proposal_once",
            ),
            models.UniqueConstraint(
                fields=["assembly"],
                condition=Q(state="open"),
                name="agenda_one_at_a_time",
                violation_error_message=_("Another item is being dealt with."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["decision", "election"], proposal__isnull=False)
                | Q(kind__in=["report", "other"], proposal__isnull=True),
                name="agenda_decision_has_proposal",
                violation_error_message=_(
                    "A decision or an election needs its proposal; nothing else has one."
                ),
            ),
            Sealed(
                name="agenda_sealed",
                when=f"{_STATE_OF_ASSEMBLY} <> 'draft'",
                columns=("assembly", "position", "title", "text", "kind", "proposal"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class AssemblyEntry(models.Model):
    """A company on the roll of an assembly, frozen by the notice: whether it votes, and whether it comes."""

    class Standing(models.TextChoices):
        ENTITLED = "entitled", _("entitled to vote")
        SUSPENDED = "suspended", _("suspended")
        LEFT = "left", _("struck out")  # by nothing but a `RollCorrection`

    class Answer(models.TextChoices):
        NONE = "none", _("no answer yet")
        HALL = "hall", _("comes to the hall")
        REMOTE = "remote", _("takes part by video")
        PROXY = "proxy", _("by proxy")
        ABSENT = "absent", _("does not come")

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="entries", verbose_name=_("assembly")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="assembly_entries", verbose_name=_("company")
    )
    standing = models.CharField(
        _("right to vote"), max_length=10, choices=Standing, default=Standing.ENTITLED
    )
    reason = texts.CharField(_("reason"), max_length=450, blank=True)
    is_director = models.BooleanField(_("company of a director"), default=False)
    rsvp = models.CharField(_("answer"), max_length=6, choices=Answer, default=Answer.NONE)
    rsvp_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    rsvp_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("company called to an assembly")
        verbose_name_plural = _("companies called to an assembly")
        ordering = ["company__name"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "company"], name="assembly_entry_once"),
            models.CheckConstraint(
                condition=Q(standing="entitled") | ~Q(reason=""), name="assembly_entry_reason"
            ),
            # Its standing changes by a correction alone, and no more once the assembly is over.
            Sealed(
                name="assembly_entry_sealed",
                when="{row}.id IS NOT NULL",
                columns=("assembly", "company", "is_director"),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(
                name="assembly_entry_ended",
                when=f"{_STATE_OF_ASSEMBLY} IN ('closed', 'deserted', 'cancelled')",
            ),
        ]

    def __str__(self) -> str:
        return str(self.company)


class RollCorrection(models.Model):
    """Two officers change what a company may do in an assembly; one asks, the other confirms."""

    entry = models.ForeignKey(
        AssemblyEntry, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("company")
    )
    before = models.CharField(_("before"), max_length=10, choices=AssemblyEntry.Standing)
    after = models.CharField(_("after"), max_length=10, choices=AssemblyEntry.Standing)
    reason = texts.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = _("correction of the list of voters")
        verbose_name_plural = _("corrections of the list of voters")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("confirmed_by")),
                name="roll_correction_by_two",
                violation_error_message=_("Someone else must confirm it."),
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="roll_correction_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="roll_correction_reason"),
            Sealed(name="roll_correction_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_after_display()}"


class Presence(models.Model):
    """A line of the attendance sheet: somebody came or went. Lines are added, never changed.

    Without a person it stands on the chair's word and is the company's.
    """

    class Kind(models.TextChoices):
        IN = "in", _("in")
        OUT = "out", _("out")

    class How(models.TextChoices):
        HALL = "hall", _("in the hall")
        REMOTE = "remote", _("by video")

    entry = models.ForeignKey(
        AssemblyEntry, on_delete=models.PROTECT, related_name="presences", verbose_name=_("company")
    )
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("in or out"), max_length=3, choices=Kind)
    how = models.CharField(_("how"), max_length=6, choices=How, default=How.HALL)
    call = models.PositiveSmallIntegerField(_("call"))
    at = models.DateTimeField(_("on"))  # by the clock of the database
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    height = models.PositiveIntegerField()  # of the assembly, when it was written: their order

    class Meta:
        verbose_name = _("line of the attendance sheet")
        verbose_name_plural = _("attendance sheet")
        ordering = ["height", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "height"], name="presence_once"),
            models.CheckConstraint(condition=Q(call__in=[1, 2]), name="presence_in_a_call"),
            Sealed(name="presence_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_kind_display()}"


# A holder gives none, and who gives holds none: no chain, no circle. Two at once wait for the assembly's row.
_CHAIN = (
    "EXISTS (SELECT 1 FROM governance_proxy AS other WHERE other.state IN ('offered', 'accepted')"
    " AND (other.grantor_id = {row}.holder_id OR other.holder_id = {row}.grantor_id))"
)


class ProxyQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Offered or accepted: neither refused nor revoked."""
        return self.filter(state__in=[Proxy.State.OFFERED, Proxy.State.ACCEPTED])

    def of_company(self, company: Company) -> Self:
        """Given or held by it."""
        return self.filter(Q(grantor__company=company) | Q(holder__company=company))

    def visible_to(self, user: User) -> Self:
        """With their instructions: to the people of the two companies alone."""
        companies = user.current_company_ids
        return self.filter(Q(grantor__company__in=companies) | Q(holder__company__in=companies))

    def waiting_for(self, company: Company) -> Self:
        """Offered to it, for an assembly that is not over."""
        live = [Assembly.State.CALLED, Assembly.State.OPEN, Assembly.State.SUSPENDED]
        return self.filter(
            state=Proxy.State.OFFERED, holder__company=company, holder__assembly__state__in=live
        )

    def for_list(self) -> Self:
        return self.select_related("grantor__company", "grantor__assembly", "holder__company", "person")


class Proxy(models.Model):
    """A company gives its vote in one assembly, both calls, to a named person of another company."""

    class State(models.TextChoices):
        OFFERED = "offered", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        REVOKED = "revoked", _("revoked")

    grantor = models.ForeignKey(
        AssemblyEntry, on_delete=models.PROTECT, related_name="proxies_given", verbose_name=_("given by")
    )
    holder = models.ForeignKey(
        AssemblyEntry, on_delete=models.PROTECT, related_name="proxies_held", verbose_name=_("given to")
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("who votes"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OFFERED)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written on"))
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, editable=False)
    instructions = texts.TextField(
        _("instructions"), max_length=2_000, blank=True, help_text=_("Only the two companies read them.")
    )

    objects = ProxyQuerySet.as_manager()

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grantor=F("holder")),
                name="proxy_to_another",
                violation_error_message=_("A company cannot give a proxy to itself."),
            ),
            models.UniqueConstraint(
                fields=["grantor"],
                condition=Q(state__in=["offered", "accepted"]),
                name="proxy_given_once",
                violation_error_message=_("This company has already given a proxy for this assembly."),
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at__isnull=True)
                | Q(state__in=["accepted", "refused"], answered_at__isnull=False)
                | Q(state="revoked", revoked_at__isnull=False),
                name="proxy_has_moments",
            ),
            Sealed(name="proxy_no_chain", when=_CHAIN, events=("INSERT",)),
            Sealed(
                name="proxy_as_written",
                when="{row}.id IS NOT NULL",
                columns=("grantor", "holder", "person", "written_by", "written_at"),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(
                name="proxy_ended",
                when="{row}.state IN ('refused', 'revoked')",
                columns=("state",),
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grantor} → {self.holder}"

    @property
    def assembly(self) -> Assembly:
        return self.grantor.assembly

    def get_absolute_url(self) -> str:
        assembly = self.assembly
        return reverse("governance:assembly_proxy_detail", args=[assembly.year, assembly.number, self.pk])
