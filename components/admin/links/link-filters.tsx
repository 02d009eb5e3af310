import { ChoiceFilter, TenantFilter } from "@/components/admin/list/common-filters";
import { Filters } from "@/components/admin/list/filters";
import type { Translator } from "@/lib/i18n/translator";
import { LINK_TRANSITIONS, type LinkState } from "@/lib/links/states";

const STATES = Object.keys(LINK_TRANSITIONS) as LinkState[];

type Props = {
  path: string;
  filters: Partial<Record<"state" | "tenant" | "requested", string | undefined>>;
  isFiltered: boolean;
  t: Translator;
};

export function LinkFilters({ path, filters: { state, tenant, requested }, isFiltered, t }: Props) {
  return (
    <Filters path={path} isFiltered={isFiltered} label={t("links.filters.title")} t={t}>
      <ChoiceFilter
        label={t("links.columns.state")}
        name="state"
        value={state}
        options={STATES.map((one) => [one, t(`links.states.${one}`)] as const)}
        t={t}
      />
      <TenantFilter value={tenant} t={t} />
      <label className="flex min-h-11 items-center gap-2 text-sm sm:min-h-9">
        <input
          type="checkbox"
          name="requested"
          value="1"
          defaultChecked={requested !== undefined}
          className="size-4 accent-primary"
        />
        {t("links.filters.requested")}
      </label>
    </Filters>
  );
}
