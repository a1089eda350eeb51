"""The staff page on the office's network: a counter and its PIN call, recall, and note who came or did not."""

import html
import secrets
import threading
import time
from http import HTTPStatus
from http.server import ThreadingHTTPServer

from chalicelib.errors import Refusal
from devices.answers import Answers, Wrong
from devices.hub import leading
from devices.hub.agent import Hub, NotLeading

TRIES = 5
"""Wrong PINs of a counter within a minute, after which none is tried."""
MINUTE = 60.0

PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Antrean luring</title><style>body{font:20px system-ui;max-width:32rem;margin:2rem auto;padding:0 1rem}
button,input,select{font:inherit;padding:.6rem;margin:.2rem 0;width:100%%;box-sizing:border-box}</style>
<h1>Loket luring</h1><p>Halaman ini memanggil selama kantor tanpa sambungan. / For calling while the office is offline.</p>
<select id="c">%s</select><input id="p" type="password" inputmode="numeric" placeholder="PIN loket" autocomplete="off">
<button data-v="next">Panggil berikutnya / Next</button><button data-v="recall">Panggil ulang / Recall</button>
<button data-v="no-show">Tidak hadir / No-show</button><button data-v="finish">Selesai / Finish</button>
<p id="s" role="status"></p><script>
document.querySelectorAll("button").forEach(b=>b.onclick=async()=>{const id=crypto.randomUUID?crypto.randomUUID():String(Math.random()).slice(2);
const a=await fetch("/counter",{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({id,verb:b.dataset.v,
counter:c.value,pin:p.value})}).catch(()=>null);const v=a?await a.json():{title:"Hub tidak menjawab / no answer"};
s.textContent=v.title||((v.number||"–")+" · loket "+v.counter)})</script></html>"""


class StaffSite(ThreadingHTTPServer):
    """Serves the page and `POST /counter {id, verb, counter, pin}`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, hub: Hub, address: str, port: int) -> None:
        self.hub, self.wrong = hub, {counter: [0.0] * 0 for counter in hub.config.hub.pins}
        self.guard = threading.Lock()
        super().__init__((address, port), Request)

    def opens(self, counter: str, pin: str) -> bool:
        """Whether the PIN is this counter's; after five wrong ones in a minute none is."""
        right = self.hub.config.hub.pins.get(counter, "")
        with self.guard:
            recent = [at for at in self.wrong.get(counter, []) if time.monotonic() - at < MINUTE]
            if not right or len(recent) >= TRIES:
                return False
            if secrets.compare_digest(right.encode(), pin.encode()):
                return True
            self.wrong[counter] = [*recent, time.monotonic()]
        return False


class Request(Answers):
    """One connection of a browser."""

    server: StaffSite

    def do_GET(self) -> None:  # noqa: N802 - the standard library names it
        """The page."""
        options = "".join(f"<option>{html.escape(one)}</option>" for one in self.server.hub.config.hub.pins)
        body = (PAGE % options).encode()
        self._head(
            HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        )
        self.wfile.write(body)

    def do_POST(self) -> None:  # noqa: N802 - the standard library names it
        """A counter's verb."""
        if self.headers.get("Content-Type", "").split(";")[0].strip() != "application/json":
            self._problem(HTTPStatus.FORBIDDEN, "foreign-page", "the body is not application/json")
            return
        try:
            body = self._body()
            verb, counter, pin, id = (body.get(name) for name in ("verb", "counter", "pin", "id"))
            if verb not in leading.VERBS:
                raise Wrong("verb must be one of " + ", ".join(leading.VERBS))
            if not isinstance(counter, str) or not isinstance(pin, str) or not isinstance(id, str):
                raise Wrong("counter, pin and id must be texts")
        except Wrong as wrong:
            self._problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", str(wrong))
            return
        if not self.server.opens(counter, pin):
            self._problem(HTTPStatus.FORBIDDEN, "wrong-pin", "PIN salah / wrong PIN")
            return
        try:
            line = self.server.hub.act(verb, counter, leading.rid_of("page", counter, id), "page")
        except NotLeading:
            self._problem(
                HTTPStatus.CONFLICT, "not-leading", "Loket dipanggil dari halaman biasa / use the usual page"
            )
        except Refusal as refusal:
            self._problem(HTTPStatus.CONFLICT, refusal.slug(), refusal.title("id"))
        else:
            self._answer(
                HTTPStatus.OK, {"counter": counter, "number": line.cell(counter).number, "seq": line.seq}
            )
