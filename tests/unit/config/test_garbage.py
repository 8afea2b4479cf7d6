"""Whatever is given, the start goes on or stops with one message; never with a traceback, never with a secret."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from config import BadSettings, load_settings
from config.settings import all_keys

KEYS = all_keys()
SECRETS = [key.name for key in KEYS if key.is_secret]


def answer(env: dict[str, str], file: Path | None = None) -> str:
    """What is shown: the settings, or why not."""
    try:
        return repr(load_settings(env, file))
    except BadSettings as refused:
        return str(refused)


@given(st.dictionaries(st.sampled_from([key.name for key in KEYS]), st.text(max_size=60), max_size=12))
@settings(max_examples=40, deadline=None)
def test_any_value_of_any_key_is_taken_or_refused_in_words(env: dict[str, str]) -> None:
    assert answer(env).startswith(("Settings(", "1 setting", *(f"{n} settings" for n in range(2, 40))))


@given(st.dictionaries(st.sampled_from(SECRETS), st.from_regex(r"zq[a-z0-9 :/@]{12,40}zq", fullmatch=True), min_size=1))
@settings(max_examples=30, deadline=None)
def test_no_secret_is_ever_shown(env: dict[str, str]) -> None:
    shown = answer(env)
    assert not [secret for secret in env.values() if secret in shown]


@given(st.binary(max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_file_is_read_or_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, ".env")
        file.write_bytes(content)
        shown = answer({}, file)
        assert shown.startswith("Settings(") or str(file) in shown
