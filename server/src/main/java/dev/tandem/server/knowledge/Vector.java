package dev.tandem.server.knowledge;

import org.apache.lucene.util.VectorUtil;

import java.nio.ByteBuffer;

/// A unit vector in one byte per dimension and one scale: a quarter of the memory of floats, and
/// cosines within about 0.003 of theirs.
public final class Vector {
    private final byte[] components;
    private final float scale;

    private Vector(byte[] components, float scale) {
        this.components = components;
        this.scale = scale;
    }

    static Vector of(float[] values) {
        double square = 0;
        float largest = 0;
        for (float value : values) {
            square += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
        }
        byte[] components = new byte[values.length];
        if (largest == 0) {
            return new Vector(components, 0);
        }
        for (int i = 0; i < values.length; i++) {
            components[i] = (byte) Math.round(values[i] / largest * Byte.MAX_VALUE);
        }
        return new Vector(components, (float) (largest / Byte.MAX_VALUE / Math.sqrt(square)));
    }

    /// One behind the other, so that the cosine of two such vectors is the mean of the cosines of
    /// their parts.
    ///
    /// @param share of the second in the mean, 0 to 1
    static Vector joined(Vector first, Vector second, double share) {
        float[] values = new float[first.dimensions() + second.dimensions()];
        first.scaled(Math.sqrt(1 - share), values, 0);
        second.scaled(Math.sqrt(share), values, first.dimensions());
        return of(values);
    }

    private void scaled(double by, float[] into, int from) {
        for (int i = 0; i < components.length; i++) {
            into[from + i] = (float) (components[i] * scale * by);
        }
    }

    /// From -1 to 1.
    public double cosine(Vector other) {
        return (double) scale * other.scale * VectorUtil.dotProduct(components, other.components);
    }

    /// Of length one, for models that read vectors.
    public double[] values() {
        double[] values = new double[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i] * scale;
        }
        return values;
    }

    public int dimensions() {
        return components.length;
    }

    void write(ByteBuffer out) {
        out.putFloat(scale).put(components);
    }

    static Vector read(ByteBuffer in, int dimensions) {
        float scale = in.getFloat();
        byte[] components = new byte[dimensions];
        in.get(components);
        return new Vector(components, scale);
    }

    static int bytes(int dimensions) {
        return Float.BYTES + dimensions;
    }
}
