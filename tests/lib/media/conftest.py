"""A clock that stands, and both kinds of storage."""

import pytest
import time_machine
from django.utils import timezone

from tests.lib.bucket import running_bucket


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture(params=["folder", "bucket"])
def any_storage(request, settings):
    if request.param == "folder":
        yield
        return
    with running_bucket() as (address, _objects):
        options = {
            "bucket_name": "media",
            "endpoint_url": address,
            "access_key": "key",
            "secret_key": "secret",
            "region_name": "eu-south-1",
            "addressing_style": "path",
        }
        bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {"default": bucket}
        yield
