from decimal import Decimal

from sandbox.market.coins import BY_SYMBOL, CONTRACTS
from sandbox.market.wire import plain, spelling


def test_there_are_more_than_thirty_coins_of_different_temper() -> None:
    assert len(CONTRACTS) > 30
    assert len({c.kind for c in CONTRACTS}) >= 6
    assert len(BY_SYMBOL) == len(CONTRACTS)


def test_shares_of_styles_add_up() -> None:
    for contract in CONTRACTS:
        assert abs(sum(contract.kind.value.styles) - 1) < 1e-9


def test_a_tick_is_a_small_part_of_the_price_and_a_lot_of_a_trade() -> None:
    for contract in CONTRACTS:
        assert float(contract.tick) / contract.anchor < 0.001
        assert float(contract.lot) * contract.anchor < contract.oi_usd / contract.kind.value.crowd / 20


def test_pepe_is_sold_by_the_thousand() -> None:
    pepe = BY_SYMBOL["1000PEPEUSDT"]
    assert pepe.coin == "PEPE"
    assert pepe.unit == 1000


def test_numbers_are_printed_as_the_venue_prints_them() -> None:
    pepe, btc = spelling(BY_SYMBOL["1000PEPEUSDT"]), spelling(BY_SYMBOL["BTCUSDT"])
    assert pepe.price(0.00401234) == "0.0040123"
    assert btc.price(80_000.04) == "80000.00"
    assert btc.quantity(1.5) == "1.500"
    assert Decimal(btc.price(0.0)) > 0
    assert plain(0.0001) == "0.0001"
    assert plain(-0.000212) == "-0.000212"
    assert plain(0.0) == "0"
