"""Signed links open what they are for, and those of earlier versions still do."""

import pytest
from django.core import signing

from multifactory.lib.signed_links import SignedLink


@pytest.mark.parametrize("value", [7, "0b5c", [3, "digest"]])
def test_a_link_carries_its_value(value):
    link = SignedLink("a purpose")

    assert link.read(link.token(value)) == value


def test_a_link_of_another_purpose_opens_nothing():
    assert SignedLink("one").read(SignedLink("another").token(7)) is None


@pytest.mark.parametrize("token", ["", ":", "::", "7", "7:x", "eyJ:1:x", "\x00"])
def test_a_link_we_did_not_sign_opens_nothing(token):
    assert SignedLink("a purpose").read(token) is None


def test_a_link_that_carried_its_text_as_it_is_still_opens():
    assert SignedLink("a purpose").read(signing.Signer(salt="a purpose").sign("0b5c")) == "0b5c"
