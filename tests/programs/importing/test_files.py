"""Files to import: read as spreadsheets write them, or refused in words."""

import pytest

from onboarding.programs.importing import BadFile, decode, read, sample
from tests.programs.importing.pages import IMPORT, preview

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name\nada", "one of them has to be"),
        (b"login,password\nada,x", "There is no column"),
        (b"login,login\nada,x", "A column stands there twice."),
        (b"login\n", "nothing to import"),
        (b"\xff\xfe\x00\xd8", "neither UTF-8 nor GBK"),
        (b"login\nada\x00", "neither UTF-8 nor GBK"),
        (b"PK\x03\x04\x14\x00\x06\x00", "This is a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is a workbook"),
        (b"login\n" + b"ada\n" * 5000, "has 5000 lines, and at most 500 are taken at once. Cut it into 10 files."),
        (b"login\n" + b"a" * 205_000, "has 201 kB, and at most 200 kB"),
        (b'"login,note\nada,\n', "From line 1 on this is not CSV."),
        (b'login,note\nada,\nbob,"Hello\nmary,\n', "From line 3 on this is not CSV."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(linus, program, data, said):
    response = preview(linus, data=data)

    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_of_spreadsheets_are_read_in_their_encodings(encoding, end):
    first, second = read(decode(end.join(("", "login;note", "ada;第一次贡献", "", "bob;", "")).encode(encoding)))

    assert (first.number, first.login, first.note) == (3, "ada", "第一次贡献")
    assert (second.number, second.login) == (5, "bob")


def test_no_file_is_said(linus):
    assert linus.post(IMPORT, {}).status_code == 422


def test_a_lost_quotation_mark_does_not_swallow_the_rest_unseen():
    with pytest.raises(BadFile):
        read('login,note\nada,"' + "x" * 140_000)


def test_the_sample_can_be_read_again(linus):
    response = linus.get("/organise/spring/import/sample.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(read(decode(sample().encode()))) == 3
