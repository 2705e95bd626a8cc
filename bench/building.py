"""A building of 20 floors x 100 spaces with ten years of history, on any day, in ms (`make bench`).

Measured like the directory: whole pages without a server, in a database of its own.
"""

from directory import run

if __name__ == "__main__":
    run("bench.building_pages")
