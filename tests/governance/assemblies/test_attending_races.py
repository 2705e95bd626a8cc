"""Desks and people who act at the same instant, on real threads."""

import pytest
from django.core.exceptions import ValidationError

from governance.assemblies.attending.corrections import ask_correction, confirm_correction
from governance.assemblies.attending.proxies import accept_proxy, write_proxy
from governance.assemblies.attending.reminders import send_check_in_links
from governance.assemblies.attending.services import check_in, check_in_person, check_out
from governance.attendance.models import Assembly, Presence, Proxy, RollCorrection
from governance.attendance.presence import present_now
from tests.factories.assemblies import OfficeFactory, entries_of, make_assembly, representative_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refused(answers) -> int:
    return sum(isinstance(answer, ValidationError) for answer in answers)


def test_two_desks_check_in_at_once():
    assembly = make_assembly(state="open", companies=4)
    entries = entries_of(assembly)
    desks = [assembly.chair, assembly.secretary]

    answers = at_once(
        *(lambda entry=entry, by=by: check_in(entry, by=by) for entry in entries for by in desks)
    )

    assert refused(answers) == len(entries)
    assert Presence.objects.count() == len(entries)
    assert len(present_now(assembly).present) == len(entries)
    heights = sorted(Presence.objects.values_list("height", flat=True))
    assert heights == [1, 2, 3, 4]
    assert Assembly.objects.get(pk=assembly.pk).height == 4


def test_desk_and_link_at_once_are_two_lines_of_one_company():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    person = representative_of(entry)

    answers = at_once(
        lambda: check_in(entry, by=assembly.chair),
        lambda: check_in_person(assembly, person),
        lambda: check_in_person(assembly, person),
    )

    assert refused(answers) in (1, 2)  # the desk is refused where the person was faster
    assert len(present_now(assembly).present) == 1
    assert Presence.objects.filter(user=person).count() == 1


def test_out_at_two_desks_at_once_is_one_line():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in(entry, by=assembly.chair)
    answers = at_once(*(lambda by=by: check_out(entry, by=by) for by in (assembly.chair, assembly.secretary)))
    assert refused(answers) == 1
    assert [line.kind for line in Presence.objects.order_by("height")] == ["in", "out"]


def test_fourth_offered_at_the_same_instant():
    assembly = make_assembly(companies=6)
    holder, *grantors = entries_of(assembly)
    person = representative_of(holder)
    givers = [(grantor, representative_of(grantor)) for grantor in grantors]

    answers = at_once(
        *(
            lambda grantor=grantor, by=by: write_proxy(grantor, holder=holder, person=person, by=by)
            for grantor, by in givers
        )
    )

    assert refused(answers) == 2
    assert Proxy.objects.standing().filter(holder=holder).count() == 3


def test_a_circle_given_at_the_same_instant_is_one_proxy():
    one, other, _third = entries_of(make_assembly())
    first, second = representative_of(one), representative_of(other)
    answers = at_once(
        lambda: write_proxy(one, holder=other, person=second, by=first),
        lambda: write_proxy(other, holder=one, person=first, by=second),
    )
    assert refused(answers) == 1
    assert Proxy.objects.count() == 1


def test_one_proxy_accepted_and_taken_back_by_double_clicks_stays_one():
    one, other, _third = entries_of(make_assembly())
    first, second = representative_of(one), representative_of(other)
    writes = at_once(*[lambda: write_proxy(one, holder=other, person=second, by=first)] * 3)
    assert len({proxy.pk for proxy in writes}) == 1
    answers = at_once(*[lambda: accept_proxy(writes[0], by=second)] * 3)
    assert {answer.state for answer in answers} == {"accepted"}


def test_a_correction_confirmed_at_the_same_instant_is_one():
    assembly = make_assembly()
    vice = OfficeFactory(kind="vice").user
    entry = entries_of(assembly)[0]
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    answers = at_once(*(lambda by=by: confirm_correction(asked, by=by) for by in (assembly.secretary, vice)))
    assert refused(answers) == 1
    assert RollCorrection.objects.count() == 1


def test_a_check_in_and_a_correction_at_once_leave_nobody_in_who_is_struck_out():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[-1]
    asked = ask_correction(entry, after="left", reason="has left", by=assembly.chair)
    at_once(
        lambda: check_in(entry, by=assembly.secretary),
        lambda: confirm_correction(asked, by=assembly.secretary),
    )
    assert present_now(assembly).present == set()


def test_two_workers_send_the_links_once(mailoutbox):
    make_assembly(companies=3)
    sent = at_once(send_check_in_links, send_check_in_links)
    assert sorted(sent) == [0, 3]


def test_sixty_companies_check_in_with_doubled_requests_and_none_is_lost_or_doubled():
    assembly = make_assembly(state="open", companies=60)
    people = [representative_of(entry) for entry in entries_of(assembly)]
    batches = [[*people[start : start + 12], people[start]] for start in range(0, 60, 12)]  # 8 % come twice

    answers = [
        answer
        for batch in batches
        for answer in at_once(*(lambda person=person: check_in_person(assembly, person) for person in batch))
    ]

    assert refused(answers) == 5
    assert len(present_now(assembly).present) == Presence.objects.count() == 60
