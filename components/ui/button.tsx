import type { ComponentProps } from "react";

const SHAPE =
  "inline-flex items-center justify-center gap-2 rounded-lg font-medium transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-60";
const VARIANTS = {
  primary:
    "bg-primary text-primary-foreground not-aria-disabled:hover:bg-primary/90 not-aria-disabled:active:bg-primary/80",
  secondary:
    "border border-input/60 bg-card text-foreground not-aria-disabled:hover:bg-muted not-aria-disabled:active:bg-border",
  destructive:
    "bg-destructive text-destructive-foreground not-aria-disabled:hover:bg-destructive/90 not-aria-disabled:active:bg-destructive/80",
  quiet:
    "text-primary underline decoration-primary/40 underline-offset-4 not-aria-disabled:hover:decoration-primary",
};
const SIZES = {
  wide: "min-h-12 w-full px-5 py-2.5 text-base",
  normal: "min-h-11 px-4 py-2 text-base",
  small: "min-h-11 px-3 py-1.5 text-sm whitespace-nowrap sm:min-h-9",
};
export type ButtonVariant = keyof typeof VARIANTS;
export type ButtonSize = keyof typeof SIZES;

/** The classes of a button, for a link that looks like one. */
export function buttonClass(variant: ButtonVariant = "primary", size: ButtonSize = "wide"): string {
  return `${SHAPE} ${VARIANTS[variant]} ${SIZES[size]}`;
}

type Props = Omit<ComponentProps<"button">, "className"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
};

export function Button({ variant = "primary", size = "wide", type = "submit", ...rest }: Props) {
  return <button type={type} className={buttonClass(variant, size)} {...rest} />;
}
