import { Check, Minus } from "lucide-react";
import { Card } from "@/components/ui/card";
import type { Translator } from "@/lib/i18n/translator";

const ENDS = ["messages", "channel", "permission"] as const;
const STAYS = ["account", "chats", "again"] as const;

/** What a disconnection ends, and what it leaves alone. */
export function Consequences({ isvName, t }: { isvName: string; t: Translator }) {
  return (
    <Card className="grid gap-8">
      <section aria-labelledby="ends" className="grid gap-4">
        <h2 id="ends" className="text-lg font-semibold tracking-tight">
          {t("connection.disconnect.stopTitle")}
        </h2>
        <ul className="grid gap-3 leading-relaxed">
          {ENDS.map((one) => (
            <li key={one} className="flex gap-3">
              <Minus aria-hidden className="mt-0.5 size-5 shrink-0 text-destructive" />
              {t(`connection.disconnect.stop.${one}`, { isvName })}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="stays" className="grid gap-4 border-t border-border pt-7">
        <h2 id="stays" className="text-lg font-semibold tracking-tight">
          {t("connection.disconnect.keepTitle")}
        </h2>
        <ul className="grid gap-3 leading-relaxed">
          {STAYS.map((one) => (
            <li key={one} className="flex gap-3">
              <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-success" />
              {t(`connection.disconnect.keep.${one}`)}
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}
