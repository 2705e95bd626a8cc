"""How days and moments are written in each language, by the portal and by Django in the back-office.

A module a language, as FORMAT_MODULE_PATH asks; how they are read stays Django's.
Templates and modules name what they want: `{{ event.day|date:"WEEKDAY_DAY_FORMAT" }}`.
"""
