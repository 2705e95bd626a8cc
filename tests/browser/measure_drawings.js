// What is wrong with the drawings of a page as it stands: texts below 12 px of the screen, outside their drawing or
// upon each other, targets below 24 px, a ring of the focus that is not there.
() => {
  const faults = [];
  const say = (what, element, more = "") => {
    const words = (element.textContent || element.getAttribute("class") || element.tagName).trim();
    faults.push(`${what}: ${words.slice(0, 40)}${more && ` (${more})`}`);
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  // The same link in a list or table of the page, large enough: what WCAG 2.5.8 calls an equivalent.
  const standsBeside = (link) =>
    [...document.querySelectorAll(`a[href="${CSS.escape(link.getAttribute("href"))}"]`)].some(
      (other) => !other.closest("svg") && isSeen(other) && other.getBoundingClientRect().height > 23.95,
    );
  const overlap = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;

  for (const drawing of document.querySelectorAll("svg")) {
    if (!isSeen(drawing)) continue;
    const frame = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll("text")].filter((text) => isSeen(text) && text.textContent.trim());
    for (const text of texts) {
      const { a, b } = text.getScreenCTM();
      const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
      if (size < 11.95) say("small text", text, `${size.toFixed(1)} px`);
      const box = text.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 3) {
        say("text outside", text);
      }
    }
    texts.forEach((text, place) => {
      const box = text.getBoundingClientRect();
      for (const other of texts.slice(place + 1)) {
        if (overlap(box, other.getBoundingClientRect())) say("text upon text", text, other.textContent.trim());
      }
    });
    for (const link of drawing.querySelectorAll("a")) {
      const box = link.getBoundingClientRect();
      if (isSeen(link) && Math.min(box.width, box.height) < 23.95 && !standsBeside(link)) {
        say("small target", link, `${box.width.toFixed(0)} × ${box.height.toFixed(0)}`);
      }
    }
  }
  return faults;
}
