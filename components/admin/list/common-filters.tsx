import type { Translator } from "@/lib/i18n/translator";
import { FilterInput, FilterSelect } from "./filter-fields";

type Given = { value: string | undefined; t: Translator };

/** Whose rows: by how a customer's name, external id or e-mail begins. */
export function TenantFilter({ value, t }: Given) {
  return (
    <FilterInput
      label={t("links.columns.tenant")}
      name="tenant"
      type="search"
      placeholder={t("links.filters.tenantHint")}
      defaultValue={value}
    />
  );
}

type ChoiceProps = Given & {
  label: string;
  name: string;
  options: readonly (readonly [value: string, label: string])[];
};

/** One of a few words, or all of them. */
export function ChoiceFilter({ value, t, ...select }: ChoiceProps) {
  return <FilterSelect all={t("console.list.all")} defaultValue={value} {...select} />;
}

type TextProps = {
  label: string;
  name: string;
  value: string | undefined;
  placeholder?: string;
  suggestions?: readonly string[];
};

/** A word that is written as it stands in the rows. */
export function TextFilter({ value, ...input }: TextProps) {
  return <FilterInput autoComplete="off" spellCheck={false} defaultValue={value} {...input} />;
}

type DaysProps = { from: string | undefined; to: string | undefined; t: Translator };

/** From a day to a day, both of them included. */
export function DaysFilter({ from, to, t }: DaysProps) {
  return (
    <>
      <FilterInput
        label={t("webhooks.filters.since")}
        name="from"
        type="date"
        defaultValue={from}
      />
      <FilterInput label={t("webhooks.filters.until")} name="to" type="date" defaultValue={to} />
    </>
  );
}
