"""A Merkle tree over leaves in a given order (RFC 6962, section 2.1): leaves and nodes are hashed apart, so that neither can stand for the other."""

import hashlib
from collections.abc import Iterator, Sequence

LEAF, NODE = b"\x00", b"\x01"


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash of the tree; of no leaves, that of nothing."""
    *_, top = _levels(leaves)
    return top[0]


def proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes beside the way from a leaf up to the root, lowest first; where nothing stands beside, none."""
    path = []
    for level in _levels(leaves):
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        index //= 2
    return path


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root of the tree of `size` leaves in which the leaf has this place, by its proof; None when it is no proof."""
    found, left, last = leaf_hash(leaf), list(path), size - 1
    if not 0 <= index <= last:
        return None
    while last:
        if index ^ 1 <= last:
            if not left:
                return None
            beside = left.pop(0)
            found = node_hash(beside, found) if index % 2 else node_hash(found, beside)
        index, last = index // 2, last // 2
    return None if left else found


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two."""
    return hashlib.sha256(NODE + left + right).digest()


def _levels(leaves: Sequence[bytes]) -> Iterator[list[bytes]]:
    """The hashes of the tree, level by level from the leaves to the root; the last of an odd level goes up as it is."""
    level = [leaf_hash(leaf) for leaf in leaves] or [hashlib.sha256().digest()]
    yield level
    while len(level) > 1:
        paired = [node_hash(*level[n : n + 2]) for n in range(0, len(level) - 1, 2)]
        level = [*paired, *level[len(level) - len(level) % 2 :]]
        yield level
