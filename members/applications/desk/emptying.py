"""Emptying an application: what it says of people goes; that there was one, and how it ended, stays."""

import uuid

from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from multifactory.lib.files import delete_after_commit

TEXTS = ("person", "email", "story", "needs", "reasons", "appeal")


def empty(application: Application) -> None:
    """In the caller's transaction, with the row locked. Of a refused one the name and the line stay: they are
    in the book of resolutions too. The link in its mails opens nothing any more."""
    for name in TEXTS:
        setattr(application, name, "")
    if application.state not in (Application.State.REFUSED, Application.State.ACCEPTED):
        application.name = application.line = ""
    application.uid, application.emptied_on = uuid.uuid4(), timezone.localdate()
    application.save(update_fields=["name", "line", "uid", "emptied_on", *TEXTS])
    delete_after_commit([str(document.file.name) for document in application.documents.all()])
    for rows in (application.products, application.listings, application.answers, application.documents):
        rows.all().delete()
    messages = ApplicationMessage.objects.filter(application=application)
    messages.filter(question__isnull=False).delete()  # answers first: they hold their questions
    messages.delete()
