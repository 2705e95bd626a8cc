"""The drawings of the samples: one for each subject, light, told in both languages."""

import pytest
from PIL import Image

from multifactory.demo.artwork.picture import draw
from multifactory.demo.sample.pictures import LARGE, SMALL, large_file, read_pictures, small_file
from multifactory.demo.sample.reader import CASES, read_case


def subjects(case):
    for company in case.companies:
        yield f"company {company.name}"
        yield from (f"product {company.name} / {name}" for name, _line in company.products)
    yield from (f"event {event.title}" for event in case.events)
    yield from (f"building {building.name}" for building in case.buildings)
    yield from (f"work {works.title}" for works in case.works if not works.looks)
    yield from (f"project {project.title}" for project in case.projects)


@pytest.mark.parametrize("slug", CASES)
def test_every_subject_has_one_picture_told_in_both_languages(slug):
    pictures = read_pictures(slug)
    assert [one.of for one in pictures] == list(subjects(read_case(slug)))
    assert [one.of for one in pictures if not 0 < len(one.alt) <= 160 or not 0 < len(one.alt_it) <= 160] == []
    assert [one.of for one in pictures if one.alt == one.alt_it] == []


def test_no_two_subjects_of_all_cases_share_a_drawing_or_its_words():
    pictures = [one for slug in CASES for one in read_pictures(slug)]
    assert len({one.draw for one in pictures}) == len({one.alt for one in pictures}) == len(pictures)


@pytest.mark.parametrize("slug", CASES)
def test_every_drawing_is_made_of_known_shapes_and_kept_in_two_light_files(slug):
    paths = set()
    for one in read_pictures(slug):
        assert draw(one.draw).startswith("<svg"), one.of
        for path, size in ((large_file(slug, one.of), LARGE), (small_file(slug, one.of), SMALL)):
            assert (Image.open(path).size, path.stat().st_size < 45_000) == (size, True), path.name
            paths.add(path)
    assert set(paths) == set(next(iter(paths)).parent.iterdir())


def test_all_pictures_together_stay_below_six_megabytes():
    files = [path for slug in CASES for path in large_file(slug, "").parent.iterdir()]
    assert sum(path.stat().st_size for path in files) < 6_000_000


def test_words_follow_the_language_of_the_community(settings):
    picture = read_pictures("r84")[0]
    settings.CONTENT_LANGUAGE = "it"
    assert picture.words == "Un violino sul banco, sotto il suo archetto"
    settings.CONTENT_LANGUAGE = "en"
    assert picture.words == "A violin lies across the bench under its bow"
