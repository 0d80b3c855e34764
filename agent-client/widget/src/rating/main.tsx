// The screen after a person, a file of its own beside widget.js: fetched when one has come, with its words and styles.
import { render } from "preact";
import type { Conversation } from "@tandem/client";
import { createI18n, I18nContext } from "@tandem/ui";
import styles from "@tandem/ui/rating.css?inline";
import { adopt } from "../adopt.ts";
import type { App } from "../app.ts";
import { Rating } from "./Rating.tsx";
import { ratingTexts } from "./texts.ts";

/** Draws it; what comes back takes it away. */
export function open(into: HTMLElement, app: App, conversation: Conversation): () => void {
  const i18n = createI18n(app.i18n.locale, ratingTexts, app.settings.texts ?? {});
  adopt(into, "rating", styles);
  render(
    <I18nContext.Provider value={i18n}>
      <Rating conversation={conversation} app={app} t={i18n.t} />
    </I18nContext.Provider>,
    into,
  );
  return () => render(null, into);
}
