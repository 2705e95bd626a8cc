"""`manage.py demo` in an empty database."""

import re

import pytest
from django.core.management import CommandError, call_command

from members.companies.models import Company

pytestmark = pytest.mark.django_db


def test_a_portal_others_can_reach_refuses_the_sample(settings):
    settings.IS_LOOPBACK = False
    with pytest.raises(CommandError, match="known passwords"):
        call_command("demo")
    assert not Company.objects.exists()


def test_the_links_printed_with_the_log_ins_open_a_calendar_and_a_door(client, capsys):
    call_command("demo", case="infatti9")
    first = re.findall(r"http://\S+(/(?:calendar|door)/\S+)", capsys.readouterr().out)

    call_command("demo", case="infatti9", only_logins=True)
    again = re.findall(r"http://\S+(/(?:calendar|door)/\S+)", capsys.readouterr().out)

    assert first == again
    assert [client.get(path)["Content-Type"].partition(";")[0] for path in first] == [
        "text/calendar",
        "text/html",
    ]
