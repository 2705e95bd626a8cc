"""Which reminders of votes a person sent from the desk: they stay when the person goes."""

from governance.assemblies.hall.models import VoteReminder
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_vote_reminders(user: User) -> Sections:
    sent = VoteReminder.objects.filter(by=user)
    return {"vote_reminders_sent": rows_of(sent, "sent_at", proposal_title="round__proposal__title")}
