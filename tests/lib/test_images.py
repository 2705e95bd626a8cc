"""What is sent as a picture comes out clean, or with a message that says how to mend it."""

from io import BytesIO

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.images.reading import CleanImage, read_image
from tests.lib import image_corpus

RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (30, 160, 30)


def read(content: bytes, **options) -> CleanImage:
    return read_image(ContentFile(content), **options)


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content), formats=["WEBP"])
    image.load()
    return image


def chunks(content: bytes) -> list[bytes]:
    """The names of the parts of a WebP."""
    names, position = [], 12
    while position < len(content):
        names.append(content[position : position + 4])
        length = int.from_bytes(content[position + 4 : position + 8], "little")
        position += 8 + length + length % 2
    return names


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    return all(abs(is_ - should) <= tolerance for is_, should in zip(pixel, wanted, strict=True))


# --- Clean pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("fit", ["photo", "logo"])
@pytest.mark.parametrize("content", image_corpus.CLEAN.values(), ids=image_corpus.CLEAN)
def test_picture_comes_out_as_two_webp_without_metadata(content, fit):
    clean = read(content, fit=fit)

    assert (clean.width, clean.height) == ((60, 60) if fit == "logo" else (60, 40))
    for encoded, size in (
        (clean.large, (clean.width, clean.height)),
        (clean.small, (clean.small_width, clean.small_height)),
    ):
        image = opened(encoded)
        assert (image.format, image.size, image.n_frames) == ("WEBP", size, 1)
        assert set(chunks(encoded)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
        assert image_corpus.HTML not in encoded


def test_telephone_photo_is_upright_and_says_nothing_of_place_and_person():
    clean = read(image_corpus.jpeg_from_a_telephone())
    image = opened(clean.large)

    assert (image.size, image.info.keys() & {"exif", "icc_profile", "xmp"}) == ((60, 40), set())
    assert is_near(image.getpixel((10, 30)), RED)
    assert is_near(image.getpixel((50, 30)), BLUE)
    assert is_near(image.getpixel((30, 1)), GREEN, 20)
    assert b"Anna" not in clean.large + clean.small


def test_heic_photo_is_turned_once_and_says_nothing_of_place_and_person():
    clean = read(image_corpus.heic_from_a_telephone())
    image = opened(clean.large)

    assert (image.size, image.info.keys() & {"exif", "icc_profile", "xmp"}) == ((600, 400), set())
    assert is_near(image.getpixel((100, 300)), RED)
    assert is_near(image.getpixel((500, 300)), BLUE)
    assert is_near(image.getpixel((300, 10)), GREEN)
    assert b"Anna" not in clean.large + clean.small


def test_transparency_and_10_bits_of_heic_are_kept():
    see_through = Image.new("RGBA", (60, 40), (200, 30, 30, 0))
    see_through.paste((30, 30, 200, 255), (0, 0, 30, 40))

    image = opened(read(image_corpus.heic(see_through)).large)

    assert (image.getpixel((10, 20))[3], image.getpixel((50, 20))[3]) == (255, 0)
    assert is_near(opened(read(image_corpus.heic_of_10_bits()).large).getpixel((9, 9)), (255, 64, 0), 6)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_set_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = image_corpus.encoded(image_corpus.drawn(), "JPEG", quality=95, exif=exif)
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(content)))

    image = opened(read(content).large)

    assert image.size == wanted.size
    assert max(ImageStat.Stat(ImageChops.difference(image, wanted)).mean) < 5


