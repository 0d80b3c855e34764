package dev.tandem.server.knowledge;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A sentence model from a jar, run by ONNX Runtime in this process. Trained on English; Spanish
/// and French share enough word pieces with it that it helps there too. Safe for many threads.
public final class OnnxEmbedder implements Embedder {
    /// The models read no more than 512 word pieces; characters keep the tokenizer short.
    private static final int MAX_CHARS = 2_000;

    /// ONNX Runtime walks the graph by recursion while it loads it; the JVM's usual 1 MB of stack
    /// ends in a native stack overflow, which kills the process.
    private static final long LOADING_STACK_BYTES = 64L * 1024 * 1024;

    /// The tokenizer's library reports its use to its makers unless this is set (read by DJL's
    /// `Ec2Utils` when it loads).
    private static final String NO_REPORTS = "OPT_OUT_TRACKING";

    private final String name;
    private final Model model;

    private OnnxEmbedder(String name, PoolingMode pooling) {
        this.name = name;
        this.model = load(name, pooling);
    }

    /// all-MiniLM-L6-v2, quantised: 23 MB, 3 to 6 ms a sentence on one core.
    public static OnnxEmbedder miniLm() {
        return new OnnxEmbedder("all-minilm-l6-v2-q", PoolingMode.MEAN);
    }

    /// bge-small-en-v1.5, quantised: 34 MB, 5 to 7 ms a sentence on one core. Its cosines lie close
    /// together: hardly any is below 0.4.
    public static OnnxEmbedder bgeSmall() {
        return new OnnxEmbedder("bge-small-en-v1.5-q", PoolingMode.CLS);
    }

    private static Model load(String name, PoolingMode pooling) {
        FutureTask<Model> loading = new FutureTask<>(() -> new Model(encoder(name, pooling)));
        new Thread(null, loading, "load model", LOADING_STACK_BYTES).start();
        try {
            return loading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was loading", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model cannot be loaded", e);
        }
    }

    /// One thread per sentence, the caller's, and no spinning: several askers share the processors
    /// better than one sentence shares several threads, and media runs on the same machine.
    private static OnnxBertBiEncoder encoder(String name, PoolingMode pooling)
            throws IOException, OrtException {
        System.setProperty(NO_REPORTS, "true");
        try (InputStream onnx = resource("/" + name + ".onnx");
                InputStream tokenizer = resource("/" + name + "-tokenizer.json");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new OnnxBertBiEncoder(
                    environment,
                    environment.createSession(onnx.readAllBytes(), options),
                    tokenizer,
                    pooling);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = OnnxBertBiEncoder.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is missing from the program");
        }
        return in;
    }

    private static final class Model extends AbstractInProcessEmbeddingModel {
        private final OnnxBertBiEncoder encoder;

        Model(OnnxBertBiEncoder encoder) {
            super(Runnable::run);
            this.encoder = encoder;
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public List<Language> languages() {
        return List.of(Language.ENGLISH, Language.SPANISH, Language.FRENCH);
    }

    @Override
    public Vector embed(String text) {
        String input = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        return Vector.of(model.embed(input.isBlank() ? "." : input).content().vector());
    }
}
