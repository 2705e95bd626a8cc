"""The pictures of a sample, given to what they show."""

from collections.abc import Iterable

from events.programme.models import Event
from events.programme.parts import EventPicture
from members.exchange.projects.models import JointProject, ProjectPicture
from members.profile.models import Logo, Photo, Product, ProductPhoto
from multifactory.demo.sample.pictures import picture_of, printed
from multifactory.demo.signs import sign
from multifactory.demo.works import CREDIT
from multifactory.demo.written import Written
from multifactory.lib.images.models import Picture
from spaces.building.models import Building, BuildingPicture
from spaces.works.models import Renewal, RenewalPicture


def load_pictures(written: Written) -> None:
    case = written.case.slug
    _load_signs(written)
    for of, picture in (*_of_companies(written), *_of_events(), *_of_places(written)):
        if data := picture_of(case, of):
            picture.alt = data.words
            picture.store(printed(case, of))


def _load_signs(written: Written) -> None:
    for name, profile in written.case.profiles.items():
        if profile.sign:
            Logo(company=written.companies[name], alt=name).store(sign(*profile.sign.split()))


def _of_companies(written: Written) -> Iterable[tuple[str, Picture]]:
    for name, company in written.companies.items():
        yield f"company {name}", Photo(company=company)
    for product in Product.objects.select_related("company"):
        yield f"product {product.company.name} / {product.name}", ProductPhoto(product=product)
    for project in JointProject.objects.all():
        yield f"project {project.title}", ProjectPicture(project=project)


def _of_events() -> Iterable[tuple[str, Picture]]:
    for event in Event.objects.all():  # also the later dates of a series
        yield f"event {event.title}", EventPicture(event=event)


def _of_places(written: Written) -> Iterable[tuple[str, Picture]]:
    for building in Building.objects.all():
        yield f"building {building.name}", BuildingPicture(building=building)
    for works in Renewal.objects.all():
        picture = RenewalPicture(renewal=works, moment="before", year=works.start_on.year, credit=CREDIT)
        if works.end_on and works.end_on <= written.today:
            picture.moment, picture.year = "after", works.end_on.year
        yield f"work {works.title}", picture
