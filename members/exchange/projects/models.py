"""What several companies make together: a lead, the part of each, and pictures."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts

WHOLE = 10_000  # all shares of a project, in hundredths of a percent
TEXT_LENGTH = 4000
RESERVED_SLUGS = {"new"}  # words of the portal's own addresses


def format_share(hundredths: int) -> str:
    """33.34 % of 3,334 hundredths, in the reader's language."""
    return f"{number_format(Decimal(hundredths) / 100, 2)} %"


class ProjectState(models.TextChoices):
    """Read off the rows, never kept: see `JointProject.state`."""

    AGREEING = "agreeing", pgettext_lazy("joint project", "being agreed")
    RUNNING = "running", pgettext_lazy("joint project", "running")
    ENDED = "ended", pgettext_lazy("joint project", "ended")


class JointProjectQuerySet(models.QuerySet):
    def started(self) -> Self:
        return self.filter(started_at__isnull=False)

    def running(self, day: date | None = None) -> Self:
        """Agreed and not over on a day (today)."""
        return self.started().filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day or timezone.localdate()))

    def public(self) -> Self:
        """Those that have started and that every partner shows to everybody."""
        silent = ProjectPart.objects.filter(project=OuterRef("pk"), is_public=False)
        return self.started().filter(~Exists(silent))

    def visible_to(self, user: "User | None", is_member: bool) -> Self:
        """Visitors see the public ones, members all that have started, partners and coordinators theirs."""
        if not is_member or user is None:
            return self.public()
        if user.is_coordinator:
            return self.all()
        own = ProjectPart.objects.filter(project=OuterRef("pk"), company__in=user.current_company_ids)
        return self.filter(Q(started_at__isnull=False) | Exists(own))

    def waiting_for(self, company: Company) -> Self:
        """Those in which it has yet to say whether it agrees with its part."""
        part = ProjectPart.objects.filter(
            project=OuterRef("pk"), company=company, confirmed_at=None, declined_at=None
        )
        today = timezone.localdate()
        return self.filter(Exists(part)).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))

    def for_list(self) -> Self:
        return self.select_related("lead").order_by(F("started_at").desc(nulls_first=True), "-pk")


class JointProject(models.Model):
    """Runs in [starts_on, ends_on) once every partner has agreed to its part. Its shares are of the partners
    alone; everybody else sees who takes part and as what."""

    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one project
    title = texts.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("address of its page"), max_length=100, unique=True)
    text = texts.TextField(_("what it is about"), max_length=TEXT_LENGTH, blank=True)
    lead = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="projects_led",
        verbose_name=pgettext_lazy("joint project", "lead"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day after it. Leave empty if it is open.")
    )
    created_by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.SET_NULL,
        related_name="projects_created",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("agreed on"), null=True, blank=True, editable=False)

    objects = JointProjectQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("joint project", "joint project")
        verbose_name_plural = _("joint projects")
        ordering = ["-pk"]
        constraints = [
            # What is called off before it begins ends on its first day: [day, day) is empty.
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("A project cannot end before it begins."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="project_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("members:project_detail", args=[self.slug])

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and (
            self.ends_on <= timezone.localdate() or self.ends_on == self.starts_on
        )

    @property
    def state(self) -> ProjectState:
        if self.is_over:
            return ProjectState.ENDED
        return ProjectState.RUNNING if self.started_at else ProjectState.AGREEING


class ProjectPart(models.Model):
    """What one company does in a project, and its share in hundredths of a percent."""

    project = models.ForeignKey(
        JointProject, on_delete=models.PROTECT, related_name="parts", verbose_name=_("project")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="project_parts", verbose_name=_("company")
    )
    role = texts.CharField(pgettext_lazy("joint project", "what it does"), max_length=80)
    share = models.PositiveIntegerField(_("share"))
    confirmed_at = models.DateTimeField(_("agreed on"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="project_parts_answered",
        verbose_name=_("answered by"),
    )
    is_public = models.BooleanField(_("agrees that everyone can see it"), default=False)

    class Meta:
        verbose_name = _("part in a joint project")
        verbose_name_plural = _("parts in joint projects")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "company"],
                name="project_part_one_a_company",
                violation_error_message=_("Each company has one part."),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=WHOLE),
                name="project_part_share_in_whole",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True),
                name="project_part_has_one_answer",
            ),
            models.CheckConstraint(condition=~Q(role=""), name="project_part_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.role}"

    @property
    def share_text(self) -> str:
        return format_share(self.share)


class ProjectPicture(Picture):
    """A picture of what is made together."""

    project = models.ForeignKey(
        JointProject, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("project")
    )

    class Meta:
        verbose_name = _("picture of a joint project")
        verbose_name_plural = _("pictures of joint projects")
        ordering = ["pk"]
