"""What is wrong with a file that is not what it should be, in words."""

import json

from corpus.why import why


def said(error: Exception) -> str:
    """Say what a reader tripped over: a missing key, text that is no JSON, or a value of another kind."""
    if isinstance(error, json.JSONDecodeError):
        return f"第 {error.lineno} 行第 {error.colno} 个字起不是 JSON"
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 文本"
    if isinstance(error, KeyError):
        return f"缺少 {error.args[0]}"
    if isinstance(error, OSError):
        return why(error)
    return str(error) if _is_ours(error) else "有一项不是该有的样子"


def _is_ours(error: Exception) -> bool:
    """Tell messages written for people, in Chinese, from those of a library."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in str(error))
