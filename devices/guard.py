"""Who may talk to an agent's page: only its own page, on this machine.

A foreign page in the same browser could otherwise take numbers: by a plain POST across origins, by a
name of its own that it lets point to 127.0.0.1 (DNS rebinding), or in a frame.
"""

from collections.abc import Mapping

NAMES = ("127.0.0.1", "localhost")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refuses(method: str, headers: Mapping[str, str], port: int) -> str | None:
    """Why this request is refused; None when it may pass."""
    hosts = {f"{name}:{port}" for name in NAMES}
    if headers.get("Host") not in hosts:
        return "the Host is not this agent"
    origin = headers.get("Origin")
    if origin is not None and origin not in {f"http://{host}" for host in hosts}:
        return "the Origin is another site"
    if method == "POST" and headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return "the request comes from another site"
    if method == "POST" and headers.get("Content-Type", "").split(";")[0].strip() != "application/json":
        # A form of another site can send other types without asking first.
        return "the body is not application/json"
    return None
