const COUNT = new Intl.NumberFormat("en");
const SHARE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** A count with its thousands apart. */
export const count = (value: number): string => COUNT.format(value);

/** A share of 0 to 1 in percent. */
export const percent = (share: number): string => SHARE.format(share);
