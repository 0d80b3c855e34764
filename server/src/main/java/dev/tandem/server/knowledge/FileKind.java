package dev.tandem.server.knowledge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Kinds of files that can be uploaded, known by the end of their names.
public enum FileKind {
    PDF("application/pdf", "pdf"),
    TEXT("text/plain", "txt text"),
    MARKDOWN("text/markdown", "md markdown"),
    HTML("text/html", "html htm");

    /// A PDF says what it is within its first bytes, after what mail programs put before it.
    private static final int PDF_WITHIN = 1_024;

    private final String mediaType;

    /// Separated by spaces.
    private final String endings;

    FileKind(String mediaType, String endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    public String mediaType() {
        return mediaType;
    }

    /// Empty if the name promises something else, or the bytes do not keep the promise.
    static Optional<FileKind> of(String name, byte[] bytes) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (FileKind kind : values()) {
            if (List.of(kind.endings.split(" ", -1)).contains(ending) && name.contains(".")) {
                return kind.fits(bytes) ? Optional.of(kind) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean fits(byte[] bytes) {
        if (this == PDF) {
            int length = Math.min(bytes.length, PDF_WITHIN);
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("%PDF-");
        }
        for (byte b : bytes) {
            if (b == 0) {
                return false; // No text has this.
            }
        }
        return true;
    }
}
