/** Bird's own app and portfolio at Meta: the other partner of the solution. */
export const BIRD_APP = { appId: "17320508075688773", name: "Bird" };
export const BIRD_BUSINESS_ID = "520744086200221";
