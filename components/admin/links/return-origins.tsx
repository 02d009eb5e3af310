import { Card } from "@/components/ui/card";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { ReturnOriginsForm } from "./return-origins-form";

type Props = {
  origins: string[];
  mayEdit: boolean;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Where links may send customers back to: an owner's list, shown to all. */
export function ReturnOrigins({ origins, mayEdit, action, t }: Props) {
  return (
    <Card aria-labelledby="return-urls" className="grid gap-4">
      <div className="grid gap-1">
        <h2 id="return-urls" className="text-lg font-semibold tracking-tight">
          {t("links.origins.title")}
        </h2>
        <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">
          {t("links.origins.text")}
        </p>
        <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">
          {t("links.origins.seen")}
        </p>
      </div>
      {mayEdit ? (
        <ReturnOriginsForm
          action={action}
          origins={origins}
          strings={{
            label: t("links.origins.label"),
            hint: t("links.origins.hint"),
            submit: t("links.origins.submit"),
            saved: t("links.origins.saved"),
          }}
        />
      ) : (
        <>
          {origins.length > 0 ? (
            <ul className="grid gap-1 font-mono text-sm">
              {origins.map((origin) => (
                <li key={origin}>{origin}</li>
              ))}
            </ul>
          ) : (
            <p className="text-sm">{t("links.origins.none")}</p>
          )}
          <p className="text-sm text-muted-foreground">{t("links.origins.owners")}</p>
        </>
      )}
    </Card>
  );
}
