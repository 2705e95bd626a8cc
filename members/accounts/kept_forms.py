"""Text people typed is never lost: a form sent after its session has ended, or with the token of another.

Who was logged out logs in and finds the form as it was sent, to send it again; who logged in anew in another
tab finds it on the page that says so. Nothing is sent by itself: whoever logs in may be somebody else.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from members.people.http import is_never_kept

SESSION_KEY = (
    "kept_form"  # {"path": address, "fields": [[name, value], …], "has_files": whether some were sent}
)
LONG = 40  # characters, from which on a text is worth keeping; more than an id in a hidden field has
MOST = 500_000  # characters of a form that a session keeps

Fields = list[tuple[str, str]]


def fields_to_keep(request: HttpRequest) -> Fields:
    """What was sent, without secrets; nothing where nobody has written more than a few words."""
    if request.method != "POST" or request.path.startswith("/account/") or is_never_kept(request):
        return []
    sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in sent if not _is_secret(name)]
    return fields if any(is_long(value) for _name, value in fields) else []


def _is_secret(name: str) -> bool:
    return name == "csrfmiddlewaretoken" or "password" in name


def is_long(value: str) -> bool:
    return len(value) >= LONG or "\n" in value


def keep_form(request: HttpRequest) -> bool:
    """In the session, over the log-in. Only for requests that have passed the check against forged ones."""
    fields = fields_to_keep(request)
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    request.session[SESSION_KEY] = {
        "path": request.get_full_path(),
        "fields": fields,
        "has_files": bool(request.FILES),
    }
    return True


def comes_from_own_page(request: HttpRequest) -> bool:
    """By the word of the browser, which no other site can forge."""
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if origin := request.headers.get("Origin"):
        return origin in own
    referer = urlsplit(request.headers.get("Referer", ""))
    return f"{referer.scheme}://{referer.netloc}" in own


def shown(fields: Fields) -> list[tuple[str, str, bool]]:
    """Name, value, and whether it stands on the page to be read and changed."""
    return [(name, value, is_long(value)) for name, value in fields]
