// The connection, said only when it is not simply there.
import { Banner, Button, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useI18n } from "../i18n/index.ts";

export function LinkBanner() {
  const { t } = useI18n();
  const { desk } = useShell();
  const { link } = useStore(desk.state);
  switch (link) {
    case "online":
    case "connecting":
      return null;
    case "reconnecting":
      return <Banner tone="neutral" icon="refresh" title={t("link.reconnecting")} detail={t("link.reconnecting.detail")} testid="link-reconnecting" />;
    case "back":
      return <Banner tone="good" icon="check" title={t("link.back")} testid="link-back" />;
    case "replaced":
      return (
        <Banner tone="warning" icon="info" title={t("link.replaced")} detail={t("link.replaced.detail")} testid="link-replaced">
          <Button size="sm" onClick={() => desk.client.connection.start()} data-testid="link-here">
            {t("link.here")}
          </Button>
        </Banner>
      );
    case "outdated":
      return (
        <Banner tone="warning" icon="refresh" title={t("link.outdated")} detail={t("link.outdated.detail")} testid="link-outdated">
          <Button size="sm" onClick={() => location.reload()} data-testid="link-reload">
            {t("link.reload")}
          </Button>
        </Banner>
      );
  }
}
