"""Foreign keys go down with the imports: a lower app names no model of a higher one."""

from django.apps import apps

from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.media.models import MediaIdentity
from multifactory.lib.public_pages.models import ContentChange, ContentVersion
from multifactory.portal.calendars.models import CalendarLink

STOREYS = ["members", "governance", "spaces", "events"]  # from the ground up


def test_relations_between_apps_point_down():
    climbing = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.app_label
        if label not in STOREYS:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            if target in STOREYS and STOREYS.index(target) > STOREYS.index(label):
                climbing.append(f"{label}.{model.__name__}.{field.name} -> {target}")

    assert climbing == []


def test_shared_code_has_no_model_but_those_of_mails_media_and_public_pages():
    shared = [model for model in apps.get_models() if model.__module__.startswith("multifactory.lib")]

    assert set(shared) == {QueuedMail, MediaIdentity, ContentVersion, ContentChange}


def test_above_all_apps_there_is_no_model_but_that_of_links_to_calendars():
    above = [model for model in apps.get_models() if model.__module__.startswith("multifactory.portal")]

    assert above == [CalendarLink]
