"""The MQTT topics: the only place where they are spelt (design.md, section 7).

Each function takes ids, or `+` for any, or a policy variable, and gives the topic.
"""

ANY = "+"

KIOSK, BUTTON, DISPLAY, HUB = "kiosk", "button", "display", "hub"
KINDS = (KIOSK, BUTTON, DISPLAY, HUB)


def press(office: str, counter: str) -> str:
    """Button to cloud: one push of the counter's button."""
    return f"antrean/{office}/counters/{counter}/press"


def counter_state(office: str, counter: str) -> str:
    """Cloud to button, retained: what the counter does and which light is on."""
    return f"antrean/{office}/counters/{counter}/state"


def take(office: str, kiosk: str) -> str:
    """Kiosk to cloud: a visitor asks for a number."""
    return f"antrean/{office}/kiosks/{kiosk}/take"


def slip(office: str, kiosk: str) -> str:
    """Cloud to kiosk: what to print, or why there is no number; print once per id."""
    return f"antrean/{office}/kiosks/{kiosk}/slip"


def printed(office: str, kiosk: str) -> str:
    """Kiosk to cloud: the slip came out, or the fault that kept it in."""
    return f"antrean/{office}/kiosks/{kiosk}/printed"


def issued(office: str, kiosk: str) -> str:
    """Kiosk to cloud: a number that it issued by itself while there was no link."""
    return f"antrean/{office}/kiosks/{kiosk}/issued"


def heard(office: str, kiosk: str) -> str:
    """Hub to kiosk, on the office's network only: a number that the kiosk issued is on the hub's disk."""
    return f"antrean/{office}/kiosks/{kiosk}/heard"


def board(office: str) -> str:
    """Cloud to displays, retained: the whole board of the office."""
    return f"antrean/{office}/board"


def service_board(office: str, service: str) -> str:
    """Cloud to visitors, retained: the board with the first 30 of one service."""
    return f"antrean/{office}/services/{service}/board"


def service_calls(office: str, service: str) -> str:
    """Cloud to visitors who watch a ticket: who of one service waits and who is at which counter, when a counter moved."""
    return f"antrean/{office}/services/{service}/calls"


def lobby_code(office: str, display: str) -> str:
    """Cloud to one display: the code that shows who stands in the lobby."""
    return f"antrean/{office}/displays/{display}/code"


def spoken(office: str, display: str) -> str:
    """Display to cloud: the last call that it spoke."""
    return f"antrean/{office}/displays/{display}/spoken"


def line(office: str) -> str:
    """Cloud to the office's hub, retained: the whole line as it is."""
    return f"antrean/{office}/line"


def hub_office(office: str) -> str:
    """Cloud to the office's hub, retained: the office's document, by whose rules its line runs."""
    return f"antrean/{office}/hub/office"


def hub_renew(office: str) -> str:
    """Hub to cloud: it is there, and has heard this time of the cloud's."""
    return f"antrean/{office}/hub/renew"


def hub_lease(office: str) -> str:
    """Cloud to hub: the cloud's time, and who calls."""
    return f"antrean/{office}/hub/lease"


def hub_steps(office: str) -> str:
    """Hub to cloud: what happened while there was no link, in its order."""
    return f"antrean/{office}/hub/steps"


def hub_played(office: str) -> str:
    """Cloud to hub: as far as this run of steps is in the line."""
    return f"antrean/{office}/hub/played"


def hub_there(office: str) -> str:
    """Hub to the devices of its office, retained: where it is on their network, and by which CA it is known."""
    return f"antrean/{office}/hub/there"


def hub_guests(office: str) -> str:
    """Cloud to the office's hub, retained: the devices of its office, each with the hash of its password there."""
    return f"antrean/{office}/hub/guests"


def catalogue(office: str) -> str:
    """Cloud to kiosks, retained: services, texts and opening hours."""
    return f"antrean/{office}/catalogue"


def health(thing: str) -> str:
    """Device to cloud: link, paper and version of one thing."""
    return f"devices/{thing}/health"


PRESSES = press(ANY, ANY)
TAKES = take(ANY, ANY)
PRINTS = printed(ANY, ANY)
ISSUES = issued(ANY, ANY)
SPEECHES = spoken(ANY, ANY)
HEALTHS = health(ANY)
RENEWALS = hub_renew(ANY)
OFFLINE_STEPS = hub_steps(ANY)
# AWS IoT publishes these itself when a thing's link comes and goes.
PRESENCES = "$aws/events/presence/+/+"

