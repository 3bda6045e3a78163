"""The pictures of the documents and those that script/pictures takes are the same."""

import re

import pytest
from django.conf import settings

from tests.pictures.album import ALBUM, named

DOCUMENTS = ("README.md", "docs/guide.md")


def test_every_picture_is_in_a_document_and_every_document_finds_its_pictures():
    texts = "".join((settings.BASE_DIR / name).read_text() for name in DOCUMENTS)
    shown = set(re.findall(r"pictures/([\w-]+)\.png", texts))
    taken = {picture.name for picture in ALBUM}
    kept = {file.stem for file in (settings.BASE_DIR / "docs" / "pictures").glob("*.png")}
    assert (shown - taken, taken - shown, taken ^ kept) == (set(), set(), set())
    assert len(taken) == len(ALBUM)


def test_pictures_are_chosen_by_name():
    assert [picture.name for picture in named(["site", "account"])] == ["site", "account"]
    assert named([]) == list(ALBUM)
    with pytest.raises(KeyError):
        named(["nobody"])
