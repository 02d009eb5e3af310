import { FieldsForm } from "@/components/admin/fields-form";
import { LeverForm } from "@/components/admin/lever-form";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { TenantPageView } from "@/lib/tenants/get-tenant-page";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Actions = { inviteAction: Action; resendAction: Action; removeAction: Action };
type Props = Actions & { tenant: TenantPageView; t: Translator };
type Member = TenantPageView["members"][number];

const TONES: Record<Member["state"], Tone> = { signed_in: "good", known: "busy", invited: "busy" };

/** The people of a tenant, and the way to invite one more. */
export function MembersSection({ tenant, t, inviteAction, ...actions }: Props) {
  const { mayChange, members, id: tenantId } = tenant;
  const columns = [
    t("tenants.people.person"),
    t("tenants.state"),
    t("tenants.people.since"),
    ...(mayChange ? [t("tenants.people.levers")] : []),
  ];
  return (
    <div className="grid min-w-0 gap-5">
      <Table
        id="members"
        title={t("tenants.people.title")}
        caption={t("tenants.people.caption")}
        columns={columns}
        empty={t("tenants.people.empty")}
        rowCount={members.length}
      >
        {members.map((member) => (
          <tr key={member.userId}>
            <HeadCell>
              {member.email ? (
                <span className="break-all">{member.email}</span>
              ) : (
                <span className="text-muted-foreground">{t("tenants.people.byLink")}</span>
              )}
            </HeadCell>
            <Cell>
              <StateBadge tone={TONES[member.state]}>
                {t(`tenants.people.states.${member.state}`)}
              </StateBadge>
            </Cell>
            <Cell>
              <Time iso={member.since} />
            </Cell>
            {mayChange ? (
              <Cell>
                <MemberLevers {...actions} {...{ member, tenantId, t }} />
              </Cell>
            ) : null}
          </tr>
        ))}
      </Table>
      {mayChange ? (
        <div className="grid max-w-xl gap-3">
          <h3 className="font-medium">{t("tenants.people.inviteTitle")}</h3>
          <p className="text-sm text-muted-foreground">{t("tenants.people.inviteText")}</p>
          <FieldsForm
            action={inviteAction}
            hidden={{ tenantId }}
            fields={[
              {
                name: "email",
                label: t("tenants.email"),
                type: "email",
                value: "",
                isRequired: true,
              },
            ]}
            strings={{ submit: t("tenants.people.invite"), busy: t("tenants.people.inviting") }}
            variant="secondary"
          />
        </div>
      ) : null}
    </div>
  );
}

type LeverProps = Omit<Actions, "inviteAction"> & {
  member: Member;
  tenantId: string;
  t: Translator;
};

function MemberLevers({ member, tenantId, t, resendAction, removeAction }: LeverProps) {
  const hidden = { tenantId, userId: member.userId };
  const name = member.email ?? t("tenants.people.byLink");
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
      {member.email ? (
        <LeverForm
          action={resendAction}
          hidden={hidden}
          label={t("tenants.people.resend")}
          ariaLabel={t("tenants.people.resendOf", { name })}
        />
      ) : null}
      <details>
        <summary
          aria-label={t("tenants.people.removeOf", { name })}
          className="min-h-11 content-center font-medium text-primary sm:min-h-9"
        >
          {t("tenants.people.remove")}
        </summary>
        <div className="grid max-w-72 gap-3 pt-2">
          <p className="leading-relaxed">{t("tenants.people.removeText", { name })}</p>
          <LeverForm
            action={removeAction}
            hidden={hidden}
            label={t("tenants.people.removeNow")}
            ariaLabel={t("tenants.people.removeOf", { name })}
            variant="destructive"
          />
        </div>
      </details>
    </div>
  );
}