# Which schema in messages/ describes what is published where.
MESSAGES = {
    PRESSES: "press",
    counter_state(ANY, ANY): "state",
    TAKES: "take",
    slip(ANY, ANY): "slip",
    PRINTS: "printed",
    ISSUES: "issued",
    heard(ANY, ANY): "heard",
    board(ANY): "board",
    service_board(ANY, ANY): "service_board",
    service_calls(ANY, ANY): "calls",
    lobby_code(ANY, ANY): "code",
    SPEECHES: "spoken",
    catalogue(ANY): "catalogue",
    HEALTHS: "health",
    line(ANY): "line",
    hub_office(ANY): "hub_office",
    RENEWALS: "renew",
    hub_lease(ANY): "lease",
    OFFLINE_STEPS: "steps",
    hub_played(ANY): "played",
    hub_there(ANY): "there",
    hub_guests(ANY): "guests",
}


def thing_name(kind: str, office: str, place: str) -> str:
    """The name of a thing, which is its MQTT client id: its kind comes first."""
    return f"{kind}-{office}-{place}"


def kind_of(thing: str) -> str:
    """The kind that a thing's name begins with."""
    return thing.partition("-")[0]


def may_publish(kind: str, thing: str, office: str, place: str) -> tuple[str, ...]:
    """The topics that a thing of this kind may publish to; `place` is its counter, kiosk or display."""
    own = {
        KIOSK: (take(office, place), printed(office, place), issued(office, place)),
        BUTTON: (press(office, place),),
        DISPLAY: (spoken(office, place),),
        HUB: (hub_renew(office), hub_steps(office), hub_there(office)),
    }
    return (*own[kind], health(thing))


def may_receive(kind: str, office: str, place: str) -> tuple[str, ...]:
    """The topics that a thing of this kind may subscribe to and receive from."""
    return {
        KIOSK: (slip(office, place), catalogue(office), board(office), hub_there(office)),
        BUTTON: (counter_state(office, place), hub_there(office)),
        DISPLAY: (board(office), lobby_code(office, place), catalogue(office), hub_there(office)),
        HUB: (
            hub_lease(office), hub_played(office), line(office), hub_office(office), hub_guests(office),
            catalogue(office),
        ),
    }[kind]  # fmt: skip


def may_receive_in_the_office(kind: str, office: str, place: str) -> tuple[str, ...]:
    """The topics that a thing of this kind may receive at the broker of its office's hub."""
    own = (heard(office, place),) if kind == KIOSK else ()
    return (hub_lease(office), *may_receive(kind, office, place), *own)


def shadow(thing: str, what: str) -> str:
    """A thing's shadow: `update`, `update/delta`, `get`, `get/accepted`, …"""
    return f"$aws/things/{thing}/shadow/{what}"


def jobs(thing: str, what: str) -> str:
    """A thing's jobs: `notify-next`, `start-next`, `{job}/update`, …"""
    return f"$aws/things/{thing}/jobs/{what}"


def may_tell(thing: str) -> tuple[str, ...]:
    """What every thing may publish to AWS IoT itself: its own shadow and its own jobs, whose ids nobody knows before."""
    return (shadow(thing, "update"), shadow(thing, "get"), jobs(thing, "start-next"), jobs(thing, "*/update"))


def may_be_told(thing: str) -> tuple[str, ...]:
    """What every thing may hear from AWS IoT itself; at most eight with its own topics fit one SUBSCRIBE."""
    return (
        shadow(thing, "update/delta"),
        shadow(thing, "get/accepted"),
        jobs(thing, "notify-next"),
        jobs(thing, "start-next/accepted"),
    )


def guests_may_receive(office: str, services: tuple[str, ...]) -> tuple[str, ...]:
    """The topics that a browser without an account may subscribe to: this office's boards and calls, nothing else."""
    each = (topic(office, service) for service in services for topic in (service_board, service_calls))
    return (board(office), *each)


def matches(pattern: str, topic: str) -> bool:
    """Whether a topic fits a filter with `+` for one level (MQTT 3.1.1, section 4.7)."""
    wanted, levels = pattern.split("/"), topic.split("/")
    return len(wanted) == len(levels) and all(
        w in (ANY, level) for w, level in zip(wanted, levels, strict=True)
    )


def message_of(topic: str) -> str | None:
    """The name of the schema that describes what this topic carries; none for a topic that is not ours."""
    return next((name for pattern, name in MESSAGES.items() if matches(pattern, topic)), None)


def office_of(topic: str) -> str:
    """The office in a topic `antrean/{office}/…`."""
    return topic.split("/")[1]


def place_of(topic: str) -> str:
    """The counter, kiosk, display or service in a topic `antrean/{office}/{places}/{place}/…`."""
    return topic.split("/")[3]
