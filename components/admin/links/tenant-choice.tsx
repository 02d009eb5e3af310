import { ChevronRight } from "lucide-react";
import { SearchForm } from "@/components/admin/list/search-form";
import { Card } from "@/components/ui/card";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  path: string;
  text: string;
  matches: { id: string; name: string; detail: string }[];
  isCut: boolean;
  t: Translator;
};

/** Which customer a link is for: typed in part, then taken from what fits. */
export function TenantChoice({ path, text, matches, isCut, t }: Props) {
  return (
    <Card aria-labelledby="whose" className="grid max-w-2xl gap-5">
      <h2 id="whose" className="text-lg font-semibold tracking-tight">
        {t("links.create.whose")}
      </h2>
      <SearchForm
        path={path}
        text={text}
        strings={{
          label: t("links.create.search"),
          hint: t("links.create.searchHint"),
          submit: t("links.create.searchSubmit"),
        }}
      />
      <p role="status" className="text-sm text-muted-foreground">
        {isCut ? t("links.create.cut", { count: matches.length }) : null}
        {matches.length === 0 ? t(text ? "links.create.none" : "links.create.noTenants") : null}
      </p>
      {matches.length > 0 ? (
        <ul className="grid divide-y divide-border overflow-hidden rounded-xl border border-border">
          {matches.map(({ id, name, detail }) => (
            <li key={id}>
              <a
                href={hrefWith(path, { tenantId: id })}
                className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-muted"
              >
                <span className="grid min-w-0 flex-1">
                  <span className="truncate font-medium">{name}</span>
                  {detail ? (
                    <span className="truncate text-sm text-muted-foreground">{detail}</span>
                  ) : null}
                </span>
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-muted-foreground rtl:-scale-x-100"
                />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
