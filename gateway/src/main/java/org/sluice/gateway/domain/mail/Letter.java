package org.sluice.gateway.domain.mail;

import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;

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

    /** An administrator tries whether mail arrives. */
    record Trial() implements Letter {}
}
