"""How a thing connects: MQTT 5 over mutual TLS, nothing queued in memory, quick to come back."""

from collections.abc import Callable
from typing import Any

from awscrt import mqtt5
from awsiot import mqtt5_client_builder

from devices.config import Config

KEEP_ALIVE = 30
"""Seconds; the least that AWS IoT accepts."""
ACKNOWLEDGED_WITHIN = 10

Callback = Callable[[Any], None]


def client(
    config: Config,
    will: mqtt5.PublishPacket,
    received: Callback,
    reached: Callback,
    lost: Callback,
    failed: Callback,
) -> mqtt5.Client:
    """A client that is not started yet; its id is the thing's name, and the will is its last."""
    connect = mqtt5.ConnectPacket(client_id=config.thing, keep_alive_interval_sec=KEEP_ALIVE, will=will)
    options = mqtt5.ClientOptions(
        host_name=config.endpoint,
        port=config.port,
        connect_options=connect,
        # A queue in memory would not survive a power cut: the outbox is on disk.
        session_behavior=mqtt5.ClientSessionBehaviorType.CLEAN,
        offline_queue_behavior=mqtt5.ClientOperationQueueBehaviorType.FAIL_ALL_ON_DISCONNECT,
        min_reconnect_delay_ms=500,
        max_reconnect_delay_ms=8000,
        ping_timeout_ms=10000,
        ack_timeout_sec=ACKNOWLEDGED_WITHIN,
        on_publish_callback_fn=received,
        on_lifecycle_event_connection_success_fn=reached,
        on_lifecycle_event_disconnection_fn=lost,
        on_lifecycle_event_connection_failure_fn=failed,
    )
    return mqtt5_client_builder.mtls_from_path(
        str(config.certificate),
        str(config.key),
        endpoint=config.endpoint,
        client_options=options,
        ca_filepath=str(config.ca),
        enable_metrics_collection=False,
    )
