import { type APIRequestContext, expect } from "@playwright/test";

type MetaState = {
  phones: { id: string; wabaId: string; display: string }[];
  wabas: { id: string; name: string; portfolioId: string }[];
  portfolios: { id: string; name: string }[];
};

/** Steers the stand-in for Meta and Bird over its control API. */
export class Sandbox {
  constructor(
    readonly request: APIRequestContext,
    readonly url: string,
  ) {}

  /** Back to a well-behaved Meta and Bird; numbers and accounts stay, as the portal remembers them too. */
  async calm(): Promise<void> {
    await this.post("scenario", { id: "happy" });
    await this.post("settings", { sdk: "normal", channelDelayMs: 1_500, install: "active" });
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

  /** The number that was added last, with the names of its account and portfolio. */
  async newestPhone(): Promise<{
    id: string;
    display: string;
    wabaName: string;
    portfolioName: string;
  }> {
    const response = await this.request.get(`${this.url}/control/state`);
    const { phones, wabas, portfolios } = (await response.json()).meta as MetaState;
    const phone = phones.at(-1);
    const waba = wabas.find(({ id }) => id === phone?.wabaId);
    const portfolio = portfolios.find(({ id }) => id === waba?.portfolioId);
    if (!phone || !waba || !portfolio) throw new Error("The sandbox has no number yet.");
    return {
      id: phone.id,
      display: phone.display,
      wabaName: waba.name,
      portfolioName: portfolio.name,
    };
  }

  async newestPhoneId(): Promise<string> {
    return (await this.newestPhone()).id;
  }

  /** The mails to one address, newest first. */
  async mails(to: string): Promise<{ text: string }[]> {
    const response = await this.request.get(`${this.url}/inbox.json?to=${encodeURIComponent(to)}`);
    const answer = await response.json();
    return Array.isArray(answer) ? answer : answer.mails;
  }

  /** The link of the newest mail to one address, as soon as it has come. */
  async mailedLink(to: string): Promise<string> {
    await expect.poll(async () => (await this.mails(to)).length).toBeGreaterThan(0);
    const [mail] = await this.mails(to);
    return /https?:\/\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
  }

  /** How often each endpoint was called, for example `POST oauth/access_token`. */
  async counts(): Promise<Record<string, number>> {
    const response = await this.request.get(`${this.url}/control/requests`);
    return (await response.json()).counts;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.request.get(`${this.url}/control/${path}`)).json();
  }

  async post<T = unknown>(path: string, data: unknown = {}): Promise<T> {
    const response = await this.request.post(`${this.url}/control/${path}`, { data });
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
    return response.json();
  }
}
