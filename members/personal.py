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
from post_office.models import Email

from members.hooks import Registry
from members.models import ChangeRequest, Company, Invitation, Multifactory, User

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


def mails_to(user: User) -> QuerySet[Email]:
    """Mails in the queue or sent to the person alone."""
    return Email.objects.filter(any_case("to", addresses_of(user)), cc="", bcc="")


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
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    return {
        "email_addresses": list(addresses.values("email", "verified", "primary")),
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
        "second_factors": [
            {
                "kind": one.type,
                # The name of a key is the person's word; everything else in there is secret.
                "name": str(one) if one.type == Authenticator.Type.WEBAUTHN else "",
                "created_at": one.created_at,
                "last_used_at": one.last_used_at,
            }
            for one in factors
        ],
    }


def _places(user: User) -> Sections:
    received = Invitation.objects.filter(any_case("email", addresses_of(user)))
    sent = Invitation.objects.filter(invited_by=user)
    dates = ["role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    requests = ChangeRequest.objects.filter(requested_by=user)
    asked = ["company__name", "requested_at", "name", "craft", "craft_number", "note", "state", "decided_at"]
    return {
        "memberships": list(
            user.memberships.order_by("pk").values("company__name", "role", "started_on", "ended_on")
        ),
        "invitations_received": list(received.order_by("pk").values("company__name", "email", *dates)),
        # Without the address: it is the invited person's.
        "invitations_sent": list(sent.order_by("pk").values("company__name", *dates)),
        "change_requests": list(requests.order_by("pk").values(*asked)),
        "company_pages_edited": list(
            Company.history.filter(history_user=user)
            .order_by("history_id")
            .values("name", "history_date", "history_type")
        ),
        "change_requests_answered": list(
            ChangeRequest.objects.filter(decided_by=user)
            .order_by("pk")
            .values("company__name", "state", "reason", "decided_at")
        ),
    }


def _records(user: User) -> Sections:
    entry = ["action_time", "action_flag", "content_type__model"]
    about = LogEntry.objects.filter(content_type__app_label="members", content_type__model="user")
    return {
        # Without the names of the rows: they may be other people's.
        "back_office_actions": list(LogEntry.objects.filter(user=user).order_by("pk").values(*entry)),
        "back_office_actions_on_account": list(
            about.filter(object_id=str(user.pk)).order_by("pk").values(*entry)
        ),
        "mails": list(mails_to(user).order_by("pk").values("created", "subject")),
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
