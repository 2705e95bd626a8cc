"""Who is there: from the lines of the sheet, the proxies and the roll."""

from datetime import timedelta
from operator import itemgetter

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.assemblies.attending.services import (
    check_in,
    check_in_person,
    check_out,
    check_out_person,
)
from governance.assemblies.hall.overview import overview_of
from governance.assemblies.hall.quorum import Quorum
from governance.attendance.models import Assembly, AssemblyEntry, Presence, Proxy
from governance.attendance.presence import Kind, attendance_of, present_now
from governance.attendance.rules import call_now
from tests.factories.assemblies import (
    ProxyFactory,
    come_in,
    entries_of,
    make_assembly,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def present(assembly) -> set[int]:
    return set(present_now(Assembly.objects.get(pk=assembly.pk)).present)


# --- The lines ------------------------------------------------------------------------------------------


def test_two_people_of_a_company_are_one():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    colleague = MembershipFactory(company=entry.company, role="representative").user

    check_in_person(assembly, representative_of(entry))
    check_in_person(assembly, colleague)

    assert present(assembly) == {entry.company_id}
    assert present_now(assembly).hall == 1
    check_out_person(assembly, colleague)
    assert present(assembly) == {entry.company_id}
    check_out_person(assembly, representative_of(entry))
    assert present(assembly) == set()


def test_person_of_two_companies_is_in_for_both():
    assembly = make_assembly(state="open")
    one, other, _third = entries_of(assembly)
    person = representative_of(one)
    MembershipFactory(user=person, company=other.company, role="representative")

    lines = check_in_person(assembly, person)

    assert {line.entry_id for line in lines} == {one.pk, other.pk}
    assert present(assembly) == {one.company_id, other.company_id}


def test_in_out_in():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    by = assembly.chair

    check_in(entry, by=by)
    assert present(assembly) == {entry.company_id}
    check_out(entry, by=by)
    assert present(assembly) == set()
    check_in(entry, by=by)
    assert present(assembly) == {entry.company_id}
    assert [line.kind for line in entry.presences.order_by("height")] == ["in", "out", "in"]


def test_out_on_the_chairs_word_takes_all_out():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in_person(assembly, representative_of(entry))
    check_in_person(assembly, MembershipFactory(company=entry.company, role="representative").user)

    check_out(entry, by=assembly.chair)

    assert present(assembly) == set()


def test_a_person_who_leaves_does_not_undo_the_word_of_the_chair():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in(entry, by=assembly.chair)
    check_in_person(assembly, representative_of(entry))

    check_out_person(assembly, representative_of(entry))

    assert present(assembly) == {entry.company_id}


def test_a_company_already_in_is_refused_at_the_desk():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in(entry, by=assembly.chair)

    with pytest.raises(ValidationError) as caught:
        check_in(entry, by=assembly.secretary)

    assert caught.value.messages == [f"{entry.company} is already in."]
    assert Presence.objects.count() == 1


def test_a_check_out_before_a_check_in_is_refused():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]

    with pytest.raises(ValidationError) as caught:
        check_out(entry, by=assembly.chair)
    assert caught.value.messages == [f"{entry.company} is not in: it cannot leave."]
    with pytest.raises(ValidationError) as caught:
        check_out_person(assembly, representative_of(entry))
    assert caught.value.messages == ["You are not checked in."]
    assert Presence.objects.count() == 0


