"""Gradio, told to keep to itself; imported by the modules of the desk only, since it takes seconds."""

import os

# Gradio reports to its makers unless told not to, and reads this when it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

__all__ = ["gr"]
