"""Signs nobody sees: not in names, not in texts, not in what goes out."""

import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.text.clean import clean_line, clean_text, is_turning, legal_text, without_addresses
from multifactory.templatetags.portal import bdi

# Letters of every kind, and often those that this is about.
TEXT = st.text(
    st.one_of(
        st.sampled_from(
            "aé \t\n\r\x00\x0b\x85\u00ad\u034f\u0301\u061c\u200b\u200c\u200d❤👨ب\u202e\u2066\u2800\u3164"
        ),
        st.characters(),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "\u200b\u200b",
            "\u3164",
            "\u2800",
            "\u00ad\u00ad",
            "\u00a0\u00a0",
            "\x00",
            "\u202e",
            "\ufeff",
            "\u034f",
        ),
        *(
            "\u115f",
            "\u2060",
            "\u200d\u200c",
            "\ufe0f",
            "\U000e0041",
            "\u0301",
            " \t\u2003",
            "\ufffe",
            "\ud800",
        ),
    ],
)
def test_a_text_nobody_would_see_is_empty(text):
    assert (clean_line(text), clean_text(text)) == ("", "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Open\x0bday", "Open day"),
        ("  Two\n lines\u2028here ", "Two lines here"),
        ("Caffe\u0300", "Caffè"),
        ("Anna \u202eidliB", "Anna idliB"),
        ("in\u00advi\u200bsible", "invisible"),
        ("Zoë 👩\u200d🔧 ❤\ufe0f 1\ufe0f⃣", "Zoë 👩\u200d🔧 ❤\ufe0f 1\ufe0f⃣"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("An\u200dna", "Anna"),
        ("מוסך 84", "מוסך 84"),
    ],
)
def test_a_line_keeps_what_people_see(text, line):
    assert clean_line(text) == line


def test_a_text_keeps_its_lines_and_spaces():
    written = "# We plane  \r\n\r\n    code\tx\n- one"
    assert clean_text(written) == written
    assert clean_text("We plane.\x0bWe saw.\u2029And\x1bsand.") == "We plane.\nWe saw.\nAnd sand."


@given(TEXT)
def test_cleaning_twice_changes_nothing_more(text):
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)


@given(TEXT)
def test_what_is_clean_or_made_legal_is_legal_xml_and_utf8(text):
    for legal in (clean_line(text), clean_text(text), legal_text(text)):
        escaped = legal.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "")
        ElementTree.fromstring(f"<a>{escaped}</a>".encode())  # noqa: S314  our own text


def test_legal_text_touches_nothing_else():
    assert legal_text("a\tb\r\nc\u200b\u202e é") == "a\tb\r\nc\u200b\u202e é"
    assert legal_text("a\x0bb\x00c\ufffed") == "a b c d"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Your account is blocked: https://evil.example/x?y", "Your account is blocked: …"),
        ("see www.evil.example now", "see … now"),
        ("evil.example/login", "…"),
        ("Design.it, S.r.l.", "Design․it, S.r.l."),
        ("write to a@evil.example", "write to a (at) evil․example"),
        ("mailto:a@evil.example", "…"),
        ("Unit 2.1 at 9.30, 2026/14", "Unit 2.1 at 9.30, 2026/14"),
    ],
)
def test_addresses_in_a_mail_are_no_links(text, harmless):
    assert without_addresses(text) == harmless


def test_turning_names_are_known():
    names = ("Anna", "Zoë 84", "דוד", "أمين", "a\u202eb")
    assert [is_turning(name) for name in names] == [False, False, True, True, True]


def test_a_name_within_a_sentence_turns_no_words_beside_it():
    assert bdi("Rossi & Co") == "Rossi & Co"
    assert bdi("<דוד>") == "<bdi>&lt;דוד&gt;</bdi>"


SENTENCE = re.compile(r"\{% blocktranslate\s(.*?)%\}", re.DOTALL)
WITHOUT_TAGS = re.compile(r"\{% block (?:title|description)\b.*?\{% endblock|<title.*?</title>", re.DOTALL)
OF_SOMEBODY = r"company|user|author|holder|grantor|institution|partner|responsible|chair|secretary|\w+_by"
LOOSE_NAME = re.compile(rf"=((?:\w+\.)*(?:{OF_SOMEBODY})(?:\.name)?)(?=\s)")


def test_every_sentence_with_a_name_keeps_the_words_beside_it():
    loose = [
        (str(path), name)
        for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
        for said in SENTENCE.findall(WITHOUT_TAGS.sub("", path.read_text()))
        for name in LOOSE_NAME.findall(said)
        if " asvar " not in said
    ]

    assert loose == []
