// Sends the control page's forms as JSON and keeps the page current without moving what a person touches.
const jsonOf = (form) => JSON.stringify(Object.fromEntries(new FormData(form)));

function say(text) {
  const notice = document.getElementById("notice");
  if (!notice) return;
  notice.hidden = false;
  notice.textContent = text;
}

async function refresh() {
  const answer = await fetch(window.location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.querySelectorAll("main section, main.narrow");
  const next = fresh.querySelectorAll("main section, main.narrow");
  now.forEach((part, index) => {
    const replacement = next[index];
    const isBusy =
      part.contains(document.activeElement) && document.activeElement !== document.body;
    if (!replacement || isBusy || part.dataset.touched) return;
    if (part.innerHTML !== replacement.innerHTML) part.replaceWith(replacement);
  });
}

document.addEventListener("input", (event) => {
  const section = event.target.closest("section");
  if (section) section.dataset.touched = "true";
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.api) return;
  event.preventDefault();
  const method = form.dataset.method ?? "POST";
  const headers = { "Content-Type": "application/json" };
  const body = method === "POST" ? jsonOf(form) : undefined;
  const answer = await fetch(form.dataset.api, { method, headers, body });
  const label = form.querySelector("button")?.textContent ?? "Done";
  const result = await answer.json();
  say(answer.ok ? `${label}: ${result.reason ?? "done"}` : result.error);
  for (const section of document.querySelectorAll("[data-touched]")) delete section.dataset.touched;
  if (answer.ok) document.activeElement?.blur();
  await refresh();
});

const every = Number(document.querySelector("[data-live]")?.dataset.live ?? 0);
if (every > 0) {
  setInterval(() => {
    if (!document.hidden) refresh();
  }, every);
}
