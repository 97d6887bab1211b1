"""The middleware of the server, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from geo import settings
from geo.catalog import Catalog
from geo.mapping.background import Background
from geo.web.compression import Compression
from geo.web.headers import Policy, frame_ancestors, script_hashes
from geo.web.kiosk_lock import KioskLock
from geo.web.messages import MessageFilter
from geo.web.run_queue import RunProtocol, RunQueue
from geo.web.security import SecurityHeaders
from geo.web.uploads import UploadLimits, UploadQuota


@dataclass(frozen=True)
class Framework:
    """The interface to the page framework, injected so that it need not be imported here."""

    base: str  # the path of the app on its server: empty, or with a leading slash
    index: str  # the HTML of every page
    pages: Iterable[str]  # the paths of the pages, without slashes at the ends
    upload_bytes: int  # of the largest file
    hosts: Sequence[str]  # the names under which it may be asked; none given: any
    stored_uploads: Callable[[], Mapping[str, int]]  # bytes in memory by session id
    is_visitors_message: Callable[[bytes], bool]  # whether a visitor may send it
    runs: RunProtocol  # decoders of messages that request or report a run
    open_catalog: Callable[[], Catalog]  # the data; the pages ask the same object
    background: Background | None = None  # tiles below the places


def middleware(framework: Framework) -> list[Middleware]:
    """The middleware, outermost first, configured from the environment.

    Raises:
        SettingError: a setting is invalid; the server must not start with a guess.
    """
    base = framework.base
    policy = Policy(
        frame_ancestors(settings.frame_ancestors()),
        script_hashes(framework.index),
        framework.background.origin if framework.background else "",
    )
    limits = UploadQuota(framework.upload_bytes, settings.upload_memory_bytes())
    stack = [Middleware(SecurityHeaders, policy=policy, base=base)]
    if framework.hosts:
        stack.append(
            Middleware(TrustedHostMiddleware, allowed_hosts=framework.hosts, www_redirect=False)
        )
    if settings.kiosk():
        stack.append(Middleware(KioskLock, pages=framework.pages, base=base))
    stack.append(Middleware(Compression, base=base))
    stack.append(
        Middleware(UploadLimits, limits=limits, stored=framework.stored_uploads, base=base)
    )
    stack.append(Middleware(MessageFilter, is_allowed=framework.is_visitors_message))
    stack.append(Middleware(RunQueue, protocol=framework.runs))
    return stack
