"""How Django itself writes days and moments, as in the lists of the back-office: as the portal does.

A module a language, as FORMAT_MODULE_PATH asks; how they are read stays Django's.
"""
