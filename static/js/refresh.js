// Parts of a page that show what happens now ask for themselves again every three seconds while they are looked
// at. The server answers 304 while nothing has changed. Without this the page loads itself again.
const EVERY = 3000;

const refresh = async (part) => {
  if (document.hidden) return;
  const headers = part.dataset.etag ? { "If-None-Match": part.dataset.etag } : {};
  const answer = await fetch(part.dataset.refresh, { headers, cache: "no-store" });
  if (answer.status !== 200 || answer.redirected) return;
  part.dataset.etag = answer.headers.get("ETag") ?? "";
  part.innerHTML = await answer.text();
};

for (const part of document.querySelectorAll("[data-refresh]")) {
  const again = () => refresh(part).catch(() => {}).finally(() => setTimeout(again, EVERY));
  setTimeout(again, EVERY);
}
