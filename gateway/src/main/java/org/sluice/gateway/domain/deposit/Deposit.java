package org.sluice.gateway.domain.deposit;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;

/**
 * An uploaded file with its label.
 *
 * @param folder the channel of the folder that it was put into; its place, which a later label does not move
 * @param path folders inside the type, joined by slashes; empty for none
 * @param channel the channel whose keys guard the body: the label's, or the label's floor where that is stricter
 * @param label what people declared; standard labels are filled in at each decision and never stored
 * @param labelVersion rises with every new label, name or channel; the wrap binds it
 * @param bodyId names the body in the blob store; 32 hex digits
 * @param size bytes of plain content; for a deposit that is still received, what was durable when it last stopped
 * @param sha256 of the plain content, lower-case hex; present from settling on
 * @param settles when a settling deposit becomes deposited without another word from its depositor
 * @param modified the client's own modification time, kept as it said
 */
public record Deposit(
        String id,
        String participantId,
        String personId,
        Channel folder,
        String path,
        String name,
        DepositState state,
        Channel channel,
        Label label,
        long labelVersion,
        String bodyId,
        long size,
        Optional<String> sha256,
        Instant begun,
        Optional<Instant> closed,
        Optional<Instant> settles,
        Optional<Instant> deposited,
        Optional<Instant> modified,
        Optional<String> supersededBy) {

    public String type() {
        return label.informationType();
    }

    /** Where in its depositor's folders it was put. */
    public Spot spot() {
        return new Spot(folder, type(), path, name);
    }

    /** This deposit with another word for its name and folders, and without the free lines of its label. */
    Deposit withoutWords(String word) {
        return new Deposit(
                id,
                participantId,
                personId,
                folder,
                path.isEmpty() ? "" : word,
                word,
                state,
                channel,
                label.withoutWords(),
                labelVersion,
                bodyId,
                size,
                sha256,
                begun,
                closed,
                settles,
                deposited,
                modified,
                supersededBy);
    }

    /** Taken although it lies below its floor: its owner alone sees it until somebody gives the label. */
    public boolean held() {
        return channel != label.channel();
    }

    /** Whether it is the version that its folder shows. */
    public boolean current() {
        return supersededBy.isEmpty() && (state == DepositState.SETTLING || state == DepositState.DEPOSITED);
    }
}
