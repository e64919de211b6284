"""What is made of a newscast besides its film: asked for as a film is, in a folder of its own."""

from pipeline.model.task import Task, folder_name
from pipeline.produce.run import Request
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import Prepared
from pipeline.service.render import chosen_items


def request_besides(newsroom: Newsroom, prepared: Prepared, task: Task, ending: str) -> Request:
    """Turn what is asked into what is to be produced; the folder is the film's, with an ending to its name."""
    name = folder_name(prepared.context.script.id, task.preset, apart=task.apart)
    return Request(
        context=prepared.context,
        rundown=chosen_items(prepared.rundown, task.items, task.path),
        preset=task.preset,
        jobs=task.jobs,
        folder=task.folder or newsroom.settings.output / f"{name}-{ending}",
        use_cache=task.use_cache,
        whole=False,
    )
