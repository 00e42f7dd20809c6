"""Where the editions of a schedule go: its channels, their readers, renderers and rules."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from pathlib import Path

from digest.almanac.windows import next_opening
from digest.app.address import FILE
from digest.app.alerts import Alarm
from digest.app.bench import Reader
from digest.app.dispatch import ChannelRule
from digest.channels.discreet import DiscreetChannel, with_parts
from digest.config.channel_schema import ChannelPart
from digest.config.channels import settle_channel
from digest.config.problems import ConfigFileError
from digest.config.schedule import ChannelConfig, Schedule
from digest.errors import ConfigError, UsageError
from digest.model.deliveries import Delivery
from digest.model.editions import Rendition
from digest.model.plans import OutputPlan
from digest.protocols import Channel, Renderer
from digest.renderers.forms import make_renderer
from digest.wiring.channels import (
    MAIL,
    make_channel,
    renderer_for,
    rule_of,
    settings_as_written,
    split_for,
)
from digest.wiring.notices import write_notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """The ways to readers that a schedule knows; `dirs` are folders of own templates."""

    schedule: Schedule
    dirs: tuple[Path, ...] = ()

    def renderer(self, output: OutputPlan) -> Renderer:
        """The renderer of an output; own templates come before packaged ones."""
        if output.to == FILE:
            return make_renderer(output.template, dirs=self.dirs)
        part = settings_as_written(self._config(output.to))
        return renderer_for(output, part, dirs=self.dirs)

    def rules(self) -> dict[str, ChannelRule]:
        """How each channel in use is used."""
        return {each.name: rule_of(settings_as_written(each)) for each in self._in_use()}

    def channels(self, *, clock: Callable[[], datetime]) -> dict[str, Channel]:
        """The channels that outputs and alerts use, by name.

        Raises ConfigFileError with everything that is wrong with any of them.
        """
        made: dict[str, Channel] = {}
        faults: list[ConfigError] = []
        for config in self._in_use():
            try:
                made[config.name] = self.channel(config.name, clock=clock)
            except ConfigFileError as error:
                faults += error.errors
            except ConfigError as error:
                where = f"{self.schedule.where('channels', config.name)}: channels.{config.name}"
                faults.append(ConfigError(error.what, where=where, hint=error.hint))
        if faults:
            raise ConfigFileError(faults)
        return made

    def channel(self, name: str, *, clock: Callable[[], datetime]) -> Channel:
        """One channel, whether an output uses it or not. Raises UsageError where there is none."""
        config = self._config(name)
        part = settle_channel(config, schedule=self.schedule, environ=os.environ)
        folder, zone = self.schedule.folder, self.schedule.timezone
        made = make_channel(part, name=name, folder=folder, clock=lambda: clock().astimezone(zone))
        return DiscreetChannel(inner=made, secrets=_secrets_of(part))

    def secrets(self) -> tuple[str, ...]:
        """What must not be seen: the secrets of the channels in use, and their parts."""
        found = (
            _secrets_of(settle_channel(config, schedule=self.schedule, environ=os.environ))
            for config in self._in_use()
        )
        return tuple(dict.fromkeys(secret for secrets in found for secret in secrets))

    def alarm(self, *, clock: Callable[[], datetime]) -> Alarm | None:
        """What tells of failures, where the schedule has `on_failure`."""
        chosen = self.schedule.on_failure
        if chosen is None:
            return None
        groups = (self.schedule.recipients[name] for name in chosen.recipients)
        addresses = tuple(dict.fromkeys(each.mail for group in groups for each in group))
        part = settings_as_written(self._config(chosen.to))
        return Alarm(
            channel=self.channel(chosen.to, clock=clock),
            recipients=addresses or (chosen.to,),
            write=partial(write_notice, part),
        )

    def notice(self, name: str, subject: str, lines: Sequence[str]) -> Rendition:
        """A message of the program itself, for a channel. Raises UsageError where there is none."""
        return write_notice(settings_as_written(self._config(name)), subject, lines)

    def test_reader(self, name: str, to: str | None) -> str:
        """Whom a test of a channel goes to: the sender of its mail, or the group it is for."""
        config = self._config(name)
        if config.kind != MAIL:
            return to or name
        part = settle_channel(config, schedule=self.schedule, environ=os.environ)
        sender = parseaddr(getattr(part, "sender", ""))[1]
        return to or sender

    def readers(self, output: OutputPlan) -> tuple[Reader, ...]:
        """Whom an output is for: the readers of a mail, or a group by its channel's name."""
        if not output.recipients:
            return (Reader(address=output.to),)
        return tuple(
            Reader(address=each.mail, include=each.include, exclude=each.exclude)
            for name in output.recipients
            for each in self.schedule.recipients[name]
        )

    def parts(self, output: OutputPlan, rendition: Rendition) -> tuple[Rendition, ...]:
        """The messages an output's rendition is sent in."""
        return split_for(rendition, settings_as_written(self._config(output.to)))

    def opens_at(self, delivery: Delivery, now: datetime) -> datetime:
        """When a delivery may be pushed: now, or when its brief's push window opens."""
        name = delivery.edition.partition("/")[2]
        plans = {plan.name: plan for plan in self.schedule.briefs}
        plan = plans.get(name) or plans.get(name.rpartition("-")[0])
        if plan is None or plan.push_window is None or delivery.channel == FILE:
            return now
        return next_opening(plan.push_window, now=now, zone=self.schedule.timezone)

    def _config(self, name: str) -> ChannelConfig:
        for config in self.schedule.channels:
            if config.name == name:
                return config
        known = ", ".join(each.name for each in self.schedule.channels)
        hint = f"known: {known}" if known else "define one below channels"
        raise UsageError(f"there is no channel '{name}'", where=self.schedule.name, hint=hint)

    def _in_use(self) -> tuple[ChannelConfig, ...]:
        outputs = (output for plan in self.schedule.briefs for output in plan.outputs)
        used = {output.to for output in outputs}
        if self.schedule.on_failure is not None:
            used.add(self.schedule.on_failure.to)
        return tuple(each for each in self.schedule.channels if each.name in used)


def _secrets_of(part: ChannelPart) -> tuple[str, ...]:
    return with_parts(value for key in part.secrets if (value := getattr(part, key)))
