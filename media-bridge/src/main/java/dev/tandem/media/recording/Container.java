package dev.tandem.media.recording;

/// How every file begins, with room for what is known only at its end. WebM is the part of Matroska
/// that every browser knows; what it has no place for stands in a Matroska file.
enum Container {
    WEBM("webm", "webm"),
    MATROSKA("mkv", "matroska");

    /// Outside, because constants of an enum are not there yet when its values are made.
    private static final class Fixed {
        static final int SEEK_HEAD_BYTES = seekHead(0).length;
        static final int DURATION_BYTES = duration(0).length;
        static final byte[] INFO =
                Ebml.element(
                        WebmIds.INFO,
                        Ebml.unsigned(WebmIds.TIMESTAMP_SCALE, 1_000_000),
                        Ebml.text(WebmIds.MUXING_APP, "Tandem"),
                        Ebml.text(WebmIds.WRITING_APP, "Tandem"),
                        Ebml.nothing(DURATION_BYTES));
    }

    private final String extension;
    private final String document;
    private final int sizeAt;

    /// @param document as EBML calls it
    Container(String extension, String document) {
        this.extension = extension;
        this.document = document;
        sizeAt = ebml(document).length + 4;
    }

    private static byte[] ebml(String document) {
        return Ebml.element(
                WebmIds.EBML,
                Ebml.unsigned(WebmIds.EBML_VERSION, 1),
                Ebml.unsigned(WebmIds.EBML_READ_VERSION, 1),
                Ebml.unsigned(WebmIds.EBML_MAX_ID_LENGTH, 4),
                Ebml.unsigned(WebmIds.EBML_MAX_SIZE_LENGTH, 8),
                Ebml.text(WebmIds.DOC_TYPE, document),
                Ebml.unsigned(WebmIds.DOC_TYPE_VERSION, 4),
                Ebml.unsigned(WebmIds.DOC_TYPE_READ_VERSION, 2));
    }

    /// Of its files' names, without a dot.
    String extension() {
        return extension;
    }

    /// By the end of a file's name.
    static Container of(String name) {
        return name.endsWith("." + MATROSKA.extension) ? MATROSKA : WEBM;
    }

    /// Where the segment's size stands, in eight bytes.
    int sizeAt() {
        return sizeAt;
    }

    /// Positions in the index count from here; first comes the place of the seek head.
    int bodyAt() {
        return sizeAt() + 8;
    }

    int seekHeadAt() {
        return bodyAt();
    }

    int tracksAt() {
        return bodyAt() + Fixed.SEEK_HEAD_BYTES + Fixed.INFO.length;
    }

    int durationAt() {
        return tracksAt() - Fixed.DURATION_BYTES;
    }

    byte[] head(TrackFormat format) {
        byte[] unknown = new byte[8];
        for (int i = 0; i < 8; i++) {
            unknown[i] = (byte) (Ebml.UNKNOWN_SIZE >>> (8 * (7 - i)));
        }
        byte[] tracks = Ebml.element(WebmIds.TRACKS, format.entry());
        byte[] out = new byte[tracksAt() + tracks.length];
        int at = put(out, 0, ebml(document));
        at = put(out, at, Ebml.id(WebmIds.SEGMENT));
        at = put(out, at, unknown);
        at = put(out, at, Ebml.nothing(Fixed.SEEK_HEAD_BYTES));
        at = put(out, at, Fixed.INFO);
        put(out, at, tracks);
        return out;
    }

    private static int put(byte[] out, int at, byte[] part) {
        System.arraycopy(part, 0, out, at, part.length);
        return at + part.length;
    }

    /// @param cuesAt counted from [#bodyAt]
    static byte[] seekHead(long cuesAt) {
        return Ebml.element(
                WebmIds.SEEK_HEAD,
                Ebml.element(
                        WebmIds.SEEK,
                        Ebml.element(WebmIds.SEEK_ID, Ebml.id(WebmIds.CUES)),
                        Ebml.unsigned8(WebmIds.SEEK_POSITION, cuesAt)));
    }

    static byte[] duration(long millis) {
        return Ebml.real(WebmIds.DURATION, (double) millis);
    }
}
