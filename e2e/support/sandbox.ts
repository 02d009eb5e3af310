import { type APIRequestContext, expect } from "@playwright/test";

/** Steers the stand-in for Meta and Bird over its control API. */
export class Sandbox {
  constructor(
    readonly request: APIRequestContext,
    readonly url: string,
  ) {}

  /** Back to a well-behaved Meta and Bird; numbers and accounts stay, as the portal remembers them too. */
  async calm(): Promise<void> {
    await this.post("scenario", { id: "happy" });
    await this.post("settings", { sdk: "normal" });
    await this.request.delete(`${this.url}/control/faults`);
    await this.request.delete(`${this.url}/control/requests`);
  }

  /** A Bird workspace of its own with numbers in these states; returns their ids and numbers. */
  async workspace(
    states: string[],
  ): Promise<{ id: string; numbers: { id: string; number: string }[] }> {
    const { id } = await this.post<{ id: string }>("bird/workspaces", { name: "Harbor Coffee" });
    const numbers: { id: string; number: string }[] = [];
    for (const state of states)
      numbers.push(await this.post("bird/numbers", { workspaceId: id, state }));
    return { id, numbers };
  }

  /** How the next launches of the popup go, by the name of a preset. */
  scenario(id: string, times = 1): Promise<unknown> {
    return this.post("scenario", { id, times });
  }

  fault(fault: Record<string, unknown>): Promise<unknown> {
    return this.post("faults", fault);
  }

  settings(settings: Record<string, unknown>): Promise<unknown> {
    return this.post("settings", settings);
  }

  /** How often each endpoint was called, for example `POST oauth/access_token`. */
  async counts(): Promise<Record<string, number>> {
    const response = await this.request.get(`${this.url}/control/requests`);
    return (await response.json()).counts;
  }

  async post<T = unknown>(path: string, data: unknown = {}): Promise<T> {
    const response = await this.request.post(`${this.url}/control/${path}`, { data });
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
    return response.json();
  }
}
