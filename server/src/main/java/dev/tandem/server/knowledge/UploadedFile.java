package dev.tandem.server.knowledge;

/// A file as somebody uploaded it. A class and not a record: records of arrays have no useful
/// equals.
public final class UploadedFile {
    private final String name;
    private final FileKind kind;
    private final byte[] bytes;

    public UploadedFile(String name, FileKind kind, byte[] bytes) {
        this.name = name;
        this.kind = kind;
        this.bytes = bytes.clone();
    }

    public String name() {
        return name;
    }

    public FileKind kind() {
        return kind;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }
}
