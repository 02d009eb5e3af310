"use client";

import { type ChangeEvent, useId, useState } from "react";
import type { BrandStrings } from "./brand-strings";

const BYTES_MAX = 100_000;

type Props = {
  current: string | undefined;
  error: string | undefined;
  strings: BrandStrings;
  onChange: (dataUrl: string | undefined) => void;
};

/** Reads a picture in the browser and sends it along as text; the server looks at what it really is. */
export function LogoField({ current, error, strings, onChange }: Props) {
  const id = useId();
  const [dataUrl, setDataUrl] = useState("");
  const [isTooLarge, setTooLarge] = useState(false);
  const told = isTooLarge ? strings.logoTooLarge : error;
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    setTooLarge(file !== undefined && file.size > BYTES_MAX);
    const url = file && file.size <= BYTES_MAX ? await toDataUrl(file) : "";
    setDataUrl(url);
    onChange(url || undefined);
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {strings.logo}
      </label>
      {current ? (
        <div className="flex items-center gap-4">
          {/* biome-ignore lint/performance/noImgElement: a small picture, served as it is */}
          <img
            src={current}
            alt={strings.logoNow}
            className="size-12 rounded-lg border border-border object-contain"
          />
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input type="checkbox" name="removeLogo" className="size-4 accent-primary" />
            {strings.removeLogo}
          </label>
        </div>
      ) : null}
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        onChange={read}
        aria-invalid={told ? true : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        className="min-h-11 w-full rounded-lg border border-input bg-background p-2 text-sm file:me-3 file:min-h-7 file:rounded-md file:bg-muted file:px-3 file:font-medium aria-invalid:border-destructive"
      />
      <input type="hidden" name="logo" value={dataUrl} />
      <p id={`${id}-hint`} className="text-sm text-muted-foreground">
        {strings.logoHint}
      </p>
      <p id={`${id}-error`} role="alert" className="text-sm text-destructive empty:hidden">
        {told}
      </p>
    </div>
  );
}

function toDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
