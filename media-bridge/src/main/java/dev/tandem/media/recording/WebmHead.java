package dev.tandem.media.recording;

/// How every file begins, with room for what is known only at its end.
final class WebmHead {
    private WebmHead() {}

    private static final byte[] EBML =
            Ebml.element(
                    WebmIds.EBML,
                    Ebml.unsigned(WebmIds.EBML_VERSION, 1),
                    Ebml.unsigned(WebmIds.EBML_READ_VERSION, 1),
                    Ebml.unsigned(WebmIds.EBML_MAX_ID_LENGTH, 4),
                    Ebml.unsigned(WebmIds.EBML_MAX_SIZE_LENGTH, 8),
                    Ebml.text(WebmIds.DOC_TYPE, "webm"),
                    Ebml.unsigned(WebmIds.DOC_TYPE_VERSION, 4),
                    Ebml.unsigned(WebmIds.DOC_TYPE_READ_VERSION, 2));

    /// Where the segment's size stands, in eight bytes.
    static final int SIZE_AT = EBML.length + 4;

    /// Positions in the index count from here.
    static final int BODY_AT = SIZE_AT + 8;

    static final int SEEK_HEAD_AT = BODY_AT;
    private static final int SEEK_HEAD_BYTES = seekHead(0).length;
    private static final int DURATION_BYTES = 11;

    private static final byte[] INFO =
            Ebml.element(
                    WebmIds.INFO,
                    Ebml.unsigned(WebmIds.TIMESTAMP_SCALE, 1_000_000),
                    Ebml.text(WebmIds.MUXING_APP, "Tandem"),
                    Ebml.text(WebmIds.WRITING_APP, "Tandem"),
                    Ebml.nothing(DURATION_BYTES));

    static final int TRACKS_AT = SEEK_HEAD_AT + SEEK_HEAD_BYTES + INFO.length;
    static final int DURATION_AT = TRACKS_AT - DURATION_BYTES;

    static byte[] bytes(TrackFormat format) {
        byte[] unknown = new byte[8];
        for (int i = 0; i < 8; i++) {
            unknown[i] = (byte) (Ebml.UNKNOWN_SIZE >>> (8 * (7 - i)));
        }
        byte[] tracks = Ebml.element(WebmIds.TRACKS, format.entry());
        byte[] out = new byte[TRACKS_AT + tracks.length];
        int at = put(out, 0, EBML);
        at = put(out, at, Ebml.id(WebmIds.SEGMENT));
        at = put(out, at, unknown);
        at = put(out, at, Ebml.nothing(SEEK_HEAD_BYTES));
        at = put(out, at, INFO);
        put(out, at, tracks);
        return out;
    }

    private static int put(byte[] out, int at, byte[] part) {
        System.arraycopy(part, 0, out, at, part.length);
        return at + part.length;
    }

    /// @param cuesAt counted from [#BODY_AT]
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
