package dev.tandem.tests.harness;

/// Where a browser finds Tandem: one server, or what stands before several.
public interface Address {
    /// @param path from the root, with its slash
    String url(String path);
}
