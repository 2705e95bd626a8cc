"""Names as drawing programs write them, limits, and entities in the words of the program."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.drafts.matching import match_shapes
from spaces.drafts.svg_reader import read_drawing
from spaces.drafts.svg_tree import LONGEST_NAME, names_of
from tests.spaces.drafts.svg_files import RECT, fault, svg

SERIF = 'xmlns:serif="http://www.serif.com/"'


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('id="_x31_01"', "101"),
        ('id="_101" data-name="101"', "101"),
        ('id="_101-2" data-name="101"', "101"),
        (f'{SERIF} id="_101" serif:id="101"', "101"),
        (f'{SERIF} id="A-11" serif:id="A-1"', "A-1"),
        ('id="A_1"', "A 1"),
        ('id="A_x5F_1"', "A_1"),
        ('id="A_x0020_1"', "A 1"),
        ('id="_x31_01_2_"', "101"),
        ('id="A-1_1_"', "A-1"),
        ('id="M_x00FC_hle_x0020_1"', "Mühle 1"),
    ],
)
def test_names_of_illustrator_and_affinity_are_the_codes_that_were_given(attributes, code):
    shapes = read_drawing(svg(f'<rect {attributes} width="10" height="10"/>')).shapes

    assert match_shapes(shapes, [code], {code}, {}).taken == {code: 0}


def test_an_id_that_is_a_code_goes_before_what_it_may_have_been_made_of():
    shapes = read_drawing(svg('<rect id="A_1" width="10" height="10"/>')).shapes

    assert match_shapes(shapes, ["A 1", "A_1"], {"A 1", "A_1"}, {}).taken == {"A_1": 0}


def test_a_layer_of_illustrator_and_the_shape_of_the_same_name_are_one():
    body = '<g id="A-1"><rect width="50" height="50"/><rect id="A-1_1_" width="10" height="10"/></g>'
    shapes = read_drawing(svg(body)).shapes

    matching = match_shapes(shapes, ["A-1"], {"A-1"}, {})

    assert (matching.taken, matching.doubled, matching.unknown) == ({"A-1": 1}, {}, [])


@pytest.mark.parametrize("number", ["00", "0A", "D800", "FFFF"])
def test_signs_that_nobody_can_read_stay_as_they_are_written(number):
    assert names_of(Element("rect", id=f"A_x{number}_B"))[0] == f"A_x{number}_B"
    assert all(name.isprintable() for name in names_of(Element("rect", id=f"A_x{number}_B")))


@given(st.text(alphabet="_x0123456789ABCDEFa -", max_size=200))
def test_any_id_gives_names_that_fit(written):
    names = names_of(Element("rect", id=written))

    assert all(name == name.strip() and 0 < len(name) <= LONGEST_NAME for name in names)
    assert len(names) == len(set(names)) <= 3


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20))
def test_a_name_comes_back_from_how_illustrator_escapes_it(name):
    escaped = "".join(sign if sign.isalpha() else f"_x{ord(sign):02X}_" for sign in name)

    assert not name.strip() or " ".join(name.split()) in names_of(Element("rect", id=escaped))


ENTITY = '[<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>'


@pytest.mark.parametrize(
    "before",
    [
        f"<!-- Generator: Adobe Illustrator 27.0, SVG Export Plug-In --><!DOCTYPE svg {ENTITY}",
        '<!DOCTYPE svg [<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">]>',
    ],
)
def test_entities_of_illustrator_are_refused_in_its_own_words(before):
    assert fault(svg(RECT, before=before)) == (
        "Illustrator wrote entities into the file. Save it again as SVG without “Preserve Illustrator Editing"
        " Capabilities”, or use File › Export › Export As › SVG."
    )


def test_entities_of_other_programs_are_refused_in_words_for_all():
    before = f"<!-- Creator: CorelDRAW --><!DOCTYPE svg {ENTITY}"

    assert fault(svg(RECT, before=before)) == (
        "The file has entities or a document type of its own. Save it as “Plain SVG” and try again."
    )


def test_units_may_be_written_in_capitals():
    sheet = read_drawing(svg(RECT, 'width="400MM" height="10Cm"'))

    assert (sheet.width, sheet.height) == pytest.approx((400 / 25.4 * 96, 10 / 2.54 * 96))


@pytest.mark.parametrize(("group", "walls"), [("furniture", 0), ("walls", 3000)])
def test_sixty_rooms_beside_three_thousand_lines_are_read(group, walls):
    codes = [f"R-{place}" for place in range(60)]
    rooms = "".join(
        f'<rect id="{code}" x="{place % 10 * 40}" y="{place // 10 * 40}" width="38" height="38"/>'
        for place, code in enumerate(codes)
    )
    lines = "".join(f'<line x1="{n % 400}" y1="{n % 300}" x2="{n % 400 + 3}" y2="2"/>' for n in range(3000))

    sheet = read_drawing(svg(f'<g id="{group}">{lines}</g>{rooms}', 'viewBox="0 0 400 300"'))

    matching = match_shapes(sheet.shapes, codes, set(codes), {})
    assert sorted(matching.taken) == sorted(codes)
    assert (matching.unknown, len(sheet.walls)) == ([], walls)
