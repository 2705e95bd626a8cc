"""A person asks to be forgotten: what is theirs goes, what is the company's or the body's stays unsigned."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.companies.rules import has_left
from members.hooks import data_erasures
from members.people.models import Membership, User
from members.people.personal_data import addresses_of, erase_memberships, mails_to, names_of
from members.personal_data.emails import send_erasure_done
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.personal_data import clear_log_names, erase_names

MAIL_TEXTS = ("subject", "message", "html_message")


def companies_needing(user: User) -> list[Company]:
    """Current companies of which the person is the last representative: nobody else could vote for them."""
    others = Membership.objects.representatives().filter(
        company=OuterRef("company"), ended_on__isnull=True, user__is_active=True
    )
    mine = user.memberships.unended().representatives()
    alone = mine.filter(~Exists(others.exclude(user=user)))
    companies = [membership.company for membership in alone.select_related("company")]
    return [company for company in companies if not has_left(company)]


def is_last_superuser(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def check_erasure(user: User) -> None:
    """Refuse to leave a company without a representative, or the portal without a superuser."""
    faults = [
        _("%(company)s has no other representative: make someone else a representative first.")
        % {"company": company}
        for company in companies_needing(user)
    ]
    if is_last_superuser(user):
        faults.append(_("There is no other superuser: make one first."))
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def erase_person(user: User, *, by: User) -> bool:
    """Empty everything that names the person; False if that was done before.

    ValidationError where the portal cannot do without them. The row stays, so that what was written and voted
    for a company keeps its place.
    """
    # Superusers too, so that the last two cannot go at once. A weak lock: rows may still point here.
    rows = User.objects.select_for_update(no_key=True).filter(Q(pk=user.pk) | Q(is_superuser=True))
    user = {row.pk: row for row in rows.order_by("pk")}[user.pk]
    if user.is_erased:
        return False
    check_erasure(user)
    # Before all others, which are called in the order of the apps: governance comes first there.
    erase_memberships(user, by=by)
    for erase in data_erasures:
        erase(user)
    _clear_mails(user)
    _clear_diaries(user)
    send_erasure_done(user, by=by)
    _log_out_everywhere(user)
    _clear_account(user)
    return True


def _clear_mails(user: User) -> None:
    """Mails to them go. Those sent to others keep when and to whom; those that wait go without the name."""
    mails_to(user).delete()
    names, settled = names_of(user), set(QueuedMail.objects.settled().values_list("pk", flat=True))
    for row in QueuedMail.objects.iterator(chunk_size=500):
        if not names.are_in(row.subject, row.message, row.html_message, *map(str, row.headers.values())):
            continue
        row.headers = {name: text for name, text in row.headers.items() if not names.are_in(str(text))}
        for name in MAIL_TEXTS:
            setattr(row, name, "" if row.pk in settled else names.replaced_in(getattr(row, name)))
        row.save(update_fields=["headers", *MAIL_TEXTS])


def _clear_diaries(user: User) -> None:
    """The diary of the back-office, and what pages of companies said before."""
    names = names_of(user)
    erase_names(LogEntry.objects.all(), names, "object_repr", "change_message")
    erase_names(Company.history.all(), names, "line", "story", "opening_times")


def _log_out_everywhere(user: User) -> None:
    """Every session of theirs, and those in which one of their addresses is on its way to an account."""
    addresses = addresses_of(user)
    gone = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        owner = data.get("_auth_user_id")
        text = "" if owner else str(data).lower()
        if owner == str(user.pk) or any(address in text for address in addresses):
            gone.append(session.pk)
    Session.objects.filter(pk__in=gone).delete()
    for model in (UserSession, Authenticator, EmailAddress):
        rows = model.objects.filter(user=user)
        clear_log_names(model, rows.values_list("pk", flat=True))
        rows.delete()


def _clear_account(user: User) -> None:
    clear_log_names(User, [user.pk])
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"{User.ERASED}{user.pk}@invalid"
    user.name = user.language = ""
    user.last_login = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
