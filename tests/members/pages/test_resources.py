"""Companies in from CSV and XLSX and out to both."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.changes.models import FormerSlug
from members.companies.models import Company, Field
from multifactory.lib.table_io.formats import XLSX
from tests.factories.members import CompanyFactory, FieldFactory, UserFactory
from tests.members.helpers import messages_of

pytestmark = pytest.mark.django_db
COMPANIES = "/admin/members/company/"
IMPORT = f"{COMPANIES}import/"
WRITE = f"{COMPANIES}process_import/"
HEADINGS = "name,line,field,vocation,joined_on"
GOOD = "Legno Vivo,Joinery,woodworking,craft,2024-01-31"


@pytest.fixture(autouse=True)
def field() -> Field:
    return FieldFactory(code="woodworking")


def look(client, text, name="companies.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(IMPORT, {"import_file": SimpleUploadedFile(name, data), "resource": "0"})


def write(client, page):
    return client.post(WRITE, page.context["confirm_form"].initial, follow=True)


def faults_of(page) -> list[tuple[int, str, str]]:
    lines = page.context["result"].bad_lines()
    return [(line.number, *fault) for line in lines for fault in line.faults]


def kinds_of(page) -> list[tuple[int, str]]:
    return [(line.number, line.kind) for line in page.context["result"].lines()]


def workbook(*rows) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_a_good_file_is_shown_first_and_written_then(backoffice, field):
    other = f"Caffè & Co,Roastery,{field.name_it.upper()},food,31/01/2024"
    page = look(backoffice, f"{HEADINGS}\n{GOOD}\n{other}\n")
    assert (kinds_of(page), Company.objects.count()) == ([(2, "new"), (3, "new")], 0)

    response = write(backoffice, page)
    rows = Company.objects.order_by("name").values_list(
        "name", "slug", "field__code", "joined_on", "search_text"
    )
    assert messages_of(response) == ["2 companies added. 0 companies changed."]
    assert [row[:4] for row in rows] == [
        ("Caffè & Co", "caffe-co", "woodworking", date(2024, 1, 31)),
        ("Legno Vivo", "legno-vivo", "woodworking", date(2024, 1, 31)),
    ]
    assert [("caffe" in row[4], "joinery" in row[4]) for row in rows] == [(True, False), (False, True)]


def test_every_fault_of_every_row_is_told_and_nothing_is_written(backoffice):
    CompanyFactory(name="Legno-Vivo", slug="legno-vivo")
    FormerSlug.objects.create(slug="ferri", company=Company.objects.get())
    page = look(
        backoffice,
        f"{HEADINGS},founded,craft,left_on\n"
        "Good,Line,woodworking,craft,2024-01-01,1999,,\n"
        "Bad,,no such field,craft,32/01/2024,long ago,,\n"
        "\n"
        "Legno Vivo,Joinery,woodworking,craft,2024-01-31,,,\n"
        "Ferri,Line,woodworking,magic,2024-01-31,,,\n"
        "good,Line,woodworking,craft,2024-01-01,,,\n"
        "Two,Line,woodworking,craft,2024-01-01,,registered,2023-01-01\n"
        ",Line,woodworking,craft,2024-01-01,,,\n",
    )
    assert faults_of(page) == [
        (3, "field", "“no such field” is not known. Write one of: " + _codes() + "."),
        (3, "founded", "“long ago” is not a whole number."),
        (3, "joined_on", "“32/01/2024” is not a date: write 2024-03-31 or 31/03/2024."),
        (3, "line", "This field cannot be blank."),
        (5, "slug", "The address “legno-vivo”, made from this name, already belongs to Legno-Vivo."),
        (6, "slug", "The address “ferri” used to belong to another company and leads to its page."),
        (7, "name", "Row 2 is about the same company."),
        (8, "", "The leaving date must be after the joining date."),
        (8, "", "A registered craft business needs a register number and a check date."),
        (9, "name", "Write the name of the company."),
    ]
    assert ("confirm_form" in page.context, Company.objects.count()) == (False, 1)


@pytest.mark.parametrize("year", [0, 999, 9999])
def test_a_year_nothing_can_be_founded_in_is_told(backoffice, year):
    page = look(backoffice, f"{HEADINGS},founded\n{GOOD},{year}\n")
    assert faults_of(page) == [(2, "founded", "Write the year with four digits, not later than this year.")]


def _codes() -> str:
    return ", ".join(Field.objects.values_list("code", flat=True))


def test_the_same_file_twice_changes_nothing_the_second_time(backoffice):
    write(backoffice, look(backoffice, f"{HEADINGS}\n{GOOD}\n"))
    company = Company.objects.get()
    page = look(backoffice, f"{HEADINGS}\n{GOOD}\n")
    assert kinds_of(page) == [(2, "skip")]
    assert messages_of(write(backoffice, page)) == ["0 companies added. 0 companies changed."]
    assert (Company.objects.get(), company.history.count()) == (company, 1)


def test_a_known_company_is_changed_where_the_file_says_something(backoffice):
    CompanyFactory(name="Legno Vivo", slug="legno-vivo", line="Joinery", phone="0376 1", founded=1999)
    page = look(backoffice, "name,line,phone,founded,website\nLEGNO vivo,Chairs,,,legno.example\n")
    assert [line.changes for line in page.context["result"].lines()] == [
        [
            ("name", "Legno Vivo", "LEGNO vivo"),
            ("line", "Joinery", "Chairs"),
            ("website", "", "https://legno.example"),
        ]
    ]
    write(backoffice, page)
    company = Company.objects.get()
    assert (company.name, company.slug, company.line, company.phone, company.founded) == (
        "LEGNO vivo",
        "legno-vivo",
        "Chairs",
        "0376 1",
        1999,
    )


def test_an_address_finds_the_company_and_is_never_changed(backoffice):
    CompanyFactory(name="Legno Vivo", slug="legno-vivo")
    page = look(backoffice, "slug,name\nlegno-vivo,Legno Nuovo\n")
    assert kinds_of(page) == [(2, "update")]
    page = look(backoffice, "slug,name\nlegno-nuovo,Legno Vivo\n")
    assert faults_of(page) == [
        (2, "slug", "The page of Legno Vivo has the address “legno-vivo”; no import changes it.")
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,colour\nA,red\n", "Unknown columns: colour."),
        ("name,NAME\nA,B\n", "Repeated columns: name."),
        ("line\nJoinery\n", "There is no “name” column, so the rows do not say which company they refer to."),
    ],
)
def test_headings_that_are_not_understood_are_told(backoffice, text, fault):
    page = look(backoffice, text)
    assert (page.context["result"].faults_of_file, "confirm_form" in page.context) == ([fault], False)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "The submitted file is empty."),
        (b"\n", "The file is empty: the first row holds the headings."),
        (b"name\nA,B\n", "Row 2 has more cells than headings."),
        (b"name\n" + b"A\n" * 1001, "The file has more than 1000 rows: divide it."),
        (
            b"PK\x03\x04 no zip",
            "The portal cannot read this table. Save it as CSV (UTF-8) or XLSX and try again.",
        ),
    ],
)
def test_files_that_are_no_tables_get_the_form_again(backoffice, data, fault):
    assert look(backoffice, data).context["form"].errors == {"import_file": [fault]}


def test_a_workbook_that_unfolds_to_too_much_is_not_opened(backoffice, monkeypatch):
    monkeypatch.setattr("multifactory.lib.table_io.formats.MOST_UNPACKED", 100)
    page = look(backoffice, workbook(["name"], ["A"]), "a.xlsx")
    fault = "The workbook is too large: keep only the sheet with the table."
    assert page.context["form"].errors == {"import_file": [fault]}


def test_an_italian_spreadsheet_is_read_too(backoffice):
    text = f"{HEADINGS};takes_visits\nCaffè;Torrefazione;woodworking;food;31/01/2024;sì\n"
    write(backoffice, look(backoffice, text.replace(",", ";").encode("cp1252")))
    company = Company.objects.get()
    assert (company.name, company.takes_visits, company.joined_on) == ("Caffè", True, date(2024, 1, 31))


def test_a_workbook_keeps_its_days_and_years(backoffice):
    page = look(
        backoffice,
        workbook(
            [*HEADINGS.split(","), "founded", "takes_visits"],
            ["Legno", "Joinery", "woodworking", "craft", date(2024, 1, 31), 1998.0, True],
        ),
        "companies.xlsx",
    )
    write(backoffice, page)
    company = Company.objects.get()
    assert (company.joined_on, company.founded, company.takes_visits) == (date(2024, 1, 31), 1998, True)


def test_what_changed_between_look_and_writing_is_told_and_nothing_written(backoffice):
    page = look(backoffice, f"{HEADINGS}\nOther,Line,woodworking,craft,2024-01-01\n{GOOD}\n")
    CompanyFactory(name="Legno-Vivo", slug="legno-vivo")
    response = write(backoffice, page)
    fault = "The address “legno-vivo”, made from this name, already belongs to Legno-Vivo."
    assert (faults_of(response), Company.objects.count()) == ([(3, "slug", fault)], 1)


def test_a_file_that_is_gone_is_asked_for_again(backoffice):
    page = look(backoffice, f"{HEADINGS}\n{GOOD}\n")
    write(backoffice, page)
    response = write(backoffice, page)  # pressed twice
    assert messages_of(response) == ["The file is no longer here: choose it again."]
    assert Company.objects.count() == 1


def exported(client, number: str, query: str = "") -> bytes:
    return client.post(f"{COMPANIES}export/{query}", {"format": number, "resource": "0"}).content


def test_formulas_leave_as_text_and_come_back_as_they_were(backoffice):
    CompanyFactory(name="=1+1", slug="sum", line="@home", phone="+39 0376")
    text = exported(backoffice, "0").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["name"], row["line"], row["phone"]) == ("'=1+1", "'@home", "'+39 0376")
    assert kinds_of(look(backoffice, text)) == [(2, "skip")]


def test_a_workbook_comes_back_as_it_left(backoffice):
    CompanyFactory(name="=1+1", slug="sum", founded=1998, left_on=date(2023, 1, 1), story="Two\nlines")
    CompanyFactory(second_field=FieldFactory(code="ceramics"), takes_visits=True)
    data = exported(backoffice, "1")
    page = look(backoffice, data, "companies.xlsx")
    assert (len(XLSX().create_dataset(data)), kinds_of(page)) == (2, [(2, "skip"), (3, "skip")])


def test_only_the_companies_of_the_narrowed_list_leave(backoffice):
    CompanyFactory(vocation="craft")
    CompanyFactory(vocation="arts", name="Arte")
    text = exported(backoffice, "0", "?vocation__exact=arts").decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == ["Arte"]


@pytest.mark.parametrize("address", [IMPORT, f"{COMPANIES}export/"])
def test_pages_hold_no_style_or_script_of_their_own(backoffice, address):
    page = backoffice.get(address).content.decode()
    assert ("<style" in page, "style=" in page, "onchange=" in page, "<script>" in page) == (False,) * 4


@pytest.mark.parametrize("address", [IMPORT, WRITE, f"{COMPANIES}export/"])
def test_nobody_else_imports_or_exports(client_of, collaborator, representative, address):
    staff = UserFactory(is_staff=True)
    before = Company.objects.count()
    found = []
    for person in (collaborator, representative, staff):
        file = SimpleUploadedFile("a.csv", f"{HEADINGS}\n{GOOD}\n".encode())
        response = client_of(person).post(address, {"import_file": file, "format": "0", "resource": "0"})
        found.append(response.headers.get("Location", ""))
    assert (found, Company.objects.count()) == ([f"/admin/login/?next={address}"] * 3, before)
