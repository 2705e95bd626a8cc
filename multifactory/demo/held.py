"""An assembly of a sample that was held, through the services and on the sample's clock.

Its notice went out, companies came, voted on phones, by hand and in secret, and two signed its minutes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from governance.assemblies.attending.proxies import accept_proxy, write_proxy
from governance.assemblies.attending.services import answer_call, check_in, check_in_person
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import call_at
from governance.assemblies.elections.models import ProposedElection
from governance.assemblies.elections.services import accept_office, propose_candidate
from governance.assemblies.hall.hands import confirm_hand, enter_hand
from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.assemblies.hall.services import close_assembly, finish_item, open_call, open_item
from governance.assemblies.minutes.book import hash_of
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.services import note_items, sign_minutes, write_debate
from governance.assemblies.secrecy.scrutineers import add_scrutineer, new_key, take_key
from governance.assemblies.secrecy.services import count_urn
from governance.assemblies.secrecy.votes import cast_secret_ballot, fill_ballot
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry
from governance.offices.models import Office
from governance.offices.rules import current_offices
from governance.proposals.choices import Matter, Method
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, freeze_proposal, open_discussion
from governance.voting.models import RollEntry, VotingRound
from governance.voting.votes import cast_vote
from members.people.models import User
from multifactory.demo.clock import Clock, without_mails
from multifactory.demo.sample.held import HeldData, HeldItemData
from multifactory.demo.written import Written

PHRASES = ("amber scroll", "blue bicycle", "north window", "warm bread", "red thread", "wet clay")
Voter = tuple[RollEntry, User]  # a company, and whoever votes for it


def phrase_of(place: int) -> str:
    """On the ballot of a company, by its place among those who voted: nobody else has the same words."""
    return f"{PHRASES[place % len(PHRASES)]} {place + 11}"


def load_held(written: Written, data: HeldData, coordinator: User) -> None:
    begun = written.moment(data.called, "08:00") - timedelta(days=14)
    with without_mails(), Clock(begun).told() as clock:
        HeldLoader(written, data, coordinator, clock).load()


class HeldLoader:
    def __init__(self, written: Written, data: HeldData, coordinator: User, clock: Clock) -> None:
        self.written, self.data, self.coordinator, self.clock = written, data, coordinator, clock
        self.assembly = Assembly()
        self.codes: dict[int, str] = {}  # of the scrutineers, by their ids

    def load(self) -> None:
        self.call()
        self.answer()
        self.meet()
        for item, told in zip(self.assembly.items.order_by("position"), self.data.items, strict=True):
            self.clock.pass_by(minutes=6)
            self.deal_with(AgendaItem.objects.select_related("assembly", "proposal").get(pk=item.pk), told)
        self.clock.pass_by(minutes=5)
        close_assembly(self.assembly, by=self.chair)
        self.sign()

    @property
    def chair(self) -> User:
        return self.officer(Office.Kind.PRESIDENT)

    @property
    def secretary(self) -> User:
        return self.officer(Office.Kind.SECRETARY)

    def officer(self, kind: str) -> User:
        return next(office.user for office in current_offices() if office.kind == kind)

    # --- Before ------------------------------------------------------------------------------------------

    def call(self) -> None:
        day = self.written.moment(self.data.day, self.data.time)
        assembly = Assembly.objects.create(place=self.data.place, first_call_at=day)
        for told in self.data.items:
            proposal = self.propose(told)
            add_item(assembly, kind=told.kind, title=told.title, text=told.text, proposal=proposal)
        self.clock.at(self.written.moment(self.data.called, "09:00"))
        call_at(assembly, by=self.coordinator, at=self.clock.now)
        self.assembly = Assembly.objects.get(pk=assembly.pk)

    def propose(self, told: HeldItemData) -> Proposal | None:
        if told.kind in ("report", "other"):
            return None
        terms: dict[str, Any] = {}
        company, author = self.written.companies.get(told.proposer), None
        if told.office:
            user, company = self.written.people[self.chair.name]
            terms = {"method": Method.APPROVAL, "is_choice": True, "seats": told.seats, "effect": "election"}
            terms["effect_row"] = ProposedElection(kind=told.office, years=3)
            author = user
        elif company:
            author = self.written.person(company.name)
        if company is None or author is None:
            raise ValueError(f"{told.title}: nobody proposes it.")
        matter = told.matter or Matter.ELECTION
        proposal = create_proposal(
            company=company, author=author, title=told.title, text=told.text, matter=matter, **terms
        )
        proposal = open_discussion(proposal, by=author)
        for candidate in told.candidates:
            user, of = self.written.people[candidate.person]
            propose_candidate(proposal, user=user, company=of, by=user, statement=candidate.statement)
        return freeze_proposal(proposal, by=author)

    def answer(self) -> None:
        self.clock.pass_by(days=3)
        for grantor, holder in self.data.proxies:
            self.clock.pass_by(hours=2)
            proxy = write_proxy(
                self.entry(grantor),
                holder=self.entry(holder),
                person=self.written.person(holder),
                by=self.written.person(grantor),
            )
            accept_proxy(proxy, by=self.written.person(holder))
        for entry in self.comers():
            self.clock.pass_by(minutes=11)
            answer_call(entry, answer=AssemblyEntry.Answer.HALL, by=self.written.person(entry.company.name))

    def entry(self, company: str) -> AssemblyEntry:
        entries = AssemblyEntry.objects.select_related("company", "assembly")
        return entries.get(assembly=self.assembly, company__name=company)

    def comers(self) -> Iterable[AssemblyEntry]:
        absent = {*self.data.away, *(grantor for grantor, _holder in self.data.proxies)}
        entries = AssemblyEntry.objects.filter(assembly=self.assembly).exclude(company__name__in=absent)
        return entries.select_related("company", "assembly").order_by("company__name")

    # --- In the hall -------------------------------------------------------------------------------------

    def meet(self) -> None:
        """People check in on their phones; whose vote is taken by hand, at the desk."""
        self.clock.at(self.assembly.first_call_at - timedelta(minutes=25))
        for entry in self.comers():
            self.clock.pass_by(seconds=40)
            if entry.company.name in self.data.hands:
                check_in(entry, by=self.secretary)
            else:
                check_in_person(self.assembly, self.written.person(entry.company.name))
        self.clock.at(self.assembly.first_call_at + timedelta(minutes=8))
        self.assembly = open_call(self.assembly, by=self.chair)
        for name in self.data.scrutineers:
            scrutineer = add_scrutineer(self.assembly, user=self.written.people[name][0], by=self.chair)
            code, token = new_key(scrutineer)
            take_key(scrutineer, token=token, code=code)
            self.codes[scrutineer.pk] = code

    def deal_with(self, item: AgendaItem, told: HeldItemData) -> None:
        note_items(self.assembly, notes={item.pk: told.note}, before={item.pk: item.note})
        item.refresh_from_db()
        if told.kind in ("report", "other"):
            open_item(item, by=self.chair)
            self.clock.pass_by(minutes=14)
            finish_item(item, by=self.chair)
            return
        is_secret = told.kind == "election"
        cast_by = VotingRound.CastBy.PHONES if is_secret else VotingRound.CastBy.MIXED
        voting_round = open_round_in_assembly(item, by=self.chair, cast_by=cast_by, is_secret=is_secret)
        cast: Callable[[VotingRound, HeldItemData, list[Voter]], None]
        cast = self.cast_in_secret if is_secret else self.cast_openly
        cast(voting_round, told, self.voters(voting_round))
        self.clock.pass_by(minutes=2)
        close_round_in_assembly(voting_round, by=self.chair)
        if is_secret:
            self.count(voting_round)

    def voters(self, voting_round: VotingRound) -> list[Voter]:
        """Who is there and may vote, in the order of the sample, with the person who speaks for it."""
        there = {entry.company_id for entry in self.comers()}
        entries = RollEntry.objects.filter(round=voting_round, standing=RollEntry.Standing.ENTITLED)
        found = entries.select_related("company", "proxy__person").order_by("company")
        return [
            (one, one.proxy.person if one.proxy else self.written.person(one.company.name))
            for one in found
            if one.proxy or one.company_id in there
        ]

    def cast_openly(self, voting_round: VotingRound, told: HeldItemData, voters: list[Voter]) -> None:
        scrutineer = self.written.people[self.data.scrutineers[0]][0]
        choices = dict.fromkeys(told.against, "no") | dict.fromkeys(told.abstain, "abstain")
        for entry, person in voters:
            self.clock.pass_by(seconds=4)
            choice = choices.get(entry.company.name, "yes")
            if entry.company.name in self.data.hands:
                vote = enter_hand(voting_round, company=entry.company, choice=choice, by=self.secretary)
                confirm_hand(vote, choice=choice, by=scrutineer)
            else:
                cast_vote(voting_round, company=entry.company, answer={"choice": choice}, by=person)

    def cast_in_secret(self, voting_round: VotingRound, told: HeldItemData, voters: list[Voter]) -> None:
        """The names go round the voters, one vote after the other, until each candidate has theirs."""
        keys = {option["title"].partition(" (")[0]: option["key"] for option in voting_round.options}
        named: dict[int, list[str]] = {entry.pk: [] for entry, _person in voters}
        places = cycle(named)
        for candidate in told.candidates:
            for _vote in range(candidate.votes):
                named[next(places)].append(keys[candidate.person])
        for place, (entry, person) in enumerate(voters):
            self.clock.pass_by(seconds=6)
            answer = {"choice": "ballot", "options": sorted(named[entry.pk])}
            ballot, _form = fill_ballot(
                voting_round, company=entry.company, answer=answer, phrase=phrase_of(place), by=person
            )
            cast_secret_ballot(voting_round, ballot, company=entry.company, by=person)

    def count(self, voting_round: VotingRound) -> None:
        """The elected accept there and then."""
        self.clock.pass_by(minutes=1)
        scrutineer = self.written.people[self.data.scrutineers[0]][0]
        counted = count_urn(voting_round, dict(list(self.codes.items())[:2]), by=scrutineer)
        for candidacy in counted.proposal.candidacies.exclude(office=None).select_related("user"):
            accept_office(candidacy, by=candidacy.user)

    # --- The minutes -------------------------------------------------------------------------------------

    def sign(self) -> None:
        self.clock.at(self.signed_at)
        minutes = Minutes.objects.get(assembly=self.assembly)
        seen = hash_of(minutes)
        minutes = write_debate(minutes, text=self.data.text, notes={}, seen=seen, by=self.secretary)
        for person in (self.secretary, self.chair):
            self.clock.pass_by(hours=1)
            minutes = sign_minutes(minutes, seen=hash_of(minutes), by=person)

    @property
    def signed_at(self) -> datetime:
        return self.written.moment(self.data.signed, "15:10")
