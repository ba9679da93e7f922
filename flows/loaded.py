"""Everything that runs need, loaded by being imported, before runs are made as copies (`flows.forking`)."""

import gc
from importlib import import_module

import prefect.flow_engine  # noqa: F401 - what `python -m prefect.engine` imports

from flows import silence
from flows.deploying import deployments, module_path
from measures.lexicon import built_in

for described in deployments():
    import_module(module_path(described["entrypoint"]).rpartition(".")[0])
built_in()
silence.working_days()
gc.freeze()  # else the first collection of each copy writes to all of it, and it is no more shared
