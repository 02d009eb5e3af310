import type { Operation } from "./operation";
import * as connections from "./operations/connections";
import * as deliveries from "./operations/deliveries";
import * as endpoints from "./operations/endpoints";
import * as events from "./operations/events";
import * as links from "./operations/links";
import * as numbers from "./operations/numbers";
import * as signups from "./operations/signups";
import * as tenants from "./operations/tenants";
import * as tokens from "./operations/tokens";

/** Every operation of the API, in the order of the reference. */
export const OPERATIONS: Operation[] = [
  tenants.createTenantOperation,
  tenants.listTenantsOperation,
  tenants.getTenantOperation,
  tenants.updateTenantOperation,
  tenants.getTenantByExternalIdOperation,
  tenants.upsertTenantOperation,
  tenants.archiveTenantOperation,
  tenants.restoreTenantOperation,
  links.createLinkOperation,
  links.listLinksOperation,
  links.getLinkOperation,
  links.updateLinkOperation,
  links.revokeLinkOperation,
  signups.createSignupOperation,
  signups.getSignupOperation,
  connections.listConnectionsOperation,
  connections.getConnectionOperation,
  connections.retryConnectionOperation,
  connections.disconnectConnectionOperation,
  connections.sendTestMessageOperation,
  tokens.exportTokenOperation,
  numbers.listNumbersOperation,
  numbers.getNumberOperation,
  numbers.searchStockOperation,
  numbers.buyNumberOperation,
  numbers.listPurchasesOperation,
  numbers.getPurchaseOperation,
  endpoints.createEndpointOperation,
  endpoints.listEndpointsOperation,
  endpoints.getEndpointOperation,
  endpoints.updateEndpointOperation,
  endpoints.deleteEndpointOperation,
  endpoints.rotateEndpointSecretOperation,
  endpoints.testEndpointOperation,
  endpoints.replayEndpointOperation,
  deliveries.listDeliveriesOperation,
  deliveries.getDeliveryOperation,
  deliveries.replayDeliveryOperation,
  events.listEventsOperation,
  events.getEventOperation,
];
