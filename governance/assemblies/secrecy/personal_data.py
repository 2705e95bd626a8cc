"""In which assemblies a person was a scrutineer, and which papers they counted. It stays in the minutes.

What somebody voted in secret is nobody's: no row says whose a ballot is.
"""

from governance.assemblies.secrecy.models import PaperCount, Scrutineer
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_scrutineers(user: User) -> Sections:
    year, number = "assembly__year", "assembly__number"
    counted = PaperCount.objects.filter(entered_by=user)
    return {
        "scrutineer_in": rows_of(Scrutineer.objects.filter(user=user), year, number),
        "papers_counted": rows_of(counted, "counts", "at", proposal_title="round__proposal__title"),
    }
