from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from digest.channels.discreet import DiscreetChannel, with_parts
from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition
from tests.unit.channels.test_robots import DELIVERY

URL = "https://qyapi.example.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4"


@dataclass
class Telling:
    """A channel that repeats what it was given."""

    error: DeliveryError = field(repr=False)
    name: str = "wecom"
    closed: bool = False

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        del delivery, renditions
        raise self.error

    def close(self) -> None:
        self.closed = True


def failure(error: DeliveryError) -> DeliveryError:
    channel = DiscreetChannel(inner=Telling(error), secrets=with_parts([URL, "pa55"]))
    assert "693a91f6" not in repr(channel)
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(DELIVERY, [])
    return caught.value


def test_no_error_holds_a_secret_or_the_key_in_an_address() -> None:
    said = f"no route to {URL}, key 693a91f6-7xxx-4bc4, password pa55"
    error = failure(
        DeliveryError(
            said, temporary=True, where="pa55@host", hint="look", ambiguous=True, of_channel=True,
            retry_after=3.0, code="93000",
        )
    )  # fmt: skip
    assert str(error) == "***@host: no route to ***, key ***, password ***"
    assert (error.temporary, error.ambiguous, error.of_channel) == (True, True, True)
    assert (error.retry_after, error.code, error.hint) == (3.0, "93000", "look")
    assert error.__cause__ is None


def test_an_error_without_secrets_stays_as_it_is() -> None:
    error = DeliveryError("550 no such user", temporary=False)
    assert failure(error) is error


def test_it_closes_what_it_holds() -> None:
    inner = Telling(DeliveryError("x", temporary=True))
    DiscreetChannel(inner=inner, secrets=()).close()
    assert inner.closed
