"""What we ask of Prefect's server: to begin nothing while `up` stops, and all again; which runs died or failed."""

from pathlib import Path

from engines import answering


def test_what_was_held_back_goes_on_however_often_it_was_cut_off_while_it_stopped(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("check", "deliver")
        server.deploy("reread", paused=True)
        (tmp_path / "held").write_text("", "utf-8")
        for _ in range(2):  # the second time nothing had been let go on yet
            engine.drain(0)
            assert server.paused() == ["check", "deliver", "reread"]
        engine.release()
        assert server.paused() == ["reread"], "a person has paused it"
        engine.release()
        assert server.paused() == ["reread"]


def test_what_an_up_of_before_has_paused_goes_on_after_an_upgrade(tmp_path: Path) -> None:
    with answering(tmp_path) as (engine, server):
        server.deploy("check", "deliver", paused=True)
        engine.drain(0)  # ended before it was let go on
        engine.release()
        assert server.paused() == []
        server.deploy("reread", paused=True)
        engine.release()
        assert server.paused() == ["reread"]
