import { FilterInput, FilterSelect } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import {
  type ConnectionFilters as Given,
  NUMBER_SOURCES,
} from "@/lib/connections/connection-filters";
import { CONNECTION_STATES } from "@/lib/connections/states";
import { FAILURE_CODES, PARTIES } from "@/lib/failures";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Props = { path: string; given: Given; tenantName: string | undefined; t: Translator };

/** What the list can be narrowed by; a form that becomes the URL. */
export function ConnectionFilters({ path, given, tenantName, t }: Props) {
  const isFiltered = Object.values(given).some(Boolean);
  const selects = [
    {
      name: "state" as const,
      options: CONNECTION_STATES.map((one) => [one, t(`states.connection.${one}`)] as const),
    },
    {
      name: "party" as const,
      options: PARTIES.map((one) => [one, t(`connections.parties.${one}`)] as const),
    },
    { name: "code" as const, options: FAILURE_CODES.map((one) => [one, one] as const) },
    {
      name: "source" as const,
      options: NUMBER_SOURCES.map((one) => [one, t(`connections.sources.${one}`)] as const),
    },
  ];
  return (
    <div className="grid gap-3">
      <Filters path={path} isFiltered={isFiltered} label={t("connections.filters.label")} t={t}>
        <FilterInput
          label={t("connections.filters.q")}
          name="q"
          type="search"
          data-search
          isWide
          autoComplete="off"
          spellCheck={false}
          placeholder={t("connections.filters.placeholder")}
          defaultValue={given.q}
        />
        {selects.map(({ name, options }) => (
          <FilterSelect
            key={name}
            label={t(`connections.filters.${name}`)}
            name={name}
            all={t("connections.filters.any")}
            options={options}
            defaultValue={given[name] ?? ""}
          />
        ))}
        {(["from", "to"] as const).map((name) => (
          <FilterInput
            key={name}
            label={t(`connections.filters.${name}`)}
            name={name}
            type="date"
            defaultValue={given[name]}
          />
        ))}
        {given.tenant ? <input type="hidden" name="tenant" value={given.tenant} /> : null}
      </Filters>
      {given.tenant ? (
        <p className="flex flex-wrap items-center gap-x-3 text-sm">
          {tenantName
            ? t("connections.filters.ofTenant", { name: tenantName })
            : t("connections.filters.unknownTenant")}
          <a
            className="inline-flex min-h-11 items-center font-medium text-primary underline decoration-primary/40 underline-offset-4 sm:min-h-8"
            href={hrefWith(path, { ...given, tenant: undefined })}
          >
            {t("connections.filters.allTenants")}
          </a>
        </p>
      ) : null}
    </div>
  );
}
