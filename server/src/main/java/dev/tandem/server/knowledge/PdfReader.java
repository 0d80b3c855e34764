package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.DocumentText.Unreadable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads PDFs, each in a process of its own ([PdfProcess]) that is ended when its time is up.
/// Blocks: for virtual threads.
final class PdfReader {
    /// Bytes of output for each character that is allowed: a character has up to four, and what
    /// stands around short blocks.
    private static final int BYTES_PER_CHAR = 8;

    /// Whoever waits for a place waits at most as long as so many documents may take.
    private static final int TURNS = 6;

    /// What a JVM ends with that was told to end then.
    private static final int OUT_OF_MEMORY = 3;

    private final DocumentLimits limits;
    private final Semaphore places;

    PdfReader(DocumentLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.atOnce(), true);
    }

    DocumentText read(byte[] pdf) throws InterruptedException {
        if (pdf.length > limits.bytes()) {
            return new Unreadable(Reason.TOO_BIG, "has more than " + limits.bytes() + " bytes");
        }
        long patience = limits.time().multipliedBy(TURNS).toMillis();
        if (!places.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
            return new Unreadable(
                    Reason.TOO_SLOW, "waited for other documents for " + patience + " ms");
        }
        try {
            return inProcess(pdf);
        } finally {
            places.release();
        }
    }

    private DocumentText inProcess(byte[] pdf) throws InterruptedException {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            return new Unreadable(Reason.BROKEN, "cannot be read on this machine: no process");
        }
        try {
            Thread.startVirtualThread(() -> feed(process, pdf));
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.startVirtualThread(() -> drain(process, output));
            byte[] bytes = output.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
            return bytes.length == 0 ? silent(process) : PdfProcess.fromBytes(bytes);
        } catch (TimeoutException e) {
            return new Unreadable(
                    Reason.TOO_SLOW, "takes longer than " + limits.time().toMillis() + " ms");
        } catch (ExecutionException | IOException e) {
            return new Unreadable(Reason.BROKEN, "cannot be read: its reader stopped half-way");
        } finally {
            process.destroyForcibly();
        }
    }

    private DocumentText silent(Process process) throws InterruptedException {
        boolean outOfMemory =
                process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)
                        && process.exitValue() == OUT_OF_MEMORY;
        return outOfMemory
                ? new Unreadable(
                        Reason.TOO_BIG,
                        "unpacks to more than " + limits.heapMegabytes() + " megabytes")
                : new Unreadable(Reason.BROKEN, "cannot be read: its reader ended");
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + limits.heapMegabytes() + "m",
                        "-Xss2m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        // Its output is for the words alone.
                        "-XX:+DisplayVMOutputToStderr",
                        "-Xlog:disable",
                        "-Xshare:auto",
                        "-Djava.awt.headless=true",
                        "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
                        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PdfProcess.class.getName()));
        command.addAll(PdfProcess.arguments(limits));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // No password of the server's, and no JVM options that were chosen for it.
        builder.environment().clear();
        return builder.start();
    }

    private static void feed(Process process, byte[] pdf) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(pdf);
        } catch (IOException ended) {
            // Before it had read all: what it wrote says why, or its silence does.
            return;
        }
    }

    private void drain(Process process, CompletableFuture<byte[]> output) {
        try {
            output.complete(
                    process.getInputStream().readNBytes(BYTES_PER_CHAR * limits.chars() + 1_000));
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }
}
