import type { ReactNode } from "react";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { OverviewView } from "@/lib/overview/view";
import { Bar } from "./bar";
import { count } from "./numbers";

type Props = Pick<OverviewView, "now" | "days" | "connectedByDay"> & { t: Translator };

const LIST = "/admin/connections";

/** How many are connected, how many are not, and who those wait for. */
export function NowTiles({ now, days, connectedByDay, t }: Props) {
  const fresh = connectedByDay.reduce((sum, day) => sum + day.count, 0);
  return (
    <section
      aria-label={t("overview.now.title")}
      className="grid gap-3 sm:grid-cols-3 xl:grid-cols-5"
    >
      <Tile
        label={t("overview.now.connected")}
        value={now.connected}
        href={hrefWith(LIST, { state: "connected" })}
      >
        {t("overview.now.connectedNew", { count: fresh, days })}
      </Tile>
      <Tile
        label={t("overview.now.settingUp")}
        value={now.settingUp}
        href={hrefWith(LIST, { state: "provisioning" })}
      >
        {t("overview.now.settingUpText")}
      </Tile>
      <Tile
        label={t("overview.now.attention")}
        value={now.attention}
        href={hrefWith(LIST, { state: "action_required" })}
      >
        {t("overview.now.attentionText")}
      </Tile>
      <WaitingFor waitingFor={now.waitingFor} t={t} />
    </section>
  );
}

type TileProps = { label: string; value: number; href: string; children: ReactNode };

function Tile({ label, value, href, children }: TileProps) {
  return (
    <div className="relative grid content-start gap-1 rounded-2xl border border-border bg-card p-5 shadow-card transition-colors duration-150 has-[a:hover]:border-input">
      <h2 className="text-sm font-medium text-muted-foreground">
        <a href={href} className="after:absolute after:inset-0 after:rounded-2xl">
          {label}
        </a>
      </h2>
      <p className="text-3xl font-semibold tracking-tight tabular-nums">{count(value)}</p>
      <p className="text-sm leading-relaxed text-muted-foreground">{children}</p>
    </div>
  );
}

type WaitingProps = Pick<OverviewView["now"], "waitingFor"> & { t: Translator };

function WaitingFor({ waitingFor, t }: WaitingProps) {
  const most = Math.max(...waitingFor.map((one) => one.count), 0);
  return (
    <div className="grid content-start gap-3 rounded-2xl border border-border bg-card p-5 shadow-card sm:col-span-3 xl:col-span-2">
      <h2 className="text-sm font-medium text-muted-foreground">{t("overview.now.waitingFor")}</h2>
      {waitingFor.length === 0 ? (
        <p className="text-sm">{t("overview.now.waitingForNobody")}</p>
      ) : (
        <ul className="grid gap-1">
          {waitingFor.map((one) => (
            <li key={one.party}>
              <a
                href={hrefWith(LIST, { state: "action_required", party: one.party })}
                className="grid min-h-6 grid-cols-[7.5rem_minmax(0,1fr)_4rem] items-center gap-3 text-sm hover:underline"
              >
                <span className="font-medium">{t(`overview.parties.${one.party}`)}</span>
                <Bar value={one.count} max={most} tone={one.party === "isv" ? "bad" : "good"} />
                <span className="text-end tabular-nums">{count(one.count)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
