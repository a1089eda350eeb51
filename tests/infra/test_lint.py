"""cfn-lint finds nothing in the stacks as they go to AWS."""

import pytest
from cfnlint import api  # type: ignore[import-untyped]  # publishes no types
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from tests.infra.stacks import stacks

# Why a rule is not asked.
IGNORED = [
    "W2001",  # all stacks take the same parameters, and some use but a few
    "W8001",  # the same for conditions
    "E3019",  # BundleBucket and the like name resources of other stacks
]


@pytest.mark.slow
@pytest.mark.parametrize("stack", stacks("aws"), ids=lambda stack: f"{stack.name}-{stack.region}")
def test_cfn_lint_has_nothing_to_say(stack) -> None:
    config = ManualArgs(regions=[stack.region], ignore_checks=IGNORED)

    said = api.lint(stack.body, config=config)

    assert [f"{match.rule.id} {match.path}: {match.message}" for match in said] == []
