// What few calls need, a file of its own beside widget.js: fetched by the first need of a call, with its words and styles.
import { render } from "preact";
import { keypadOf, pressKey, type Devices } from "@tandem/client";
import { createI18n, I18nContext, useStore, type I18n, type UiKey } from "@tandem/ui";
import { KeyPad, PressedKeys } from "@tandem/ui/keys";
import keysStyles from "@tandem/ui/keys.css?inline";
import { adopt } from "../adopt.ts";
import type { MoreProps } from "../call/More.tsx";
import { DeviceChoice } from "./DeviceChoice.tsx";
import styles from "./more.css?inline";
import { moreTexts, type MoreKey } from "./texts.ts";

/** The widget, as far as it matters here. */
export interface Around {
  readonly client: { readonly devices: Devices };
  readonly i18n: { readonly locale: string };
  readonly settings: { readonly texts?: Partial<Record<string, string>> };
}

export interface Drawn extends MoreProps {
  app: Around;
}

/** Draws it as it is now; nothing: takes it away. */
export function draw(into: HTMLElement, drawn?: Drawn): void {
  adopt(into, "more", keysStyles + styles);
  render(drawn ? <More {...drawn} into={into} /> : null, into);
}

function More({ call, shown, show, camera, held, name, app, into }: Drawn & { into: HTMLElement }) {
  const state = useStore(call.state);
  const i18n = wordsOf(app);
  const { t } = i18n;
  const pad = keypadOf(call);
  const close = () => {
    show(undefined);
    (into.getRootNode() as ParentNode & Node).querySelector<HTMLElement>("[data-testid=call-keys]")?.focus();
  };
  return (
    <I18nContext.Provider value={i18n}>
      {shown === "devices" && <DeviceChoice call={call} devices={app.client.devices} camera={camera} t={t} />}
      {shown === "keys" && <KeyPad onPress={(key) => pressKey(call, key)} onClose={close} trouble={held ? t("keys.held.self") : pad === "ready" ? undefined : t(`keys.${pad}`)} t={t} />}
      <PressedKeys pressed={state.pressed} nameOf={({ who }) => who.name || name} t={t} />
    </I18nContext.Provider>
  );
}

let words: I18n<MoreKey | UiKey> | undefined;

/** One widget, one language. */
function wordsOf({ i18n, settings }: Around): I18n<MoreKey | UiKey> {
  return (words ??= createI18n<MoreKey>(i18n.locale, moreTexts, settings.texts ?? {}));
}
