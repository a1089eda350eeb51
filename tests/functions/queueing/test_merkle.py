"""The tree over the entries: as RFC 6962 has it, and a proof proves one leaf in one place only."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing import merkle

# The leaves and roots by which implementations of Certificate Transparency are tested.
LEAVES = [bytes.fromhex(one) for one in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

TREES = st.lists(st.binary(max_size=40), min_size=1, max_size=70, unique=True)


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS, 1)))
def test_the_roots_are_those_of_certificate_transparency(size, root):
    assert merkle.root(LEAVES[:size]).hex() == root


def test_the_root_of_no_leaves_is_the_hash_of_nothing():
    assert merkle.root([]) == hashlib.sha256().digest()


@given(TREES, st.data())
def test_each_leaf_has_a_proof_of_its_place(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.proof(leaves, index)

    assert merkle.root_from(leaves[index], index, len(leaves), path) == merkle.root(leaves)
    assert len(path) <= (len(leaves) - 1).bit_length()


@given(TREES, st.data())
def test_no_other_leaf_place_or_path_proves_the_same_root(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path, root = merkle.proof(leaves, index), merkle.root(leaves)

    assert merkle.root_from(leaves[index] + b"x", index, len(leaves), path) != root
    assert merkle.root_from(leaves[index], index, len(leaves), [*path, b"0" * 32]) is None
    for other in {*range(-1, len(leaves) + 1)} - {index}:
        assert merkle.root_from(leaves[index], other, len(leaves), path) != root
    for n in range(len(path)):
        assert merkle.root_from(leaves[index], index, len(leaves), path[:n]) is None
        changed = [*path[:n], bytes(32), *path[n + 1 :]]
        assert merkle.root_from(leaves[index], index, len(leaves), changed) != root


@given(TREES)
def test_a_node_cannot_stand_for_a_leaf(leaves):
    nodes = [merkle.leaf_hash(one) for one in leaves]
    forged = [b"".join(nodes[n : n + 2]) for n in range(0, len(nodes), 2)]

    assert forged == leaves or merkle.root(forged) != merkle.root(leaves)
