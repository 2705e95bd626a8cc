"""The media of the portal and the database that wrote them: they know each other by an identity kept in both.

Files no row names are moved aside by the worker, and removed a month later (`cleaning`). Where the storage is
another database's, or a newer version's, nothing is touched.
"""
