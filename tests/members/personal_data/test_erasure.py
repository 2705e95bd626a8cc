"""What becomes of a person who is erased, of what they did, and who cannot be."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from events.programme.models import Event
from events.registrations.models import Registration
from members.people.models import Invitation, Membership, User
from members.people.services import accept_invitation
from members.personal_data.erasure import companies_needing, erase_person
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.personal_data import Names
from tests.factories.marked import MAIN
from tests.factories.members import PASSWORD, CompanyFactory, MembershipFactory, UserFactory
from tests.members.helpers import at_once

pytestmark = pytest.mark.django_db
REPRESENTATIVE = Membership.Role.REPRESENTATIVE


def test_erased_person_is_an_emptied_row_that_cannot_log_in(person):
    date_joined = person.date_joined

    assert erase_person(person, by=person) is True

    person = User.objects.get(pk=person.pk)
    assert (person.email, person.name, person.language) == (f"erased-{person.pk}@invalid", "", "")
    assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
    assert (person.has_usable_password(), person.last_login, person.date_joined) == (
        False,
        None,
        date_joined,
    )
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=person).exists()
    assert Client().login(email=person.email, password=PASSWORD) is False
    assert erase_person(person, by=person) is False


def test_erased_person_is_called_a_former_member_in_both_languages(person):
    erase_person(person, by=person)
    person = User.objects.get(pk=person.pk)

    assert (str(person), person.get_short_name()) == ("a former member", "a former member")
    assert str(UserFactory(name="", email="erased-by-name@example.org")) == "erased-by-name@example.org"
    with translation.override("it"):
        assert str(person)


def test_what_was_done_for_the_company_stays_with_it(person):
    erase_person(person, by=person)

    proposal = apps.get_model("governance.Proposal").objects.get(title="ztitle")
    vote = apps.get_model("governance.Vote").objects.get()
    booking = apps.get_model("spaces.Booking").objects.get()
    assert (proposal.company.name, vote.roll_entry.company.name, booking.company.name) == ("Ferri",) * 3
    assert {str(proposal.author), str(vote.cast_by), str(booking.booked_by)} == {"a former member"}
    assert booking.state == "confirmed"


def test_places_of_the_person_end_today_and_no_mail_says_so_to_them(person):
    erase_person(person, by=UserFactory())

    membership = person.memberships.get()
    assert membership.ended_on == timezone.localdate()
    assert list(QueuedMail.objects.filter(to=MAIN).values_list("subject", flat=True)) == [
        "Your account has been erased"
    ]


def test_place_in_a_coming_event_is_free_again(person):
    erase_person(person, by=person)

    coming = Event.objects.with_taken().get(title="zcoming")
    past = Registration.objects.get(event__title="zpast")
    assert coming.places_left == 1
    assert (past.state, past.name, past.email) == ("confirmed", "–", "")


def test_invitations_to_the_person_are_gone_and_theirs_to_others_are_good_still(person):
    erase_person(person, by=person)

    [invitation] = Invitation.objects.all()
    assert (invitation.email, invitation.invited_by, invitation.is_open) == ("other@example.org", None, True)
    accept_invitation(invitation, user=UserFactory(email="other@example.org"))


def test_mails_to_others_keep_their_words_unless_they_name_the_person(person):
    erase_person(person, by=person)

    others = QueuedMail.objects.filter(to="other@example.org").order_by("pk")
    assert list(others.values_list("subject", "message")) == [("", ""), ("", ""), ("Another matter", "")]


def test_last_mail_speaks_the_language_and_says_who_did_it(person):
    erase_person(person, by=UserFactory())

    assert "A coordinator has erased your account" in QueuedMail.objects.get(to=MAIN).message


def test_last_representative_is_refused_and_nothing_changes(company, representative):
    MembershipFactory(company=company)

    with pytest.raises(ValidationError) as refused:
        erase_person(representative, by=representative)

    assert refused.value.messages == [
        f"{company} has no other representative: make someone else a representative first."
    ]
    representative.refresh_from_db()
    assert (representative.is_erased, companies_needing(representative)) == (False, [company])


def test_representative_who_cannot_log_in_is_no_other(company, representative):
    MembershipFactory(company=company, role=REPRESENTATIVE, user__is_active=False)
    assert companies_needing(representative) == [company]


def test_last_representative_of_a_company_that_has_left_may_go(company, representative):
    company.left_on = timezone.localdate()
    company.save()

    assert erase_person(representative, by=representative) is True
    assert representative.memberships.get().ended_on == timezone.localdate()


def test_last_superuser_is_refused_until_there_is_another(superuser):
    UserFactory(is_superuser=True, is_active=False)
    with pytest.raises(ValidationError) as refused:
        erase_person(superuser, by=superuser)
    assert refused.value.messages == ["There is no other superuser: make one first."]

    UserFactory(is_superuser=True)
    assert erase_person(superuser, by=superuser) is True


@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_are_needed_do_not_both_go():
    for _round in range(5):
        company = CompanyFactory()
        pair = [one.user for one in MembershipFactory.create_batch(2, company=company, role=REPRESENTATIVE)]
        outcomes = at_once(*(lambda one=one: erase_person(one, by=one) for one in pair))
        assert outcomes.count("done") == 1
        assert company.memberships.current().representatives().count() == 1

        pair = UserFactory.create_batch(2, is_superuser=True, is_staff=True)
        outcomes = at_once(*(lambda one=one: erase_person(one, by=one) for one in pair))
        assert outcomes == ["There is no other superuser: make one first.", "done"]
        User.objects.filter(is_superuser=True).delete()


def test_no_mail_that_waits_names_the_person_nor_do_its_subject_and_headers(person):
    """Mails that waited went out with the name."""
    waiting = QueuedMail.objects.create(
        from_email="portal@example.org", to="other@example.org", message_id="<w>",
        subject=f"{person.name} invites you", message=f"{person.name} ({MAIN.upper()}) invites you.\n",
        headers={"Reply-To": MAIN, "Auto-Submitted": "auto-generated"},
    )  # fmt: skip

    erase_person(person, by=person)

    waiting.refresh_from_db()
    assert (waiting.subject, waiting.message) == (
        "a former member invites you",
        "a former member (a former member) invites you.\n",
    )
    assert waiting.headers == {"Auto-Submitted": "auto-generated"}


def test_the_log_history_and_names_of_files_no_longer_name_the_person(person):
    """Only the log of the person's own rows was emptied."""
    company = CompanyFactory(story=f"Founded by {person.name}.")
    company.story = "Founded."
    company.save()
    kind = ContentType.objects.get_for_model(company)
    LogEntry.objects.create(
        user=UserFactory(), content_type=kind, object_id=company.pk, action_flag=2,
        object_repr=f"{person.name}, Ferri", change_message=json.dumps([{"added": {"object": person.name}}]),
    )  # fmt: skip
    attachment = apps.get_model("governance.Attachment").objects.get()
    attachment.name = f"Offer of {person.name}"
    attachment.save()

    erase_person(person, by=person)

    attachment.refresh_from_db()
    assert attachment.name == "Offer of a former member"
    assert set(company.history.values_list("story", flat=True)) == {"Founded by a former member.", "Founded."}
    entry = LogEntry.objects.get(object_id=company.pk, content_type=kind)
    assert entry.object_repr == "a former member, Ferri"
    assert json.loads(entry.change_message) == [{"added": {"object": "a former member"}}]


def test_names_with_accents_are_found_in_json_and_only_as_whole_words():
    names = Names(("Zoë Bò",))
    assert names.replaced_in(json.dumps("von Zoë Bò.")) == '"von a former member."'
    assert not names.are_in("Zoë Bòrtoli", "Azoë Bò")
    with pytest.raises(ValueError, match="An empty name"):
        Names(("",))
