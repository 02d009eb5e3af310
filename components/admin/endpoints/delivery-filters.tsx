import { FilterInput, FilterSelect } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import type { EndpointView } from "@/lib/endpoints/endpoint-view";
import { DELIVERY_STATES, EVENT_TYPES } from "@/lib/endpoints/states";
import type { Translator } from "@/lib/i18n/translator";

type Name = "endpoint" | "state" | "type" | "tenant" | "connection";
type Props = {
  path: string;
  filters: Partial<Record<Name, string | undefined>>;
  endpoints: EndpointView[];
  isFiltered: boolean;
  t: Translator;
};

export function DeliveryFilters({ path, filters, endpoints, isFiltered, t }: Props) {
  const all = t("console.list.all");
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("deliveries.filters.title")} t={t}>
      <div className="grid w-full sm:w-auto sm:max-w-72">
        <FilterSelect
          label={t("deliveries.columns.endpoint")}
          name="endpoint"
          all={all}
          options={endpoints.map(({ id, url }) => [id, url] as const)}
          defaultValue={filters.endpoint}
        />
      </div>
      <FilterSelect
        label={t("deliveries.columns.state")}
        name="state"
        all={all}
        options={DELIVERY_STATES.map((state) => [state, t(`deliveries.states.${state}`)] as const)}
        defaultValue={filters.state}
      />
      <FilterSelect
        label={t("deliveries.columns.type")}
        name="type"
        all={all}
        options={EVENT_TYPES.map((type) => [type, type] as const)}
        defaultValue={filters.type}
      />
      <FilterInput
        label={t("links.columns.tenant")}
        name="tenant"
        type="search"
        placeholder={t("links.filters.tenantHint")}
        defaultValue={filters.tenant}
      />
      <FilterInput
        label={t("deliveries.filters.connection")}
        name="connection"
        type="search"
        autoComplete="off"
        spellCheck={false}
        defaultValue={filters.connection}
      />
    </Filters>
  );
}
