import { FilterInput, FilterSelect } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import type { Translator } from "@/lib/i18n/translator";
import { LINK_TRANSITIONS, type LinkState } from "@/lib/links/states";

const STATES = Object.keys(LINK_TRANSITIONS) as LinkState[];

type Props = {
  path: string;
  filters: {
    state?: string | undefined;
    tenant?: string | undefined;
    requested?: string | undefined;
  };
  isFiltered: boolean;
  t: Translator;
};

export function LinkFilters({ path, filters, isFiltered, t }: Props) {
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("links.filters.title")} t={t}>
      <FilterSelect
        label={t("links.columns.state")}
        name="state"
        all={t("console.list.all")}
        options={STATES.map((state) => [state, t(`links.states.${state}`)] as const)}
        defaultValue={filters.state}
      />
      <FilterInput
        label={t("links.columns.tenant")}
        name="tenant"
        type="search"
        placeholder={t("links.filters.tenantHint")}
        defaultValue={filters.tenant}
      />
      <label className="flex min-h-11 items-center gap-2 text-sm sm:min-h-9">
        <input
          type="checkbox"
          name="requested"
          value="1"
          defaultChecked={filters.requested !== undefined}
          className="size-4 accent-primary"
        />
        {t("links.filters.requested")}
      </label>
    </Filters>
  );
}
