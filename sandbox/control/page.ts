import { Hono } from "hono";
import { pageHeaders } from "../html/headers.ts";
import { html, page } from "../html/page.ts";
import type { World } from "../world.ts";
import { consoleHeader } from "./header.ts";
import { assetsSection, birdSection } from "./sections-assets.ts";
import { installsSection } from "./sections-installs.ts";
import {
  clockSection,
  faultsSection,
  requestsSection,
  scenarioSection,
  settingsSection,
} from "./sections-steering.ts";
import { deliveriesSection, metaEventsSection } from "./sections-webhooks.ts";

/** The page from which a person steers the sandbox. */
export function controlPage(world: World): Hono {
  return new Hono().get("/", pageHeaders, (c) =>
    c.html(
      page({
        title: "Sandbox",
        bodyClass: "console",
        script: "console.js",
        body: html`${consoleHeader("control")}
<main data-live="4000">
  <h1>Sandbox</h1>
  <p class="lead">Choose what the next signup meets, break a call, move time. The portal cannot tell the difference.</p>
  <p id="notice" role="status" class="notice" hidden></p>
  <div class="grid">
    ${scenarioSection(world)} ${clockSection(world)} ${birdSection(world)} ${installsSection(world)}
    ${assetsSection(world)} ${metaEventsSection(world)} ${deliveriesSection(world)}
    ${faultsSection(world)} ${settingsSection(world)} ${requestsSection(world)}
  </div>
</main>`,
      }),
    ),
  );
}
