from multifactory.lib.date_formats.en.formats import *  # noqa: F403
