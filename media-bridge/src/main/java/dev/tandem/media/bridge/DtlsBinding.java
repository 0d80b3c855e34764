package dev.tandem.media.bridge;

import dev.tandem.media.dtls.DtlsAssociation;
import dev.tandem.media.dtls.DtlsListener;
import dev.tandem.media.dtls.DtlsServer;
import dev.tandem.media.srtp.SrtpKeys;

import java.util.Optional;

/// Carries what an association says back to its leg's loop, unless another has taken its place.
final class DtlsBinding {
    private final LegTerms terms;
    private final DtlsServer dtls;
    private final LoopTasks tasks;
    private Optional<Leg> leg = Optional.empty();

    DtlsBinding(LegTerms terms, DtlsServer dtls, LoopTasks tasks) {
        this.terms = terms;
        this.dtls = dtls;
        this.tasks = tasks;
    }

    void bind(Leg bound) {
        leg = Optional.of(bound);
    }

    DtlsAssociation open() {
        Listener listener = new Listener(leg.orElseThrow());
        DtlsAssociation association = dtls.open(terms.offer().fingerprint(), listener);
        listener.own = Optional.of(association);
        return association;
    }

    private final class Listener implements DtlsListener {
        private final Leg leg;
        private Optional<DtlsAssociation> own = Optional.empty();

        Listener(Leg leg) {
            this.leg = leg;
        }

        @Override
        public void onDatagram(byte[] datagram) {
            later((now, out) -> leg.sendDtls(datagram, out));
        }

        @Override
        public void onKeys(SrtpKeys keys) {
            later((now, out) -> leg.keysAgreed(keys, now, out));
        }

        @Override
        public void onFailed() {
            later((now, out) -> leg.handshakeFailed(out));
        }

        @Override
        public void onClosed() {
            later((now, out) -> leg.closedByPeer(out));
        }

        private void later(LoopTasks.Task task) {
            tasks.execute((now, out) -> {
                if (own.filter(leg.handshakes()::isCurrent).isPresent()) {
                    task.run(now, out);
                }
            });
        }
    }
}
