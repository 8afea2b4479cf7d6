"""Where updates go: setWebhook and what belongs to it. Delivery itself is in `sandbox.telegram.webhook`."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.api import Call
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]
PORTS = {443, 80, 88, 8443}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def checked_url(call: Call, url: str) -> str:
    """https on one of Telegram's ports; http to loopback only where the server was told so."""
    parts = urlsplit(url)
    if call.api.insecure_webhooks and parts.scheme in ("http", "https") and parts.hostname in LOOPBACK:
        return url
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def allowed_updates(call: Call) -> list[str] | None:
    return [str(kind) for kind in call.params.items("allowed_updates")] if call.params.has("allowed_updates") else None


def set_webhook(call: Call) -> bool:
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    webhook = {
        "url": checked_url(call, url), "secret": secret, "max_connections": call.params.integer("max_connections", 40),
    }  # fmt: skip
    call.api.updates.allow(allowed_updates(call))
    if call.params.flag("drop_pending_updates"):
        call.api.updates.drop_all()
    call.world.store.put("delivery", "webhook", webhook)
    call.api.updates.set_webhook(webhook)
    return True


def delete_webhook(call: Call) -> bool:
    if call.params.flag("drop_pending_updates"):
        call.api.updates.drop_all()
    call.world.store.drop("delivery", "webhook")
    call.api.updates.set_webhook(None)
    return True


def get_webhook_info(call: Call) -> Json:
    updates = call.api.updates
    webhook = updates.webhook or {}
    info: Json = {
        "url": webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(updates.pending),
    }  # fmt: skip
    if webhook:
        info["max_connections"] = webhook["max_connections"]
    if updates.last_error:
        info.update(last_error_date=updates.last_error[0], last_error_message=updates.last_error[1])
    if updates.allowed:
        info["allowed_updates"] = updates.allowed
    return info


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}
