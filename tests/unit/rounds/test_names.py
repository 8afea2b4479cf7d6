"""Names: theirs to choose, screened, never twice the same to the eye."""

import pytest

from engine.club.rounds.handles import handle_of, user_of
from engine.club.rounds.names import fault_of, key_of, pseudonym, tidied
from engine.club.rounds.naming import NameFault

SALT = b"of this installation"


@pytest.mark.parametrize(
    "name",
    ["nightowl", "Lena_K", "sats4lunch", "quiet_bull", "Diego77", "Scunthorpe", "class_act", "José Luis", "Ñandú",
     "Быстрый Лис", "Употребитель", "Команда-7", "трейдер 42", "Ахуна", "Dickens", "Assam", "computador", "Reputable",
     "Худи", "Рубль", "Essex", "Shiitake", "Bottas", "abbot", "Modesto", "badminton", "debate", "Сибирь", "猫好き77",
     "Economista", "Vergara", "BitCharts", "therapist", "saltwater", "rapido rojo", "Асука", "колебание", "скипидар",
     "употреблять", "Νίκος", "Արամ", "Əli", "Łukasz", "Nguyễn", "김철수", "Dr. Lee", "night\nowl"],
)  # fmt: skip
def test_an_honest_name_is_taken_as_it_is(name: str) -> None:
    assert fault_of(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("ab", NameFault.SHORT),
        ("   a   ", NameFault.SHORT),
        ("a" * 21, NameFault.LONG),
        ("buy at t.me/x", NameFault.LINK),
        ("@nightowl", NameFault.LINK),
        ("best-coins.com", NameFault.LINK),
        ("claim.vip", NameFault.LINK),
        ("приз.рф", NameFault.LINK),
        ("a" * 64, NameFault.LONG),
        ("🦉🦉🦉", NameFault.LETTERS),
        ("z\u0335a\u0335l\u0335g", NameFault.LETTERS),
        ("ᴀᴅᴍɪɴ", NameFault.LETTERS),  # small capitals
        ("ꓧelix", NameFault.LETTERS),  # Lisu
        ("Հelix", NameFault.LETTERS),  # Armenian Հ
        ("νictor", NameFault.LETTERS),  # Greek ν
        ("night\u202eowl", NameFault.LETTERS),
        ("night\u200bowl", NameFault.LETTERS),
        ("<b>owl</b>", NameFault.LETTERS),
        ("owl 🦉 owl", NameFault.LETTERS),
        ("عمر خان", NameFault.LETTERS),
        ("._-", NameFault.LETTERS),
        ("fuck_you", NameFault.RUDE),
        ("f.u.c.k", NameFault.RUDE),
        ("FuuuUck", NameFault.RUDE),
        ("sh1thead", NameFault.RUDE),
        ("ass", NameFault.RUDE),
        ("big_ass_7", NameFault.RUDE),
        ("hijo de puta", NameFault.RUDE),
        ("Cabrón", NameFault.RUDE),
        ("хуйло", NameFault.RUDE),
        ("Пиздец", NameFault.RUDE),
        ("xyй", NameFault.RUDE),  # Latin x and y
        ("6лядь", NameFault.RUDE),
        ("п1зда", NameFault.RUDE),
        ("гондон", NameFault.RUDE),
        ("pizdec", NameFault.RUDE),
        ("suka", NameFault.RUDE),
        ("coño", NameFault.RUDE),
        ("putón", NameFault.RUDE),
        ("owl1488", NameFault.RUDE),
        ("Helix", NameFault.POSING),
        ("Ηelix", NameFault.POSING),  # Greek Η
        ("Badminton Helix", NameFault.POSING),  # a good word beside it excuses nothing
        ("Deputy Admin", NameFault.POSING),
        ("owl\nadmin", NameFault.POSING),
        ("Неlix Support", NameFault.POSING),  # Cyrillic Н and е
        ("adm1n", NameFault.POSING),
        ("Админ", NameFault.POSING),
        ("signal bot", NameFault.POSING),
    ],
)
def test_what_is_wrong_is_named(name: str, fault: NameFault) -> None:
    assert fault_of(name) is fault


def test_names_that_read_alike_are_one() -> None:
    assert key_of("Lena_K") == key_of("lеnа k")  # Cyrillic е and а
    assert key_of("nightowl") == key_of("NIGHT0WL") == key_of("nlghtowl")
    assert key_of("nightowl") != key_of("nightowls")
    assert key_of("Νίκος") == key_of("νίκος")
    assert key_of("ΑΒΟΤ") == key_of("АВОТ") == key_of("abot")  # Greek, Cyrillic, Latin
    assert tidied("  Lena \t K ") == "Lena K"


def test_a_default_name_is_fine_and_tells_nothing_of_the_id() -> None:
    names = {pseudonym(user_id, SALT) for user_id in range(4_000)}
    assert len(names) > 3_960
    assert all(fault_of(name) is None for name in names)
    assert pseudonym(7, SALT) == pseudonym(7, SALT) != pseudonym(7, b"another house")
    assert pseudonym(7, SALT, 1) != pseudonym(7, SALT)


def test_a_handle_leads_back_to_its_trader_and_only_with_the_salt() -> None:
    ids = [*range(1, 2_000), 7_000_000_000, (1 << 52) - 1]
    handles = [handle_of(user_id, SALT) for user_id in ids]
    assert len(set(handles)) == len(ids)
    assert [user_of(handle, SALT) for handle in handles] == ids
    assert not {user_of(handle, b"another house") for handle in handles} & set(ids)


@pytest.mark.parametrize("handle", ["", "7000000000", "G" * 16, "0" * 17, "-" + "0" * 15])
def test_nonsense_is_nobodys_handle(handle: str) -> None:
    assert user_of(handle, SALT) is None
