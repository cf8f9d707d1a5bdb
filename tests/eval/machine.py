"""Which figures of a run hang on the machine and the moment."""


def is_machine_figure(name: str) -> bool:
    """Tell whether a figure is a time or a size of memory, which no two runs share."""
    return name.endswith(("_ms", "peak_mb"))
