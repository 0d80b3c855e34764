// Writing: with the assistant, with a person, or after the end. The composer says with whom.
import { useLayoutEffect } from "preact/hooks";
import { emptyConversation, LIMITS, type View } from "@tandem/client";
import { Button, Composer, moveDraft, Pick, Skeleton, useStore } from "@tandem/ui";
import { useApp } from "../hooks.ts";
import { personOf } from "../person.ts";
import { AssistantWrites, LogBox, TimelineView } from "./TimelineView.tsx";

/** The first words, before the server has made a conversation of them. */
const BEFORE = emptyConversation("");

export function Chat({ view }: { view: View | undefined }) {
  const app = useApp();
  const { t } = app.i18n;
  const { site } = useStore(app.ui);
  const pending = useStore(app.client.pending);
  const status = useStore(app.client.connection.status);
  const conversation = view?.conversation;
  const over = conversation?.phase === "ended" || conversation?.phase === "closed";
  const agent = conversation?.agent?.name;

  // Who types on while the first words become a conversation types in that one: before the composer looks for its draft.
  const drafts = app.settings.site + ".";
  useLayoutEffect(() => {
    if (conversation) moveDraft(drafts + "new", drafts + conversation.id);
  }, [conversation?.id]);

  const starting = pending.filter((message) => message.conversation === undefined);
  const placeholder = agent ? t("composer.agent", { name: agent }) : site.name ? t("composer.assistant", { name: site.name }) : t("panel.preparing");
  const loading = view ? !view.caughtUp && view.conversation.version === 0 && pending.length === 0 : app.restoring && status.state !== "online" && starting.length === 0;
  return (
    <>
      <LogBox>
        {loading ? (
          <Skeleton />
        ) : conversation && (conversation.version > 0 || starting.length === 0) ? (
          <TimelineView conversation={conversation} typing={view?.typing} draft={view?.draft} />
        ) : (
          <>
            {starting.length === 0 && site.name !== "" && (
              <div class="greeting" data-testid="greeting">
                <div class="h">{t("greeting", { name: site.name })}</div>
                <div class="acts">
                  <Pick onClick={() => app.escalate()} data-testid="greeting-person">
                    {t("answer.person")}
                  </Pick>
                </div>
              </div>
            )}
            <TimelineView conversation={BEFORE} />
            {starting.length > 0 && <AssistantWrites />}
          </>
        )}
      </LogBox>
      {over ? (
        <div class="foot">
          {conversation?.rated !== undefined && conversation.lastAgent && (
            <p class="tiny" data-testid="rating-thanks">
              {t("rating.thanks", { name: conversation.lastAgent.name })}
            </p>
          )}
          <Button kind="primary" size="lg" wide onClick={() => app.startAnew()} data-testid="start-new">
            {t("ended.new")}
          </Button>
        </div>
      ) : (
        <div class="wf">
          <Composer
            draftKey={drafts + (conversation?.id ?? "new")}
            placeholder={placeholder}
            maxLength={LIMITS.textChars}
            onSend={(text) => app.say(text)}
            onTyping={() => conversation && personOf(conversation) && app.client.typing(conversation.id)}
          />
        </div>
      )}
    </>
  );
}
