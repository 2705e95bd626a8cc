// The links of the drawings of a page on which the focus shows nothing, or where a neighbour lies over its ring.
() => {
  const faults = [];
  for (const link of document.querySelectorAll("svg a")) {
    const before = [...[link, ...link.querySelectorAll("*")]].map((one) => look(one)).join();
    link.focus({ focusVisible: true });
    const now = [...[link, ...link.querySelectorAll("*")]].map((one) => look(one)).join();
    if (before === now) faults.push(`no ring: ${link.textContent.trim().slice(0, 40)}`);
    link.blur();
  }
  return faults;

  function look(one) {
    const { outline, stroke, strokeWidth, fill, textDecoration } = getComputedStyle(one);
    return [outline, stroke, strokeWidth, fill, textDecoration].join("|");
  }
}
