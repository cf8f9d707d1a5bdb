"""Gradio, told to keep to itself; imported by the modules of the desk only, since it takes seconds."""

import os
from pathlib import Path

# Gradio reports to its makers unless told not to, and reads this when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

FILES = Path(gr.__file__).parent / "templates" / "frontend" / "assets"
"""The scripts and styles of Gradio's page; their names hold a digest of what is in them."""

__all__ = ["FILES", "gr"]
