package org.sluice.gateway.domain.clearance;

import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;

/** Who may ask for a clearance or agree to one. */
public final class Clearer {
    private Clearer() {}

    /**
     * Releasers and coordinators of the owner; coordinators of others too, but never for personal data, which passes
     * between those who act on it and not via the cluster (Global Protection Cluster toolkit, chapter 10).
     *
     * @param owner the participant that deposited, or for a pathway the one that sends; none for a whole type
     * @param personal whether the content shows persons, coded or by name
     */
    public static Optional<Refusal> barred(Person person, Optional<String> owner, boolean personal) {
        boolean own = owner.filter(person.participantId()::equals).isPresent();
        if (own && (person.is(Role.RELEASER) || person.is(Role.COORDINATOR))) {
            return Optional.empty();
        }
        if (!personal && person.is(Role.COORDINATOR)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.forbidden(
                "not-a-clearer",
                person.id() + " can't clear this: it takes a releaser or coordinator"
                        + owner.map(of -> " of " + of).orElse("")
                        + (personal ? ", as personal data never goes via others." : ", or a coordinator.")));
    }
}
