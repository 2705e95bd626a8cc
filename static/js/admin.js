// What Django's own choosers and tables leave unnamed for those who listen to the page.

let last = 0;

// The label of a field by its id; where it has none, as in a table of rows, its own aria-label.
function nameOf(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (!label) return { "aria-label": select.getAttribute("aria-label") || select.name };
  label.id ||= `label-${(last += 1)}`;
  return { "aria-labelledby": label.id };
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function nameChooser(select) {
  const box = select.nextElementSibling;
  if (!box?.classList.contains("select2")) return;
  const name = nameOf(select);
  for (const part of box.querySelectorAll("[role=textbox], .select2-search__field")) set(part, name);
  const chooser = box.querySelector("[role=combobox]");
  chooser?.removeAttribute("aria-labelledby");
  if (chooser) set(chooser, name);
  const list = box.querySelector("ul.select2-selection__rendered");
  if (!list) return;
  list.setAttribute("role", "group");
  set(list, name);
  for (const item of list.querySelectorAll("li")) item.setAttribute("role", "presentation");
}

// Two boxes for a moment, each with a bare word before it.
function nameMoment(box) {
  if (box.labels?.length || box.hasAttribute("aria-label")) return;
  const row = box.closest("fieldset:has(legend), .form-row");
  const texts = [row?.querySelector("legend, label"), box.previousSibling].map((one) => one?.textContent ?? "");
  const words = texts.map((text) => text.trim().replace(/:$/, "")).filter(Boolean);
  set(box, { "aria-label": words.join(", ") });
}

// The box that deletes a row has only the head of its column.
function nameDeletion(box) {
  if (box.labels?.length || box.hasAttribute("aria-label")) return;
  const head = box.closest("table")?.querySelector("thead tr")?.lastElementChild?.textContent.trim();
  const row = box.closest("tr")?.querySelector(".original p")?.firstChild?.textContent.trim();
  set(box, { "aria-label": [head, row].filter(Boolean).join(" ") });
}

// A table of rows to read scrolls within its frame: the keyboard must reach it.
function openToKeys(frame) {
  const reached = frame.querySelectorAll("a[href], button, select, input:not([type=hidden]), textarea, summary");
  if ([...reached].some((one) => one.checkVisibility() && !one.disabled)) return;
  const heading = frame.querySelector(".inline-heading");
  set(frame, { tabindex: "0", role: "region", ...(heading ? { "aria-labelledby": heading.id } : {}) });
}

function nameAll() {
  document.querySelectorAll(".datetime input").forEach(nameMoment);
  document.querySelectorAll("td.delete input[type=checkbox]").forEach(nameDeletion);
  document.querySelectorAll(".tabular.inline-related").forEach(openToKeys);
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    nameChooser(select);
    const list = select.nextElementSibling?.querySelector("ul.select2-selection__rendered");
    if (list && !list.dataset.watched) {
      list.dataset.watched = "yes";
      new MutationObserver(() => nameChooser(select)).observe(list, { childList: true });
    }
  }
  for (const head of document.querySelectorAll("thead th")) {
    if (!head.textContent.trim() && !head.children.length) head.replaceWith(document.createElement("td"));
  }
  for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]")) hint.setAttribute("role", "img");
}

// After the choosers, which Django makes when jQuery is ready.
window.addEventListener("load", () => (window.django?.jQuery ? window.django.jQuery(nameAll) : nameAll()));
document.addEventListener("formset:added", () => setTimeout(nameAll));
