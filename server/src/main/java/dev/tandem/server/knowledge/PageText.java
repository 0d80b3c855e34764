package dev.tandem.server.knowledge;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What one page says, without what stands around it.
public record PageText(URI url, String title, Language language, List<Block> blocks) {
    public PageText {
        blocks = List.copyOf(blocks);
    }

    PageText withBlocks(List<Block> others) {
        return new PageText(url, title, language, others);
    }

    /// Changes when anything that is searched or shown changes. SHA-256 in hex.
    public String contentHash() {
        MessageDigest digest = sha256();
        update(digest, title);
        update(digest, language.tag());
        for (Block block : blocks) {
            update(digest, block.kind().name());
            update(digest, Integer.toString(block.level()));
            update(digest, block.text());
            update(digest, block.anchor());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