@pytest.mark.parametrize(
    ("sent", "large", "small"),
    [
        ((3000, 2000), (1440, 960), (480, 320)),
        ((2000, 3000), (1280, 1920), (427, 640)),
        ((5000, 5000), (1440, 1440), (480, 480)),
        ((1000, 100), (1000, 100), (480, 48)),
        ((300, 200), (300, 200), (300, 200)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photo_fits_both_sizes_and_is_never_enlarged(kind, sent, large, small):
    clean = read(image_corpus.encoded(image_corpus.drawn(*sent), kind))

    assert (clean.width, clean.height, clean.small_width, clean.small_height) == (*large, *small)


def test_large_picture_is_scaled_in_strips_without_seams():
    picture = Image.linear_gradient("L").resize((4000, 3000)).convert("RGBA")

    image = opened(read(image_corpus.encoded(picture, compress_level=1)).large).convert("L")

    wanted = picture.convert("L").resize(image.size)
    assert ImageChops.difference(image, wanted).getextrema()[1] <= 6


def test_logo_is_padded_to_a_square_on_transparent_ground():
    image = opened(read(image_corpus.encoded(image_corpus.drawn(60, 40)), fit="logo").large)

    assert (image.mode, image.size) == ("RGBA", (60, 60))
    assert image.getchannel("A").getbbox() == (0, 10, 60, 50)
    assert (
        ImageChops.difference(image.convert("RGB").crop((0, 10, 60, 50)), image_corpus.drawn()).getbbox()
        is None
    )


def test_large_logo_is_made_smaller_whole():
    clean = read(image_corpus.encoded(image_corpus.drawn(2000, 1000)), fit="logo")

    assert (clean.width, clean.height, clean.small_width, clean.small_height) == (480, 480, 160, 160)
    assert opened(clean.large).getchannel("A").getbbox() == (0, 120, 480, 360)


def test_transparency_of_a_palette_is_kept():
    image = opened(read(image_corpus.png_with_palette()).large)

    assert (image.getpixel((10, 20))[3], image.getpixel((50, 20))[3]) == (255, 0)


def test_16_bits_keep_their_brightness():
    image = opened(read(image_corpus.png_of_16_bits()).large)

    assert is_near(image.getpixel((10, 20)), (128, 128, 128), 4)
    assert is_near(image.getpixel((50, 20)), (255, 255, 255), 4)
    assert is_near(
        opened(read(image_corpus.png_of_16_bits_in_colour()).large).getpixel((9, 9)), (255, 64, 0), 6
    )


@pytest.mark.parametrize("name", ["JPEG, CMYK", "JPEG, CMYK with a profile that is none"])
def test_print_colours_become_screen_colours(name):
    image = opened(read(image_corpus.CLEAN[name]).large)

    assert image.mode == "RGB"
    assert is_near(image.getpixel((10, 30)), RED, 25)
    assert is_near(image.getpixel((50, 30)), BLUE, 25)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_are_turned_into_those_of_the_screen(mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp.").replace(b"gXYZ", b"rXYZ").replace(b"tmp.", b"gXYZ")
    picture = Image.new(mode, (40, 40), (255, 0, 0) if mode == "RGB" else (255, 0, 0, 100))

    image = opened(read(image_corpus.encoded(picture, icc_profile=swapped)).large)

    assert is_near(image.getpixel((20, 20)), (0, 255, 0) if mode == "RGB" else (0, 255, 0, 100))


def test_usual_progressive_photo_of_25_megapixels_is_read():
    picture = image_corpus.drawn(5770, 4330)
    content = image_corpus.encoded(picture, "JPEG", quality=60, progressive=True, subsampling=2)

    assert read(content).width == 1440


@pytest.mark.parametrize(
    "size", [(8160, 6120), (6120, 8160)], ids=["as wide as telephones take them", "upright"]
)
def test_jpeg_of_50_megapixels_is_read(size):
    content = image_corpus.encoded(Image.new("L", size, 128), "JPEG")

    assert read(content).width == 1440


# --- Refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "message"), image_corpus.REFUSED.values(), ids=image_corpus.REFUSED)
def test_anything_else_is_refused_with_a_plain_message(content, message):
    with pytest.raises(ValidationError) as refusal:
        read(content)

    assert [message in text for text in refusal.value.messages] == [True]


def test_heavy_progressive_photo_is_refused_before_it_is_decoded():
    content = image_corpus.encoded(
        Image.new("RGB", (5770, 4330)), "JPEG", progressive=True, subsampling=0, quality=50
    )

    with pytest.raises(ValidationError, match="too large for this kind of file"):
        read(content)


@settings(max_examples=150, deadline=None)
@given(
    content=st.sampled_from(sorted(image_corpus.CLEAN.values())),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=6),
    kept=st.integers(1, 2000),
)
def test_damaged_bytes_give_a_clean_picture_or_a_message(content, changes, kept):
    damaged = bytearray(content)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    try:
        clean = read(bytes(damaged[:kept]))
    except ValidationError:
        return

    assert opened(clean.large).size == (clean.width, clean.height)


# --- In a form -------------------------------------------------------------------------------------------


class PhotoForm(forms.Form):
    photo = ImageUploadField()
    logo = ImageUploadField(fit="logo", required=False)


@pytest.mark.parametrize(
    "name", ["photo.png", "../../etc/passwd", "\u202egnp.exe", "page.html", "a\0b", "x" * 300]
)
def test_name_and_type_of_the_file_do_not_matter(name):
    upload = SimpleUploadedFile("photo", image_corpus.CLEAN["JPEG"], content_type="text/html")
    upload._name = name
    form = PhotoForm({}, {"photo": upload})

    assert form.errors == {}
    assert form.cleaned_data["photo"] == read(image_corpus.CLEAN["JPEG"])
    assert form.cleaned_data["logo"] is None


def test_heic_that_is_called_a_jpeg_is_read_as_what_it_is():
    upload = SimpleUploadedFile("IMG_0001.jpg", image_corpus.CLEAN["HEIC"], content_type="image/jpeg")

    assert PhotoForm({}, {"photo": upload}).errors == {}


def test_field_says_what_is_wrong_beside_itself():
    form = PhotoForm({}, {"photo": SimpleUploadedFile("drawing.png", image_corpus.SVG)})

    assert form.errors == {"photo": ["This is an SVG drawing: save it as PNG and try again."]}


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "This field is required."), (b"", "The file is empty. Choose the picture again.")],
)
def test_missing_and_empty_files_are_told_apart(content, message):
    files = {} if content is None else {"photo": SimpleUploadedFile("photo.jpg", content)}

    assert PhotoForm({}, files).errors == {"photo": [message]}


def test_field_says_beforehand_what_it_takes():
    field = PhotoForm()["photo"]

    assert 'accept="image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"' in str(field)
    assert "If it is an SVG drawing, save it as PNG first." in field.help_text
