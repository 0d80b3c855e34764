// The device check, a file of its own beside widget.js: fetched when a customer asks for it, with its words and styles.
import { render } from "preact";
import { I18nContext, createI18n } from "@tandem/ui";
import { checkTexts, DeviceCheck, type CheckedDevices, type CheckKey, type NetworkAnswer } from "@tandem/ui/check";
import styles from "@tandem/ui/check.css?inline";
import { adopt } from "../adopt.ts";

/** Where the network is checked, and who asks. */
export interface CheckServer {
  readonly base: string;
  readonly settings: { readonly site: string };
  token(): Promise<string>;
}

export interface CheckPlace {
  readonly into: HTMLElement;
  readonly devices: CheckedDevices;
  readonly server: CheckServer;
  readonly locale: string;
  readonly texts: Partial<Record<CheckKey, string>>;
}

/** Draws it; what comes back takes it away and lets go of the devices. */
export function open({ into, devices, server, locale, texts }: CheckPlace): () => void {
  const i18n = createI18n(locale, checkTexts, texts);
  adopt(into, "check", styles);
  render(
    <I18nContext.Provider value={i18n}>
      <DeviceCheck devices={devices} network={(sdp) => ask(server, sdp)} t={i18n.t} />
    </I18nContext.Provider>,
    into,
  );
  return () => render(null, into);
}

async function ask(server: CheckServer, sdp: string): Promise<NetworkAnswer> {
  const address = new URL(`api/v1/sites/${encodeURIComponent(server.settings.site)}/network-checks`, server.base);
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "omit",
    body: JSON.stringify({ sdp, token: await server.token() }),
  });
  if (!response.ok) throw new Error(`the check of the network answered ${response.status}`);
  return (await response.json()) as NetworkAnswer;
}
