// Uses embed.js as an ISV's page would; only where it comes from is found out at the click.
const form = document.getElementById("link-form");
const field = document.getElementById("link");
const error = document.getElementById("link-error");
const heard = document.getElementById("heard");
const byAttribute = document.getElementById("by-attribute");
const loading = new Map();

function note(name, result) {
  document.getElementById("silence").hidden = true;
  const entry = document.createElement("li");
  const title = document.createElement("strong");
  title.textContent = name;
  entry.append(title);
  if (result) {
    const detail = document.createElement("code");
    detail.textContent = JSON.stringify(result);
    entry.append(" ", detail);
  }
  heard.append(entry);
}

function load(origin) {
  if (!loading.has(origin)) {
    loading.set(
      origin,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${origin}/embed.js`;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => reject(new Error(`${script.src} did not load.`)));
        document.head.append(script);
      }),
    );
  }
  return loading.get(origin);
}

// Loaded before the click: a window may only be opened while the click lasts.
field.addEventListener("input", () => {
  error.textContent = "";
  if (!URL.canParse(field.value)) return;
  byAttribute.dataset.perchLink = field.value;
  load(new URL(field.value).origin).then(
    () => form.setAttribute("data-ready", ""),
    (reason) => {
      error.textContent = reason.message;
    },
  );
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  try {
    if (!window.Perch) throw new Error("Paste a link first.");
    window.Perch.open(field.value, {
      mode: event.submitter?.value ?? "popup",
      onOpened: () => note("opened"),
      onConnected: (result) => note("connected", result),
      onFailed: (result) => note("failed", result),
      onClosed: (last) => note("closed", last),
    });
  } catch (reason) {
    error.textContent = reason.message;
  }
});

for (const name of ["opened", "connected", "failed", "closed"])
  byAttribute.addEventListener(`perch:${name}`, ({ detail }) => note(name, detail));
