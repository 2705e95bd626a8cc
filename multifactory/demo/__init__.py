"""The three reference communities: a folder of TOML files each, read by `reader` and written by `load`.

A key of a file is the name of a field in `data`, `building` or `proposals`; what else a block may hold is
said where it is read. A day is a date of the past (2019-06-01) or a number of days from the day of loading
(-40). Companies, people, spaces and proposals are called by their name, code or key. Another company is one
more block in `companies.toml`, with its products below it.
"""
