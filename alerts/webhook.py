"""Webhooks: the alert as JSON. Apprise reads the address (json://, jsons:// with its options); the request is ours."""

import json
from typing import Any

import requests

from alerts.answers import broken, refused_by
from alerts.receipt import Receipt
from alerts.render import Alert


def post(plugin: Any, alert: Alert, key: str) -> Receipt:
    """Send an alert to the address that Apprise's JSON plugin holds.

    Redirects are failures: they would carry the message and its key elsewhere.
    """
    try:
        answer = requests.request(
            plugin.method,
            _address(plugin),
            params=plugin.params,
            data=json.dumps(_payload(plugin, alert, key)),
            headers={"Content-Type": "application/json", "User-Agent": "Gongbao", **plugin.headers},
            auth=plugin.request_auth,
            verify=plugin.verify_certificate,
            timeout=plugin.request_timeout,
            allow_redirects=False,
        )
    except requests.RequestException as fault:
        return broken(fault)
    return Receipt(ok=True) if 200 <= answer.status_code < 300 else refused_by(answer)


def _payload(plugin: Any, alert: Alert, key: str) -> dict[str, Any]:
    """Return Apprise's fields and ours; `:field=name` in the address renames a field, `:field=` leaves it out."""
    payload = {
        "version": "1.0",
        "type": "info",
        "message": alert.text,
        "attachments": [],
        **alert.data,
        "title": alert.title,
        "key": key,
    }
    for name, value in plugin.payload_extras.items():
        known = payload.pop(name, None)
        if known is None:
            payload[name] = value
        elif value:
            payload[value] = known
    return payload


def _address(plugin: Any) -> str:
    port = f":{plugin.port}" if plugin.port else ""
    return f"{'https' if plugin.secure else 'http'}://{plugin.host}{port}{plugin.fullpath or '/'}"
