"""How visitors reach the survey."""

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.issuing.found import found

from .answer_survey import answer_survey

routes = Routes(__name__)


@routes.view("POST", "/tickets/{code}/survey", who=PUBLIC)
def answer(ask: Ask, code: str) -> Answer:
    """Say how the service was."""
    office, ticket, line = found(code, surely=True)
    answer_survey(office, ticket, line, ask.body, ask.key, ask.now)
    return Answer(status=204)
