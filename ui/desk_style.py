"""What the desk adds to Gradio's looks; light and dark, as the page is."""

STYLE = """
.desk-chart,.desk-words{--line0:#0b5fa5;--line1:#c05600;--line2:#2e7d32;--line3:#7b3fa0;--grid:#e3e3e3;
--mark:#ffe58a;--warn:#a61b1b}
.dark .desk-chart,.dark .desk-words{--line0:#6cb4f5;--line1:#f2a45c;--line2:#7fce86;--line3:#cf9bf0;
--grid:#3a3a3a;--mark:#6b5600;--warn:#ff8f8f}
.desk-chart svg{max-width:100%;width:640px;height:auto}
.desk-chart svg text{fill:var(--body-text-color);font-size:12px}
.desk-chart figure,.desk-words figure{margin:0 0 .8rem}.desk-chart figcaption{font-weight:600}
.desk-chart .legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.2rem 0}
.desk-chart .key{display:inline-block;width:.8em;height:.8em;margin-right:.3em}
.desk-words blockquote{white-space:pre-wrap;margin:.2rem 0;padding:.4rem .8rem;line-height:1.7;
border-left:3px solid var(--border-color-primary);overflow-wrap:anywhere}
.desk-words figcaption{opacity:.8;font-size:.9em}
.desk-words mark{background:var(--mark);color:inherit}
.desk-words ul{margin:.2rem 0;padding-left:1.2em;overflow-wrap:anywhere}
.desk-words ul.warn li{color:var(--warn)}
.desk-words p{margin:.2rem 0;overflow-wrap:anywhere}
.desk-words .html-container{padding:0 .3rem}
.desk-words:not(:has(p)):not(:has(ul)):not(:has(figure)){display:none}
.gradio-container button:disabled{opacity:.5}
.gradio-container button:focus-visible,.gradio-container textarea:focus-visible,
.gradio-container input:focus-visible{outline:3px solid #0b5fa5;outline-offset:1px}
"""
