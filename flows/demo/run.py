"""The demo: the whole job, live, against the bundled sites: learn, let pages appear, check, alert, sum up."""

import os
import shutil
import socket
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from flows import server
from flows.demo.press import ADDED
from flows.demo.site import Site, build, today
from flows.demo.webhook import Webhook
from flows.engine import Engine, interruptible
from flows.settings import load
from flows.terminal import note

FOLDER = Path("data/demo")

DAYS = {
    1: "First check: everything is new to Gongbao, so it learns and tells nobody.",
    2: "Two weeks later: a press conference, a wire report and a translated repost of it, new statistics.",
    3: "Weeks later: the official English transcript of that conference appears, and a page is corrected.",
}


def run(*, stay: bool, folder: Path = FOLDER) -> int:
    """Run the demo; with `stay` leave the dashboard running until Ctrl-C. Returns the exit status."""
    began = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with interruptible(), ExitStack() as stack:
        site = stack.enter_context(Site())
        webhook = stack.enter_context(Webhook(folder / "webhook.jsonl"))
        configure(folder, site, webhook)
        engine = load().engine()
        note("Starting Prefect's server, for the run history ...", "dim")
        engine.enter()
        os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "ERROR"  # the alerts are what the demo shows
        stack.enter_context(server.running(engine))
        good = [check(site, folder / "sites", day) for day in DAYS]
        flush_logs()
        summary(folder, webhook, engine, time.monotonic() - began)
        if stay:
            wait(engine)
    return 0 if all(good) else 1


def configure(folder: Path, site: Site, webhook: Webhook) -> None:
    """Write the demo's configuration file, as a user writes one, and name it to this process."""
    file = folder / "gongbao.toml"
    file.write_text(
        f'''data = "."
replay = "{site.url}"

[prefect]
port = {free_port()}

# A desk that follows small firms and the software industry, and wants figures only.
[teams.desk]
channels.terminal = "terminal://"

[[teams.desk.rules]]
kinds = ["figure"]
subjects = ["little_giant_enterprise", "srdi_sme", "digital_pilot_city", "software_industry"]

# A program that wants everything.
[teams.program]
channels.webhook = "{webhook.address}"

{own_sources()}''',
        encoding="utf-8",
    )
    os.environ["GONGBAO_CONFIG"] = str(file)


def own_sources() -> str:
    """The two sites that no catalogue has, as a user writes them into the configuration."""
    return "\n".join(
        f'[sources.{name}]\nplatform = "{facts["platform"]}"\nurl = "{facts["url"]}"\n'
        f'language = "{facts["language"]}"\ntitle = "{facts["title"]}"\n'
        + "".join(f'options.{key} = "{value}"\n' for key, value in facts.get("options", {}).items())
        for name, facts in ADDED.items()
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check(site: Site, pages: Path, day: int) -> bool:
    """Let a day's pages appear and run the check flow on it, as the schedule would; True if it ended well."""
    build(pages / f"day{day}", day)
    site.add(pages / f"day{day}")
    os.environ["GONGBAO_REPLAY_DAY"] = today(day).isoformat()
    from flows.check import check as flow

    note(f"\n[{today(day)}] {DAYS[day]}", "bold")
    state = flow(return_state=True)
    note(f"[{today(day)}] {state.message}", "bold")
    return bool(state.is_completed())


def flush_logs() -> None:
    """Hand the last log lines to the server before it goes; without it Prefect would try for minutes at our exit."""
    from prefect.logging.handlers import APILogHandler

    APILogHandler().flush()


def summary(folder: Path, webhook: Webhook, engine: Engine, seconds: float) -> None:
    """Say what happened and what to do next."""
    program = os.path.relpath(sys.argv[0])
    note(
        f"""
Done in {seconds:.0f} s. {len(webhook.received)} alerts went to a webhook: {webhook.file}
The terminal got of them the figures that its desk had asked for ({folder}/gongbao.toml).

Look around (the demo's own store):
  {program} --config {folder}/gongbao.toml measures little giant
  {program} --config {folder}/gongbao.toml show f-5d3017ad85
  {program} --config {folder}/gongbao.toml sources
Run history: make demo UP=1 leaves the dashboard running.

For real: copy gongbao.example.toml to gongbao.toml, name a team with a channel in it, then
  {program} channels test
  {program} up""",
    )


def wait(engine: Engine) -> None:
    """Keep the dashboard until Ctrl-C."""
    note(f"\nDashboard with these runs: {engine.url}   What is new: {engine.url}/artifacts   Ctrl-C ends it.", "bold")
    try:
        while engine.healthy(5):
            time.sleep(1)
    except KeyboardInterrupt:
        note("Stopped.")
