"""What a process gives up before it opens a partner's file: the network, other programs, large files.

``python -m etl.seclusion etl.reader`` gives them up, then runs the module: before its imports, some of which start
threads, beside which Linux makes no new users. Memory and time are bounded in :mod:`etl.reader`. What the system cannot
do is left out: the rest still holds.
"""

import ctypes
import os
import runpy
import sys

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # of Linux's unshare(2); os.unshare comes with Python 3.12
LARGEST_WRITTEN = 2_000_000_000  # bytes of one file
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile")


def seclude() -> None:
    """For the rest of this process's life: there is no way back."""
    leave_network()
    bound_files()
    sys.addaudithook(refuse)


def leave_network() -> bool:
    """Move to a network that has nothing in it; returns whether the system let us (Linux, unless it forbids it)."""
    if not sys.platform.startswith("linux"):
        return False
    system = ctypes.CDLL(None)
    if system.unshare(NEW_NETWORK) == 0:
        return True
    # Without the right to do so, in a world of users of its own. Root would lose there what it may do here.
    return os.geteuid() != 0 and system.unshare(NEW_USER | NEW_NETWORK) == 0


def bound_files() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for limit, most in ((resource.RLIMIT_FSIZE, LARGEST_WRITTEN), (resource.RLIMIT_CORE, 0)):
        _, allowed = resource.getrlimit(limit)
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (least, least))  # no image of a crashed reader lies about either


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: what Python itself would do beyond the file is refused, on every system."""
    if event.startswith(REFUSED):
        raise PermissionError(event)


if __name__ == "__main__":
    seclude()
    runpy.run_module(sys.argv[1], run_name="__main__", alter_sys=True)
