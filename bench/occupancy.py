"""Occupancy over ten years of a building of 20 floors with 100 units each, in ms (`make bench`)."""

from directory import run

if __name__ == "__main__":
    run("bench.occupancy_pages")
