"""Pictures before and after."""

from spaces.works.details import compare_pictures
from spaces.works.models import RenewalPicture


def picture(moment, position=0, width=600, height=400):
    return RenewalPicture(moment=moment, position=position, width=width, height=height, year=2019)


def test_pictures_are_compared_in_their_order_and_one_alone_stands_alone():
    first, second = picture("before"), picture("before", 1)
    after = picture("after", width=603)

    pairs = compare_pictures([first, after, second])

    assert [(one.before, one.after, one.is_one_frame) for one in pairs] == [
        (first, after, True),
        (second, None, False),
    ]


def test_pictures_of_different_shapes_do_not_lie_upon_each_other():
    [pair] = compare_pictures([picture("before"), picture("after", width=400, height=600)])
    assert not pair.is_one_frame
