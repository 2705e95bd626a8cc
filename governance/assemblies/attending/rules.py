"""Who may answer a proxy, and who may take it back."""

from governance.attendance.models import Proxy
from governance.attendance.rules import takes_answers
from members.companies.models import Company
from members.people.models import Membership


def represents(membership: Membership | None, company: Company) -> bool:
    return membership is not None and membership.company_id == company.pk and membership.is_representative


def can_answer_proxy(membership_in_holder: Membership | None, proxy: Proxy) -> bool:
    """Accept or refuse it: whoever represents the company it was offered to."""
    is_waiting = proxy.state == Proxy.State.OFFERED and takes_answers(proxy.assembly)
    return is_waiting and represents(membership_in_holder, proxy.holder.company)


def can_revoke_proxy(membership_in_grantor: Membership | None, proxy: Proxy) -> bool:
    """Whoever represents the company that gave it, also after it was accepted."""
    stands = proxy.state in (Proxy.State.OFFERED, Proxy.State.ACCEPTED) and takes_answers(proxy.assembly)
    return stands and represents(membership_in_grantor, proxy.grantor.company)
