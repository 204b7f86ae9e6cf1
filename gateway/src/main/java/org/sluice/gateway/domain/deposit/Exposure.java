package org.sluice.gateway.domain.deposit;

import java.util.Arrays;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;

/**
 * What of a deposit others may see besides its content. A file name or a line in a label can say as much as the file, so it
 * obeys the same rule: what is strictly confidential, as all data on persons is, shows its words to its owner's people
 * only; administrators, auditors and coordinators see which file it is and never what it is called.
 *
 * <p>Source: GPC toolkit chapter 10 (coordinators have no access to personal data); PIM principles (exposure is sharing).
 */
public final class Exposure {
    /** What stands in the place of words that are not shown. */
    public static final String WITHHELD = "[withheld]";

    private Exposure() {}

    /** Whether the words of a deposit are hidden from somebody of this participant; absent for the host's administrator. */
    public static boolean hides(Deposit deposit, Optional<String> viewersParticipant) {
        return hides(deposit.channel(), deposit.participantId(), viewersParticipant);
    }

    /** The same of a deposit of which only this is known. */
    public static boolean hides(Channel channel, String owner, Optional<String> viewersParticipant) {
        return channel == Channel.STRICTLY_CONFIDENTIAL && !viewersParticipant.equals(Optional.of(owner));
    }

    /**
     * A label's text for a record that others read: without its words where the content is strictly confidential.
     *
     * @param channels the deposit is or was kept in, besides the one that the label asks for
     */
    public static String canonical(Label label, Channel... channels) {
        boolean strict = label.channel() == Channel.STRICTLY_CONFIDENTIAL
                || Arrays.asList(channels).contains(Channel.STRICTLY_CONFIDENTIAL);
        return (strict ? label.withoutWords() : label).canonical();
    }

    /** The deposit without its words. */
    public static Deposit withheld(Deposit deposit) {
        return deposit.withoutWords(WITHHELD);
    }

    /** The deposit as somebody of this participant may see it. */
    public static Deposit shown(Deposit deposit, Optional<String> viewersParticipant) {
        return hides(deposit, viewersParticipant) ? withheld(deposit) : deposit;
    }
}
