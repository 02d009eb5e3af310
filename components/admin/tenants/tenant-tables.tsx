import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import { phone } from "@/components/ui/phone";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { TenantPageView } from "@/lib/tenants/get-tenant-page";

type Props = { tenant: TenantPageView; t: Translator };
type Connection = TenantPageView["connections"][number];
type Link = TenantPageView["links"][number];

const CONNECTION_TONES: Record<Connection["state"], Tone> = {
  connected: "good",
  pending: "busy",
  provisioning: "busy",
  disconnected: "busy",
  action_required: "bad",
  failed: "bad",
};
const LINK_TONES: Record<Link["state"], Tone> = {
  created: "busy",
  viewed: "busy",
  started: "busy",
  completed: "good",
  failed: "bad",
  expired: "busy",
  revoked: "busy",
};

/** A tenant's newest connections. */
export function TenantConnections({ tenant, t }: Props) {
  return (
    <div className="grid min-w-0 gap-3">
      <Table
        id="tenant-connections"
        title={t("tenants.connectionsTable.title")}
        caption={t("tenants.connectionsTable.caption")}
        columns={[
          t("tenants.connectionsTable.number"),
          t("tenants.state"),
          t("tenants.connectionsTable.reference"),
          t("tenants.connectionsTable.updated"),
        ]}
        empty={t("tenants.connectionsTable.empty")}
        rowCount={tenant.connections.length}
      >
        {tenant.connections.map((row) => (
          <tr key={row.id}>
            <HeadCell>
              <a
                href={`/admin/connections/${row.id}`}
                className="text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
              >
                {row.phoneNumber ? phone(row.phoneNumber) : t("tenants.connectionsTable.unnamed")}
              </a>
            </HeadCell>
            <Cell>
              <StateBadge tone={row.isDisconnecting ? "busy" : CONNECTION_TONES[row.state]}>
                {row.isDisconnecting
                  ? t("states.disconnecting")
                  : t(`states.connection.${row.state}`)}
              </StateBadge>
            </Cell>
            <Cell>
              <code className="font-mono text-xs whitespace-nowrap select-all">
                {row.supportReference}
              </code>
            </Cell>
            <Cell>
              <Time iso={row.updatedAt} />
            </Cell>
          </tr>
        ))}
      </Table>
      {tenant.connections.length > 0 ? (
        <AllLink href={hrefWith("/admin/connections", { tenant: tenant.id })}>
          {t("tenants.connectionsTable.all")}
        </AllLink>
      ) : null}
    </div>
  );
}

/** A tenant's newest links. */
export function TenantLinks({ tenant, t }: Props) {
  return (
    <div className="grid min-w-0 gap-3">
      <Table
        id="tenant-links"
        title={t("tenants.linksTable.title")}
        caption={t("tenants.linksTable.caption")}
        columns={[
          t("tenants.created"),
          t("tenants.linksTable.purpose"),
          t("tenants.state"),
          t("tenants.linksTable.sentTo"),
          t("tenants.linksTable.expires"),
        ]}
        empty={t("tenants.linksTable.empty")}
        rowCount={tenant.links.length}
      >
        {tenant.links.map((row) => (
          <tr key={row.id}>
            <HeadCell>
              <Time iso={row.createdAt} />
            </HeadCell>
            <Cell>{t(`tenants.linksTable.purposes.${row.purpose}`)}</Cell>
            <Cell>
              <StateBadge tone={LINK_TONES[row.state]}>
                {t(`tenants.linksTable.states.${row.state}`)}
              </StateBadge>
            </Cell>
            <Cell>
              <span className="break-all">{row.email ?? t("tenants.none")}</span>
            </Cell>
            <Cell>
              <Time iso={row.expiresAt} />
            </Cell>
          </tr>
        ))}
      </Table>
      {tenant.links.length > 0 ? (
        <AllLink href={hrefWith("/admin/links", { tenant: tenant.id })}>
          {t("tenants.linksTable.all")}
        </AllLink>
      ) : null}
    </div>
  );
}

function AllLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-11 w-fit items-center text-sm font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary sm:min-h-9"
    >
      {children}
    </a>
  );
}
