package dev.tandem.tests.bench;

import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.tests.harness.ChildJvm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// A bare Netty echo: each leg gets its own packets back, one out for one in, as in a 1:1 call.
final class EchoTarget implements MediaTarget {
    private final ChildJvm process;
    private final SrtpProfile profile;
    private final InetSocketAddress address;

    EchoTarget(String host, SrtpProfile profile) throws IOException {
        process = new ChildJvm(EchoProcess.class, List.of(), host);
        this.profile = profile;
        address = new InetSocketAddress(host, Integer.parseInt(process.hear()));
    }

    @Override
    public String name() {
        return "bare Netty echo";
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void connectPair(MediaLeg caller, MediaLeg callee) {
        caller.connectToEcho(address, profile);
        callee.connectToEcho(address, profile);
    }

    @Override
    public void connectRoom(List<MediaLeg> legs) {
        throw new UnsupportedOperationException("an echo has one receiver");
    }

    @Override
    public void close() {
        process.close();
    }
}
