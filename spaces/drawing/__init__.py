"""Drawings of the building, worked out as numbers and words: the floor plan and the timeline of a unit.

Pure: no queries, no request. Templates only write down what they find here. A drawing is 740 units wide
whatever the plan was measured in, so that letters of 11 and 13 units fit every plan.
"""

from spaces.drawing.facts import SpaceFacts, css_kind, in_m2, state_word
from spaces.drawing.geometry import area_of, inset, is_polygon, written
from spaces.drawing.labels import LINE_SIZE, place_label, shortened, text_width
from spaces.drawing.layers import CONDITION, LAYERS, WHO, Layer, condition_word, vacancy_word
from spaces.drawing.plan import WIDTH, Drawing, draw_floor

__all__ = [
    "CONDITION",
    "LAYERS",
    "LINE_SIZE",
    "WHO",
    "WIDTH",
    "Drawing",
    "Layer",
    "SpaceFacts",
    "area_of",
    "condition_word",
    "css_kind",
    "draw_floor",
    "in_m2",
    "inset",
    "is_polygon",
    "place_label",
    "shortened",
    "state_word",
    "text_width",
    "vacancy_word",
    "written",
]
