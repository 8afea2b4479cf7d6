"""Inline mode, as far as the page can show it: the answer is kept with its query."""

from typing import Any

from sandbox.telegram.api import Call
from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]


def answer_inline_query(call: Call) -> bool:
    query_id = call.params.text("inline_query_id")
    query = call.world.store.get("inline_query", query_id)
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = call.params.items("results")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) != len(ids) or not all(1 <= len(i.encode()) <= 64 for i in ids):
        raise bad_request("RESULT_ID_DUPLICATE" if len(set(ids)) != len(ids) else "RESULT_ID_INVALID")
    call.world.store.drop("inline_query", query_id)
    call.world.hub.publish({"type": "inline", "query_id": query_id, "results": results}, only_for=query["user_id"])
    return True


METHODS = {"answerInlineQuery": answer_inline_query}
