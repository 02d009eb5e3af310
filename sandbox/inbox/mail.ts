/** A mail that the portal would have sent. */
export type Mail = {
  id: number;
  at: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
};
