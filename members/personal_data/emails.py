"""The last mail to a person who is erased."""

from members.companies.models import the_multifactory
from members.people.models import User
from multifactory.lib.mail import send


def send_erasure_done(user: User, *, by: User) -> None:
    context = {"is_own_wish": by == user, "portal": the_multifactory()}
    send(user.email, "erasure_done", context, user.language)
