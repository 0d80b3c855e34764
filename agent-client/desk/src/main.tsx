// The desk's entry: fonts, styles, first render.
import { render } from "preact";
import "@tandem/ui/styles.css";
import "@tandem/ui/desk.css";
import "@tandem/ui/check.css";
import "@tandem/ui/keys.css";
import "./styles/index.css";
import { addFonts } from "@tandem/ui";
import { createApi } from "./app/api.ts";
import { App } from "./app/App.tsx";
import { applyTheme, storedTheme } from "./app/theme.ts";
import { readersI18n } from "./i18n/index.ts";

addFonts(new URL("../fonts/", document.baseURI).href);
applyTheme(storedTheme());
const root = document.getElementById("app");
const socket = new URL("/ws", location.href);
socket.protocol = socket.protocol.replace("http", "ws");
if (root) render(<App api={createApi("")} i18n={readersI18n(navigator.languages)} socket={socket.href} keep={storage()} />, root);

/** Per tab: two tabs must not send each other's unanswered commands twice. */
function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
