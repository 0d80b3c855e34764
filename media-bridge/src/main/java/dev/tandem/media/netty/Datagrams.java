package dev.tandem.media.netty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/// A row of datagrams in native memory, each with its address, in the form that Linux's recvmmsg
/// and sendmmsg take: `struct mmsghdr` of 64-bit Linux, the same for glibc and musl, x86-64 and
/// aarch64.
///
/// It is made once and used for every burst: nothing is allocated for a packet, and a short row
/// stays in the processor's cache.
@SuppressWarnings("restricted") // Calls into C are what this class is for.
final class Datagrams {
    /// Nothing is there, or the kernel's queue is full.
    static final int EAGAIN = 11;

    private static final int ENOSYS = 38;
    private static final int EPERM = 1;
    private static final int NO_SOCKET = -1;

    private static final int MSG_DONTWAIT = 0x40;

    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;

    // struct sockaddr_in { u16 family; be16 port; be32 address }
    // struct sockaddr_in6 { u16 family; be16 port; u32 flow; be64 address[2]; u32 scope }
    private static final ValueLayout.OfShort BIG_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BIG_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PORT = 2;
    private static final int IPV4 = 4;
    private static final int IPV6_HIGH = 8;
    private static final int IPV6_LOW = 16;
    private static final int SCOPE = 24;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;
    private static final int NAME_STRIDE = 32;

    private static final MemoryLayout HEADER =
            MemoryLayout.structLayout(
                    ADDRESS.withName("name"),
                    JAVA_INT.withName("namelen"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("iov"),
                    JAVA_LONG.withName("iovlen"),
                    ADDRESS.withName("control"),
                    JAVA_LONG.withName("controllen"),
                    JAVA_INT.withName("flags"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_INT.withName("len"),
                    MemoryLayout.paddingLayout(4));
    private static final long HEADER_BYTES = HEADER.byteSize();
    private static final long NAMELEN = HEADER.byteOffset(PathElement.groupElement("namelen"));
    private static final long LEN = HEADER.byteOffset(PathElement.groupElement("len"));

    // struct iovec { void *base; size_t len }
    private static final int IOVEC_BYTES = 16;
    private static final int IOVEC_LEN = 8;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final long ERRNO_OFFSET =
            Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));

