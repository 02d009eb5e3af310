import type { Launch } from "@/lib/signups/view";

export type LoginResponse = {
  status?: string;
  authResponse?: { code?: unknown } | null;
};

/** The part of Meta's JavaScript SDK that signing up needs. */
export type FacebookSdk = {
  init(options: {
    appId: string;
    autoLogAppEvents: boolean;
    xfbml: boolean;
    version: string;
  }): void;
  login(callback: (response: LoginResponse | undefined) => void, options: Launch): void;
};

export type FacebookWindow = Window & { FB?: FacebookSdk; fbAsyncInit?: () => void };
