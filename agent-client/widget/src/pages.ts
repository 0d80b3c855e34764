// Which page the customer is on. Query and fragment stay here: they may hold what is nobody's business.
import { LIMITS, type PageView } from "@tandem/client";

export function pageNow(at: Pick<Location, "origin" | "pathname"> = location, title: string = document.title): PageView {
  return { url: `${at.origin}${at.pathname}`.slice(0, LIMITS.urlChars), title: (title.trim() || at.pathname).slice(0, LIMITS.nameChars) };
}

/** Calls back when a page of a single-page site changes its address. */
export function onPageChange(listener: () => void): () => void {
  let last = location.pathname;
  const check = () => {
    if (location.pathname === last) return;
    last = location.pathname;
    // The title is usually set just after the address.
    setTimeout(listener, 300);
  };
  const navigation = (window as { navigation?: EventTarget }).navigation;
  navigation?.addEventListener("navigatesuccess", check);
  window.addEventListener("popstate", check);
  return () => {
    navigation?.removeEventListener("navigatesuccess", check);
    window.removeEventListener("popstate", check);
  };
}
