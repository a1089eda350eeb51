"""What the edge keeps for many readers: boards and ledgers, by what the answer depends on, and nothing of one visitor."""

from fnmatch import fnmatch

import pytest

from tests.infra.stacks import resources
from tests.openapi import operations

EVERYWHERE = pytest.mark.parametrize("where", ["aws", "local"])
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def behaviours(where):
    [(_, site)] = resources(where, "AWS::CloudFront::Distribution")
    return site["DistributionConfig"]["CacheBehaviors"]


def kept(where):
    """The paths of the API that the edge may keep: the first pattern that a path fits decides."""
    for method, path in operations():
        first = next(one for one in behaviours(where) if fnmatch(f"/api{path}", one["PathPattern"]))
        if method == "GET" and first["CachePolicyId"] != CACHING_DISABLED:
            yield path


@EVERYWHERE
def test_only_what_all_may_read_is_kept(where):
    assert set(kept(where)) == {
        "/offices/{office}/board",
        "/offices/{office}/ledger",
        "/offices/{office}/ledger/summary",
    }


@EVERYWHERE
def test_a_ledger_is_kept_by_day_and_page(where):
    policies = dict(resources(where, "AWS::CloudFront::CachePolicy"))
    config = policies["LedgerCache"]["CachePolicyConfig"]
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]

    assert key["QueryStringsConfig"]["QueryStrings"] == ["date", "after"]
    assert key["HeadersConfig"] == {"HeaderBehavior": "none"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert (config["MinTTL"], config["DefaultTTL"]) == (0, 0)
