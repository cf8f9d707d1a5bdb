"""The parts that pages of figures are made of: one file of HTML each, no script, no request."""

from collections.abc import Iterable, Sequence
from html import escape

_STYLE = """
:root{--back:#fff;--ink:#1a1a1a;--faint:#6b6b6b;--grid:#e3e3e3;--line0:#0b5fa5;--line1:#c05600;--line2:#2e7d32;
--line3:#7b3fa0;--good:#1b6e2c;--bad:#a61b1b}
@media(prefers-color-scheme:dark){:root{--back:#161616;--ink:#ececec;--faint:#a0a0a0;--grid:#3a3a3a;--line0:#6cb4f5;
--line1:#f2a45c;--line2:#7fce86;--line3:#cf9bf0;--good:#7fce86;--bad:#ff8f8f}}
body{background:var(--back);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif;max-width:1080px;margin:0 auto;padding:1rem}
table{border-collapse:collapse;margin:.6rem 0;font-size:.92rem}caption{text-align:left;font-weight:600}
th,td{border:1px solid var(--grid);padding:.25rem .55rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}
.good{color:var(--good)}.bad{color:var(--bad)}.faint{color:var(--faint)}
.charts{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{font-weight:600}
.written{white-space:pre-wrap;margin:.6rem 0;padding:.2rem .8rem;border-left:3px solid var(--line0)}
svg{max-width:100%;height:auto}svg text{fill:var(--ink);font-size:12px}
.legend{list-style:none;padding:0;display:flex;gap:1rem;margin:.2rem 0}
.key{display:inline-block;width:.8em;height:.8em;margin-right:.3em}
details{border:1px solid var(--grid);padding:.3rem .6rem;margin:.3rem 0}summary{cursor:pointer}
pre{white-space:pre-wrap;word-break:break-word;font-size:.82rem}
"""


def page_of(title: str, body: Iterable[str]) -> str:
    """Return a whole page; `body` is HTML."""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{''.join(body)}</main></body></html>\n"
    )


def paragraphs(written: str, sentences: Sequence[str]) -> str:
    """Lay out a finding: first what a person wrote, as it stands, then what the figures say."""
    note = f'<blockquote class="written">{escape(written)}</blockquote>' if written else ""
    return f"{note}<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"


def figure_text(value: float | None, name: str) -> str:
    """Write a figure as it is shown, "" where there is none."""
    if value is None:
        return ""
    return (
        f"{value:.0f}" if name in ("questions", "citations") else f"{value:.4f}".removesuffix(".0000") or "0"
    )


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table; a cell that begins with NUL is HTML already."""
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head) if any(head) else ""
    lines = []
    for row in rows:
        first, *rest = row
        cells = "".join(_cell(cell) for cell in rest)
        lines.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    top = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    return f'<div class="wide" tabindex="0"><table>{title}{top}<tbody>{"".join(lines)}</tbody></table></div>'


def _cell(words: str) -> str:
    shown = words[1:] if words.startswith("\0") else escape(words)
    numeric = words[:1] in "\0+-0123456789" and len(words) < 60
    return f'<td class="n">{shown}</td>' if words and numeric else f"<td>{shown}</td>"
