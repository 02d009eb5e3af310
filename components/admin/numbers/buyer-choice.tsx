import { ChevronRight } from "lucide-react";
import { FilterInput } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import { buttonClass } from "@/components/ui/button";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { Buyer } from "@/lib/numbers/find-buyers";

type ChoiceProps = { path: string; q: string | undefined; choices: Buyer[]; t: Translator };

/** Whom the number is for: this comes first, since a number stays in the workspace it is bought in. */
export function BuyerChoice({ path, q, choices, t }: ChoiceProps) {
  return (
    <section aria-labelledby="buyer" className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <h2 id="buyer" className="text-lg font-semibold tracking-tight">
          {t("numbersPage.search.who")}
        </h2>
        <p className="text-sm leading-relaxed text-muted-foreground">
          {t("numbersPage.search.whoText")}
        </p>
      </div>
      <Filters path={path} isFiltered={q !== undefined} label={t("numbersPage.filters")} t={t}>
        <FilterInput
          label={t("numbersPage.customer")}
          name="q"
          type="search"
          defaultValue={q ?? ""}
          placeholder={t("numbersPage.customerHint")}
          autoComplete="off"
          isWide
        />
      </Filters>
      {choices.length === 0 ? (
        <p className="rounded-2xl border border-dashed border-input/60 px-6 py-12 text-center text-muted-foreground">
          {t(q ? "numbersPage.search.noOne" : "numbersPage.search.noTenants")}
        </p>
      ) : (
        <ul className="divide-y divide-border overflow-hidden rounded-2xl border border-border bg-card shadow-card">
          {choices.map(({ id, name, externalId }) => (
            <li key={id}>
              <a
                href={hrefWith(path, { tenant: id })}
                aria-label={t("numbersPage.search.choose", { name })}
                className="flex min-h-12 items-center justify-between gap-4 px-4 py-2.5 text-sm transition-colors hover:bg-muted"
              >
                <span className="grid min-w-0">
                  <span className="font-medium break-words">{name}</span>
                  {externalId ? (
                    <code className="font-mono text-xs break-all text-muted-foreground">
                      {externalId}
                    </code>
                  ) : null}
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type ChosenProps = { buyer: Buyer; path: string; t: Translator };

/** The customer that the number is for. */
export function ChosenBuyer({ buyer, path, t }: ChosenProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-2xl border border-border bg-card px-5 py-4 shadow-card">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium break-words">
          {t("numbersPage.search.chosen", { name: buyer.name })}
        </p>
        {buyer.hasWorkspace ? null : (
          <p className="text-sm text-muted-foreground">{t("numbersPage.search.noWorkspace")}</p>
        )}
      </div>
      <a className={`${buttonClass("quiet", "small")} !px-0`} href={path}>
        {t("numbersPage.search.change")}
      </a>
    </div>
  );
}
