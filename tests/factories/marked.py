"""A person whose marks, beginning with z, are in everything that can hold one."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from governance.attendance.models import Assembly, AssemblyEntry
from governance.notices.models import DigestMark
from governance.proposals.models import Recusal
from members.companies.models import Company
from members.exchange.listings.part_models import MatchTold
from members.people.mails.models import MailChoice
from members.people.models import Membership, User
from multifactory.lib.mail_queue.models import QueuedMail
from tests.factories.assemblies import (
    AssemblyEntryFactory,
    ProxyFactory,
    RollCorrectionFactory,
    RollCorrectionRequestFactory,
    come_in,
    entries_of,
    make_assembly,
)
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.governance import (
    AmendmentFactory,
    CommentFactory,
    ProposalFactory,
    ResolutionFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.listings import ListingFactory, ListingReplyFactory
from tests.factories.members import CompanyFactory, InvitationFactory, MembershipFactory, UserFactory
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    FloorPlanFactory,
    OfferFactory,
    PlanDraftFactory,
    RenewalFactory,
    ReshapingFactory,
    UnitRequestFactory,
)

MAIN, SECOND, UNPROVEN = "zmain@example.org", "zsecond@example.org", "zunproven@example.org"
REPRESENTATIVE = Membership.Role.REPRESENTATIVE
Status = QueuedMail.Status


def with_addresses(user: User) -> User:
    """Their address is confirmed, so that they can log in."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_marked_person() -> User:
    """Somebody who has left a mark, beginning with z, in everything that can hold one."""
    user = with_addresses(UserFactory(name="Zoe Zname", email=MAIN, last_login=timezone.now()))
    EmailAddress.objects.create(user=user, email=SECOND, verified=True)
    unproven = EmailAddress.objects.create(user=user, email=UNPROVEN)
    EmailConfirmation.objects.create(email_address=unproven, key="zkey")
    company = CompanyFactory(name="Ferri")
    _at_home(user)
    _in_company(user, company)
    _decides(user, company)
    BookingFactory(company=company, booked_by=user, purpose="zbooking")
    CalendarLinkFactory(made_by=user, label="zscreen", revoked_by=user, revoked_at=timezone.now())
    AllocationFactory(company=company, recorded_by=user)
    _ends_and_voids(user, company)
    FloorPlanFactory(published_by=user)
    PlanDraftFactory(uploaded_by=user)
    _meets(user, company)
    _asks_for_units(user, company)
    ConditionFactory(recorded_by=user, recorded_at=timezone.now())
    RenewalFactory(recorded_by=user)
    long_ago = timezone.now() - timedelta(days=9)
    past = EventFactory(title="zpast", starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    RegistrationFactory(event=past, name="zguest", email=MAIN)
    RegistrationFactory(event=EventFactory(title="zcoming", capacity=1), name="zguest", email=SECOND)
    _mails_and_diary(user)
    return user


def _at_home(user: User) -> None:
    UserSession.objects.create(user=user, session_key="zsession", ip="192.0.2.77", user_agent="zagent")
    Client().force_login(user)
    visitor = Client().session
    visitor["account_verified_email"] = MAIN
    visitor.save()
    key = {"name": "zkeyname", "credential": {"id": "zcredential"}}
    Authenticator.objects.create(user=user, type="webauthn", data=key)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "zsecret"})


def _in_company(user: User, company: Company) -> None:
    MembershipFactory(user=user, company=company, role=REPRESENTATIVE)
    MembershipFactory(company=company, role=REPRESENTATIVE)
    InvitationFactory(company=company, email=MAIN, accepted_at=timezone.now())
    InvitationFactory(company=CompanyFactory(name="Galli"), email=SECOND.upper())
    InvitationFactory(company=company, email="other@example.org", invited_by=user)
    company.change_requests.create(name="New Ferri", note="znote", requested_by=user)
    change = company.history.first()
    change.history_user = user
    change.save()


