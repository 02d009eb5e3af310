import type { Translator } from "@/lib/i18n/translator";

const HELP = ["title", "open", "search", "help", "move", "go", "leave", "note"] as const;

export type PaletteStrings = {
  title: string;
  open: string;
  openHint: string;
  field: string;
  placeholder: string;
  pages: string;
  tenants: string;
  connections: string;
  searching: string;
  none: string;
  failed: string;
  /** With `{count}` in it. */
  count: string;
  close: string;
  help: Record<(typeof HELP)[number], string>;
};

/** The words of the command palette, for the browser. */
export function paletteStrings(t: Translator): PaletteStrings {
  return {
    title: t("palette.title"),
    open: t("palette.open"),
    openHint: t("palette.openHint"),
    field: t("palette.field"),
    placeholder: t("palette.placeholder"),
    pages: t("palette.pages"),
    tenants: t("palette.tenants"),
    connections: t("palette.connections"),
    searching: t("palette.searching"),
    none: t("palette.none"),
    failed: t("palette.failed"),
    count: String(t.raw("palette.count")),
    close: t("palette.close"),
    help: Object.fromEntries(HELP.map((name) => [name, t(`palette.help.${name}`)])) as Record<
      (typeof HELP)[number],
      string
    >,
  };
}
