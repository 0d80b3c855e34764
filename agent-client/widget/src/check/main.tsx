// The device check, a file of its own beside widget.js: fetched when a customer asks for it, with its words and styles.
import { render } from "preact";
import { I18nContext, createI18n } from "@tandem/ui";
import { checkTexts, DeviceCheck, type CheckedDevices, type CheckKey } from "@tandem/ui/check";
import styles from "@tandem/ui/check.css?inline";

export interface CheckPlace {
  readonly into: HTMLElement;
  readonly devices: CheckedDevices;
  readonly locale: string;
  readonly texts: Partial<Record<CheckKey, string>>;
}

/** Draws it; what comes back takes it away and lets go of the devices. */
export function open({ into, devices, locale, texts }: CheckPlace): () => void {
  const i18n = createI18n(locale, checkTexts, texts);
  const root = into.getRootNode();
  if (root instanceof ShadowRoot) adopt(root);
  render(
    <I18nContext.Provider value={i18n}>
      <DeviceCheck devices={devices} t={i18n.t} />
    </I18nContext.Provider>,
    into,
  );
  return () => render(null, into);
}

let sheet: CSSStyleSheet | undefined;

/** Once per page, as the widget's own sheets. */
function adopt(root: ShadowRoot): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  if (root.querySelector("style[data-check]")) return;
  const style = document.createElement("style");
  style.dataset["check"] = "";
  style.textContent = styles;
  root.append(style);
}
