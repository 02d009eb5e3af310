import { html, options } from "../../html/page.ts";
import type { World } from "../../world.ts";
import { phonesOf } from "../state.ts";
import type { Screen } from "./frame.ts";
import { type Form, radioCards, textField } from "./screens-consent.ts";
import type { DialogSession } from "./session.ts";

const COUNTRIES = {
  US: "United States",
  DE: "Germany",
  NL: "Netherlands",
  GB: "United Kingdom",
  BR: "Brazil",
};

/** Which business portfolio; the new one is preselected, so that a straight run gives new ids. */
export function businessScreen(world: World, session: DialogSession): Screen {
  const { choices } = session;
  const known = [...world.meta.portfolios.values()].filter((one) => one.grantedWabaIds.size > 0);
  const fields = html`
    ${textField({ name: "portfolioName", label: "Business name", value: choices.portfolioName })}
    <label class="field" for="field-country"><span>Country</span><select id="field-country" name="country">${options(COUNTRIES, choices.country)}</select></label>`;
  const cards = [
    { value: "new", label: "Create a business portfolio", fields },
    ...known.map(({ id, name }) => ({ value: id, label: name, hint: `Portfolio ${id}` })),
  ];
  return {
    title: "Choose your business portfolio",
    body: html`<fieldset><legend class="sr-only">Business portfolio</legend>${radioCards("portfolio", cards, choices.portfolioId ?? "new")}</fieldset>`,
  };
}

export function submitBusiness(
  world: World,
  session: DialogSession,
  form: Form,
): string | undefined {
  const { choices } = session;
  const existing = world.meta.portfolios.get(form.portfolio ?? "");
  if (existing?.id !== choices.portfolioId) delete choices.wabaId;
  if (existing) {
    choices.portfolioId = existing.id;
    choices.wabaName = existing.name;
    return undefined;
  }
  delete choices.portfolioId;
  const name = (form.portfolioName ?? "").trim();
  if (name === "" || name.length > 100) return "Enter a business name of up to 100 characters.";
  choices.portfolioName = name;
  choices.wabaName = name;
  choices.country = form.country && form.country in COUNTRIES ? form.country : "US";
  return undefined;
}

/** Which WhatsApp Business account of that portfolio. */
export function wabaScreen(world: World, session: DialogSession): Screen {
  const { choices } = session;
  const known = [...world.meta.wabas.values()].filter(
    (waba) => waba.portfolioId === choices.portfolioId,
  );
  const fields = textField({ name: "wabaName", label: "Account name", value: choices.wabaName });
  const cards = [
    { value: "new", label: "Create a WhatsApp Business account", fields },
    ...known.map((waba) => ({
      value: waba.id,
      label: waba.name,
      hint: `Account ${waba.id}, numbers: ${phonesOf(world.meta, waba.id).length}`,
    })),
  ];
  return {
    title: "Choose your WhatsApp Business account",
    body: html`<fieldset><legend class="sr-only">WhatsApp Business account</legend>${radioCards("waba", cards, choices.wabaId ?? "new")}</fieldset>`,
  };
}

export function submitWaba(world: World, session: DialogSession, form: Form): string | undefined {
  const { choices } = session;
  const existing = world.meta.wabas.get(form.waba ?? "");
  if (existing && existing.portfolioId === choices.portfolioId) {
    choices.wabaId = existing.id;
    return undefined;
  }
  delete choices.wabaId;
  const name = (form.wabaName ?? "").trim();
  if (name === "" || name.length > 255) return "Enter an account name of up to 255 characters.";
  choices.wabaName = name;
  return undefined;
}
