"""The three reference communities as plain data, one module each."""

from multifactory.demo import infatti9, r84, risma11

CASES = {case.slug: case for case in (r84.CASE, risma11.CASE, infatti9.CASE)}
