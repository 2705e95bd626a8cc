"""The one way pictures come in, are kept and are shown.

A form takes a picture with `ImageUploadField`, which gives a `CleanImage`; a model for pictures derives from
`Picture`, and `picture.store(clean)` writes the files and the row together; a page shows it through
`components/picture.html`; `/media/` serves it. What was sent is never kept.
"""
