"""Taking a step: the row is locked, the table of transitions asked, and who took it is written down."""

from typing import Any

from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationStep
from members.applications.querysets import FINAL
from members.applications.transitions import Transition
from members.companies.models import Company
from members.people.models import User


def lock_application(application: Application) -> Application:
    """The row as it is now, which nobody else changes until the transaction ends."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    # What the caller has fetched with it is still good; what the row says itself is read anew.
    for field in Application._meta.concrete_fields:
        setattr(application, field.attname, getattr(locked, field.attname))
    return application


def take_step(
    application: Application,
    transition: Transition,
    *,
    by: User | None = None,
    company: Company | None = None,
    **changes: Any,
) -> None:
    """Lead a locked application on; ValidationError where its state forbids it."""
    transition.ensure_possible(application)
    for name, value in changes.items():
        setattr(application, name, value)
    application.state = transition.target
    application.closed_on = timezone.localdate() if transition.target in FINAL else None
    application.save(update_fields=["state", "closed_on", *changes])
    ApplicationStep.objects.create(application=application, state=transition.target, by=by, company=company)
