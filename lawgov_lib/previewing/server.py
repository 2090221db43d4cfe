"""Serve a preview on the loopback address, to whoever has its token and to no other origin."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from lawgov_lib.base.errors import LawgovError, ParameterError, PublishError
from lawgov_lib.base.files import system_word
from lawgov_lib.base.layout import OUTPUTS
from lawgov_lib.base.shipped import LIBRARY
from lawgov_lib.previewing.edits import Edits
from lawgov_lib.previewing.livepage import live, waiting
from lawgov_lib.previewing.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lawgov_lib.previewing.preview import Signature

HOST = "127.0.0.1"
_LOOK_SECONDS = 0.05
"""How often the files are looked at."""
_LIVE_SECONDS = 15
"""A page that has nothing to hear is told so often that the server is still there."""
_MOST_BYTES = 20_000
_REFUSED = {403: "不能打开这一页。", 404: "没有这一页。"}
_ASSETS = {"live.js": "text/javascript", "live.css": "text/css"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Watcher:
    """Makes a new view whenever the files have changed, and tells all who wait for it."""

    def __init__(self, preview: Preview, barred: str) -> None:
        """Begin with a view that is still to be made."""
        self.preview = preview
        self.edits = Edits(preview.root, preview.year, barred)
        self.closing = asyncio.Event()
        self._seen: Signature = ()
        self._own: Signature | None = None
        self._since = 0
        self._changed = asyncio.Condition()
        self._worker = ThreadPoolExecutor(1)

    async def run(self) -> None:
        """Follow the files until the server closes."""
        while not self.closing.is_set():
            if await self.aside(self._renew):
                async with self._changed:
                    self._changed.notify_all()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), _LOOK_SECONDS)
        async with self._changed:
            self._changed.notify_all()

    def _renew(self) -> bool:
        """Make a new view if the files have changed; tell whether they had."""
        now = self.preview.signature()
        if now == self._seen:
            return False
        self._seen = now
        view = self.preview.refresh()
        if now != self._own:
            self._since = view.number
        return True

    def holds(self, number: int) -> bool:
        """Tell whether the places of a view still hold: only the preview itself wrote since."""
        return number >= self._since and self._is_known()

    def written(self, work: Callable[[], str]) -> str:
        """Write into the files, and know them then for the preview's own work."""
        is_known = self._is_known()
        done = work()
        if is_known:
            self._own = self.preview.signature()
        return done

    def _is_known(self) -> bool:
        return self.preview.signature() in {self._seen, self._own}

    async def aside(self, work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
        """Do some work beside the loop, one piece after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *given)

    async def after(self, number: int) -> bool:
        """Wait for a view later than one; False if there was none for a while."""
        async with self._changed:
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self._changed.wait_for(
                        lambda: self.preview.view.number > number or self.closing.is_set()
                    ),
                    _LIVE_SECONDS,
                )
        return self.preview.view.number > number

    def stop(self) -> None:
        """Let go of the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)


class _Handler(RequestHandler):
    """Answers only this machine's own page."""

    def initialize(self, watcher: Watcher, token: str, port: int) -> None:
        self.watcher, self._token, self._port = watcher, token, port

    def prepare(self) -> None:
        """Refuse what comes from elsewhere, or without the token."""
        own = {f"{name}:{self._port}" for name in (HOST, "localhost")}
        origin = self.request.headers.get("Origin")
        strange = origin is not None and origin not in {f"http://{name}" for name in own}
        token = self.path_kwargs.pop("token", "")
        if (
            self.request.host not in own
            or strange
            or not secrets.compare_digest(token, self._token)
        ):
            raise HTTPError(403)
        if self.request.method == "POST" and self.request.headers.get("X-Lawgov") != "1":
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(_REFUSED.get(status_code, "请求不完整。"))

    def tell(self, content: object) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(content, ensure_ascii=False))


class _Page(_Handler):
    def get(self) -> None:
        view = self.watcher.preview.view
        self.set_header("Content-Type", "text/html; charset=utf-8")
        year = self.watcher.preview.year
        self.finish(live(view.page, view.page_number) if view.page else waiting(year))


class _Asset(_Handler):
    def get(self, name: str) -> None:
        self.set_header("Content-Type", f"{_ASSETS[name]}; charset=utf-8")
        self.finish(_asset(name))


class _State(_Handler):
    def get(self) -> None:
        view, edits = self.watcher.preview.view, self.watcher.edits
        self.tell({**view.facts(), "undo": edits.last, "barred": edits.barred})


class _File(_Handler):
    async def get(self, name: str) -> None:
        try:
            found = await self.watcher.aside(self.watcher.preview.file, name)
        except LawgovError as error:
            self.set_status(409)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(str(error))
            return
        if found is None:
            raise HTTPError(404)
        media, content = found
        self.set_header("Content-Type", media)
        self.finish(content)


class _Events(_Handler):
    async def get(self) -> None:
        """Say the number of each view as it comes, as server-sent events."""
        self.set_header("Content-Type", "text/event-stream")
        try:
            number = int(self.get_query_argument("after", "0"))
        except ValueError:
            raise HTTPError(400) from None
        with suppress(StreamClosedError, asyncio.CancelledError):
            while not self.watcher.closing.is_set():
                is_new = await self.watcher.after(number)
                number = self.watcher.preview.view.number
                self.write(f"data: {number}\n\n" if is_new else ": \n\n")
                await self.flush()


