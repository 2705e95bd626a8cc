"""One row of the queue."""

from dataclasses import dataclass
from datetime import date

from multifactory.lib.text.clean import is_turning
from multifactory.portal.today.times import TimeLeft


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`sign`: its drawing (templates/components/sign.html). `is_written`: people wrote the title. `labels`: a
    template that shows the state of `item`. `act`: words on the button to `act_href`; `posts` where the
    button itself does it."""

    sign: str
    title: str
    href: str
    at: date | None = None
    is_now: bool = False
    said: str = ""
    is_written: bool = False
    labels: str = ""
    item: object = None
    act: str = ""
    act_href: str = ""
    posts: bool = False

    @property
    def left(self) -> TimeLeft:
        return TimeLeft(self.at, self.is_now)


def named(name: object) -> str:
    """A name within a sentence: one from right to left does not turn the words beside it."""
    text = str(name)
    return f"\u2068{text}\u2069" if is_turning(text) else text
