import { CONNECTION_CASES } from "./operations/connections-testing";
import { ENDPOINT_CASES } from "./operations/endpoints-testing";
import { LINK_CASES } from "./operations/links-testing";
import { NUMBER_CASES } from "./operations/numbers-testing";
import { SIGNUP_CASES } from "./operations/signups-testing";
import { TENANT_CASES } from "./operations/tenants-testing";
import type { Case } from "./world-testing";

/** How tests ask for each operation, by its id. */
export const CASES: Record<string, Case> = {
  ...TENANT_CASES,
  ...LINK_CASES,
  ...CONNECTION_CASES,
  ...SIGNUP_CASES,
  ...NUMBER_CASES,
  ...ENDPOINT_CASES,
};
