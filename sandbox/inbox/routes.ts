import { Hono } from "hono";
import { pageHeaders } from "../html/headers.ts";
import { readBody, textOf } from "../params.ts";
import type { World } from "../world.ts";
import { inboxPage } from "./page.ts";

/** The mailbox of everyone: what the portal sent while no mail server is configured. */
export function inboxRoutes(world: World): Hono {
  const routes = new Hono();
  routes.use(pageHeaders);
  routes.post("/", async (c) => {
    const body = await readBody(c);
    const to = textOf(body, "to");
    const subject = textOf(body, "subject");
    const text = textOf(body, "text");
    if (!to || subject === undefined || text === undefined) {
      return c.json({ error: "to, subject and text are required" }, 400);
    }
    const html = textOf(body, "html");
    const mail = {
      id: world.mails.length + 1,
      at: new Date(world.clock.now()).toISOString(),
      to,
      subject,
      text,
      ...(html === undefined ? {} : { html }),
    };
    world.mails.push(mail);
    return c.json({ id: mail.id }, 201);
  });
  routes.get("/", (c) => c.html(inboxPage(newestFirst(world, c.req.query("to")))));
  return routes;
}

/** `/inbox.json`, beside the page rather than below it. */
export function inboxJsonRoutes(world: World): Hono {
  return new Hono().get("/inbox.json", (c) =>
    c.json({ mails: newestFirst(world, c.req.query("to")) }),
  );
}

function newestFirst(world: World, to: string | undefined) {
  const mails = to ? world.mails.filter((mail) => mail.to.includes(to)) : world.mails;
  return [...mails].reverse();
}