    /// Looked for when the first datagram goes to the kernel: the row itself is only memory.
    private static final class Calls {
        static final MethodHandle RECVMMSG =
                function(
                        "recvmmsg",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
        static final MethodHandle SENDMMSG =
                function(
                        "sendmmsg",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), descriptor, ERRNO);
        }
    }

    private final int capacity;
    private final int stride;
    private final boolean ipv6;
    private final MemorySegment headers;
    private final MemorySegment iovecs;
    private final MemorySegment names;
    private final MemorySegment bytes;
    private final MemorySegment errno;

    /// @param capacity how many datagrams
    /// @param stride room for the bytes of each
    /// @param ipv6 whether the socket is one of IPv6
    Datagrams(int capacity, int stride, boolean ipv6) {
        this.capacity = capacity;
        this.stride = stride;
        this.ipv6 = ipv6;
        // Freed by the garbage collector when the port is: it may be closed by any thread.
        Arena arena = Arena.ofAuto();
        headers = arena.allocate(HEADER_BYTES * capacity, 64);
        iovecs = arena.allocate((long) IOVEC_BYTES * capacity, 64);
        names = arena.allocate((long) NAME_STRIDE * capacity, 64);
        bytes = arena.allocate((long) stride * capacity, 64);
        errno = arena.allocate(Linker.Option.captureStateLayout());
        for (int i = 0; i < capacity; i++) {
            MemorySegment header = headers.asSlice(i * HEADER_BYTES, HEADER_BYTES);
            header.set(ADDRESS, 0, names.asSlice((long) i * NAME_STRIDE));
            header.set(
                    ADDRESS,
                    HEADER.byteOffset(PathElement.groupElement("iov")),
                    iovecs.asSlice((long) i * IOVEC_BYTES));
            header.set(JAVA_LONG, HEADER.byteOffset(PathElement.groupElement("iovlen")), 1);
            header.set(JAVA_INT, NAMELEN, ipv6 ? SOCKADDR_IN6_BYTES : SOCKADDR_IN_BYTES);
            iovecs.set(ADDRESS, (long) i * IOVEC_BYTES, bytes.asSlice((long) i * stride));
            iovecs.set(JAVA_LONG, (long) i * IOVEC_BYTES + IOVEC_LEN, stride);
        }
    }

    /// Whether both calls reach the kernel: a sandbox may refuse what it does not know.
    static boolean areLetThrough() {
        Datagrams one = new Datagrams(1, 1, false);
        return isLetThrough(one.receive(NO_SOCKET)) && isLetThrough(one.send(NO_SOCKET, 0, 1));
    }

    /// The kernel itself says that this is no socket.
    private static boolean isLetThrough(int result) {
        return result != -ENOSYS && result != -EPERM;
    }

    int capacity() {
        return capacity;
    }

    /// Reads what is there, at most `capacity`.
    ///
    /// @return how many, or minus the kernel's errno
    int receive(int fd) {
        try {
            int count =
                    (int)
                            Calls.RECVMMSG.invokeExact(
                                    errno, fd, headers, capacity, MSG_DONTWAIT, MemorySegment.NULL);
            return count < 0 ? -errno.get(JAVA_INT, ERRNO_OFFSET) : count;
        } catch (Throwable impossible) {
            throw new IllegalStateException("recvmmsg throws nothing", impossible);
        }
    }

    /// Sends those from this one on.
    ///
    /// @return how many the kernel took, at least one, or minus its errno for the first
    int send(int fd, int first, int count) {
        try {
            int taken =
                    (int)
                            Calls.SENDMMSG.invokeExact(
                                    errno,
                                    fd,
                                    headers.asSlice(first * HEADER_BYTES),
                                    count,
                                    MSG_DONTWAIT);
            return taken < 0 ? -errno.get(JAVA_INT, ERRNO_OFFSET) : taken;
        } catch (Throwable impossible) {
            throw new IllegalStateException("sendmmsg throws nothing", impossible);
        }
    }

    /// Of a received one; more than the stride where it was cut off is not told.
    int length(int index) {
        return headers.get(JAVA_INT, index * HEADER_BYTES + LEN);
    }

    void read(int index, byte[] into, int length) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, (long) index * stride, into, 0, length);
    }

    /// Who sent it.
    Peer from(int index, KnownPeers known) {
        long name = (long) index * NAME_STRIDE;
        int port = Short.toUnsignedInt(names.get(BIG_SHORT, name + PORT));
        if (ipv6) {
            return known.of(
                    names.get(BIG_LONG, name + IPV6_HIGH),
                    names.get(BIG_LONG, name + IPV6_LOW),
                    names.get(JAVA_INT, name + SCOPE),
                    port);
        }
        return known.of(0, Peer.mapped(names.get(BIG_INT, name + IPV4)), 0, port);
    }

    /// Whether a socket of this kind reaches it.
    boolean reaches(Peer peer) {
        return ipv6 || peer.isIpv4();
    }

    /// Copies it to this place.
    void write(int index, byte[] buffer, int offset, int length, Peer to) {
        long name = (long) index * NAME_STRIDE;
        names.set(JAVA_SHORT, name, ipv6 ? AF_INET6 : AF_INET);
        names.set(BIG_SHORT, name + PORT, (short) to.getPort());
        if (ipv6) {
            names.set(BIG_LONG, name + IPV6_HIGH, to.high());
            names.set(BIG_LONG, name + IPV6_LOW, to.low());
            names.set(JAVA_INT, name + SCOPE, to.scope());
        } else {
            names.set(BIG_INT, name + IPV4, (int) to.low());
        }
        MemorySegment.copy(
                buffer, offset, bytes, ValueLayout.JAVA_BYTE, (long) index * stride, length);
        iovecs.set(JAVA_LONG, (long) index * IOVEC_BYTES + IOVEC_LEN, length);
    }
}
