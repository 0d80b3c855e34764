// <tandem-widget>: a shadow root, so that neither the page's styles nor ours reach across.
import { render } from "preact";
import { addFonts } from "@tandem/ui";
import styles from "@tandem/ui/styles.css?inline";
import type { App } from "./app.ts";
import { Widget } from "./Widget.tsx";
import own from "./widget.css?inline";

export interface TandemWidget extends HTMLElement {
  app?: App;
}

export function defineElement(): void {
  if (customElements.get("tandem-widget")) return;
  customElements.define(
    "tandem-widget",
    class extends HTMLElement implements TandemWidget {
      app?: App;

      connectedCallback(): void {
        if (!this.app || this.shadowRoot) return;
        const { settings, i18n, base } = this.app;
        if (settings.theme === "light" || settings.theme === "dark") this.dataset["theme"] = settings.theme;
        this.dir = i18n.dir;
        const root = this.attachShadow({ mode: "open" });
        adopt(root, [styles, own]);
        const place = document.createElement("div");
        place.className = "tandem";
        place.lang = i18n.locale;
        place.dir = i18n.dir;
        root.append(place);
        addFonts(new URL("fonts/", base).href);
        render(<Widget app={this.app} />, place);
      }
    },
  );
}

/** Constructed sheets pass a strict content security policy; a style element is for browsers without them. */
function adopt(root: ShadowRoot, texts: readonly string[]): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    root.adoptedStyleSheets = texts.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    return;
  }
  for (const text of texts) {
    const style = document.createElement("style");
    style.textContent = text;
    root.append(style);
  }
}
