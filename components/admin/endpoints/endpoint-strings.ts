import { ENDPOINT_EVENT_TYPES, type EndpointEventType } from "@/lib/endpoints/states";
import type { Translator } from "@/lib/i18n/translator";

/** The words of an endpoint's form, for its script. */
export type EndpointStrings = {
  url: string;
  urlHint: string;
  description: string;
  descriptionHint: string;
  wanted: string;
  all: string;
  chosen: string;
  types: { type: EndpointEventType; text: string }[];
  submit: string;
  busy: string;
  done: string;
  open: string;
  secret: SecretStrings;
};
export type SecretStrings = {
  title: string;
  text: string;
  copy: string;
  copied: string;
  what: string;
};

export function endpointStrings(t: Translator, kind: "create" | "change"): EndpointStrings {
  return {
    url: t("endpoints.form.url"),
    urlHint: t("endpoints.form.urlHint"),
    description: t("endpoints.form.description"),
    descriptionHint: t("endpoints.form.descriptionHint"),
    wanted: t("endpoints.form.wanted"),
    all: t("endpoints.form.all"),
    chosen: t("endpoints.form.chosen"),
    types: ENDPOINT_EVENT_TYPES.map((type) => ({
      type,
      text: t(`endpoints.types.${keyOf(type)}`),
    })),
    submit: t(`endpoints.${kind}.submit`),
    busy: t(`endpoints.${kind}.submitting`),
    done: t("endpoints.change.saved"),
    open: t("endpoints.create.open"),
    secret: secretStrings(t),
  };
}

export function secretStrings(t: Translator): SecretStrings {
  return {
    title: t("endpoints.secret.shownTitle"),
    text: t("endpoints.secret.shownText"),
    copy: t("endpoints.secret.copy"),
    copied: t("endpoints.secret.copied"),
    what: t("endpoints.secret.title"),
  };
}

type Key<T> = T extends `${infer Subject}.${infer Verb}` ? `${Subject}_${Verb}` : never;

/** The name of a type as the catalogue has it, where a dot would begin another block. */
function keyOf<T extends EndpointEventType>(type: T): Key<T> {
  return type.replace(".", "_") as Key<T>;
}
