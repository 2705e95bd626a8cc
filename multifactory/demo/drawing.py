"""What the signs and the rooms of the sample share: they are drawn at twice their size in the portal's light
colours (static/css/tokens.css), and then reduced."""

from io import BytesIO
from typing import Literal

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from multifactory.lib.images.reading import CleanImage, read_image

COLOURS = {"oxide": "#a5381a", "steel": "#1d4d6b", "moss": "#356233", "amber": "#7d5200", "ink": "#1b1e20"}
PAPER, SHEET, INK, WHITE = "#f4f1ea", "#fdfbf6", "#1b1e20", "#ffffff"

Draw = ImageDraw.ImageDraw
Points = list[tuple[float, float]]


def cleaned(image: Image.Image, fit: Literal["photo", "logo"]) -> CleanImage:
    """Through the same pipeline as what people send."""
    half = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    half.save(encoded, "PNG", compress_level=1)
    return read_image(ContentFile(encoded.getvalue()), fit=fit)
