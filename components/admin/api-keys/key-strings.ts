import type { Scope } from "@/lib/api-keys/states";
import type { Translator } from "@/lib/i18n/translator";

const LIFETIMES = ["", "30", "90", "365"] as const;
const GROUPS = [
  "tenants",
  "links",
  "signups",
  "connections",
  "numbers",
  "endpoints",
  "events",
  "tokens",
] as const;

type Key<S extends string> = S extends `${infer Thing}:${infer What}` ? `${Thing}_${What}` : never;

/** The name of a scope as the catalogue has it. */
function keyOf<S extends Scope>(scope: S): Key<S> {
  return scope.replace(":", "_") as Key<S>;
}

/** What a scope lets a key do. */
export function scopeText(scope: Scope, t: Translator): string {
  return t(`apiKeys.scopes.${keyOf(scope)}`);
}

/** The words of the form that makes a key, with the scopes that this operator may give. */
export function createKeyStrings(scopes: Scope[], t: Translator) {
  return {
    title: t("apiKeys.create.title"),
    text: t("apiKeys.create.text"),
    name: t("apiKeys.create.name"),
    nameHint: t("apiKeys.create.nameHint"),
    lifetime: t("apiKeys.create.lifetime"),
    lifetimes: LIFETIMES.map((days) => ({
      days,
      label: days ? t("apiKeys.create.days", { days: Number(days) }) : t("apiKeys.create.forever"),
    })),
    scopes: t("apiKeys.create.scopes"),
    scopesHint: t("apiKeys.create.scopesHint"),
    groups: GROUPS.map((group) => ({
      name: t(`apiKeys.groups.${group}`),
      scopes: scopes
        .filter((scope) => scope.startsWith(`${group}:`))
        .map((scope) => ({ scope, text: scopeText(scope, t) })),
    })).filter((group) => group.scopes.length > 0),
    submit: t("apiKeys.create.submit"),
    submitting: t("apiKeys.create.submitting"),
  };
}
export type CreateKeyStrings = ReturnType<typeof createKeyStrings>;

/** The words around a key that is shown once. */
export function keyResultStrings(t: Translator) {
  return {
    title: String(t.raw("apiKeys.result.title")),
    text: t("apiKeys.result.text"),
    oldEnds: String(t.raw("apiKeys.result.oldEnds")),
    copy: t("apiKeys.result.copy"),
    copied: t("attention.copied"),
  };
}
export type KeyResultStrings = ReturnType<typeof keyResultStrings>;