class _Edit(_Handler):
    async def post(self, what: str) -> None:
        """Write what the page asks for; what cannot be written is told with its code."""
        try:
            asked = json.loads(self.request.body)
            done = await self.watcher.aside(self.watcher.written, partial(self._write, what, asked))
        except LawgovError as error:
            self.set_status(409)
            self.tell({"problems": [str(problem) for problem in error.problems]})
        except (KeyError, TypeError, ValueError):
            raise HTTPError(400) from None
        else:
            self.tell({"done": done})

    def _write(self, what: str, asked: dict[str, Any]) -> str:
        edits, view = self.watcher.edits, self.watcher.preview.view
        edits.refuse_barred()
        if what == "undo":
            return edits.undo()
        if what == "confirm":
            place = next((each for each in view.unconfirmed if str(each) == asked["place"]), None)
            if place is None or not self.watcher.holds(int(asked["number"])):
                said = "这一处已经确认，或资料此后又有改动"
                raise ParameterError.of("E894", said, hint="等网页更新后，核对再确认。")
            edits.confirm(place)
            return str(place)
        key = (asked["code"], asked["about"], asked["mark"])
        remark = next((r for r in view.remarks if (r.code, r.about, r.mark) == key), None)
        if remark is None and view.problems:
            said, hint = "资料中有问题，现在不能答复", "按网页所列改好资料，再写入。"
            raise ParameterError.of("E892", said, hint=hint)
        if remark is None:
            raise ParameterError.of("E892", "没有这一项检查发现，或内容已有变化", hint="刷新网页。")
        edits.answer(remark, *(str(asked[each]).strip() for each in ("reason", "name", "date")))
        return remark.code


@cache
def _asset(name: str) -> str:
    return (LIBRARY / "previewing" / name).read_text(encoding="utf-8")


def application(watcher: Watcher, token: str, port: int) -> Application:
    """Return what answers: the page, its events, files on demand, and the edits."""
    given = {"watcher": watcher, "token": token, "port": port}
    start = r"/(?P<token>[\w-]+)/"
    logging.getLogger("tornado").addHandler(logging.NullHandler())  # faults are for the log alone
    return Application(
        [
            (start, _Page, given),
            (start + r"(?P<name>live\.js|live\.css)", _Asset, given),
            (start + "state", _State, given),
            (start + "events", _Events, given),
            (start + "(?P<what>answer|confirm|undo)", _Edit, given),
            (start + r"(?P<name>report\.[a-z]+)", _File, given),
            (".*", _Handler, given),
        ],
        log_function=lambda _: None,  # the page tells what was refused; a log would tell the token
    )


def serve(root: Path, year: int, port: int, told: Callable[[str, str], object]) -> None:
    """Serve a year's preview until the user or the system ends it.

    Where the outputs cannot be written, it shows the year and writes nothing.

    Args:
        root: The folder that holds ``params/``.
        year: The report year.
        port: The port, 0 for any that is free.
        told: Called with the address once it answers, and with why nothing can be written there,
            blank where it can.

    Raises:
        PublishError: The year has a preview already, or the port is taken.
    """
    with _alone(root, year) as barred:
        asyncio.run(_serve(Watcher(Preview(root, year), barred), port, told))


async def _serve(watcher: Watcher, port: int, told: Callable[[str, str], object]) -> None:
    token = secrets.token_urlsafe(24)
    try:
        sockets = bind_sockets(port, HOST)
    except OSError as error:
        said = f"端口{port}不能使用（{system_word(error)}）"
        raise PublishError.of("E891", said, hint="换一个：--port 端口；不写的自动选用。") from None
    port = sockets[0].getsockname()[1]
    server = HTTPServer(
        application(watcher, token, port), max_body_size=_MOST_BYTES, max_buffer_size=_MOST_BYTES
    )
    server.add_sockets(sockets)
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows ends it by KeyboardInterrupt alone
            loop.add_signal_handler(each, watcher.closing.set)
    told(f"http://{HOST}:{port}/{token}/", watcher.edits.barred)
    try:
        await watcher.run()
    finally:
        server.stop()
        await server.close_all_connections()
        watcher.stop()


@contextmanager
def _alone(root: Path, year: int) -> Iterator[str]:
    """Hold the year's preview, so that a second one is told.

    Yields:
        Why it cannot be held, and nothing is to be written therefore; blank where it is.
    """
    barred, lock = "", FileLock(root / OUTPUTS / f".{year}-preview.lock", timeout=0)
    try:
        (root / OUTPUTS).mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        hint = "在原来的浏览器窗口中查看；要重新打开的，先结束原来的命令。"
        raise PublishError.of("E890", f"{year}年度的预览已经打开", hint=hint) from None
    except OSError as error:
        barred = f"{OUTPUTS}不能写入（{system_word(error)}）"
    try:
        yield barred
    finally:
        lock.release()
