import type { MetaSettings } from "@/lib/env";
import type { Launch } from "./view";

/**
 * Options of `FB.login` for Embedded Signup v4. Meta: ids are strings (17 digits do not fit a number), only the
 * first pre-verified id is shown, and `scope` never goes with `config_id`.
 */
export function launchOptions(settings: MetaSettings, preVerifiedId: string | undefined): Launch {
  const configured = settings.signupExtras;
  const setup = {
    ...asRecord(configured.setup),
    solutionID: settings.solutionId,
    ...(preVerifiedId ? { preVerifiedPhone: { ids: [preVerifiedId] } } : {}),
  };
  return {
    config_id: settings.configId,
    response_type: "code",
    override_default_response_type: true,
    extras: { version: "v4", sessionInfoVersion: "3", ...configured, setup },
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
