// Carries out what the server decided the popup says to the page that opened it.
const planElement = document.getElementById("plan");
const plan = planElement ? JSON.parse(planElement.textContent) : [];
const main = document.querySelector("main");
let leaving = false;

const wait = (ms) => new Promise((wake) => setTimeout(wake, ms));

function sayAtOnce(action) {
  if (action.do === "message") window.opener?.postMessage(action.data, action.to);
  if (action.do === "relay") window.opener?.postMessage(action.query, action.to);
}

async function showDecoy({ src, data }) {
  const frame = document.createElement("iframe");
  frame.title = "A message from a foreign origin";
  frame.hidden = true;
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  if (!src) frame.setAttribute("sandbox", "allow-scripts");
  frame.src = `${src ?? ""}/dialog/decoy#${encodeURIComponent(data)}`;
  document.body.append(frame);
  await Promise.race([loaded, wait(2000)]);
}

function noteHandover() {
  const url = main?.dataset.handover;
  if (url) navigator.sendBeacon(url);
}

async function runPlan() {
  leaving = true;
  noteHandover();
  for (const action of plan) {
    sayAtOnce(action);
    if (action.do === "wait") await wait(action.ms);
    if (action.do === "decoy") await showDecoy(action);
    if (action.do === "redirect") window.location.replace(action.url);
    if (action.do === "close") window.close();
  }
}

for (const button of document.querySelectorAll("[data-run-plan]")) {
  button.addEventListener("click", () => {
    if (!leaving) runPlan();
  });
}
for (const form of document.forms) {
  form.addEventListener("submit", () => {
    leaving = true;
  });
}
for (const link of document.querySelectorAll("a")) {
  link.addEventListener("click", () => {
    leaving = true;
  });
}
// Closing the window by its own X is a cancel, and on the last screen a success.
window.addEventListener("pagehide", () => {
  if (leaving) return;
  noteHandover();
  plan.forEach(sayAtOnce);
});
if (main?.dataset.autoRun !== undefined) runPlan();
