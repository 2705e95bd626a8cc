// Before and after stand side by side without this. With it they lie upon each other under a slider:
// a real range, so arrow keys, Home and End work, and its value is said in words.
const show = (frame, slider) => {
  const value = Number(slider.value);
  const edge = value === 0 ? "0%" : value === 100 ? "100%" : `calc(${value} * (100% - 2rem) / 100 + 1rem)`;
  frame.style.setProperty("--edge", edge);
  slider.setAttribute("aria-valuetext", `${value} ${frame.dataset.value}`);
};

for (const frame of document.querySelectorAll("[data-compare]")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.value = 50;
  slider.setAttribute("aria-label", frame.dataset.compare);
  slider.addEventListener("input", () => show(frame, slider));
  frame.append(slider);
  frame.classList.add("sliding");
  show(frame, slider);
}
