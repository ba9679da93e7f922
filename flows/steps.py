"""How tasks run: again after a store that did not answer, never for what would be the same a minute later."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from store.errors import StoreError

P = ParamSpec("P")
R = TypeVar("R")


def step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task under a name made of its arguments. Fetching has tries of its own (`scrapers.lane`)."""

    def made(function: Callable[P, R]) -> Task[P, R]:
        return task(
            task_run_name=name,
            cache_policy=NO_CACHE,
            retries=2,
            retry_delay_seconds=[5.0, 30.0],
            retry_jitter_factor=0.5,
            retry_condition_fn=passes,
        )(function)

    return made


def passes(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether the fault is of a kind that passes."""
    return isinstance(state.result(raise_on_failure=False), StoreError)
