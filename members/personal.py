"""What the portal holds about a person: gathered for them to take, and emptied when they ask.

An app that holds more than this one registers in its `AppConfig.ready()`:

    personal_data.register(collect)     # sections of the download
    personal_erasure.register(erase)    # called while the person still has their addresses
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from members.hooks import Registry
from members.models import ChangeRequest, Company, Invitation, Multifactory, User
from multifactory.lib.mail_queue.models import QueuedMail

FORMAT = 1  # of data.json: raised when a key changes its name or meaning

# Plain values by stable keys: text, numbers, dates; one section a model.
Sections = Mapping[str, Any]
Collect = Callable[[User], Sections]
Erase = Callable[[User], None]

personal_data: Registry[Collect] = Registry()
personal_erasure: Registry[Erase] = Registry()


def addresses_of(user: User) -> set[str]:
    """The person's own e-mail addresses, in lower case.

    One that was never confirmed may be somebody else's: it opens and deletes nothing of theirs.
    """
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {address.lower() for address in [user.email, *confirmed]}


def any_case(field: str, addresses: set[str]) -> Q:
    """Rows whose field is one of the addresses, however it was written."""
    return Q(*[(f"{field}__iexact", address) for address in sorted(addresses)], _connector=Q.OR)


def mails_to(user: User) -> QuerySet[QueuedMail]:
    """Mails in the queue or sent to the person alone."""
    return QueuedMail.objects.filter(any_case("to", addresses_of(user)), cc="", bcc="")


def rows_of(queryset: QuerySet, *fields: str, **renamed: str) -> list[dict[str, Any]]:
    """These fields of the rows, oldest first; `company__name` comes under `company_name`, or a better key."""
    names = {
        **{field: field.replace("__", "_") for field in fields},
        **{f: key for key, f in renamed.items()},
    }
    return [{names[field]: row[field] for field in names} for row in queryset.order_by("pk").values(*names)]


def collect(user: User) -> Sections:
    """What this app and the libraries of the account hold."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "account_since": user.date_joined,
            "last_login": user.last_login,
            "is_active": user.is_active,
            "may_use_back_office": user.is_staff,
            "is_superuser": user.is_superuser,
            "groups": sorted(user.groups.values_list("name", flat=True)),
        },
        **_log_in(user),
        **_places(user),
        **_records(user),
    }


def _log_in(user: User) -> Sections:
    addresses = EmailAddress.objects.filter(user=user)
    sessions = UserSession.objects.filter(user=user)
    return {
        "email_addresses": rows_of(addresses, "email", "verified", "primary"),
        "sessions": rows_of(sessions, "created_at", "last_seen_at", "ip", "user_agent"),
        "second_factors": [
            {
                "kind": one.type,
                # The name of a key is the person's word; everything else in there is secret.
                "name": str(one) if one.type == Authenticator.Type.WEBAUTHN else "",
                "created_at": one.created_at,
                "last_used_at": one.last_used_at,
            }
            for one in Authenticator.objects.filter(user=user).order_by("pk")
        ],
    }


def _places(user: User) -> Sections:
    received = Invitation.objects.filter(any_case("email", addresses_of(user)))
    sent = Invitation.objects.filter(invited_by=user)
    offered = ["company__name", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    asked = ChangeRequest.objects.filter(requested_by=user)
    wish = ["company__name", "requested_at", "name", "craft", "craft_number", "note", "state", "decided_at"]
    answered = ChangeRequest.objects.filter(decided_by=user)
    edits = Company.history.filter(history_user=user)
    return {
        "memberships": rows_of(user.memberships.all(), "company__name", "role", "started_on", "ended_on"),
        "invitations_received": rows_of(received, "email", *offered),
        "invitations_sent": rows_of(sent, *offered),  # without the address: it is the invited person's
        "change_requests": rows_of(asked, *wish),
        "change_requests_answered": rows_of(answered, "company__name", "state", "reason", "decided_at"),
        "company_pages_edited": rows_of(
            edits, company_name="name", edited_at="history_date", kind="history_type"
        ),
    }


def _records(user: User) -> Sections:
    entry = {"at": "action_time", "kind": "action_flag", "of": "content_type__model"}
    done = LogEntry.objects.filter(user=user)
    on_account = LogEntry.objects.filter(
        content_type__app_label="members", content_type__model="user", object_id=str(user.pk)
    )
    return {
        "back_office_actions": rows_of(done, **entry),  # without the rows' names: they may be people's
        "back_office_actions_on_account": rows_of(on_account, **entry),
        "mails": rows_of(mails_to(user), created="created_at", subject="subject"),
    }


def data_of(user: User) -> Sections:
    """Every section of every app."""
    data = {"format": FORMAT, "made_at": timezone.now(), "portal": str(Multifactory.objects.first() or "")}
    for collect_some in personal_data:
        data |= collect_some(user)
    return data


def archive_of(user: User) -> bytes:
    """A ZIP file of `data.json` (UTF-8, dates in ISO 8601) and a note on what is in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        data = json.dumps(data_of(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", data + "\n")
        archive.writestr("about.txt", render_to_string("members/my_data_about.txt", {"person": user}))
    return made.getvalue()
