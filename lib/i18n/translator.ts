import { createTranslator } from "use-intl/core";
import en from "@/messages/en.json";

export type Translator = (key: string, values?: Record<string, string | number>) => string;

const catalogues: Record<string, typeof en> = { en };

/** The words of one language; English where there is no catalogue. Throws on a key that no catalogue has. */
export function getTranslator(locale: string): Translator {
  const known = locale in catalogues ? locale : "en";
  const translate = createTranslator({
    locale: known,
    messages: catalogues[known] ?? en,
    onError(error) {
      throw error;
    },
  });
  return translate as unknown as Translator;
}
