package dev.tandem.media.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A WebM or Matroska file (RFC 9559) with one track, written from front to back in whole clusters,
/// so that what is there plays whenever the writing stops. When it is finished, it gets its length
/// and an index.
final class WebmFile implements AutoCloseable {
    /// A cluster spans at most this; also the grain of the index for sound.
    static final int CLUSTER_MILLIS = 1_000;

    /// A larger cluster is written before its time.
    static final int CLUSTER_BYTES = 512 * 1024;

    private final FileChannel file;
    private final Container container;
    private final List<Cue> cues = new ArrayList<>();
    private final ByteArrayOutputStream cluster = new ByteArrayOutputStream();
    private long clusterMillis = -1;
    private boolean clusterSeekable;
    private long lastMillis;

    /// A place where a player may begin.
    ///
    /// @param at of the cluster, from the beginning of the segment's content
    record Cue(long millis, long at) {}

    private WebmFile(FileChannel file, Container container) {
        this.file = file;
        this.container = container;
    }

    static WebmFile create(Path path, TrackFormat format) throws IOException {
        WebmFile created =
                new WebmFile(
                        FileChannel.open(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        format.container());
        try {
            created.append(format.container().head(format));
        } catch (IOException full) {
            created.close();
            throw full;
        }
        return created;
    }

    /// Adds a block; times that go back are moved up to the last one.
    ///
    /// @param millis from the beginning of the file
    void write(long millis, boolean keyframe, byte[] data) throws IOException {
        long at = Math.max(millis, lastMillis);
        boolean full =
                clusterMillis >= 0
                        && (at - clusterMillis >= CLUSTER_MILLIS
                                || cluster.size() + data.length > CLUSTER_BYTES);
        if (full) {
            flush();
        }
        if (clusterMillis < 0) {
            clusterMillis = at;
            clusterSeekable = keyframe;
        }
        lastMillis = at;
        int offset = (int) (at - clusterMillis);
        byte[] head = {
            (byte) 0x81, (byte) (offset >>> 8), (byte) offset, (byte) (keyframe ? 0x80 : 0)
        };
        cluster.writeBytes(Ebml.element(WebmIds.SIMPLE_BLOCK, head, data));
    }

    /// A picture that a player may begin with begins a cluster, so that the index can name it.
    void beginCluster() throws IOException {
        flush();
    }

    /// Writes what is held back. From then on it outlives this process.
    void flush() throws IOException {
        if (clusterMillis < 0) {
            return;
        }
        if (clusterSeekable) {
            cues.add(new Cue(clusterMillis, file.position() - container.bodyAt()));
        }
        byte[] content = cluster.toByteArray();
        cluster.reset();
        byte[] time = Ebml.unsigned(WebmIds.TIMESTAMP, clusterMillis);
        clusterMillis = -1;
        append(Ebml.element(WebmIds.CLUSTER, time, content));
    }

    /// Writes index and length.
    void finish(long durationMillis) throws IOException {
        flush();
        finish(file, container, cues, Math.max(durationMillis, lastMillis));
    }

    /// The same for a file that somebody else has begun; its writing position is its end.
    static void finish(FileChannel file, Container container, List<Cue> cues, long durationMillis)
            throws IOException {
        long cuesAt = file.position();
        if (!cues.isEmpty()) {
            append(file, cues(cues));
        }
        long end = file.position();
        byte[] size = ByteBuffer.allocate(8).putLong(end - container.bodyAt()).array();
        size[0] = 0x01; // marks a size of eight bytes
        put(file, size, container.sizeAt());
        put(file, Container.duration(durationMillis), container.durationAt());
        if (!cues.isEmpty()) {
            put(file, Container.seekHead(cuesAt - container.bodyAt()), container.seekHeadAt());
        }
    }

    private static byte[] cues(List<Cue> cues) {
        ByteArrayOutputStream points = new ByteArrayOutputStream();
        for (Cue cue : cues) {
            points.writeBytes(
                    Ebml.element(
                            WebmIds.CUE_POINT,
                            Ebml.unsigned(WebmIds.CUE_TIME, cue.millis()),
                            Ebml.element(
                                    WebmIds.CUE_TRACK_POSITIONS,
                                    Ebml.unsigned(WebmIds.CUE_TRACK, 1),
                                    Ebml.unsigned(WebmIds.CUE_CLUSTER_POSITION, cue.at()))));
        }
        return Ebml.element(WebmIds.CUES, points.toByteArray());
    }

    private void append(byte[] bytes) throws IOException {
        append(file, bytes);
    }

    private static void append(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private static void put(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }

    FileChannel channel() {
        return file;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
