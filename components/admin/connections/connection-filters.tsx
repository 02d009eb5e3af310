import { Filters } from "@/components/admin/list/filters";
import { Field, SelectField } from "@/components/ui/field";
import {
  CONNECTION_STATES,
  type ConnectionFilters as Given,
  NUMBER_SOURCES,
} from "@/lib/connections/connection-filters";
import { FAILURE_CODES, PARTIES } from "@/lib/failures";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Props = { path: string; given: Given; tenantName: string | undefined; t: Translator };

/** What the list can be narrowed by; a form that becomes the URL. */
export function ConnectionFilters({ path, given, tenantName, t }: Props) {
  const isFiltered = Object.values(given).some(Boolean);
  const any = { value: "", label: t("connections.filters.any") };
  const selects = [
    {
      name: "state" as const,
      options: CONNECTION_STATES.map((value) => ({
        value,
        label: t(`states.connection.${value}`),
      })),
    },
    {
      name: "party" as const,
      options: PARTIES.map((value) => ({ value, label: t(`connections.parties.${value}`) })),
    },
    {
      name: "code" as const,
      options: FAILURE_CODES.map((value) => ({ value, label: value })),
    },
    {
      name: "source" as const,
      options: NUMBER_SOURCES.map((value) => ({ value, label: t(`connections.sources.${value}`) })),
    },
  ];
  return (
    <div className="grid gap-3">
      <Filters path={path} isFiltered={isFiltered} label={t("connections.filters.label")} t={t}>
        <div className="w-full">
          <Field
            label={t("connections.filters.q")}
            name="q"
            type="search"
            data-search
            autoComplete="off"
            spellCheck={false}
            placeholder={t("connections.filters.placeholder")}
            defaultValue={given.q}
          />
        </div>
        {selects.map(({ name, options }) => (
          <div key={name} className="min-w-0 flex-1 basis-32">
            <SelectField
              label={t(`connections.filters.${name}`)}
              name={name}
              defaultValue={given[name] ?? ""}
            >
              {[any, ...options].map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </SelectField>
          </div>
        ))}
        {(["from", "to"] as const).map((name) => (
          <div key={name} className="min-w-0 flex-1 basis-44">
            <Field
              label={t(`connections.filters.${name}`)}
              name={name}
              type="date"
              defaultValue={given[name]}
            />
          </div>
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
