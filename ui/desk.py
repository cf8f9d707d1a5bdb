"""The staff desk: look up, notices, and where an evaluation is at hand its two pages."""

from fastapi import FastAPI

from qa.shared import SharedAssistant
from ui.desk_ask import ask_tab
from ui.desk_files import DeskFiles
from ui.desk_notices import notices_tab
from ui.desk_review import review_tab
from ui.desk_runs import runs_tab
from ui.desk_style import STYLE
from ui.ports import Evaluation
from ui.quiet_gradio import FILES, gr
from ui.session import name_of

_HEAD = """<script>document.documentElement.lang='zh-CN'</script>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/session.css"><script src="/session.js"></script>
<script src="/display.js" data-as-system></script>"""
_FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def build_desk(library: SharedAssistant, *, path: str, evaluation: Evaluation | None = None) -> FastAPI:
    """Build the desk.

    Args:
        library: what it works on.
        path: where it will answer, with a leading slash.
        evaluation: what the pages on evaluation work on; without it the desk has none.

    Returns:
        An application that serves `path` and what lies below it; its lifespan must be entered first.
    """
    desk: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        _laid_out(library, evaluation),
        path=path,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        theme=_theme(),
        head=_HEAD,
        # The gate has been passed before; so Gradio's events learn who it is (`gr.Request.username`).
        auth_dependency=name_of,
        css=STYLE,
        # The address bar of a public machine should not offer a programming interface to this page.
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    desk.add_middleware(DeskFiles, folder=FILES, path=path)
    return desk


def _laid_out(library: SharedAssistant, evaluation: Evaluation | None) -> gr.Blocks:
    with gr.Blocks(title="政答工作台", analytics_enabled=False) as blocks:
        gr.Markdown(
            "# 政答工作台\n查通知。[任务台账](/tasks)、[通知库](/notices/)在自己的页面；"
            "公众提问页见[首页](/)；改密码、退出见[我的账号](/account)。"
        )
        with gr.Tab("查一查"):
            ask_tab(library)
        with gr.Tab("通知"):
            notices_tab(library, blocks)
        if evaluation is not None:
            with gr.Tab("评测") as runs:
                runs_tab(evaluation.runs, runs)
            with gr.Tab("审题") as review:
                review_tab(evaluation.review, review)
    return blocks


def _theme() -> gr.themes.Base:
    plain = gr.themes.Base(primary_hue="blue", font=_FONTS, font_mono=["ui-monospace", "monospace"])
    # The colours of the other pages (app.css); Gradio's own hints and blues are too faint to read.
    return plain.set(
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        block_label_text_color="#4d5b6a",
        block_label_text_color_dark="#b2bdc9",
        block_title_text_color="#4d5b6a",
        block_title_text_color_dark="#b2bdc9",
        body_background_fill="#f3f5f8",
        body_background_fill_dark="#12171d",
        body_text_color="#1c2733",
        body_text_color_dark="#e8edf3",
        body_text_color_subdued="#4d5b6a",
        body_text_color_subdued_dark="#b2bdc9",
        block_background_fill="#fff",
        block_background_fill_dark="#1b222b",
        input_placeholder_color="#5b6875",
        input_placeholder_color_dark="#b2bdc9",
        color_accent="#14508c",
        link_text_color="#14508c",
        link_text_color_dark="#8dbcf0",
        button_border_width="1px",
        button_border_width_dark="1px",
        button_secondary_border_color="#8494a7",
        button_secondary_border_color_dark="#7c8b9c",
        button_secondary_background_fill="#fff",
        button_secondary_background_fill_dark="#1b222b",
        button_primary_background_fill="#14508c",
        button_primary_background_fill_hover="#0f3f70",
        button_primary_background_fill_dark="#8dbcf0",
        button_primary_background_fill_hover_dark="#a9cdf5",
        button_primary_text_color="#fff",
        button_primary_text_color_dark="#0d1b2a",
    )
