"""What English labels of a page are held to."""

from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import Page

from corpus.corrections import FIELD_NAMES
from tests.site import ROOT

PUBLIC = ROOT / "ui" / "public"
_UNTOLD = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const hidden = node.parentElement.closest("script, noscript, [hidden]");
    const told = node.parentElement.matches(":lang(zh)");
    if (!hidden && /[一-龥（）［］：、]/.test(node.data) && !told) found.push(node.data);
  }
  for (const name of ["aria-label", "alt", "placeholder", "title"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      const words = node.getAttribute(name);
      const quoted = name === "title" && node.matches(":lang(zh)");
      const told = quoted || node.matches(".cross, #language, #words, #question");
      if (/[一-龥]/.test(words) && !told) found.push(words);
    }
  }
  return found;
}"""
_ENGLISH_AS_CHINESE = """() => {
  const { ENGLISH } = window;
  const labels = new Set(Object.values(ENGLISH).map((label) => label.trim()));
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim();
    const chinese = walker.currentNode.parentElement.matches(":lang(zh)");
    if (chinese && /[a-z]/.test(words) && labels.has(words)) found.push(words);
  }
  return found;
}"""


def untold_chinese(page: Page) -> list[str]:
    """List Chinese words that stand on an English page without saying that they are Chinese."""
    found: list[str] = page.evaluate(_UNTOLD)
    return found


def english_told_as_chinese(page: Page, table: str) -> list[str]:
    """List labels of a table (its address) that a Chinese voice would read out."""
    page.evaluate("async (table) => { window.ENGLISH = (await import(table)).ENGLISH; }", table)
    found: list[str] = page.evaluate(_ENGLISH_AS_CHINESE)
    return found


def unsaid(page: Page, table: str, files: Collection[Path], others: Collection[str] = ()) -> list[str]:
    """List labels of a table (its address) whose Chinese is in none of the files, nor among the others."""
    labels: list[str] = page.evaluate("async (table) => Object.keys((await import(table)).ENGLISH)", table)
    texts = [*(file.read_text(encoding="utf-8") for file in files), *FIELD_NAMES.values(), *others]
    return [label for label in labels if not any(label in text for text in texts)]