def _decides(user: User, company: Company) -> None:
    proposal = ProposalFactory(company=company, author=user, title="ztitle", text="ztext")
    assembly = Assembly.objects.create(place="zplace", first_call_at=timezone.now(), secretary=user)
    assembly.changes.create(kind="moved", by=user, reason="znotice", at=timezone.now())
    CommentFactory(company=company, author=user, text="zcomment")
    AmendmentFactory(proposal=proposal, author=user, title="ztitle", text="zamendment", reason="zreason")
    proposal.attachments.create(
        name="zpaper", kind="pdf", file="attachments/x", size=1, sha256="0", added_by=user
    )
    Recusal.objects.create(proposal=proposal, company=company, declared_by=user, reason="zrecusal")
    proposal.steps.create(state="deferred", by=user, reason="zrecusal")
    VoteFactory(
        cast_by=user,
        roll_entry__company=company,
        roll_entry__round=VotingRoundFactory(
            proposal=proposal, opened_by=user, extended_by=user, closed_by=user, cancelled_by=user
        ),
    )
    ResolutionFactory(done_by=user, done_on=timezone.localdate(), concluded_by=user)
    DigestMark.objects.create(user=user, until=timezone.now())
    closed = {"closed_by": user, "closed_at": timezone.now(), "outcome": "done"}
    ours = ListingFactory(company=company, author=user, renewed_by=user, text="zlisting", **closed)
    reply = ListingReplyFactory(company=company, author=user, text="zanswer")
    MatchTold.objects.create(user=user, ours=ours, theirs=reply.listing, renewed_on=ours.renewed_on)
    MailChoice.objects.create(user=user, kind="replies", is_wanted=False)


def _meets(user: User, company: Company) -> None:
    assembly = make_assembly(companies=2)
    assembly.chair = user
    assembly.save()
    struck, holder = entries_of(assembly)
    entry = AssemblyEntryFactory(assembly=assembly, company=company, rsvp_by=user, rsvp_at=timezone.now())
    ProxyFactory(grantor=entry, holder=holder, written_by=user, instructions="zinstructions")
    come_in(holder, by=user)
    come_in(entry, user=user)
    # The rows alone: a mail to the other officer would hold the reason too.
    RollCorrectionRequestFactory(entry=struck, asked_by=user, reason="zstruck")
    RollCorrectionFactory(entry=struck, by=user, reason="zstruck")
    AssemblyEntry.objects.filter(pk=struck.pk).update(standing="left", reason="zstruck")


def _asks_for_units(user: User, company: Company) -> None:
    own = UnitRequestFactory(name="zasker", email=MAIN, needs="zneeds", note="zwish", asked_by=user)
    OfferFactory(request=own, offered_by=user)
    UnitRequestFactory(company=company, name="zasker", email=SECOND, asked_by=user)
    ReshapingFactory(recorded_by=user)


def _ends_and_voids(user: User, company: Company) -> None:
    now = timezone.now()
    AllocationFactory(company=company, end_on=timezone.localdate(), ended_by=user, end_reason="zend")
    for factory in (AllocationFactory, ConditionFactory, RenewalFactory):
        factory(voided_at=now, void_reason="zmistake", voided_by=user)


def _mails_and_diary(user: User) -> None:
    def mail(to: str, subject: str, status: str, body: str = "", error: str = "") -> QueuedMail:
        return QueuedMail.objects.create(
            from_email="portal@example.org",
            to=to,
            subject=subject,
            message=body,
            status=status,
            last_error=error,
        )

    mail(MAIN, "zsubject", Status.SENT, error=f"refused: {MAIN}")
    mail(SECOND.title(), "zwaiting", Status.QUEUED, "zbody")
    mail("other@example.org", "Zoe Zname invites you", Status.SENT)
    mail("other@example.org", "A matter", Status.FAILED, f"Write to {SECOND}")
    mail("other@example.org", "Another matter", Status.SENT)
    user_kind = ContentType.objects.get_for_model(User)
    diary = {"action_flag": CHANGE, "content_type": user_kind, "change_message": ""}
    other = UserFactory(name="Other")
    LogEntry.objects.create(user=user, object_id=str(other.pk), object_repr="Other", **diary)
    LogEntry.objects.create(user=other, object_id=str(user.pk), object_repr="Zoe Zname", **diary)
