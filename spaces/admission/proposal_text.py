"""The words of a proposal to admit a candidate.

They stay in the book for ever, so they say its name and its one line; all else is on the page of the
application, which is emptied one day.
"""

from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.applications.models import Application
from multifactory.lib.formats import format_day


def title_of(application: Application) -> str:
    return _("Admission of %(name)s") % {"name": application}


def proposed_text(application: Application) -> str:
    """With what a representative may add to before it is sent."""
    day = format_day(application.submitted_on) if application.submitted_on else "–"
    values = {"name": application, "day": day, "line": application.line, "page": _page(application)}
    text = _(
        "**%(name)s** applied on %(day)s to join the multifactory: %(line)s\n\n"
        "We propose to admit it. Its story, the figures of the community with and without it, and the"
        " questions members asked are on [the page of the application](%(page)s)."
    )
    return text % values


def appeal_text(application: Application, refusal: Resolution | None) -> str:
    values = {
        "name": application,
        "line": application.line,
        "page": _page(application),
        "resolution": refusal.reference if refusal else "–",
    }
    text = _(
        "**%(name)s** was not accepted (resolution %(resolution)s) and has appealed: %(line)s\n\n"
        "The companies decide once more. The reasons of the refusal and the appeal are on"
        " [the page of the application](%(page)s)."
    )
    return text % values


def _page(application: Application) -> str:
    return application.get_absolute_url()
