"""Joins the features' routes and names the functions; no logic."""

from importlib import import_module
from typing import Any

from chalice import Chalice

from chalicelib import log
from chalicelib.booking.front_routes import routes as front
from chalicelib.booking.routes import routes as booking
from chalicelib.calling.routes import routes as calling
from chalicelib.fleet.routes import routes as fleet
from chalicelib.ledger.routes import routes as ledger
from chalicelib.offices.routes import routes as offices
from chalicelib.reporting.routes import routes as reporting
from chalicelib.settings import settings
from chalicelib.surveying.routes import routes as surveying
from chalicelib.ticketing.routes import routes as ticketing

ROUTES = (offices, front, booking, ticketing, surveying, calling, ledger, reporting, fleet)

app = Chalice("antrean")
app.log.addFilter(log.wordless)
for routes in ROUTES:
    app.register_blueprint(routes)


FUNCTIONS = {
    "on_press": "calling.on_press",
    "on_take": "ticketing.on_take",
    "on_printed": "fleet.on_printed",
    "on_spoken": "fleet.on_spoken",
    "on_health": "fleet.on_health",
    "on_renew": "fleet.on_renew",
    "on_issued": "ticketing.on_issued",
    "on_steps": "calling.on_steps",
    "on_stream": "stream",
    "on_message": "messaging.on_message",
    "on_figure": "reporting.on_figure",
    "on_trailing": "boards.on_trailing",
    "before_claim": "fleet.before_claim",
    "tend_fleet": "fleet.tend_fleet",
    "rotate_lobby_code": "fleet.rotate_lobby_code",
    "send_reminders": "messaging.send_reminders",
    "tend_waitlist": "booking.tend_waitlist",
    "tend_closures": "booking.tend_closures",
    "expire_missed": "booking.expire_missed",
    "close_days": "calling.close_days",
    "hold_draws": "drawing.hold_draws",
    "write_reports": "reporting.write_reports",
}
"""Each function of the bundle and the module whose `handler` it is."""


def function(name: str, module: str) -> Any:
    """A function; its module is imported at the first call, so that none loads another's."""

    def run(event: Any, context: Any) -> Any:
        return import_module(f"chalicelib.{module}").handler(event, context)

    run.__name__ = name
    return app.lambda_function(name=name)(run)


for name, module in FUNCTIONS.items():
    # Lambda finds a function by its name in this module.
    globals()[name] = function(name, module)

if settings().in_lambda:
    from chalicelib.tracing import trace

    trace()
