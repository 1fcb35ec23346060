"""That nobody but the person at this machine asks: where a server may have these pages, and which requests it answers."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.requests import Request

from comity.web.guard import host_of
from comity.web.problem import Kind, refusal
from comity.web.site import Settings

_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What a proxy puts before a request that it passes on."""
_OWN = Settings().hosts
"""The names of this machine on itself."""


class NotAloneError(Exception):
    """A server that others could reach; the message says which option makes it so, and what to do."""


def must_be_alone(host: str, *, trusted: str | None, hosts: Sequence[str], root_path: str) -> None:
    """Refuse to serve what only one person may see where others can reach it. Raises NotAloneError."""
    why = None
    if not _is_loopback(host):
        why = f"`--host {host}` lets other machines in"
    elif trusted is not None:
        why = "`--behind-proxy` lets in whomever the proxy lets in"
    elif root_path:
        why = "`--root-path` is for a proxy, which lets others in"
    elif strange := [one for one in hosts if one not in _OWN and not _is_loopback(one)]:
        why = f"`--host-name {strange[0]}` is a name by which others reach it"
    if why is not None:
        raise NotAloneError(
            "a ledger, a review or a list of audits is served to this machine alone, for there are no accounts: "
            f"{why}; leave it out, or start a second server without --ledger, --review and --list-audits for others"
        )


def must_come_from_here(request: Request) -> None:
    """Refuse a request that does not come from here. Raises Trouble."""
    if not comes_from_here(request):
        raise refusal(
            Kind.ELSEWHERE,
            "this page is shown on this machine alone, and not through a proxy",
        )


def comes_from_here(request: Request) -> bool:
    """Whether a request came from this machine, not by way of a proxy, and for a name that it has on itself."""
    client = request.client.host if request.client else ""
    name = host_of(Headers(scope=request.scope).get("host", "").lower())
    passed_on = any(one in request.headers for one in _FORWARDED)
    return not passed_on and _is_loopback(client) and (name in _OWN or _is_loopback(name))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
