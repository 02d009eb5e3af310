import { Cell, HeadCell, Table } from "@/components/admin/table";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { phone } from "@/components/ui/phone";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { ForSale, ForSaleList } from "@/lib/numbers/search-numbers-for-sale";
import type { StockQuery } from "@/lib/numbers/stock-query";
import { typeWords } from "./type-words";

type Props = {
  path: string;
  tenantId: string;
  query: StockQuery;
  list: ForSaleList;
  t: Translator;
};

/** What Bird has for sale, with prices as Bird gives them. */
export function StockTable({ path, tenantId, query, list, t }: Props) {
  if (list.problem) return <Notice tone="warning">{list.problem}</Notice>;
  if (!query.country)
    return <p className="text-muted-foreground">{t("numbersPage.search.start")}</p>;
  const columns = [
    t("numbersPage.number"),
    t("numbersPage.search.kind"),
    t("numbersPage.search.can"),
    t("numbersPage.search.monthly"),
    t("numbersPage.search.setup"),
    t("numbersPage.search.buy"),
  ];
  const { page: _, ...filters } = query;
  const more = hrefWith(path, { tenant: tenantId, ...filters, page: list.nextPage });
  return (
    <>
      <Table
        id="stock"
        title={t("numbersPage.search.results")}
        caption={t("numbersPage.search.caption")}
        empty={t("numbersPage.search.nothing")}
        columns={columns}
        rowCount={list.rows.length}
      >
        {list.rows.map((row) => (
          <StockRow key={row.id} row={row} tenantId={tenantId} query={query} t={t} />
        ))}
      </Table>
      <div className="-mt-4 flex flex-wrap items-center justify-between gap-4">
        <p className="text-sm text-muted-foreground">
          {query.contains ? t("numbersPage.search.looked", { count: list.lookedThrough }) : null}
        </p>
        {list.nextPage ? (
          <a className={buttonClass("secondary", "small")} href={more}>
            {t("numbersPage.search.more")}
          </a>
        ) : null}
      </div>
    </>
  );
}

type RowProps = Pick<Props, "tenantId" | "query" | "t"> & { row: ForSale };

function StockRow({ row, tenantId, query, t }: RowProps) {
  const { country, type: wanted, prefix, contains } = query;
  const confirm = hrefWith("/admin/numbers/buy/confirm", {
    ...{ tenant: tenantId, country, number: row.number },
    ...{ type: wanted, prefix, contains },
  });
  return (
    <tr>
      <HeadCell>
        <span className="tabular-nums">{phone(row.phoneNumber)}</span>
      </HeadCell>
      <Cell>{typeWords(row.type, t)}</Cell>
      <Cell>{row.capabilities.join(" · ")}</Cell>
      <Cell>
        <span className="whitespace-nowrap tabular-nums">{row.monthlyPrice}</span>
      </Cell>
      <Cell>
        <span className="whitespace-nowrap text-muted-foreground tabular-nums">
          {row.setupPrice ?? t("numbersPage.search.noSetup")}
        </span>
      </Cell>
      <Cell>
        {row.isBackOrder ? (
          <span className="text-muted-foreground">{t("numbersPage.search.onOrder")}</span>
        ) : (
          <a
            className={buttonClass("secondary", "small")}
            href={confirm}
            aria-label={t("numbersPage.search.buyOf", { number: row.phoneNumber })}
          >
            {t("numbersPage.search.buy")}
          </a>
        )}
      </Cell>
    </tr>
  );
}
