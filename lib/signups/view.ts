import type { Brand } from "@/lib/brand/brand";
import type { ConnectionState } from "@/lib/connections/states";
import type { FailureView } from "@/lib/failure-view";
import type { NumberListView } from "@/lib/numbers/view";
import type { SignupState } from "./states";

/** Options of `FB.login`, made on the server. */
export type Launch = {
  config_id: string;
  response_type: "code";
  override_default_response_type: true;
  extras: Record<string, unknown>;
};

/** Answer of `POST /api/signups`. */
export type CreatedSignup = { id: string; launch: Launch; expiresAt: string };

/** Answer of the half-signup routes and of `GET /api/signups/[id]`. */
export type SignupView = {
  id: string;
  status: SignupState;
  connectionId: string | undefined;
  failure: FailureView | undefined;
  supportReference: string;
};

/** What the browser needs to load Meta's SDK. */
export type SdkSettings = {
  sdkUrl: string;
  appId: string;
  graphVersion: string;
  signupOrigins: string[];
};

export type ExistingView = {
  id: string;
  phoneNumber: string | undefined;
  state: ConnectionState;
  stateText: string;
  summary: string;
};

export type ConnectPageView = {
  brand: Brand;
  isvName: string;
  tenantName: string;
  supportEmail: string | undefined;
  linkId: string | undefined;
  /** Undefined when connecting is switched off; `unavailable` then says why. */
  sdk: SdkSettings | undefined;
  unavailable: string | undefined;
  numbers: NumberListView;
  connections: ExistingView[];
  /** The connection to renew, when that is what the customer came for; the only choice when a link says so. */
  reconnect: { id: string; phoneNumber: string; isOnlyChoice: boolean } | undefined;
  lastFailure: (FailureView & { supportReference: string }) | undefined;
  isSandbox: boolean;
};
