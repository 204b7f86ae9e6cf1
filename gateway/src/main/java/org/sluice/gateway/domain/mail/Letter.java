package org.sluice.gateway.domain.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.release.Way;

/** What a mail says; its words are made in its reader's language when it is sent. */
public sealed interface Letter {

    /**
     * Files were deposited. Mail passes through hands that nobody here knows, so no file is named, whatever its channel.
     *
     * @param personId whom it tells, to say how to end it
     */
    record NewDeposits(String personId, List<Heap> heaps) implements Letter {
        public NewDeposits {
            heaps = List.copyOf(heaps);
        }
    }

    /** So many files of a kind; of what is strictly confidential not even the information type is told. */
    record Heap(Channel channel, Optional<String> type, int files) {
        public Heap {
            if (channel == Channel.STRICTLY_CONFIDENTIAL && type.isPresent()) {
                throw new IllegalArgumentException("The type of what is strictly confidential is in no mail.");
            }
        }
    }

    /**
     * The way to a release, for a contact. It names no file and no type, and the purpose only where its channel bears it.
     *
     * @param sender the releasing participant's name; none where the channel hides it
     * @param url a secret: whoever has it and the password has the files
     */
    record LinkAddress(Optional<String> sender, Optional<String> purpose, String url, Instant until, Way passwordWay)
            implements Letter {
        @Override
        public String toString() {
            return "LinkAddress[redacted]";
        }
    }

    /** The password of a link, for a contact. */
    record LinkPassword(Optional<String> sender, String password, Way linkWay) implements Letter {
        @Override
        public String toString() {
            return "LinkPassword[redacted]";
        }
    }

    /** A code that is asked for besides the password. */
    record OpeningCode(String code) implements Letter {
        @Override
        public String toString() {
            return "OpeningCode[redacted]";
        }
    }

    /**
     * A link ends soon over which not all was fetched. It holds no address, as that of the link is known to nobody any more.
     *
     * @param issued when it came, so that its reader finds the message
     */
    record LinkEnding(Instant issued, Instant until) implements Letter {}

    /**
     * What was fetched over a link is to be destroyed.
     *
     * @param url where its reader confirms it; a secret
     */
    record DestroyNow(Instant issued, Instant by, String url) implements Letter {
        @Override
        public String toString() {
            return "DestroyNow[redacted]";
        }
    }

    /** Something lies in the inboxes of a person. */
    record Inbox(String personId) implements Letter {}

    /** An administrator tries whether mail arrives. */
    record Trial() implements Letter {}
}
