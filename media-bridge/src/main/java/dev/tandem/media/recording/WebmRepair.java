package dev.tandem.media.recording;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Finishes a file whose writer has died: cuts off a cluster that is not whole, and gives the rest
/// its index and its length.
final class WebmRepair {
    private final FileChannel file;
    private final Container container;
    private final List<WebmFile.Cue> cues = new ArrayList<>();
    private boolean plays;
    private long lastMillis;

    private WebmRepair(FileChannel file, Container container) {
        this.file = file;
        this.container = container;
    }

    /// @param file open for reading and writing
    /// @return how long it plays, in milliseconds; 0 when nothing in it does
    static long finish(FileChannel file, Container container) throws IOException {
        long millis = new WebmRepair(file, container).finish();
        file.force(true);
        return millis;
    }

    private long finish() throws IOException {
        if (file.size() < container.tracksAt()) {
            return 0;
        }
        long at = container.tracksAt();
        Element next = elementAt(at);
        while (next != null && (next.id == WebmIds.TRACKS || next.id == WebmIds.CLUSTER)) {
            if (next.id == WebmIds.CLUSTER) {
                readCluster(next, at);
            }
            at = next.end;
            next = elementAt(at);
        }
        file.truncate(at);
        file.position(at);
        // Of one picture that stands, as of a shared screen, too.
        long millis = plays ? lastMillis + 20 : 0;
        WebmFile.finish(file, container, cues, millis);
        return millis;
    }

    private void readCluster(Element cluster, long at) throws IOException {
        long time = 0;
        boolean first = true;
        Element part = elementAt(cluster.content);
        while (part != null && part.end <= cluster.end) {
            byte[] data = read(part.content, (int) Math.min(part.end - part.content, 8));
            if (part.id == WebmIds.TIMESTAMP) {
                for (byte b : data) {
                    time = (time << 8) | (b & 0xff);
                }
            } else if (part.id == WebmIds.SIMPLE_BLOCK && data.length >= 4) {
                plays = true;
                lastMillis =
                        Math.max(lastMillis, time + (short) ((data[1] << 8) | (data[2] & 0xff)));
                if (first && (data[3] & 0x80) != 0) {
                    cues.add(new WebmFile.Cue(time, at - container.bodyAt()));
                }
                first = false;
            }
            part = part.end == cluster.end ? null : elementAt(part.end);
        }
    }

    private record Element(int id, long content, long end) {}

    /// The element that begins here, if all of it is there.
    private @Nullable Element elementAt(long at) throws IOException {
        byte[] head = read(at, 12);
        int idBytes = head.length == 0 ? 0 : Integer.numberOfLeadingZeros(head[0] & 0xff) - 23;
        if (idBytes < 1 || idBytes > 4 || head.length <= idBytes) {
            return null;
        }
        int id = 0;
        for (int i = 0; i < idBytes; i++) {
            id = (id << 8) | (head[i] & 0xff);
        }
        int sizeBytes = Integer.numberOfLeadingZeros(head[idBytes] & 0xff) - 23;
        if (sizeBytes > 8 || head.length < idBytes + sizeBytes) {
            return null;
        }
        long size = head[idBytes] & (0xff >>> sizeBytes);
        for (int i = 1; i < sizeBytes; i++) {
            size = (size << 8) | (head[idBytes + i] & 0xff);
        }
        long content = at + idBytes + sizeBytes;
        return size < 0 || size > file.size() - content
                ? null
                : new Element(id, content, content + size);
    }

    private byte[] read(long at, int atMost) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(file.size() - at, 0, atMost));
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {}
        return buffer.array();
    }
}
