"""The board that the stream last wrote for pages to read."""

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings

# Whoever may not list a bucket is told of a missing key that it is forbidden.
ABSENT = {"NoSuchKey", "NoSuchBucket", "AccessDenied", "404", "403"}


def key(office: str) -> str:
    """Where an office's board lies in its bucket."""
    return f"boards/{office}.json"


def read(office: Office) -> dict[str, Any] | None:
    """The office's board, None when there is none yet or the bucket cannot be reached."""
    bucket = settings().boards_bucket(office.home)
    try:
        answer = client("s3", office.home).get_object(Bucket=bucket, Key=key(office.id))
        return dict(json.loads(answer["Body"].read()))
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
    except BotoCoreError:
        # The line itself is asked then: a board does not wait for a bucket.
        return None
    return None
