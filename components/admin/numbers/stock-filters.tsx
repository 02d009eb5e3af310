import { Button } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import type { Translator } from "@/lib/i18n/translator";
import { NUMBER_TYPES, type StockQuery } from "@/lib/numbers/stock-query";
import { typeWords } from "./type-words";

type Props = { path: string; tenantId: string; query: StockQuery; t: Translator };

/** What to look for among the numbers for sale; becomes the URL. */
export function StockFilters({ path, tenantId, query, t }: Props) {
  return (
    <form
      action={path}
      aria-label={t("numbersPage.search.filters")}
      className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[7rem_12rem_1fr_1fr_auto]"
    >
      <input type="hidden" name="tenant" value={tenantId} />
      <Field
        label={t("numbersPage.search.country")}
        hint={t("numbersPage.search.countryHint")}
        name="country"
        defaultValue={query.country ?? ""}
        required
        maxLength={2}
        pattern="[A-Za-z]{2}"
        autoComplete="off"
        spellCheck={false}
      />
      <SelectField label={t("numbersPage.search.type")} name="type" defaultValue={query.type ?? ""}>
        <option value="">{t("numbersPage.search.anyType")}</option>
        {NUMBER_TYPES.map((type) => (
          <option key={type} value={type}>
            {typeWords(type, t)}
          </option>
        ))}
      </SelectField>
      <Field
        label={t("numbersPage.search.prefix")}
        hint={t("numbersPage.search.prefixHint")}
        name="prefix"
        type="tel"
        defaultValue={query.prefix ?? ""}
        autoComplete="off"
      />
      <Field
        label={t("numbersPage.search.contains")}
        hint={t("numbersPage.search.containsHint")}
        name="contains"
        inputMode="numeric"
        defaultValue={query.contains ?? ""}
        autoComplete="off"
      />
      <div className="sm:pt-6.5">
        <Button size="normal">{t("numbersPage.search.submit")}</Button>
      </div>
    </form>
  );
}
