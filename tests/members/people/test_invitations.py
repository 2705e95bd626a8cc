"""Links of invitations, and those that were mailed before."""

import pytest
from django.core import signing

from members.people.invitations import invitation_from_token, invitation_token
from tests.factories.members import InvitationFactory

pytestmark = pytest.mark.django_db
MAILED = "Nw:1xXPBX:O6BPxViBzE5F2BsSAaKYSiKYymo4tPjCiiYzeYPaBE4"  # of invitation 7, under this key:
KEY = "only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz"


def test_a_link_of_an_earlier_version_still_opens(settings):
    settings.SECRET_KEY = KEY
    invitation = InvitationFactory(pk=7)

    assert invitation_from_token(MAILED) == invitation


def test_a_link_stands_for_its_invitation():
    invitation = InvitationFactory()

    assert invitation_from_token(invitation_token(invitation)) == invitation


def test_a_link_that_carries_no_number_stands_for_nothing():
    assert invitation_from_token(signing.Signer(salt="members.invitation").sign("7a")) is None
