// Runs in a frame of another origin: what a hostile page could say to the portal.
const said = decodeURIComponent(window.location.hash.slice(1));
window.parent.opener?.postMessage(said, "*");
