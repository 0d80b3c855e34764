// The desk's entry: fonts, styles, first render.
import { render } from "preact";
import "@tandem/ui/styles.css";
import { addFonts, EmptyState } from "@tandem/ui";

addFonts(new URL("../fonts/", document.baseURI).href);
const root = document.getElementById("app");
if (root) render(<EmptyState icon="inbox" title="No one is waiting" />, root);
