package dev.tandem.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.tandem.media.pipeline.VoiceCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/// libopus, as libjitsi ships it for this machine's processor.
///
/// The state of an encoder or a decoder lies in an arena of its own, confined to the event loop
/// that opened it: closed twice, used after its end or on another thread is an exception and no
/// crash.
@SuppressWarnings("restricted") // Calls into C are what this class is for.
public final class LibOpus implements VoiceCodec {
    private static final Logger LOG = LoggerFactory.getLogger(LibOpus.class);

    private static final int RATE = 48_000;
    private static final int CHANNELS = 1;

    /// Not that for telephony, whose speech model takes four times as long.
    private static final int APPLICATION_AUDIO = 2049;

    private static final int SET_BITRATE = 4002;
    private static final int SET_COMPLEXITY = 4010;

    /// What fits a datagram.
    private static final int MAX_PACKET_BYTES = 1_500;

    /// Of speech in full band, with room for two who speak at once.
    static final int BITS_PER_SECOND = 40_000;

    /// 0 to 10; from 5 on one hears little difference in speech, and it costs a third less than 10.
    static final int COMPLEXITY = 5;

    private final MethodHandle encoderSize;
    private final MethodHandle encoderInit;
    private final MethodHandle encoderSet;
    private final MethodHandle encode;
    private final MethodHandle decoderSize;
    private final MethodHandle decoderInit;
    private final MethodHandle decode;

    private LibOpus(SymbolLookup library) {
        encoderSize = function(library, "opus_encoder_get_size", JAVA_INT);
        encoderInit = function(library, "opus_encoder_init", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        encoderSet =
                Linker.nativeLinker()
                        .downcallHandle(
                                library.findOrThrow("opus_encoder_ctl"),
                                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                                Linker.Option.firstVariadicArg(2));
        encode = function(library, "opus_encode", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
        decoderSize = function(library, "opus_decoder_get_size", JAVA_INT);
        decoderInit = function(library, "opus_decoder_init", ADDRESS, JAVA_INT, JAVA_INT);
        decode =
                function(
                        library,
                        "opus_decode",
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT);
    }

    private static MethodHandle function(
            SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// Loads it for the life of this process; empty where there is none for this machine, or where
    /// nothing may be written and loaded.
    public static Optional<VoiceCodec> load() {
        String resource = resource();
        try (InputStream in = LibOpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                LOG.warn("There is no {}: of several who speak at once one is heard.", resource);
                return Optional.empty();
            }
            Path file = Files.createTempFile("libjnopus", ".so");
            try {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return Optional.of(new LibOpus(SymbolLookup.libraryLookup(file, Arena.global())));
            } finally {
                Files.delete(file); // What is loaded stays loaded.
            }
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException refused) {
            LOG.warn(
                    "Cannot load {}: of several who speak at once one is heard.",
                    resource,
                    refused);
            return Optional.empty();
        }
    }

    private static String resource() {
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (processor) {
            case "amd64", "x86_64" -> "/linux-x86-64/libjnopus.so";
            default -> "/linux-" + processor + "/libjnopus.so";
        };
    }

    @Override
    public VoiceCodec.Encoder encoder() {
        return new OpusEncoder();
    }

    @Override
    public VoiceCodec.Decoder decoder() {
        return new OpusDecoder();
    }

    private static int checked(int result) {
        if (result < 0) {
            throw new IllegalStateException("libopus says " + result);
        }
        return result;
    }

    /// Calls into C: what is thrown there is our own fault.
    private interface Call {
        int run() throws Throwable;
    }

    private static int call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class OpusEncoder implements VoiceCodec.Encoder {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment state;
        private final MemorySegment in;
        private final MemorySegment out;

        OpusEncoder() {
            state = arena.allocate(call(() -> (int) encoderSize.invokeExact(CHANNELS)), 16);
            in = arena.allocate(JAVA_SHORT, FRAME_SAMPLES);
            out = arena.allocate(MAX_PACKET_BYTES);
            checked(
                    call(() ->
                            (int)
                                    encoderInit.invokeExact(
                                            state, RATE, CHANNELS, APPLICATION_AUDIO)));
            set(SET_BITRATE, BITS_PER_SECOND);
            set(SET_COMPLEXITY, COMPLEXITY);
        }

        private void set(int what, int value) {
            checked(call(() -> (int) encoderSet.invokeExact(state, what, value)));
        }

        @Override
        public int encode(short[] samples, byte[] packet) {
            MemorySegment.copy(samples, 0, in, JAVA_SHORT, 0, FRAME_SAMPLES);
            int room = Math.min(packet.length, MAX_PACKET_BYTES);
            int length =
                    checked(
                            call(() ->
                                    (int) encode.invokeExact(state, in, FRAME_SAMPLES, out, room)));
            MemorySegment.copy(out, JAVA_BYTE, 0, packet, 0, length);
            return length;
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    private final class OpusDecoder implements VoiceCodec.Decoder {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment state;
        private final MemorySegment in;
        private final MemorySegment out;

        OpusDecoder() {
            state = arena.allocate(call(() -> (int) decoderSize.invokeExact(CHANNELS)), 16);
            in = arena.allocate(MAX_PACKET_BYTES);
            out = arena.allocate(JAVA_SHORT, MAX_PACKET_SAMPLES);
            checked(call(() -> (int) decoderInit.invokeExact(state, RATE, CHANNELS)));
        }

        @Override
        public int decode(byte[] packet, int length, short[] samples, int at) {
            return run(packet, length, MAX_PACKET_SAMPLES, 0, samples, at);
        }

        @Override
        public int recover(byte[] next, int length, short[] samples, int at) {
            return run(next, length, FRAME_SAMPLES, 1, samples, at);
        }

        private int run(byte[] packet, int length, int room, int fec, short[] samples, int at) {
            if (length == 0 || length > MAX_PACKET_BYTES) {
                return -1;
            }
            MemorySegment.copy(packet, 0, in, JAVA_BYTE, 0, length);
            return keep(
                    call(() -> (int) decode.invokeExact(state, in, length, out, room, fec)),
                    samples,
                    at);
        }

        @Override
        public int conceal(short[] samples, int at) {
            return keep(
                    call(() ->
                            (int)
                                    decode.invokeExact(
                                            state, MemorySegment.NULL, 0, out, FRAME_SAMPLES, 0)),
                    samples,
                    at);
        }

        private int keep(int count, short[] samples, int at) {
            if (count > 0) {
                MemorySegment.copy(out, JAVA_SHORT, 0, samples, at, count);
            }
            return count;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
