// Who is on the other side: the business while the assistant answers, the person once one has joined.
import { Avatar, BusinessMark, IconButton, Menu, useStore, type MenuItem } from "@tandem/ui";
import { useApp, useView } from "./hooks.ts";
import { personOf } from "./person.ts";

export function Header() {
  const app = useApp();
  const { t } = app.i18n;
  const ui = useStore(app.ui);
  const line = useStore(app.client.connection.status);
  const conversation = useView()?.conversation;
  const phase = conversation?.phase;
  const person = phase === "agent" ? personOf(conversation) : "";
  const form = phase === "details" || ui.screen === "message";

  if (form && phase !== "agent") {
    const back = () => {
      if (ui.screen === "message") app.show({ screen: "conversation" });
      else void app.command((id) => ({ type: "decline_channels", conversation: id }));
    };
    return (
      <header class="wh has-back">
        <IconButton icon="left" iconSize={22} label={t("panel.back")} onClick={back} data-testid="back" />
        <div class="grow nm">{t(ui.screen === "message" ? "status.message" : "form.header")}</div>
        <End />
      </header>
    );
  }
  return (
    <header class="wh">
      {person ? <Avatar name={person} size={38} presence="available" /> : <BusinessMark name={ui.site.name} logo={app.settings.logo} size={36} />}
      <div class="grow">
        <div class="nm cut" data-testid="header-name">
          {person || ui.site.name}
        </div>
        <div class="st cut" data-testid="header-status">
          <Status connected={line.state === "online"} person={person !== ""} />
        </div>
      </div>
      {person && !conversation?.call && (
        <div class="row">
          <IconButton icon="phone" label={t("call.voice")} onClick={() => app.propose("voice")} data-testid="propose-voice" />
          <IconButton icon="video" iconSize={21} label={t("call.video")} onClick={() => app.propose("video")} data-testid="propose-video" />
        </div>
      )}
      <End />
    </header>
  );
}

function Status({ connected, person }: { connected: boolean; person: boolean }) {
  const app = useApp();
  const { t, time } = app.i18n;
  const conversation = useView()?.conversation;
  if (!connected && conversation) {
    return (
      <>
        <b class="is-warn" />
        {t("status.reconnecting")}
      </>
    );
  }
  if (conversation?.ended) return <span class="num">{t("status.ended", { time: time(conversation.ended.at) })}</span>;
  if (conversation?.phase === "waiting") return <>{t("status.finding")}</>;
  return <>{t(person ? "status.person" : "status.assistant")}</>;
}

function End() {
  const app = useApp();
  const { t } = app.i18n;
  useStore(app.ui);
  const conversation = useView()?.conversation;
  const phase = conversation?.phase;
  const over = phase === "ended" || phase === "closed";
  const items: MenuItem[] = [];
  if (phase !== "agent" && phase !== "waiting" && !over) items.push({ id: "person", label: t("menu.person"), icon: "user", onSelect: () => app.escalate() });
  if (phase !== "agent" && !over) items.push({ id: "message", label: t("menu.message"), icon: "mail", onSelect: () => app.show({ screen: "message" }) });
  items.push({ id: "check", label: t("menu.check"), icon: "mic", onSelect: () => app.show({ checking: true }) });
  items.push({ id: "sound", label: t(app.muted ? "menu.unmute" : "menu.mute"), icon: "ear", onSelect: () => app.setMuted(!app.muted) });
  if (conversation && !over) items.push({ id: "end", label: t("menu.end"), icon: "x", onSelect: () => void app.command((id) => ({ type: "end_conversation", conversation: id })) });
  if (over) items.push({ id: "new", label: t("ended.new"), icon: "plus", onSelect: () => app.startAnew() });
  return (
    <div class="row">
      <Menu label={t("panel.more")} items={items} testid="menu" button={(props) => <IconButton icon="more" label={t("panel.more")} data-testid="more" {...props} />} />
      <IconButton icon="down" iconSize={22} label={t("panel.minimise")} onClick={() => app.close()} data-testid="minimise" />
    </div>
  );
}
