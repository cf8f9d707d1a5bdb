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
.gradio-container :focus-visible{outline:3px solid #b35900!important;outline-offset:1px}
.dark .gradio-container :focus-visible,.gradio-container.dark :focus-visible{outline-color:#ffb45c!important}
.gradio-container ::placeholder{color:#5b6875!important;opacity:1}
.dark ::placeholder{color:#b2bdc9!important}
.gradio-container td,.gradio-container th{font-family:inherit!important}
.gradio-container textarea:disabled{field-sizing:content;height:auto!important;max-height:70vh}
.gradio-container .virtual-table-viewport:not(:has([role=gridcell])){overflow:hidden!important}
.gradio-container .header-row p{color:var(--block-label-text-color)}
.gradio-container input.border-none{opacity:1;color:var(--body-text-color)!important}
body.dark{--color-accent:#8dbcf0}
:root[data-large] .gradio-container{zoom:1.35}
:root[data-contrast] body:not(.dark){--body-background-fill:#fff;--block-background-fill:#fff;
--input-background-fill:#fff;--body-text-color:#000;--body-text-color-subdued:#000;
--block-label-text-color:#000;--block-title-text-color:#000;--block-info-text-color:#000;
--border-color-primary:#000;--block-border-color:#000;--input-border-color:#000;--input-border-width:1px}
:root[data-contrast] body.dark{--body-background-fill:#000;--block-background-fill:#000;
--input-background-fill:#000;--body-text-color:#fff;--body-text-color-subdued:#fff;
--block-label-text-color:#fff;--block-title-text-color:#fff;--block-info-text-color:#fff;
--border-color-primary:#fff;--block-border-color:#fff;--input-border-color:#fff;--input-border-width:1px}
"""
