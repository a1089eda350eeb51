"""A kiosk asks for a number by MQTT; its slips are read where the broker would publish them."""

import json
from datetime import UTC, datetime

import boto3
import pytest

from chalicelib import codes
from chalicelib.store import tickets
from chalicelib.ticketing.on_take import answer, handler, serve
from tests.contracts import a_valid_message
from tests.factories import HOME, NINE
from tests.functions.api import ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")
