"""What a text of each matter should say: offered to whoever begins to write one, in their language."""

from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter

_WHAT, _WHY, _COST = _("## What we propose\n\n"), _("## Why\n\n"), _("## What it costs and who pays\n\n")
_WHO = _("## Who is responsible, and by when\n\n")

TEMPLATES = {
    Matter.ORDINARY: [_WHAT, _WHY, _WHO],
    Matter.BUDGET: [
        _WHAT,
        _WHY,
        _("## Amount, supplier and quotes\n\nAttach the quotes as PDF.\n\n"),
        _("## What happens if we do not spend it\n\n"),
        _WHO,
    ],
    Matter.RULES: [
        _("## The rule as it is\n\n"),
        _("## The rule as it should be\n\n"),
        _WHY,
        _("## From when, and when we review it\n\n"),
    ],
    Matter.ADMISSION: [
        _("## The company and what it makes\n\n"),
        _("## What it brings to the community\n\n"),
        _("## Who does similar work already, and what they say\n\n"),
        _("## The space it asks for\n\n"),
    ],
    Matter.ALLOCATION: [
        _("## The unit, its condition and who is asking for it\n\n"),
        _("## What for, and why this company\n\n"),
        _("## From when, until when, on what terms\n\n"),
    ],
    Matter.RENEWAL: [
        _("## The works, step by step\n\n"),
        _WHY,
        _COST,
        _("## Hours we put in ourselves\n\n"),
        _("## Safety, permits, noise\n\n"),
        _WHO,
    ],
    Matter.EVENT: [
        _("## The event: when, where, for whom\n\n"),
        _WHY,
        _COST,
        _("## Who does what on the day\n\n"),
    ],
    Matter.INSTITUTION: [
        _("## The institution and what we agree\n\n"),
        _("## What each side gives\n\n"),
        _("## Who represents us, and until when\n\n"),
    ],
    Matter.ELECTION: [
        _("## The office, and for how long\n\n"),
        _("## Who stands for it\n\n"),
    ],
    Matter.ACCOUNTS: [
        _("## The year in figures\n\nAttach the accounts as PDF.\n\n"),
        _("## What has changed, and why\n\n"),
    ],
    Matter.STATUTE: [
        _("## The article as it is\n\n"),
        _("## The article as it should be\n\n"),
        _WHY,
    ],
    Matter.DISSOLUTION: [
        _WHY,
        _("## Who settles what is owed\n\n"),
        _("## Who receives what is left\n\n"),
    ],
}


def template_for(matter: str) -> str:
    """Markdown: the headings a text of this matter should have."""
    return "".join(str(part) for part in TEMPLATES[Matter(matter)]).strip() + "\n"
