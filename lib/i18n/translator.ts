import { createTranslator } from "use-intl/core";
import en from "@/messages/en.json";

export const DEFAULT_LOCALE = "en";

type Messages = typeof en;
export type Translator = ReturnType<typeof createTranslator<Messages>>;

/** One catalogue per language; a language without one speaks English. */
const CATALOGUES: Record<string, Messages> = { en };
const translators = new Map<string, Translator>();

/** The translator of a language, for use on the server only: pages hand words to the browser as props. */
export function getTranslator(locale: string = DEFAULT_LOCALE): Translator {
  const known = CATALOGUES[locale] ? locale : DEFAULT_LOCALE;
  const existing = translators.get(known);
  if (existing) return existing;
  const created = createTranslator<Messages>({
    locale: known,
    messages: CATALOGUES[known] ?? en,
    timeZone: "UTC",
  });
  translators.set(known, created);
  return created;
}
