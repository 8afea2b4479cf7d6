"""Stars: one price, ten seconds, one refund."""

from typing import Any

import pytest

from sandbox.telegram.people import MEMBER_ID
from tests.integration.sandbox_telegram.client import Client

INVOICE: dict[str, Any] = {
    "title": "Pro", "description": "30 days", "payload": "p1", "currency": "XTR",
    "prices": [{"label": "30 days", "amount": 250}],
}  # fmt: skip


async def order(client: Client) -> dict[str, Any]:
    await client.person("start", who_acts="member")
    sent = await client.ok("sendInvoice", chat_id=MEMBER_ID, **INVOICE)
    await client.person("press", who_acts="member", message_id=sent["message_id"], pay=True)
    query: dict[str, Any] = (await client.updates(timeout=5))[-1]["pre_checkout_query"]
    return query


async def test_a_payment_is_confirmed_delivered_and_refunded_once(client: Client) -> None:
    query = await order(client)
    assert (query["total_amount"], query["invoice_payload"]) == (250, "p1")
    await client.ok("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert "query is too old" in await client.refused(
        "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True
    )
    paid = (await client.updates())[-1]["message"]["successful_payment"]
    charge = {"user_id": MEMBER_ID, "telegram_payment_charge_id": paid["telegram_payment_charge_id"]}
    assert (await client.ok("getMyStarBalance"))["amount"] == 250
    await client.ok("refundStarPayment", **charge)
    assert "CHARGE_ALREADY_REFUNDED" in await client.refused("refundStarPayment", **charge)
    assert "CHARGE_NOT_FOUND" in await client.refused(
        "refundStarPayment", user_id=MEMBER_ID, telegram_payment_charge_id="x"
    )


async def test_a_refused_order_needs_a_reason_and_costs_nothing(client: Client) -> None:
    query = await order(client)
    assert "error message" in await client.refused(
        "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False
    )
    await client.ok("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="sold out")
    assert (await client.ok("getMyStarBalance"))["amount"] == 0


async def test_after_ten_seconds_the_checkout_is_over(client: Client) -> None:
    query = await order(client)
    client.sandbox.api.orders[query["id"]]["asked_at_s"] -= 11
    assert "query is too old" in await client.refused(
        "answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True
    )


@pytest.mark.parametrize(
    "change",
    [
        {"provider_token": "t"},
        {"currency": "USD"},
        {"prices": []},
        {"prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]},
        {"prices": [{"label": "a", "amount": 0}]},
        {"title": ""},
        {"payload": "p" * 129},
    ],
)
async def test_stars_rules_are_kept(client: Client, change: dict[str, Any]) -> None:
    await client.person("start", who_acts="member")
    assert (await client.refused("sendInvoice", chat_id=MEMBER_ID, **{**INVOICE, **change})).startswith("400")


async def test_an_invoice_link_is_paid_by_link(client: Client) -> None:
    link = await client.ok("createInvoiceLink", **INVOICE, subscription_period=2592000)
    await client.person("pay", who_acts="member", link=link)
    assert (await client.updates())[-1]["pre_checkout_query"]["total_amount"] == 250
    assert "SUBSCRIPTION_PERIOD_INVALID" in await client.refused("createInvoiceLink", **INVOICE, subscription_period=5)
