"""Pictures and impostors, made in memory."""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()  # to write them

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(document.domain)</script></html>"


def drawn(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, with a green line on top: shows how it is turned."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    image.paste((30, 160, 30), (0, 0, width, max(1, height // 8)))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def detailed(width: int, height: int, grain: int = 6, seed: int = 1) -> Image.Image:
    """As hard to compress as a photo."""
    size = (max(1, width // grain), max(1, height // grain))
    noise = random.Random(seed).randbytes(size[0] * size[1] * 3)
    return Image.frombytes("RGB", size, noise).resize((width, height), Image.Resampling.BICUBIC)


# --- Pictures ----------------------------------------------------------------------------------------


def jpeg_from_a_telephone() -> bytes:
    """Lying on its side (orientation 6), with the place it was taken, a profile and Adobe's metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone of Anna"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 9.0, 24.0), 3: "E", 4: (10.0, 47.0, 35.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        drawn().transpose(Image.Transpose.ROTATE_90),
        "JPEG",
        quality=95,
        exif=exif,
        icc_profile=profile,
        xmp=b"<x:xmpmeta>Anna</x:xmpmeta>",
        comment="Anna",
    )


def png_of_16_bits() -> bytes:
    image = Image.new("I;16", (60, 40), 0x8000)
    image.paste(0xFFFF, (30, 0, 60, 40))
    return encoded(image)


def png_of_16_bits_in_colour() -> bytes:
    """Written by hand, for Pillow does not: every pixel (0xFF80, 0x4000, 0x0000)."""
    row = b"\0" + struct.pack(">3H", 0xFF80, 0x4000, 0) * 60
    return png(60, 40, row * 40, depth=16)


def png_with_palette() -> bytes:
    """Index 0 is transparent."""
    image = Image.new("P", (60, 40), 1)
    image.putpalette([0, 0, 0, 200, 30, 30])
    image.paste(0, (30, 0, 60, 40))
    return encoded(image, transparency=0)


def mpo() -> bytes:
    """Two pictures in one JPEG, as telephones write them."""
    return encoded(drawn(), "MPO", save_all=True, append_images=[drawn(30, 20)])


def heic(image: Image.Image, **options) -> bytes:
    return encoded(image, "HEIF", **{"quality": 90, "enc_params": {"preset": "ultrafast"}} | options)


def heic_from_a_telephone() -> bytes:
    """Lying on its side in tiles, as Apple's are; the file and EXIF both say how it is turned."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone of Anna"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 9.0, 24.0), 3: "E", 4: (10.0, 47.0, 35.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lying = drawn(600, 400).transpose(Image.Transpose.ROTATE_90)
    return heic(
        lying, tile_size=256, exif=exif.tobytes(), icc_profile=profile, xmp=b"<x:xmpmeta>Anna</x:xmpmeta>"
    )


def heic_of_10_bits() -> bytes:
    row = struct.pack("<3H", 0xFFFF, 0x4000, 0) * 60
    content = BytesIO()
    pillow_heif.from_bytes("RGB;16", (60, 40), row * 40).save(content, quality=90)
    return content.getvalue()


# --- Built by hand -------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes, *, depth: int = 8, colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def png_bomb(width: int, height: int) -> bytes:
    """A header that promises more than there is."""
    return png(width, height, b"\0" * 1000)


def jpeg_bomb(width: int, height: int) -> bytes:
    """The same of a JPEG: its frame header (ITU-T T.81, B.2.2) says what it likes."""
    plain = encoded(drawn(), "JPEG")
    frame = plain.index(b"\xff\xc0")
    return plain[: frame + 5] + struct.pack(">HH", height, width) + plain[frame + 9 :]


def heic_bomb(width: int, height: int) -> bytes:
    """The size stands in a property; here it is not that of what is coded."""
    plain = heic(drawn(64, 64))
    return plain.replace(struct.pack(">II", 64, 64), struct.pack(">II", width, height))


def webp_bomb() -> bytes:
    """268 megapixels of canvas round one pixel, in about hundred bytes."""
    frame = encoded(Image.new("RGB", (1, 1)), "WEBP")[12:]
    canvas = struct.pack("<I", 0x02) + (16383).to_bytes(3, "little") * 2
    where = b"\0" * 6 + b"\0" * 6 + (100).to_bytes(3, "little") + b"\0"
    body = b"WEBP" + _riff(b"VP8X", canvas) + _riff(b"ANIM", b"\0" * 6) + _riff(b"ANMF", where + frame)
    return _riff(b"RIFF", body)


def _riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG of 24 megapixels that asks to be gone over again and again."""
    plain = encoded(Image.new("L", (6000, 4000), 128), "JPEG", progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * scans + plain[-2:]


def animated(kind: str) -> bytes:
    frames = [drawn(), drawn().transpose(Image.Transpose.ROTATE_180)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def broken(kind: str) -> bytes:
    """Cut off in the middle."""
    whole = encoded(detailed(200, 150), kind)
    return whole[: len(whole) * 2 // 3]


def jpeg_that_is_a_page() -> bytes:
    """A JPEG with a page of HTML in its comment and after its end."""
    return encoded(drawn(), "JPEG", comment=HTML) + HTML


def png_that_is_an_archive() -> bytes:
    return encoded(drawn()) + b"PK\x03\x04" + HTML


def archive(*names: str) -> bytes:
    """As office programs write it: names and compressed parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, b"<xml/>" * 100)
    return content.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")

GIF_THAT_IS_A_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"

CLEAN = {
    "JPEG": encoded(drawn(), "JPEG", quality=95, subsampling=0),
    "JPEG, progressive": encoded(drawn(), "JPEG", progressive=True),
    "JPEG, grey": encoded(drawn(mode="L"), "JPEG"),
    "JPEG, CMYK": encoded(drawn(mode="CMYK"), "JPEG", quality=95),
    "JPEG, CMYK with a profile that is none": encoded(drawn(mode="CMYK"), "JPEG", icc_profile=b"no profile"),
    "JPEG, two in one": mpo(),
    "JPEG that is a page": jpeg_that_is_a_page(),
    "PNG": encoded(drawn()),
    "PNG, one bit": encoded(drawn(mode="1")),
    "PNG, grey and transparent": encoded(drawn(mode="LA")),
    "PNG, transparent": encoded(drawn(mode="RGBA")),
    "PNG, palette": encoded(drawn().quantize(8)),
    "PNG, palette and transparent": png_with_palette(),
    "PNG, 16 bits": png_of_16_bits(),
    "PNG, 16 bits in colour": png_of_16_bits_in_colour(),
    "PNG that is an archive": png_that_is_an_archive(),
    "HEIC": heic(drawn()),
    "HEIC, grey": heic(drawn(mode="L")),
    "HEIC, transparent": heic(drawn(mode="RGBA")),
    "HEIC, 10 bits": heic_of_10_bits(),
    "WebP": encoded(drawn(), "WEBP"),
    "WebP, lossless and transparent": encoded(drawn(mode="RGBA"), "WEBP", lossless=True),
}

REFUSED = {
    "SVG": (SVG, "This is an SVG drawing"),
    "SVG without a declaration": (b"\xef\xbb\xbf \n<svg/>", "This is an SVG drawing"),
    "HTML": (HTML, "This is a web page (HTML): save it as PNG or JPEG"),
    "text": (b"just words", "This is not a picture"),
    "nothing": (b"", "The file is empty"),
    "zeros": (b"\0" * 1000, "This is not a picture"),
    "GIF": (encoded(drawn(), "GIF"), "This is a GIF"),
    "GIF, animated": (animated("GIF"), "This is a GIF"),
    "GIF that is a script": (GIF_THAT_IS_A_SCRIPT, "This is a GIF"),
    "TIFF": (encoded(drawn(), "TIFF"), "This is a TIFF picture: save it as PNG or JPEG"),
    "BMP": (encoded(drawn(), "BMP"), "This is a BMP picture: save it as PNG or JPEG"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "This is not a picture"),
    "PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "PDF with a line before it": (b"\xef\xbb\xbf\n%PDF-1.7\n", "This is a PDF"),
    "DOCX": (DOCX, "This is a Word document (DOCX): save it as PNG or JPEG"),
    "XLSX": (XLSX, "This is an Excel spreadsheet (XLSX): save it as PNG or JPEG"),
    "HEIC, only its first bytes": (b"\0\0\0\x18ftypheic\0\0\0\0", "The picture is damaged or incomplete"),
    "HEIC, cut off": (heic(drawn(400, 300))[:-40], "The picture is damaged or incomplete"),
    "HEIC, 9000 x 9000": (heic_bomb(9000, 9000), "more than 50 megapixels"),
    "HEIC, 16 x 16 and more is coded": (heic_bomb(16, 16), "The picture is damaged or incomplete"),
    "HEIC, put together on a canvas": (heic(drawn()).replace(b"hvc1", b"iovl"), "We cannot read"),
    "AVIF": (encoded(drawn(), "AVIF"), "This is an AVIF picture: save it as PNG or JPEG"),
    "film": (b"\0\0\0\x18ftypmp42\0\0\0\0", "This is a video: send a photo"),
    "JPEG, cut off": (broken("JPEG"), "The picture is damaged or incomplete"),
    "PNG, cut off": (broken("PNG"), "The picture is damaged or incomplete"),
    "WebP, cut off": (broken("WEBP"), "The picture is damaged or incomplete"),
    "JPEG, only its first bytes": (b"\xff\xd8\xff\xe0", "The picture is damaged or incomplete"),
    "JPEG of 2000 scans": (jpeg_of_many_scans(2000), "The picture is damaged or incomplete"),
    "PNG, 50,000 x 50,000": (png_bomb(50_000, 50_000), "more than 25 megapixels"),
    "PNG, 5001 x 5000": (png_bomb(5001, 5000), "more than 25 megapixels"),
    "JPEG, 7100 x 7100": (jpeg_bomb(7100, 7100), "more than 50 megapixels"),
    "JPEG, 60,000 x 60,000": (jpeg_bomb(60_000, 60_000), "more than 50 megapixels"),
    "PNG, no width": (png_bomb(0, 10), "The picture is damaged or incomplete"),
    "WebP, 16,384 x 16,384": (webp_bomb(), "more than 25 megapixels"),
    "PNG, 1 x 60,000": (encoded(Image.new("RGB", (1, 60_000))), "10 times as long as it is wide"),
    "JPEG, 60,000 x 1": (encoded(Image.new("RGB", (60_000, 1)), "JPEG"), "10 times as long as it is wide"),
    "PNG, animated": (animated("PNG"), "This picture is animated"),
    "WebP, animated": (animated("WEBP"), "This picture is animated"),
    "WebP, 26 megapixels": (
        encoded(Image.new("RGB", (5100, 5100)), "WEBP", method=0),
        "more than 25 megapixels",
    ),
    "more than 20 MB": (encoded(drawn(), "JPEG") + b"\0" * 20 * 1024 * 1024, "larger than 20 MB"),
}
