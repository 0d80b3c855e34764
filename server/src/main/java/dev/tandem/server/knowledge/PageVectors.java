package dev.tandem.server.knowledge;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The meaning of one page's passages and their units, in the order of [PassageSplitter].
public record PageVectors(List<PassageVectors> passages) {
    public PageVectors {
        passages = List.copyOf(passages);
    }

    /// @param heading of the page's title and the headings alone: often the nearest to a question
    public record PassageVectors(Vector passage, Vector heading, List<Vector> units) {
        public PassageVectors {
            units = List.copyOf(units);
        }
    }

    static PageVectors embed(List<Passage> passages, Embedder embedder) {
        List<PassageVectors> all = new ArrayList<>();
        for (Passage passage : passages) {
            all.add(
                    new PassageVectors(
                            embedder.embed(passage.path() + ". " + passage.text()),
                            embedder.embed(passage.path()),
                            passage.units().stream()
                                    .map(unit -> embedder.embed(inContext(passage, unit)))
                                    .toList()));
        }
        return new PageVectors(all);
    }

    /// A step such as "Save." means little without its heading.
    private static String inContext(Passage passage, Unit unit) {
        String above = passage.heading().isEmpty() ? passage.title() : passage.heading();
        return above + ": " + unit.text();
    }

    public byte[] toBytes() {
        int dimensions = passages.isEmpty() ? 0 : passages.getFirst().passage().dimensions();
        int vectors = passages.stream().mapToInt(p -> 2 + p.units().size()).sum();
        int size = 2 * Integer.BYTES + passages.size() * Integer.BYTES;
        ByteBuffer out = ByteBuffer.allocate(size + vectors * Vector.bytes(dimensions));
        out.putInt(dimensions).putInt(passages.size());
        for (PassageVectors passage : passages) {
            out.putInt(passage.units().size());
            passage.passage().write(out);
            passage.heading().write(out);
            passage.units().forEach(unit -> unit.write(out));
        }
        return out.array();
    }

    /// Empty if the bytes do not belong to these passages, however they came to differ.
    static Optional<PageVectors> fromBytes(byte[] bytes, List<Passage> passages) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int dimensions = in.getInt();
            if (in.getInt() != passages.size()) {
                return Optional.empty();
            }
            List<PassageVectors> all = new ArrayList<>();
            for (Passage passage : passages) {
                if (in.getInt() != passage.units().size()) {
                    return Optional.empty();
                }
                Vector whole = Vector.read(in, dimensions);
                Vector heading = Vector.read(in, dimensions);
                List<Vector> units = new ArrayList<>();
                for (int i = 0; i < passage.units().size(); i++) {
                    units.add(Vector.read(in, dimensions));
                }
                all.add(new PassageVectors(whole, heading, units));
            }
            return Optional.of(new PageVectors(all));
        } catch (java.nio.BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }
}
