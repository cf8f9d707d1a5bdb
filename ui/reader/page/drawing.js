// Small drawings that keep the size of the page's letters, whatever their width.

/** Keep a drawing fitted to its box: `make(width, letter)` gives the svg; both in CSS pixels. */
export function fitted(box, make) {
  let drawn = "";
  const redraw = () => {
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8;
    const width = Math.floor(box.clientWidth);
    if (!width || drawn === `${width}/${letter}`) return;
    drawn = `${width}/${letter}`;
    box.replaceChildren(make(width, letter));
  };
  new ResizeObserver(redraw).observe(box);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-large"] });
}

/** Latin letters and digits are about half as wide as Chinese ones. */
const wide = (letter) => (letter < "\u2e80" ? 0.55 : 1);

/** How many of the characters fit into so many Chinese letters; one at least. */
function fits(chars, letters) {
  let room = letters;
  const over = chars.findIndex((letter) => (room -= wide(letter)) < -0.001);
  return over < 0 ? chars.length : Math.max(1, over);
}

/** Cut a text to lines of so many Chinese letters. */
export function broken(text, letters, most) {
  const chars = Array.from(text);
  const lines = [];
  while (chars.length && lines.length < most) lines.push(chars.splice(0, fits(chars, letters)).join(""));
  if (chars.length) lines[lines.length - 1] = `${Array.from(lines.at(-1)).slice(0, -1).join("")}…`;
  return lines;
}
