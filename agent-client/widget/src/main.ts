// The script tag's entry.
import styles from "@tandem/ui/styles.css?inline";

document.documentElement.dataset["tandem"] = String(styles.length);
