"""Who gives a vote to whom, and what stands against it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from governance.assemblies.attending.proxies import accept_proxy, refuse_proxy, revoke_proxy, write_proxy
from governance.assemblies.attending.services import check_in, check_out
from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.presence import present_now
from governance.rulebook.models import Rulebook
from tests.factories.assemblies import (
    ProxyFactory,
    come_in,
    entries_of,
    go_out,
    make_assembly,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def give(grantor, holder, **values) -> Proxy:
    terms = {"person": representative_of(holder), "by": representative_of(grantor)} | values
    return write_proxy(grantor, holder=holder, **terms)


def give_accepted(grantor, holder) -> Proxy:
    return accept_proxy(give(grantor, holder), by=representative_of(holder))


def code_of(caught) -> str:
    error = caught.value
    return (error.error_dict["holder"] if hasattr(error, "error_dict") else error.error_list)[0].code


def present(assembly) -> set[int]:
    return set(present_now(Assembly.objects.get(pk=assembly.pk)).present)


# --- Refused --------------------------------------------------------------------------------------------


def test_fourth_refused():
    entries = entries_of(make_assembly(companies=5))
    holder, *grantors = entries
    for grantor in grantors[:3]:
        give_accepted(grantor, holder)

    with pytest.raises(ValidationError) as caught:
        give(grantors[3], holder)

    assert caught.value.message_dict == {
        "holder": [f"{holder.company} already holds 3 proxies, the most the rulebook allows."]
    }


def test_chain():
    first, second, third = entries_of(make_assembly())
    give_accepted(first, second)

    with pytest.raises(ValidationError) as caught:
        give(second, third)
    assert code_of(caught) == "chain"
    with pytest.raises(ValidationError) as caught:
        give(third, first)
    assert code_of(caught) == "chain"


def test_circle():
    first, second, _third = entries_of(make_assembly())
    give_accepted(first, second)
    with pytest.raises(ValidationError) as caught:
        give(second, first)
    assert code_of(caught) == "chain"


def test_the_database_refuses_a_chain_too():
    first, second, third = entries_of(make_assembly())
    ProxyFactory(grantor=first, holder=second)
    for grantor, holder in ((second, third), (third, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProxyFactory(grantor=grantor, holder=holder)


def test_self():
    entry = entries_of(make_assembly())[0]
    with pytest.raises(ValidationError) as caught:
        give(entry, entry)
    assert code_of(caught) == "self"


def test_director_refused():
    assembly = make_assembly()
    grantor, _other = entries_of(assembly)[:2]
    place = MembershipFactory(role="representative")
    holder = AssemblyEntry.objects.create(assembly=assembly, company=place.company, is_director=True)

    with pytest.raises(ValidationError) as caught:
        give(grantor, holder)
    assert code_of(caught) == "director"
    Rulebook.objects.filter(pk=assembly.rulebook_id).update(may_directors_hold_proxies=True)
    assert give(grantor, holder).state == "offered"


def test_holder_suspended():
    assembly = make_assembly(suspended=1)
    one, other, _third, suspended = entries_of(assembly)
    for grantor, holder in ((one, suspended), (suspended, other)):
        with pytest.raises(ValidationError) as caught:
            give(grantor, holder)
        assert code_of(caught) == "suspended"
    give_accepted(one, other)
    come_in(other)
    AssemblyEntry.objects.filter(pk=other.pk).update(standing="suspended", reason="entered wrongly")
    assert present(assembly) == set()


def test_not_blank():
    grantor, holder, _third = entries_of(make_assembly())
    collaborator = MembershipFactory(company=holder.company).user
    for person in (UserFactory(), collaborator, representative_of(grantor)):
        with pytest.raises(ValidationError) as caught:
            give(grantor, holder, person=person)
        assert code_of(caught) == "person"


def test_not_good_in_the_next_assembly():
    earlier, later = make_assembly(), make_assembly(has_officers=False)
    grantor, holder, _third = entries_of(earlier)
    give_accepted(grantor, holder)
    for entry in (grantor, holder):
        AssemblyEntry.objects.create(assembly=later, company=entry.company)
    come_in(later.entries.get(company=holder.company))

    assert present(later) == {holder.company_id}
    with pytest.raises(ValidationError) as caught:
        give(grantor, later.entries.get(company=holder.company))
    assert code_of(caught) == "not_on_roll"


def test_one_at_a_time():
    grantor, holder, third = entries_of(make_assembly())
    given = give(grantor, holder)
    assert give(grantor, holder) == given  # a second click
    with pytest.raises(ValidationError) as caught:
        give(grantor, third)
    assert code_of(caught) == "given"
    assert Proxy.objects.count() == 1


def test_only_representatives_give_answer_and_take_back():
    grantor, holder, _third = entries_of(make_assembly())
    giver, taker = representative_of(grantor), representative_of(holder)
    with pytest.raises(ValidationError) as caught:
        give(grantor, holder, by=taker)
    assert code_of(caught) == "not_representative"
    proxy = give(grantor, holder)
    for service, by in ((accept_proxy, giver), (refuse_proxy, giver), (revoke_proxy, taker)):
        with pytest.raises(ValidationError) as caught:
            service(proxy, by=by)
        assert code_of(caught) == "not_representative"


@pytest.mark.parametrize("state", ["closed", "deserted", "cancelled"])
def test_nobody_gives_one_once_it_is_over(state):
    grantor, holder, _third = entries_of(make_assembly(state=state))
    with pytest.raises(ValidationError) as caught:
        give(grantor, holder)
    assert code_of(caught) == "state"


# --- What it does ---------------------------------------------------------------------------------------


def test_offered_it_counts_for_nothing():
    assembly = make_assembly(state="open")
    grantor, holder, _third = entries_of(assembly)
    come_in(holder)
    proxy = give(grantor, holder)
    assert present(assembly) == {holder.company_id}

    accept_proxy(proxy, by=representative_of(holder))

    assert present(assembly) == {holder.company_id, grantor.company_id}


def test_holder_absent_does_not_count():
    assembly = make_assembly(state="open")
    grantor, holder, third = entries_of(assembly)
    give_accepted(grantor, holder)
    come_in(third)
    assert present(assembly) == {third.company_id}


def test_holder_leaves_and_the_grantor_goes_too():
    assembly = make_assembly(state="open")
    grantor, holder, _third = entries_of(assembly)
    give_accepted(grantor, holder)
    check_in(holder, by=assembly.chair)
    assert present(assembly) == {grantor.company_id, holder.company_id}

    check_out(holder, by=assembly.chair)

    assert present(assembly) == set()


def test_a_holder_that_is_not_in_itself_but_by_proxy_does_not_exist():
    """A proxy rests on people who are there: one whose holder is away is worth nothing."""
    assembly = make_assembly(state="open", companies=4)
    first, second, third, fourth = entries_of(assembly)
    give_accepted(first, second)
    give_accepted(third, fourth)
    come_in(fourth)
    assert present(assembly) == {third.company_id, fourth.company_id}


def test_the_grantor_checks_in_and_the_proxy_rests():
    assembly = make_assembly(state="open")
    grantor, holder, _third = entries_of(assembly)
    give_accepted(grantor, holder)
    come_in(holder)
    come_in(grantor)
    there = present_now(assembly).entries[grantor.company_id]
    assert (there.kind, there.holder) == ("hall", None)

    go_out(grantor)

    there = present_now(assembly).entries[grantor.company_id]
    assert (there.kind, there.holder, there.person) == ("proxy", holder.pk, representative_of(holder).pk)


def test_good_in_second_call():
    assembly = make_assembly(state="open", call=2)
    grantor, holder, _third = entries_of(assembly)
    ProxyFactory(grantor=grantor, holder=holder)
    come_in(holder)
    assert present(assembly) == {grantor.company_id, holder.company_id}


def test_revoked_it_is_worth_nothing_and_another_can_be_given():
    assembly = make_assembly(state="open")
    grantor, holder, third = entries_of(assembly)
    proxy = give_accepted(grantor, holder)
    come_in(holder)

    revoke_proxy(proxy, by=representative_of(grantor))

    assert present(assembly) == {holder.company_id}
    assert give(grantor, third).state == "offered"
    assert revoke_proxy(proxy, by=representative_of(grantor)).state == "revoked"  # again: nothing new
    with pytest.raises(ValidationError):
        accept_proxy(proxy, by=representative_of(holder))


def test_refused_it_is_over():
    grantor, holder, third = entries_of(make_assembly())
    proxy = refuse_proxy(give(grantor, holder), by=representative_of(holder))
    assert proxy.state == "refused"
    with pytest.raises(ValidationError):
        accept_proxy(proxy, by=representative_of(holder))
    assert give(grantor, third).state == "offered"


def test_a_proxy_answers_the_call():
    grantor, holder, _third = entries_of(make_assembly())
    proxy = give(grantor, holder)
    grantor.refresh_from_db()
    assert (grantor.rsvp, grantor.rsvp_by) == ("proxy", representative_of(grantor))
    revoke_proxy(proxy, by=representative_of(grantor))
    grantor.refresh_from_db()
    assert grantor.rsvp == "none"


def test_accepted_twice_is_one_mail(mailoutbox):
    grantor, holder, _third = entries_of(make_assembly())
    proxy = give_accepted(grantor, holder)
    accept_proxy(proxy, by=representative_of(holder))
    assert [one.to for one in mailoutbox if one.to == [representative_of(grantor).email]] == [
        [representative_of(grantor).email]
    ]


def test_mails_tell_the_other_side_and_hold_no_instructions(mailoutbox):
    grantor, holder, _third = entries_of(make_assembly())
    proxy = give(grantor, holder, instructions="Say no to the lift.")
    accept_proxy(proxy, by=representative_of(holder))
    revoke_proxy(proxy, by=representative_of(grantor))

    taker, giver = representative_of(holder).email, representative_of(grantor).email
    assert [(one.to, one.subject) for one in mailoutbox] == [
        ([taker], f"{grantor.company} asks you to vote on its behalf"),
        ([giver], f"{holder.company} has accepted your proxy"),
        ([taker], f"{grantor.company} has revoked its proxy"),
    ]
    assert not any("lift" in one.body for one in mailoutbox)
