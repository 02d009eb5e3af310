import { type HtmlForm, isWith, parseForms } from "./html-form";

export type Answer = {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  body: string;
};
type Call = { method?: string; headers?: Record<string, string>; body?: RequestInit["body"] };
type Fields = Record<string, string>;

/** Somebody at the portal without a browser: keeps cookies, follows no redirect, remembers every answer. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;
  readonly #transcript: Answer[];

  constructor(origin: string, transcript: Answer[] = []) {
    this.#origin = origin;
    this.#transcript = transcript;
  }

  async send(path: string, { method = "GET", headers = {}, body = null }: Call = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.#origin + path, {
      method,
      body,
      redirect: "manual",
      headers: { ...(cookie && { cookie }), ...headers },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return this.#remember({ method, path, ...answerOf(response), body: await response.text() });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  post(path: string, json: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const typed = { "content-type": "application/json", ...headers };
    return this.send(path, { method: "POST", headers: typed, body: JSON.stringify(json) });
  }

  /** What a stream says until it says this, or for as long as given. */
  async stream(path: string, until: string, limitMs = 5_000): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), limitMs);
    const { signal } = ending;
    const response = await fetch(this.#origin + path, { headers: { cookie }, signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let body = "";
    while (reader && !body.includes(until)) {
      const chunk = await reader.read().catch(() => undefined);
      if (!chunk || chunk.done) break;
      body += chunk.value;
    }
    clearTimeout(timer);
    await reader?.cancel().catch(() => {});
    return this.#remember({ method: "GET", path, ...answerOf(response), body });
  }

  /** Sends the form of a page that has this field, as a browser without scripts would. */
  submit(page: Answer, field: string, fields: Fields = {}, headers: Fields = {}) {
    return this.submitForm(page.path, formWith(page, field), fields, headers);
  }

  submitForm(path: string, form: HtmlForm, fields: Fields = {}, headers: Fields = {}) {
    const values = { ...form.fields, ...fields };
    if (form.action !== undefined) {
      return this.send(form.action, {
        method: "POST",
        headers,
        body: new URLSearchParams(values),
      });
    }
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return this.send(path, { method: "POST", headers, body });
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  #remember(answer: Answer): Answer {
    this.#transcript.push(answer);
    return answer;
  }
}

/** The form of a page that has this field. Throws when there is none. */
export function formWith(page: Answer, field: string): HtmlForm {
  const form = parseForms(page.body).find((one) => isWith(one, field));
  if (!form) throw new Error(`${page.path} (${page.status}) has no form with the field ${field}`);
  return form;
}

/** Headers as lines of text. */
export function headerText({ headers }: Answer): string {
  return [...headers].map(([name, value]) => `${name}: ${value}`).join("\n");
}

const answerOf = ({ status, headers }: Response) => ({ status, headers });
