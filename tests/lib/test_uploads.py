"""Files that are too long are not kept, and the rest of the form is."""

import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from multifactory.lib.uploads import (
    MAX_BYTES,
    MAX_REQUEST_BYTES,
    refuse_too_large,
    refuse_too_large_document,
)


class ListForm(forms.Form):
    list = forms.FileField(validators=[refuse_too_large], allow_empty_file=True)
    title = forms.CharField()


def sent(size: int, **extra):
    file = SimpleUploadedFile("list.csv", b"a" * size)
    return RequestFactory().post("/", {"list": file, "title": "Members"}, **extra)


@pytest.mark.parametrize("size", [0, 1, MAX_BYTES])
def test_file_up_to_the_limit_arrives_whole(size):
    request = sent(size)
    form = ListForm(request.POST, request.FILES)

    assert form.errors == {}
    assert form.cleaned_data["list"].read() == b"a" * size


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 3 * MAX_BYTES])
def test_longer_file_is_dropped_and_said_to_be_too_long(size):
    request = sent(size)
    form = ListForm(request.POST, request.FILES)

    assert form.errors == {"list": ["The file is larger than 20 MB. Make it smaller and try again."]}
    assert form.cleaned_data == {"title": "Members"}
    assert (request.FILES["list"].size, request.FILES["list"].read()) == (size, b"")


def test_tables_and_papers_keep_a_lower_limit():
    upload = SimpleUploadedFile("list.csv", b"a" * (5 * 1024 * 1024 + 1))

    with pytest.raises(ValidationError, match="larger than 5 MB"):
        refuse_too_large_document(upload)
    refuse_too_large(upload)


class PairForm(forms.Form):
    before = forms.FileField(validators=[refuse_too_large])
    after = forms.FileField(validators=[refuse_too_large])
    later = forms.FileField(validators=[refuse_too_large])


def test_files_of_a_request_are_kept_up_to_40_mb_together():
    sizes = {"before": MAX_BYTES, "after": MAX_BYTES - 1000, "later": 1001}
    files = {name: SimpleUploadedFile(name, b"a" * size) for name, size in sizes.items()}
    request = RequestFactory().post("/", files)
    form = PairForm(request.POST, request.FILES)

    assert form.errors == {"later": ["All files together are larger than 40 MB. Send this one on its own."]}
    assert {name: len(file.read()) for name, file in request.FILES.items()} == sizes | {"later": 0}


def test_request_beyond_all_reason_is_refused_unread():
    request = sent(1, CONTENT_LENGTH=MAX_REQUEST_BYTES + 1)

    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018  reading it is the test
