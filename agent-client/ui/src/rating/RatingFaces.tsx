// How it was, by faces.
import { RadioRow } from "../components/Field.tsx";
import { Icon } from "../components/Icon.tsx";
import { useUiI18n } from "../i18n/index.ts";
import type { FaceName } from "./faces.ts";

/** Five faces, one tap is enough. */
export function RatingFaces({ value, onRate }: { value: number | undefined; onRate: (value: number) => void }) {
  const { t } = useUiI18n();
  return (
    <RadioRow class="faces" label={t("rating.label")} count={5} selected={(value ?? 0) - 1} onSelect={(i) => onRate(i + 1)}>
      {(i, radio) => (
        <button type="button" class="face" data-testid={`rating-${i + 1}`} {...radio}>
          <Icon name={`f${i + 1}` as FaceName} size={32} />
          {t(`rating.${i + 1}` as "rating.1")}
        </button>
      )}
    </RadioRow>
  );
}