def test_lines_are_added_and_never_changed():
    assembly = make_assembly(state="open")
    line = check_in(entries_of(assembly)[0], by=assembly.chair)

    for write in (
        lambda: Presence.objects.filter(pk=line.pk).update(kind="out"),
        lambda: Presence.objects.filter(pk=line.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_each_line_has_the_height_of_the_assembly_and_the_clock_of_the_database():
    assembly = make_assembly(state="open")
    one, other, _third = entries_of(assembly)

    with time_machine.travel(timezone.now() - timedelta(days=30)):  # the clock of this process is wrong
        first, second = check_in(one, by=assembly.chair), check_in(other, by=assembly.chair)

    assert [first.height, second.height] == [1, 2]
    assert Assembly.objects.get(pk=assembly.pk).height == 2
    assert abs(timezone.now() - first.at) < timedelta(minutes=5)


def test_who_was_in_at_the_first_call_is_not_in_at_the_second():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in(entry, by=assembly.chair)
    now = timezone.now()
    Assembly.objects.filter(pk=assembly.pk).update(
        state="called", first_call_at=now - timedelta(days=1), second_call_at=now + timedelta(minutes=10)
    )
    assembly.refresh_from_db()

    assert call_now(assembly) == 2
    assert present(assembly) == set()
    assert check_in(entry, by=assembly.chair).call == 2


def test_check_in_opens_two_hours_before_the_call():
    assembly = make_assembly(first_call_at=timezone.now() + timedelta(hours=3))
    entry = entries_of(assembly)[0]

    with pytest.raises(ValidationError) as caught:
        check_in(entry, by=assembly.chair)
    assert caught.value.error_list[0].code == "too_early"
    Assembly.objects.filter(pk=assembly.pk).update(first_call_at=timezone.now() + timedelta(minutes=119))
    assert check_in(entry, by=assembly.chair).call == 1


@pytest.mark.parametrize("state", ["closed", "deserted", "cancelled"])
def test_nobody_checks_in_once_it_is_over(state):
    assembly = make_assembly(state=state)
    with pytest.raises(ValidationError) as caught:
        check_in(entries_of(assembly)[0], by=assembly.chair)
    assert caught.value.messages == ["This assembly is over: nothing was changed."]


def test_nobody_is_there_by_video_where_it_meets_in_the_hall():
    assembly = make_assembly(state="open")
    with pytest.raises(ValidationError) as caught:
        check_in(entries_of(assembly)[0], by=assembly.chair, how="remote")
    assert caught.value.messages == ["This assembly meets in the hall."]


def test_hall_and_video_are_counted_apart():
    assembly = make_assembly(state="open", mode="mixed", link="https://video.example.org/1")
    one, other, third = entries_of(assembly)
    check_in(one, by=assembly.chair)
    check_in(other, by=assembly.chair, how="remote")
    ProxyFactory(grantor=third, holder=one)

    attendance = present_now(assembly)

    assert (attendance.hall, attendance.remote, attendance.by_proxy) == (1, 1, 1)
    assert attendance.entries[other.company_id].kind == Kind.REMOTE


def test_a_suspended_company_is_on_the_sheet_and_not_in_p():
    assembly = make_assembly(state="open", suspended=1)
    entry = entries_of(assembly)[-1]

    check_in(entry, by=assembly.chair)

    attendance = present_now(assembly)
    assert attendance.entries[entry.company_id].counts is False
    assert (set(attendance.present), attendance.hall) == (set(), 0)


def test_a_company_struck_out_is_not_there():
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[0]
    check_in(entry, by=assembly.chair)
    AssemblyEntry.objects.filter(pk=entry.pk).update(standing="left", reason="has left")

    assert present(assembly) == set()
    with pytest.raises(ValidationError) as caught:
        check_in(entry, by=assembly.chair)
    assert caught.value.messages == [f"{entry.company} is no longer on the list of voters."]


def test_who_represents_no_company_called_is_refused():
    assembly = make_assembly(state="open")
    stranger, collaborator = UserFactory(), MembershipFactory(company=entries_of(assembly)[0].company).user
    for person in (stranger, collaborator):
        with pytest.raises(ValidationError) as caught:
            check_in_person(assembly, person)
        assert caught.value.messages == ["You represent no company called to this assembly."]


# --- Proxies --------------------------------------------------------------------------------------------


def test_quorum_21_of_41_met_only_by_proxies():
    assembly = make_assembly(state="open", companies=41, items=1)
    entries = entries_of(assembly)
    holders, grantors = entries[:6], entries[6:21]
    for index, grantor in enumerate(grantors):
        ProxyFactory(grantor=grantor, holder=holders[index % 6])
    for holder in holders[:-1]:
        come_in(holder)
    assert overview_of(assembly).rows[0].quorum == Quorum(21, 18)

    come_in(holders[-1])

    attendance = present_now(assembly)
    assert (attendance.hall, attendance.by_proxy) == (6, 15)
    quorum = overview_of(assembly).rows[0].quorum
    assert (quorum, quorum.is_reached) == (Quorum(21, 21), True)


def test_present_now_asks_three_times_however_many_there_are(django_assert_num_queries):
    assembly = make_assembly(state="open", companies=9)
    for entry in entries_of(assembly):
        come_in(entry)
    with django_assert_num_queries(3):
        assert len(present_now(assembly).present) == 9


# --- Any sequence ---------------------------------------------------------------------------------------

COMPANIES, PEOPLE = range(5), (None, 0, 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("in"), st.sampled_from(COMPANIES), st.sampled_from(PEOPLE)),
        st.tuples(st.just("out"), st.sampled_from(COMPANIES), st.sampled_from(PEOPLE)),
        st.tuples(st.just("proxy"), st.sampled_from(COMPANIES), st.sampled_from(COMPANIES)),
        st.tuples(st.just("revoke"), st.sampled_from(COMPANIES), st.just(0)),
    ),
    max_size=40,
)


@given(STEPS, st.sets(st.sampled_from(COMPANIES), max_size=2))
def test_p_is_what_a_plain_recomputation_finds(steps, suspended):
    """The plain way: for each company look at all its people, then at its proxy."""
    entries = [
        AssemblyEntry(pk=10 + one, company_id=one, standing="suspended" if one in suspended else "entitled")
        for one in COMPANIES
    ]
    lines, proxies = [], {}
    for height, (verb, company, other) in enumerate(steps, start=1):
        if verb in ("in", "out"):
            user = None if other is None else 100 * company + other
            line = Presence(entry_id=10 + company, user_id=user, kind=verb, height=height, at=timezone.now())
            lines.append(line)
        elif verb == "proxy" and company != other:
            proxies[company] = other
        elif verb == "revoke":
            proxies.pop(company, None)
    rows = [
        Proxy(pk=grantor, grantor_id=10 + grantor, holder_id=10 + holder, person_id=1, state="accepted")
        for grantor, holder in proxies.items()
    ]

    found = attendance_of(entries, reversed(lines), rows)

    def is_in(company):
        mine = [(line.height, line.user_id, line.kind) for line in lines if line.entry_id == 10 + company]
        cleared = max((height for height, user, kind in mine if user is None and kind == "out"), default=0)
        later = [one for one in mine if one[0] > cleared]
        people = {user for _height, user, _kind in later}
        return any(
            max((one for one in later if one[1] == user), key=itemgetter(0))[2] == "in" for user in people
        )

    expected = {
        company
        for company in COMPANIES
        if company not in suspended
        and (
            is_in(company)
            or (company in proxies and proxies[company] not in suspended and is_in(proxies[company]))
        )
    }
    assert found.present == expected
    in_room = {company for company in COMPANIES if is_in(company)}
    assert set(found.entries) == expected | in_room
