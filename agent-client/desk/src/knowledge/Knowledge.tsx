// What is open in the knowledge view: a page, a new answer, a new file, or nothing yet.
import { EmptyState } from "@tandem/ui";
import { go } from "../app/route.ts";
import { useI18n } from "../i18n/index.ts";
import { asked, GAPS, NEW_FILE } from "./entries.ts";
import { FileForm } from "./FileForm.tsx";
import { GapsPane } from "./GapsPane.tsx";
import { EntryForm } from "./EntryForm.tsx";
import { PagePane } from "./PagePane.tsx";

export function Knowledge({ page, onChanged }: { page: string | undefined; onChanged: () => void }) {
  const { t } = useI18n();
  const question = asked(page);
  if (question !== undefined) {
    return (
      <EntryForm
        key={page}
        before={{ question, answer: "", language: "en" }}
        onDone={(saved) => {
          if (saved) onChanged();
          go(saved ? { view: "knowledge", page: saved } : { view: "knowledge" });
        }}
      />
    );
  }
  if (page === GAPS) return <GapsPane />;
  if (page === NEW_FILE) {
    return (
      <FileForm
        onDone={(saved) => {
          if (saved) onChanged();
          go(saved ? { view: "knowledge", page: saved } : { view: "knowledge" });
        }}
      />
    );
  }
  if (page !== undefined) return <PagePane url={page} onChanged={onChanged} />;
  return (
    <main class="pane main main-empty" id="conversation" tabIndex={-1}>
      <EmptyState icon="book" title={t("knowledge.choose")}>
        {t("knowledge.choose.detail")}
      </EmptyState>
    </main>
  );
}
