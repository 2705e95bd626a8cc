"""Pictures of buildings: sent in the back-office, seen on the page."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spaces.building.models import BuildingPicture
from tests.factories.pictures import stored
from tests.factories.spaces import BuildingFactory
from tests.lib.image_corpus import drawn, encoded

pytestmark = pytest.mark.django_db


def send(office, building, *pictures: dict[str, str], kept: int = 0):
    data = {"name": building.name, "slug": building.slug, "position": "0", "built": "", "story": ""}
    counts = {"floors-TOTAL_FORMS": 0, "pictures-TOTAL_FORMS": len(pictures), "pictures-INITIAL_FORMS": kept}
    data |= {"floors-INITIAL_FORMS": "0", "wings-TOTAL_FORMS": "0", "wings-INITIAL_FORMS": "0"} | {
        name: str(count) for name, count in counts.items()
    }
    for number, fields in enumerate(pictures):
        row = {"building": str(building.pk), "position": "0", "alt": "The front"} | fields
        data |= {f"pictures-{number}-{name}": value for name, value in row.items()}
    return office.post(reverse("admin:spaces_building_change", args=[building.pk]), data)


def upload(width: int = 600) -> ContentFile:
    return ContentFile(encoded(drawn(width, 400)), name="front.png")


def test_a_coordinator_gives_a_building_its_pictures_in_order(office, client):
    building = BuildingFactory()
    send(office, building, {"image": upload(), "alt": "The yard", "position": "2"}, {"image": upload()})

    page = client.get(building.get_absolute_url()).content.decode()

    assert re.findall(r'<img [^>]*alt="([^"]*)"', page, re.DOTALL) == ["The front", "The yard"]


def test_a_picture_without_words_or_file_is_sent_back(office):
    response = send(office, BuildingFactory(), {"image": upload(), "alt": ""}, {"position": "1"})
    [formset] = [
        one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "pictures"
    ]
    assert formset.errors == [
        {"alt": ["This field is required."]},
        {"image": ["This field is required."]},
    ]
    assert not BuildingPicture.objects.exists()


def test_a_picture_that_is_not_wanted_any_more_goes(office):
    picture = stored(BuildingPicture(building=BuildingFactory(), alt="The front"))
    send(office, picture.building, {"id": str(picture.pk), "DELETE": "on"}, kept=1)
    assert not BuildingPicture.objects.exists()


def test_a_building_without_pictures_leaves_no_hole(client):
    page = client.get(BuildingFactory().get_absolute_url()).content.decode()
    assert re.findall(r'<img |class="pictures"', page) == []
