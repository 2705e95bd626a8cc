"""Draw the pictures of all samples, or of those named: `python -m multifactory.demo.artwork [r84 …]`.

Each goes through the pipeline of what people send, once, here: a sample loads both its sizes as they are.
"""

import sys
from base64 import b64encode
from pathlib import Path

from django.core.files.base import ContentFile
from playwright.sync_api import Page, sync_playwright

from multifactory.demo.artwork.ink import HIGH, WIDE
from multifactory.demo.artwork.picture import draw
from multifactory.demo.sample.pictures import FOLDER, PictureData, large_file, read_pictures, small_file
from multifactory.lib.images.reading import read_image

SCALE = 2.4  # to 960 × 720
FONT = FOLDER.parent.parent / "static/fonts/archivo-latin.woff2"
PAGE = """<style>@font-face{font-family:Archivo;src:url(data:font/woff2;base64,%s);font-weight:400 750;
font-stretch:75%% 100%%}body{margin:0}svg{display:block;width:400px;height:300px;font-family:Archivo;
font-weight:750;font-stretch:75%%}</style>%s"""


def main(cases: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, device_scale_factor=SCALE)
        for case in cases:
            folder = FOLDER / case / "pictures"
            folder.mkdir(exist_ok=True)
            kept = {path for data in read_pictures(case) for path in _print(page, case, data)}
            for path in set(folder.iterdir()) - kept:
                path.unlink()
        browser.close()


def _print(page: Page, case: str, data: PictureData) -> list[Path]:
    page.set_content(PAGE % (b64encode(FONT.read_bytes()).decode(), draw(data.draw)))
    page.evaluate("document.fonts.ready")
    clean = read_image(ContentFile(page.screenshot(type="png")))
    paths = [large_file(case, data.of), small_file(case, data.of)]
    for path, content in zip(paths, (clean.large, clean.small), strict=True):
        path.write_bytes(content)
    return paths


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(path.parent.name for path in FOLDER.glob("*/pictures.toml")))
