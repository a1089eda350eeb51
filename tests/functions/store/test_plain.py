"""Plain values survive the way to DynamoDB and back, from a client and from a stream record."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.store import table
from chalicelib.store.plain import plain, plain_item, typed
from tests.factories import HOME

scalars = st.one_of(st.text(), st.integers(-(10**15), 10**15), st.booleans(), st.none(), st.binary())
values = st.recursive(scalars, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)))


@given(values)
def test_a_value_comes_back_as_it_went(value):
    assert plain(typed(value)) == value


def test_a_set_of_texts_and_a_fraction_come_back_as_they_went():
    assert plain(typed({"b", "a"})) == {"a", "b"}
    assert plain(typed(12.5)) == 12.5


def test_a_stream_s_binaries_are_read_from_base64():
    image = {"ring": {"L": [{"B": base64.b64encode(b"\x01\xff").decode()}]}}

    assert plain_item(image) == {"ring": [b"\x01\xff"]}


def test_botocore_passes_values_on_as_they_are(aws):
    model = table.lines(HOME).connection.client.meta.service_model

    assert model.shape_for("AttributeValue").is_document_type
    assert table.lines(HOME).put_new({"pk": "a", "sk": "b", "ring": [b"\x01\xff"], "half": 0.5}) is None
    assert table.lines(HOME).get("a", "b") == {"pk": "a", "sk": "b", "ring": [b"\x01\xff"], "half": 0.5}


def test_what_dynamodb_cannot_keep_is_refused():
    with pytest.raises(TypeError, match="object"):
        typed(object())
