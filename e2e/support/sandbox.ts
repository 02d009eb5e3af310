import { type APIRequestContext, expect } from "@playwright/test";

/** The workspace that the sandbox is seeded with. */
export const WORKSPACE_ID = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";

/** Steers the stand-in for Meta and Bird over its control API. */
export class Sandbox {
  constructor(
    readonly request: APIRequestContext,
    readonly url: string,
  ) {}

  reset(): Promise<unknown> {
    return this.post("reset");
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

  async post(path: string, data: unknown = {}): Promise<unknown> {
    const response = await this.request.post(`${this.url}/control/${path}`, { data });
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
    return response.json();
  }
}
