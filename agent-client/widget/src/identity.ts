// Who this customer is to the server: a signed token, renewed for the same customer, made new when it is no longer good.
import type { User } from "./settings.ts";

/** Which calls the site records. */
export type Recording = "off" | "agent" | "always";

export interface Welcome {
  readonly token: string;
  readonly customer: string;
  readonly name?: string;
  readonly site: { readonly key: string; readonly name: string; readonly locale?: string; readonly recording?: Recording };
}

export class SiteUnknown extends Error {}

/** POST /api/v1/sites/{site}/customers */
export async function introduce(base: string, site: string, token: string | undefined, user: User | undefined, fetcher: typeof fetch = fetch): Promise<Welcome> {
  const address = new URL(`api/v1/sites/${encodeURIComponent(site)}/customers`, base);
  const response = await fetcher(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "omit",
    body: JSON.stringify({ ...(token ? { token } : {}), ...(user ? { user } : {}) }),
  });
  if (response.status === 401 && user) {
    // A wrong signature must not cost the customer the conversation: they stay who they were, unnamed.
    // oxlint-disable-next-line no-console
    console.error("Tandem: the user's signature was not accepted; going on without a name.");
    return introduce(base, site, token, undefined, fetcher);
  }
  if (response.status === 401 && token) return introduce(base, site, undefined, user, fetcher);
  if (response.status === 403 || response.status === 404) throw new SiteUnknown(`Tandem: the site "${site}" is not known here or does not allow this address (${response.status}).`);
  if (!response.ok) throw new Error(`customers answered ${response.status}`);
  return (await response.json()) as Welcome;
}

export function socketAddress(base: string): string {
  const address = new URL("ws", base);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
