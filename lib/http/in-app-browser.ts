const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|\bLine\/|MicroMessenger|BytedanceWebview|musical_ly|TikTok|LinkedInApp|Snapchat|Pinterest\/|Twitter for|; wv\)/i;

/** Whether a page was opened inside another app, where Meta refuses to log people in. Only a hint. */
export function isInAppBrowser(userAgent: string | null): boolean {
  return userAgent !== null && IN_APP.test(userAgent);
}
