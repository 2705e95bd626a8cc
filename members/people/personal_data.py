"""What accounts, memberships and invitations hold about a person: to download, and to erase."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.utils.translation import gettext

from members.people.models import Invitation, Membership, User
from members.people.place_models import PlaceChange
from members.people.services import end_membership
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.personal_data import Names, Sections, any_case, clear_log_names, rows_of


def addresses_of(user: User) -> set[str]:
    """The person's own e-mail addresses, in lower case.

    One that was never confirmed may be somebody else's: it opens and deletes nothing of theirs.
    """
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {address.lower() for address in [user.email, *confirmed]}


def names_of(user: User) -> Names:
    """What texts of others call the person."""
    return Names((*sorted(addresses_of(user)), *([user.name] if user.name else [])))


def mails_to(user: User) -> QuerySet[QueuedMail]:
    """Mails in the queue or sent to the person alone."""
    return QueuedMail.objects.filter(any_case("to", addresses_of(user)), cc="", bcc="")


def collect(user: User) -> Sections:
    """The account with what its libraries keep, memberships and invitations."""
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
        **_memberships(user),
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
                "kind": factor.type,
                # A person names their key; everything else in the row is secret.
                "name": str(factor) if factor.type == Authenticator.Type.WEBAUTHN else "",
                "created_at": factor.created_at,
                "last_used_at": factor.last_used_at,
            }
            for factor in Authenticator.objects.filter(user=user).order_by("pk")
        ],
    }


def _memberships(user: User) -> Sections:
    received = Invitation.objects.filter(any_case("email", addresses_of(user)))
    sent = Invitation.objects.filter(invited_by=user)
    columns = ["company__name", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    change = ["membership__company__name", "kind", "state", "reason", "made_at", "due_at", "answered_at"]
    membership = ["company__name", "role", "started_on", "ended_on", "represents_from"]
    return {
        "memberships": rows_of(user.memberships.all(), *membership),
        "places_changed_by_coordinators": rows_of(PlaceChange.objects.filter(membership__user=user), *change),
        "changes_of_places_made": rows_of(PlaceChange.objects.filter(made_by=user), *change),
        "changes_of_places_answered": rows_of(PlaceChange.objects.filter(answered_by=user), *change),
        "invitations_received": rows_of(received, "email", *columns),
        "invitations_sent": rows_of(sent, *columns),  # without the address: it is the invited person's
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


def erase_memberships(user: User, *, by: User) -> None:
    """Invitations to the person go, those they sent lose their name, and their memberships end."""
    # Invitations first: one that is being accepted now has given its place once it can be deleted.
    received = Invitation.objects.filter(any_case("email", addresses_of(user)))
    clear_log_names(Invitation, received.values_list("pk", flat=True))
    received.delete()
    Invitation.objects.filter(invited_by=user).update(invited_by=None)
    for membership in user.memberships.unended().select_related("company").order_by("company_id"):
        end_membership(membership, by=by, reason=gettext("The person asked to be erased."))
    clear_log_names(Membership, user.memberships.values_list("pk", flat=True))
