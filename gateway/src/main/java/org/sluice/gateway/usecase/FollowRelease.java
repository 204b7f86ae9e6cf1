package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;

/** How far each recipient of a release has come, at this moment. Reads only. Thread-safe. */
public final class FollowRelease {
    private final Ledger ledger;
    private final FetchFile fetch;

    FollowRelease(Ledger ledger, FetchFile fetch) {
        this.ledger = ledger;
        this.fetch = fetch;
    }

    /** From the releaser's hands to the recipient's word. */
    public enum Stage {
        /** No link was made yet. */
        TO_HAND_OVER,
        HANDED_OVER,
        OPENED,
        /** Bytes leave right now, from this node. */
        DOWNLOADING,
        /** Everything that could be had was fetched in whole. */
        DELIVERED,
        CONFIRMED,
        EXPIRED,
        REVOKED,
        REISSUED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether nothing more will happen by itself. */
        public boolean isLast() {
            return compareTo(CONFIRMED) >= 0;
        }
    }

    /**
     * One recipient with a link, or one that waits for it.
     *
     * @param since when it came to this stage; absent where that is not known
     * @param files fetched in whole, of {@code of}
     * @param bytes that left of what is fetched now and was fetched before, of {@code size}
     */
    public record Step(
            String recipient,
            String name,
            Optional<String> linkId,
            Stage stage,
            Optional<Instant> since,
            int files,
            int of,
            long bytes,
            long size) {}

    /** Contacts only: people with a log-in fetch from their inboxes, each when it likes. A replaced link is left out. */
    public List<Step> steps(Overview.ReleaseSeen seen) {
        return ledger.read(sql -> steps(sql, seen));
    }

    private List<Step> steps(Handle sql, Overview.ReleaseSeen seen) {
        List<Step> steps = new ArrayList<>();
        Set<String> living = new HashSet<>();
        for (Overview.LinkSeen link : seen.links()) {
            if (link.state() != LinkState.REISSUED) {
                living.add(link.link().contactId());
                steps.add(step(sql, link));
            }
        }
        for (String contact : seen.pending()) {
            if (!living.contains(contact)) {
                steps.add(new Step(
                        contact,
                        name(sql, contact),
                        Optional.empty(),
                        Stage.TO_HAND_OVER,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0));
            }
        }
        return steps;
    }

    private Step step(Handle sql, Overview.LinkSeen seen) {
        Link link = seen.link();
        long bytes = 0;
        long size = 0;
        int whole = 0;
        boolean running = false;
        for (Overview.FileSeen file : seen.files()) {
            String deposit = file.file().depositId();
            long length = Deposits.find(sql, deposit).orElseThrow().size();
            Optional<Long> now = fetch.running(link.id(), deposit);
            boolean done = file.file().completed().isPresent();
            size += length;
            bytes += now.orElse(done ? length : file.file().delivered());
            whole += done ? 1 : 0;
            running |= now.isPresent();
        }
        boolean all = !seen.files().isEmpty()
                && seen.files().stream()
                        .allMatch(file -> file.file().completed().isPresent() || !file.available())
                && whole > 0;
        Stage stage = stage(seen, running, all);
        return new Step(
                link.contactId(),
                name(sql, link.contactId()),
                Optional.of(link.id()),
                stage,
                since(seen, stage),
                whole,
                seen.files().size(),
                bytes,
                size);
    }

    private static Stage stage(Overview.LinkSeen seen, boolean running, boolean all) {
        return switch (seen.state()) {
            case CONFIRMED -> Stage.CONFIRMED;
            case EXPIRED -> Stage.EXPIRED;
            case REVOKED -> Stage.REVOKED;
            case REISSUED -> Stage.REISSUED;
            case LIVE, LOCKED -> {
                if (running) {
                    yield Stage.DOWNLOADING;
                }
                if (all) {
                    yield Stage.DELIVERED;
                }
                yield seen.link().opened().isPresent() ? Stage.OPENED : Stage.HANDED_OVER;
            }
        };
    }

    private static Optional<Instant> since(Overview.LinkSeen seen, Stage stage) {
        return switch (stage) {
            case TO_HAND_OVER, DOWNLOADING -> Optional.empty();
            case HANDED_OVER ->
                seen.sendings().stream()
                        .map(Sending::at)
                        .max(Instant::compareTo)
                        .or(() -> Optional.of(seen.link().issued()));
            case OPENED -> seen.link().opened();
            case DELIVERED ->
                seen.files().stream()
                        .flatMap(file -> file.file().completed().stream())
                        .max(Instant::compareTo);
            case EXPIRED -> Optional.of(seen.link().expires());
            case CONFIRMED, REVOKED, REISSUED -> seen.link().closed();
        };
    }

    private static String name(Handle sql, String contactId) {
        return Contacts.find(sql, contactId).map(Contact::name).orElse(contactId);
    }
}
