package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A process that reads one PDF from its input, writes its words to its output, and ends. What a
/// malicious file breaks is this process: its heap is small and its time is short, and it knows
/// nothing that is worth to be stolen.
final class PdfProcess {
    /// How much longer than its time it may live if nobody ends it: whoever started it says first
    /// that it was too slow.
    private static final Duration ALONE = Duration.ofSeconds(5);

    private PdfProcess() {}

    /// @param args [#arguments]
    public static void main(String[] args) throws IOException {
        DocumentLimits limits =
                new DocumentLimits(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Duration.ofMillis(Long.parseLong(args[3])),
                        Integer.parseInt(args[4]),
                        1);
        endAfter(limits.time().plus(ALONE));
        byte[] pdf = System.in.readNBytes(limits.bytes());
        System.out.write(toBytes(PdfText.read(pdf, limits)));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    static List<String> arguments(DocumentLimits limits) {
        return List.of(
                Integer.toString(limits.bytes()),
                Integer.toString(limits.pages()),
                Integer.toString(limits.chars()),
                Long.toString(limits.time().toMillis()),
                Integer.toString(limits.heapMegabytes()));
    }

    /// Whoever started this may be gone.
    private static void endAfter(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> Runtime.getRuntime().halt(1));
    }

    private static byte[] toBytes(DocumentText text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (text) {
                case DocumentText.Words(String title, String language, List<Block> blocks) -> {
                    out.writeByte('W');
                    write(out, title);
                    write(out, language);
                    out.writeInt(blocks.size());
                    for (Block block : blocks) {
                        write(out, block.kind().name());
                        out.writeInt(block.level());
                        write(out, block.text());
                        write(out, block.anchor());
                    }
                }
                case DocumentText.Unreadable(Reason reason, String detail) -> {
                    out.writeByte('U');
                    write(out, reason.name());
                    write(out, detail);
                }
            }
        }
        return bytes.toByteArray();
    }

    /// @throws IOException if that is not the whole of what such a process writes
    static DocumentText fromBytes(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() == 'U') {
            Reason reason = named(Reason.class, text(in));
            return new DocumentText.Unreadable(reason, text(in));
        }
        String title = text(in);
        String language = text(in);
        int count = in.readInt();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Block.Kind kind = named(Block.Kind.class, text(in));
            int level = in.readInt();
            String text = text(in);
            blocks.add(new Block(kind, level, text, text(in)));
        }
        return new DocumentText.Words(title, language, blocks);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text is longer than what is left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static <E extends Enum<E>> E named(Class<E> kind, String name) throws IOException {
        try {
            return Enum.valueOf(kind, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no " + name, e);
        }
    }
}
