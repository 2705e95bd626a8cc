"""What the portal holds about a person, as a file to download."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from members.companies.models import the_multifactory
from members.hooks import data_exports
from members.people.models import User
from multifactory.lib.personal_data import Sections

FORMAT = 1  # of data.json: raised when a key changes its name or meaning


def data_of(user: User) -> Sections:
    """Every section of every app."""
    data = {"format": FORMAT, "made_at": timezone.now(), "portal": the_multifactory().name}
    for collect in data_exports:
        data |= collect(user)
    return data


def archive_of(user: User) -> bytes:
    """A ZIP file of `data.json` (UTF-8, dates in ISO 8601) and a note on what is in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        data = json.dumps(data_of(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", data + "\n")
        archive.writestr("about.txt", render_to_string("members/my_data_about.txt", {"person": user}))
    return content.getvalue()
