"""What the grids of the common spaces show hundreds of times: as templates they took longer than all else.

Words and addresses are looked up once for a row, not for each cell.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from urllib.parse import quote
from uuid import UUID

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from multifactory.lib.formats import format_day
from multifactory.templatetags.portal import bdi
from spaces.building.models import Space
from spaces.schedules.hour_table import HourCell
from spaces.schedules.lanes import Lane
from spaces.schedules.pieces import Block, Piece, PieceKind
from spaces.schedules.week_schedule import WeekItem

register = template.Library()

NOTHING = SafeString("")
ANY_UID = UUID(int=0)
HATCHED = {"closed": "url(#lane-closed)", "quiet-hours": "url(#lane-quiet)"}


@cache
def _addresses(_script_prefix: str) -> tuple[str, list[str]]:
    """Of the form to book, and what stands around the uid in that of a booking: `reverse` takes its time."""
    return reverse("spaces:booking_new"), reverse("spaces:booking_detail", args=[ANY_UID]).split(str(ANY_UID))


def _booking_href(piece: Piece) -> str:
    """Empty where what takes the time is no booking."""
    return str(piece.booking).join(_addresses(get_script_prefix())[1]) if piece.booking else ""


def _new_href(space: Space) -> str:
    """Of the form to book this space, without the start, which comes last."""
    return f"{_addresses(get_script_prefix())[0]}?space={quote(space.code)}&start="


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


# --- The day of all spaces, hour by hour --------------------------------------------------------------


@register.simple_tag(takes_context=True)
def hour_cells(context: template.Context, space: Space, cells: Iterable[HourCell]) -> SafeString:
    """The cells of a space in a table of hours."""
    new, can_book = _new_href(space), context["can_book"]
    book, closed = _("book"), pgettext("space", "Closed")
    return _joined(
        format_html(
            '<td class="{}"{}{}>{}</td>',
            cell.css,
            format_html(' colspan="{}"', cell.columns) if cell.columns > 1 else "",
            format_html(' title="{}"', cell.note) if cell.note else "",
            _free_hour(cell, space, new, book) if cell.start and can_book else _held_hour(cell, closed),
        )
        for cell in cells
    )


def _free_hour(cell: HourCell, space: Space, new: str, book: str) -> SafeString:
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">{}, {}: {}</span></a>',
        new + cell.start,
        format_html('<span aria-hidden="true">{}</span> ', cell.clock) if cell.clock else "",
        space.code,
        cell.when,
        book,
    )


def _held_hour(cell: HourCell, closed: str) -> SafeString:
    if cell.block is None:
        return format_html('<span class="visually-hidden">{}</span>', cell.note or "–")
    piece = cell.block.pieces[0]
    if href := _booking_href(piece):
        return format_html(
            '<a href="{}" title="{} {}: {}"><span class="visually-hidden">{}</span> {}</a>',
            href,
            cell.when,
            piece.who,
            piece.what,
            cell.when,
            bdi(piece.who),
        )
    return format_html('<span title="{}">{}</span>', piece.what, capfirst(piece.what) or closed)


# --- What stands in a stretch -------------------------------------------------------------------------


@register.simple_tag
def pieces(block: Block) -> SafeString:
    """A booking, those of both halves of a hall, or what shuts it."""
    return _joined(_piece(piece) for piece in block.pieces)


def _piece(piece: Piece) -> SafeString:
    if href := _booking_href(piece):
        return format_html(
            '<a href="{}"><b>{}</b> {}{}{}</a> ',
            href,
            bdi(piece.who),
            piece.what,
            format_html(' <span class="via">({})</span>', piece.via) if piece.via else "",
            format_html(' <span class="via">{}</span>', _("waiting for approval"))
            if piece.kind is PieceKind.PENDING
            else "",
        )
    if piece.kind is PieceKind.CLOSED:
        return format_html(
            '<span class="plate"><b>{}</b> {}</span> ', pgettext("space", "Closed"), piece.what
        )
    return format_html('<span class="plate">{}</span> ', capfirst(piece.what))


# --- A day as a list ----------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def slots(context: template.Context, space: Space, items: Iterable[WeekItem]) -> SafeString:
    """A day of a space, free stretches with a link to book them; free time that is over is left out."""
    new, can_book, book = _new_href(space), context["can_book"], _("Book")
    return format_html(
        '<ul class="slots">{}</ul>',
        _joined(
            format_html(
                '<li class="{}"><span class="when">{}–{}</span> <span>{}</span></li>',
                item.cell.block.css,
                item.label,
                item.until,
                _slot(item, space, new, book, can_book=can_book),
            )
            for item in items
            if not item.cell.is_past
        ),
    )


def _slot(item: WeekItem, space: Space, new: str, book: str, *, can_book: bool) -> SafeString | str:
    cell, block = item.cell, item.cell.block
    if not block.is_free:
        return capfirst(block.note) or pieces(block)
    if cell.start and can_book:
        what: SafeString | str = format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}, {}–{}</span></a>',
            new + cell.start,
            book,
            space,
            item.label,
            item.until,
        )
    else:
        what = _("cannot be booked yet") if cell.is_too_far else _("free")
    return format_html('{} <span class="small">{}</span>', what, block.note) if block.note else what


# --- The week of all spaces ---------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def week_cells(context: template.Context, space: Space, lanes: Iterable[Lane]) -> SafeString:
    """The days of a space in a table: each leads to the form to book it, else to the day as it is."""
    calendar, new, book = _calendar_href(space), _new_href(space), _("book")
    cells = []
    for lane in lanes:
        words = f"{space.code}, {lane.words}"
        href = calendar + lane.day.isoformat()
        if lane.start and context["can_book"]:
            words, href = f"{words}: {book}", new + _time_of(lane)
        cells.append(
            format_html(
                '<td{}><a href="{}" title="{}">{}<span class="visually-hidden">{}</span></a></td>',
                SafeString(' class="today"') if lane.is_today else "",
                href,
                lane.words,
                lane_drawing(lane),
                words,
            )
        )
    return _joined(cells)


@register.simple_tag(takes_context=True)
def day_lanes(context: template.Context, day: date, rows: Iterable[tuple[Space, Lane]]) -> SafeString:
    """A day of all spaces as a list."""
    book, on = _("Book"), format_day(day)
    items = []
    for space, lane in rows:
        link = NOTHING
        if lane.start and context["can_book"]:
            link = format_html(
                ' <a href="{}">{}<span class="visually-hidden">: {}, {}</span></a>',
                _new_href(space) + _time_of(lane),
                book,
                space,
                on,
            )
        items.append(
            format_html(
                '<li><a href="{}">{}</a> {} <p class="small">{}{}</p></li>',
                _calendar_href(space) + day.isoformat(),
                space,
                lane_drawing(lane),
                capfirst(lane.words),
                link,
            )
        )
    return format_html('<ul class="lanes">{}</ul>', _joined(items))


def _calendar_href(space: Space) -> str:
    return reverse("spaces:space_calendar", args=[space.code]) + "?day="


def _time_of(lane: Lane) -> str:
    return f"{lane.start}&end={lane.end}" if lane.end else lane.start


@register.simple_tag
def lane_drawing(lane: Lane) -> SafeString:
    """What takes the time, from midnight to midnight; the hatches are those of `_lane_hatches.html`."""
    return format_html(
        '<svg class="lane" viewBox="0 0 96 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="96" height="16" />{}'
        '<path class="tick" d="M24 0V16M48 0V16M72 0V16" />{}</svg>',
        _joined(_lane_path(css, outline) for css, outline in lane.paths),
        format_html('<path class="asked" d="{}" />', lane.asked) if lane.asked else "",
    )


def _lane_path(css: str, outline: str) -> SafeString:
    fill = format_html(' fill="{}"', HATCHED[css]) if css in HATCHED else ""
    return format_html('<path class="{}" d="{}"{} />', css, outline, fill)
