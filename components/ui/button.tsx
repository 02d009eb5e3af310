import type { ComponentProps } from "react";

const SHAPE =
  "inline-flex min-h-11 w-full items-center justify-center rounded-lg px-4 py-2 text-base font-medium focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring aria-disabled:opacity-60";
const VARIANTS = {
  primary: "bg-primary text-primary-foreground hover:opacity-90",
  secondary: "border border-border bg-card text-foreground hover:bg-muted",
};
export type ButtonVariant = keyof typeof VARIANTS;

/** The classes of a button, for a link that looks like one. */
export function buttonClass(variant: ButtonVariant = "primary"): string {
  return `${SHAPE} ${VARIANTS[variant]}`;
}

type Props = Omit<ComponentProps<"button">, "className"> & { variant?: ButtonVariant };

export function Button({ variant = "primary", type = "submit", ...rest }: Props) {
  return <button type={type} className={buttonClass(variant)} {...rest} />;
}
