package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.testkit.TestDatabase;

/** Who takes in, checks, answers, refers and closes what third parties ask, and nobody their own. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RequestRightsTest extends ThirdPartyCase {
    RequestRightsTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void nobody_checks_or_grants_their_own_request() {
        gateway.person("coco", "relief-b", Role.COORDINATOR);
        String id = taken("desk-b", false);
        assertThat(refusal(gateway.inside.requests.check(
                                HOST, id, new Proportionality(true, true, true, "fits", "coco")))
                        .code())
                .isEqualTo("own-request");
        check(id);
        assertThat(refusal(answer(id, "nadia", "relief-b", figures)).code()).isEqualTo("own-request");
        assertThat(refusal(answer(id, "coco", "relief-a", figures)).code()).isEqualTo("own-request");
        assertThat(refusal(answer(id, "administrator", "relief-b", figures)).code())
                .isEqualTo("own-request");
        answer(id, "amal", "relief-a", figures).orThrow();
    }

    @Test
    void requests_are_taken_in_by_releasers_and_coordinators() {
        assertThat(refusal(gateway.inside.requests.take(HOST, "dora", intake("donor", false)))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.take(HOST, "cora", intake("donor", false)).orThrow();
    }

    @Test
    void requests_are_answered_by_releasers_of_who_grants_and_by_coordinators() {
        String id = taken("donor", false);
        check(id);
        assertThat(refusal(answer(id, "dora", "relief-a", figures)).code()).isEqualTo("not-its-word");
        assertThat(refusal(answer(id, "nadia", "relief-a", figures)).code()).isEqualTo("not-its-word");
        answer(id, "cora", "relief-a", figures).orThrow();
    }

    @Test
    void requests_are_referred_and_closed_by_who_took_them_in_and_by_coordinators() {
        String id = taken("donor", false);
        assertThat(refusal(gateway.inside.requests.refer(as("nadia"), id, "the country team"))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.refer(as("amal"), id, "the country team").orThrow();
        check(id);
        answer(id, "amal", "relief-a", figures).orThrow();
        assertThat(refusal(gateway.inside.requests.destroyed(as("nadia"), id, "a letter"))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.destroyed(as("cora"), id, "a letter").orThrow();
    }

    @Test
    void of_personal_data_the_owners_contact_alone_decides() {
        gateway.label(figures.id(), "persons=pseudonymised");
        String id = taken("donor", false);
        check(id);
        assertThat(refusal(answer(id, "cora", "relief-a", figures)).code()).isEqualTo("personal-data");
        assertThat(refusal(answer(id, "administrator", "relief-a", figures)).code())
                .isEqualTo("personal-data");
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("dora"))
                .orThrow();
        assertThat(refusal(answer(id, "amal", "relief-a", figures)).code()).isEqualTo("personal-data");
        answer(id, "dora", "relief-a", figures).orThrow();
    }

    @Test
    void demands_are_recorded_by_those_at_the_desk_and_closed_by_coordinators() {
        assertThat(refusal(gateway.inside.demands.open(
                                HOST, "dora", "a made-up ministry", "all lists", "an order", List.of("relief-a")))
                        .code())
                .isEqualTo("not-at-the-desk");
        String id = gateway.inside
                .demands
                .open(HOST, "amal", "a made-up ministry", "all lists", "an order", List.of("relief-a"))
                .orThrow()
                .id();
        assertThat(refusal(gateway.inside.demands.close(as("amal"), id, "declined"))
                        .code())
                .isEqualTo("not-a-coordinator");
        gateway.inside.demands.close(as("cora"), id, "declined").orThrow();
    }
}
