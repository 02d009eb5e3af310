import { createTranslator } from "use-intl/core";
import en from "@/messages/en.json";

type Messages = typeof en;
export type Translator = ReturnType<typeof createTranslator<Messages>>;

/** One catalogue per language; a language without one speaks English. */
const catalogues: Record<string, Messages> = { en };
const translators = new Map<string, Translator>();

/** The words of one language, for the server only: pages hand them to the browser as props. Throws on an unknown key. */
export function getTranslator(locale: string): Translator {
  const known = Object.hasOwn(catalogues, locale) ? locale : "en";
  const existing = translators.get(known);
  if (existing) return existing;
  const created = createTranslator<Messages>({
    locale: known,
    messages: catalogues[known] ?? en,
    timeZone: "UTC",
    onError(error) {
      throw error;
    },
  });
  translators.set(known, created);
  return created;
}
