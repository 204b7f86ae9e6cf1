package org.sluice.gateway.domain.audit;

import java.util.Objects;
import java.util.Optional;

/** Who did it, as far as the gateway knows. */
public sealed interface Actor {

    /** The word that the chain stores for this kind of actor. */
    String word();

    /** The actor as JSON text, an object that begins with its {@code word}. */
    String json();

    /**
     * Somebody with a shell on the host.
     *
     * @param asPerson the person they said they were, which the host cannot prove
     */
    record HostAdministrator(Optional<String> asPerson) implements Actor {
        @Override
        public String word() {
            return "host_administrator";
        }

        @Override
        public String json() {
            return asPerson.map(person -> JsonText.object("word", word(), "as_person", person))
                    .orElseGet(() -> JsonText.object("word", word()));
        }
    }

    /** A person who logged in. */
    record PersonActor(String personId, String participantId) implements Actor {
        public PersonActor {
            Objects.requireNonNull(personId);
            Objects.requireNonNull(participantId);
        }

        @Override
        public String word() {
            return "person";
        }

        @Override
        public String json() {
            return JsonText.object("word", word(), "person", personId, "participant", participantId);
        }
    }

    /** Whoever holds a link (and, where the event says so, its password). */
    record LinkHolder(String linkId) implements Actor {
        public LinkHolder {
            Objects.requireNonNull(linkId);
        }

        @Override
        public String word() {
            return "link_holder";
        }

        @Override
        public String json() {
            return JsonText.object("word", word(), "link", linkId);
        }
    }

    /** The gateway itself; {@code part} names the part that acted, for example {@code retention}. */
    record SystemActor(String part) implements Actor {
        public SystemActor {
            Objects.requireNonNull(part);
        }

        @Override
        public String word() {
            return "system";
        }

        @Override
        public String json() {
            return JsonText.object("word", word(), "part", part);
        }
    }

    /** Nobody known; {@code network} is an address prefix, never a whole address. */
    record Stranger(String network) implements Actor {
        public Stranger {
            Objects.requireNonNull(network);
        }

        @Override
        public String word() {
            return "stranger";
        }

        @Override
        public String json() {
            return JsonText.object("word", word(), "network", network);
        }
    }
}
