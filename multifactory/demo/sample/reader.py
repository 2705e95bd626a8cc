"""Read a sample community from its files: `<case>/*.toml`, every name, date, key and type checked.

`data`, `building` and `proposals` say what each block may hold: a key of a file is the name of a field there.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from multifactory.demo.sample.applications import ApplicationData, CallData
from multifactory.demo.sample.assemblies import AssemblyData
from multifactory.demo.sample.blocks import Block, SampleError
from multifactory.demo.sample.building import ReshapingData
from multifactory.demo.sample.collaborations import CollaborationData, ProjectData
from multifactory.demo.sample.data import (
    AllocationData,
    BookingData,
    Case,
    CompanyData,
    EventData,
    ProfileData,
    RequestData,
    WorksData,
)
from multifactory.demo.sample.held import HeldData
from multifactory.demo.sample.institutions import InstitutionData
from multifactory.demo.sample.listings import ListingData
from multifactory.demo.sample.names import Names, Stages, refuse_unknown, suggestion
from multifactory.demo.sample.offices import ElectionData, PetitionData
from multifactory.demo.sample.read_buildings import read_buildings
from multifactory.demo.sample.read_proposals import read_proposals

FOLDER = Path(__file__).parent.parent
CASES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/case.toml")))
# The files of a case with the blocks of each; those of `case` are the fields of the case itself.
FILES = {
    "case": (),
    "buildings": ("histories", "reshapings", "buildings"),
    "companies": ("companies",),
    "allocations": ("allocations",),
    "works": ("works",),
    "proposals": ("suspensions", "elections", "petitions", "proposals"),
    "calendar": ("events", "bookings"),
    "requests": ("requests",),
    "institutions": ("institutions",),
    "collaborations": ("collaborations", "projects"),
    "listings": ("listings",),
    "applications": ("calls", "applications"),
    "assemblies": ("assemblies", "held"),
}

Files = Mapping[str, Block]


@cache
def read_case(slug: str) -> Case:
    return read_folder(FOLDER / slug)


def read_folder(folder: Path) -> Case:
    files = _open(folder)
    companies, profiles = _read_companies(files["companies"])
    buildings, offers = read_buildings(files["buildings"])
    suspensions, proposals = read_proposals(files["proposals"], companies)
    return files["case"].build(
        Case,
        slug=folder.name,
        buildings=buildings,
        companies=companies,
        profiles=profiles,
        offers=offers,
        proposals=proposals,
        suspensions=suspensions,
        elections=files["proposals"].take("elections", tuple[ElectionData, ...], ()),
        petitions=files["proposals"].take("petitions", tuple[PetitionData, ...], ()),
        reshapings=files["buildings"].take("reshapings", tuple[ReshapingData, ...], ()),
        allocations=files["allocations"].take("allocations", tuple[AllocationData, ...]),
        works=files["works"].take("works", tuple[WorksData, ...]),
        events=files["calendar"].take("events", tuple[EventData, ...]),
        bookings=files["calendar"].take("bookings", tuple[BookingData, ...]),
        collaborations=files["collaborations"].take("collaborations", tuple[CollaborationData, ...]),
        listings=files["listings"].take("listings", tuple[ListingData, ...]),
        calls=files["applications"].take("calls", tuple[CallData, ...]),
        applications=files["applications"].take("applications", tuple[ApplicationData, ...]),
        projects=files["collaborations"].take("projects", tuple[ProjectData, ...]),
        institutions=files["institutions"].take("institutions", tuple[InstitutionData, ...]),
        assemblies=files["assemblies"].take("assemblies", tuple[AssemblyData, ...], ()),
        held=files["assemblies"].take("held", tuple[HeldData, ...], ()),
        requests=tuple(_read_request(block) for block in files["requests"].blocks("requests")),
    )


def _open(folder: Path) -> Files:
    known = [f"{name}.toml" for name in (*FILES, "pictures")]  # those are read by `pictures`
    for path in sorted(folder.glob("*.toml")):
        if path.name not in known:
            raise SampleError(f"{folder.name}/{path.name}: unknown file{suggestion(path.name, known)}")
    names: dict[str, list[str]] = {}
    files = {name: _parse(folder, name, names) for name in FILES}
    for name, keys in FILES.items():
        for key in files[name].table if keys else ():
            files[name].make(refuse_unknown, "block", key, keys)
    names |= _collect(files)
    return files


def _parse(folder: Path, name: str, names: Names) -> Block:
    path = folder / f"{name}.toml"
    place = f"{folder.name}/{path.name}"
    try:
        return Block(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal), place, names)
    except FileNotFoundError:
        raise SampleError(f"{place}: the file is missing") from None
    except ValueError as error:  # no TOML, no UTF-8, or a date that no calendar has
        raise SampleError(f"{place}: {error}") from error


def _collect(files: Files) -> dict[str, list[str]]:
    """What blocks may name, by what it is. Each name is there once."""
    names: dict[str, list[str]] = {
        kind: [] for kind in ("company", "person", "space", "unit", "proposal", "adopted proposal")
    }

    def add(kind: str, block: Block, name: str) -> None:
        if name in names[kind]:
            block.fail(f"the {kind} '{name}' is there twice")
        names[kind].append(name)

    for company in files["companies"].blocks("companies"):
        add("company", company, company.take("name", str))
        for role in ("representatives", "collaborators"):
            for person in company.take(role, tuple[str, ...], ()):
                add("person", company, person)
    for building in files["buildings"].blocks("buildings"):
        for space in (one for floor in building.blocks("floors") for one in floor.blocks("spaces")):
            add("space", space, space.take("code", str))
            if space.take("kind", str) == "unit":
                add("unit", space, space.take("code", str))
    for reshaping in files["buildings"].blocks("reshapings"):
        for former in reshaping.blocks("before"):
            add("unit", former, former.take("code", str))
    for proposal in files["proposals"].blocks("proposals"):
        add("proposal", proposal, proposal.take("key", str))
        if any(one.take("result", str, "") == "adopted" for one in proposal.blocks("rounds")[-1:]):
            add("adopted proposal", proposal, proposal.take("key", str))
    return names


def _read_companies(file: Block) -> tuple[tuple[CompanyData, ...], dict[str, ProfileData]]:
    read = [_read_company(block) for block in file.blocks("companies")]
    return tuple(company for company, _ in read), {company.name: profile for company, profile in read}


def _read_company(block: Block) -> tuple[CompanyData, ProfileData]:
    people = [(name, "representative") for name in block.take("representatives", tuple[str, ...])]
    if not people:
        block.fail("somebody must be among its 'representatives'")
    people += [(name, "collaborator") for name in block.take("collaborators", tuple[str, ...], ())]
    products, made = [], []
    for product in block.blocks("products"):
        products.append((product.take("name", str), product.take("line", str)))
        kinds, materials = product.take("kinds", str), product.take("materials", str, "")
        made.append((kinds, materials, product.take("stages", Stages, "")))
        product.finish()
    profile = block.part(
        ProfileData,
        made=tuple(made),
        links=_rows(block, "links", "name", "address"),
        machines=_rows(block, "machines", "name", "line", "kind"),
    )
    return block.build(CompanyData, people=tuple(people), products=tuple(products)), profile


def _rows(block: Block, key: str, *columns: str) -> tuple[tuple[str, ...], ...]:
    rows = []
    for row in block.blocks(key):
        rows.append(tuple(row.take(column, str) for column in columns))
        row.finish()
    return tuple(rows)


def _read_request(block: Block) -> RequestData:
    request: RequestData = block.build(RequestData)
    if request.name not in block.names["company"] and not request.field:
        block.fail("who is no company of the case needs a 'field'")
    return request
