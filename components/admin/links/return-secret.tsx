import { Card } from "@/components/ui/card";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { KeptReturnSecret } from "@/lib/links/return-secret";
import { ReturnSecretForm } from "./return-secret-form";

type Props = {
  secret: Omit<KeptReturnSecret, "sealedSecret"> | undefined;
  mayRotate: boolean;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** What signs the way back: since when, and an owner's lever to make another. */
export function ReturnSecret({ secret, mayRotate, action, t }: Props) {
  return (
    <Card aria-labelledby="return-secret" className="grid gap-4">
      <div className="grid gap-1">
        <h2 id="return-secret" className="text-lg font-semibold tracking-tight">
          {t("links.returnSecret.title")}
        </h2>
        <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">
          {t("links.returnSecret.text")}
        </p>
      </div>
      <p className="text-sm">
        {secret
          ? t("links.returnSecret.made", {
              fingerprint: secret.fingerprint,
              at: new Date(secret.createdAt),
            })
          : t("links.returnSecret.none")}
      </p>
      {mayRotate ? (
        <ReturnSecretForm
          action={action}
          strings={{
            submit: t("links.returnSecret.submit"),
            warning: t("links.returnSecret.warning"),
            result: t("links.returnSecret.result"),
            copy: t("attention.copy"),
            copied: t("attention.copied"),
          }}
        />
      ) : (
        <p className="text-sm text-muted-foreground">{t("links.returnSecret.owners")}</p>
      )}
    </Card>
  );
}
