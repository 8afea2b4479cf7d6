"""Telegram Stars: invoices, the ten-second pre-checkout answer, refunds."""

import secrets
from typing import Any

from sandbox.telegram.addressing import reachable_chat
from sandbox.telegram.api import Call
from sandbox.telegram.membership import service_message
from sandbox.telegram.outbox import send
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
MONTH_S = 2_592_000
MAX_STARS = 25_000
CHECKOUT_FOR_S = 10.0


def read_invoice(call: Call) -> Json:
    """Title, description, payload and the one price in Stars."""
    params = call.params
    for name, limit in (("title", 32), ("description", 255)):
        if not 1 <= len(params.text(name)) <= limit:
            raise bad_request(f"invoice {name} must be 1-{limit} characters")
    if not 1 <= len(params.text("payload").encode()) <= 128:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if params.text("currency") != "XTR":
        raise bad_request("CURRENCY_INVALID" if params.has("provider_token") else "PAYMENT_PROVIDER_INVALID")
    if params.has("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    return {
        "title": params.text("title"), "description": params.text("description"), "payload": params.text("payload"),
        "stars": one_price(params.items("prices")), "photo_url": params.text("photo_url"),
    }  # fmt: skip


def one_price(prices: list[Any]) -> int:
    if len(prices) != 1 or not isinstance(prices[0], dict) or not prices[0].get("label"):
        raise bad_request("STARS_INVOICE_INVALID")
    try:
        stars = int(prices[0]["amount"])
    except (KeyError, TypeError, ValueError):
        raise bad_request("STARS_INVOICE_INVALID") from None
    if not 1 <= stars <= MAX_STARS:
        raise bad_request("STARS_INVOICE_INVALID")
    return stars


def send_invoice(call: Call) -> Json:
    chat = reachable_chat(call)
    invoice = read_invoice(call)
    shown = {
        "title": invoice["title"], "description": invoice["description"], "start_parameter": "",
        "currency": "XTR", "total_amount": invoice["stars"],
    }  # fmt: skip
    message = send(call, chat, {"invoice": shown}, pay=True)
    stored = call.world.message(chat["id"], message["message_id"])
    if stored is not None:
        stored["_"]["payload"] = invoice["payload"]
        call.world.save_message(stored)
    return message


def create_invoice_link(call: Call) -> str:
    invoice = read_invoice(call)
    period = call.params.integer("subscription_period")
    if period not in (0, MONTH_S):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    slug = secrets.token_urlsafe(12)
    call.world.store.put("invoice_link", slug, {**invoice, "period_s": period})
    return "https://t.me/$" + slug


def answer_pre_checkout(call: Call) -> bool:
    order = call.api.orders.get(call.params.text("pre_checkout_query_id"))
    if order is None or order["state"] != "asked":
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if call.api.limits.steady() - order["asked_at_s"] > CHECKOUT_FOR_S:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if not call.params.flag("ok") and not call.params.has("error_message"):
        raise bad_request("error message must be non-empty")
    if call.params.flag("ok"):
        complete(call, order)
    else:
        order.update(state="refused", reason=call.params.text("error_message"))
    publish_order(call, order)
    return True


def publish_order(call: Call, order: Json) -> None:
    event = {"type": "order", "order": {name: order[name] for name in ("id", "state", "reason") if name in order}}
    call.world.hub.publish(event, only_for=order["user_id"])


def complete(call: Call, order: Json) -> None:
    """Money moves: the person's chat shows it and the bot gets `successful_payment`."""
    charge = f"stx{secrets.token_hex(16)}"
    payment = {
        "currency": "XTR", "total_amount": order["stars"], "invoice_payload": order["payload"],
        "telegram_payment_charge_id": charge, "provider_payment_charge_id": "",
    }  # fmt: skip
    order.update(state="paid", charge=charge)
    record = {"user_id": order["user_id"], "stars": order["stars"], "payload": order["payload"], "refunded": False,
              "date": call.world.clock.unix()}  # fmt: skip
    call.world.store.put("payment", charge, record)
    chat = call.world.chat(order["chat_id"])
    if chat is not None:
        service_message(call.api, chat, order["user_id"], {"successful_payment": payment})


def refund(call: Call) -> bool:
    charge = call.params.text("telegram_payment_charge_id")
    record = call.world.store.get("payment", charge)
    if record is None or record["user_id"] != call.params.integer("user_id"):
        raise bad_request("CHARGE_NOT_FOUND")
    if record["refunded"]:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    call.world.store.put("payment", charge, {**record, "refunded": True})
    chat = call.world.chat(record["user_id"])
    if chat is not None:
        refunded = {
            "currency": "XTR", "total_amount": record["stars"], "invoice_payload": record["payload"],
            "telegram_payment_charge_id": charge,
        }  # fmt: skip
        service_message(call.api, chat, record["user_id"], {"refunded_payment": refunded})
    return True


def star_balance(call: Call) -> Json:
    paid = sum(body["stars"] for _, body in call.world.store.all("payment") if not body["refunded"])
    return {"amount": paid}


METHODS = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_invoice_link,
    "answerPreCheckoutQuery": answer_pre_checkout,
    "refundStarPayment": refund,
    "getMyStarBalance": star_balance,
}
