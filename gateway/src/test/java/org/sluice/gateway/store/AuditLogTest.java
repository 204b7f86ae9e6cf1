package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.testkit.TestKey;
import org.sluice.gateway.testkit.TestStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AuditLogTest {
    private static final Actor RETENTION = new Actor.SystemActor("retention");

    private final TestDatabase kind;
    private final TestKey key = new TestKey("audit");
    private TestStore store;

    AuditLogTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        store = kind.open();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void an_empty_chain_is_sound() {
        assertThat(store.database().read(AuditLog::head)).isEqualTo(new AuditHead(0, AuditLine.GENESIS));
        assertThat(Audits.verdict(store.database())).isEqualTo(new Verdict.Sound(0, 0, 0, 0, 0));
    }

    @Test
    void records_are_chained_in_order_and_say_who_did_what() {
        append("first");
        append("second");

        List<AuditRecord> records = store.database().read(sql -> AuditLog.read(sql, 1, 10));
        assertThat(records).extracting(AuditRecord::seq).containsExactly(1L, 2L);
        assertThat(records.get(0).line())
                .startsWith("{\"seq\":1,\"at\":\"2026-03-02T08:00:00Z\",\"kind\":\"deposit_begun\",\"digest\":\"")
                .endsWith(",\"prev\":\"" + AuditLine.GENESIS + "\"}");
        assertThat(records.get(1).line())
                .endsWith(",\"prev\":\"" + records.get(0).hash() + "\"}");
        assertThat(records.get(0).payload())
                .contains("{\"actor\":{\"word\":\"person\",\"person\":\"p-1\",\"participant\":\"org-1\"},"
                        + "\"name\":\"first\"}");
    }

    @Test
    void whatever_a_name_holds_comes_back_and_verifies() {
        String nasty = "quote \" back \\ newline \n nul \u0000 lone \ud800 pair \ud83d\ude00 عربى \u2028 e\u0301";
        append(nasty);

        assertThat(Audits.verdict(store.database())).isEqualTo(new Verdict.Sound(1, 0, 1, 1, 0));
    }

    @Test
    void an_erased_payload_is_gone_and_the_chain_verifies_as_redacted() {
        append("Amal Haddad");
        append("kept");
        int erased = store.door().unitOfWork(tx -> AuditLog.erasePayloads(tx, RETENTION, "after 2 years", List.of(1L)));

        assertThat(erased).isEqualTo(1);
        String export = Audits.export(store.database(), key);
        assertThat(export).doesNotContain("Amal").contains("kept", "after 2 years");
        assertThat(Audits.verify(export, key)).isEqualTo(new Verdict.Sound(3, 1, 1, 3, 0));
        assertThat(store.database()
                        .read(sql -> AuditLog.read(sql, 1, 1))
                        .getFirst()
                        .payload())
                .isEmpty();
    }

    @Test
    void erasing_again_is_no_error_and_is_not_recorded_again() {
        append("Amal Haddad");
        store.door().perform(tx -> AuditLog.erasePayloads(tx, RETENTION, "rule", List.of(1L)));

        int erased = store.door().unitOfWork(tx -> AuditLog.erasePayloads(tx, RETENTION, "rule", List.of(1L)));

        assertThat(erased).isZero();
        assertThat(store.database().read(AuditLog::head).seq()).isEqualTo(2);
    }

    @Test
    void neither_an_unknown_record_nor_the_record_of_an_erasure_can_be_erased() {
        append("Amal Haddad");
        store.door().perform(tx -> AuditLog.erasePayloads(tx, RETENTION, "rule", List.of(1L)));

        assertThatThrownBy(() -> store.door().perform(tx -> AuditLog.erasePayloads(tx, RETENTION, "rule", List.of(2L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be erased itself");
        assertThatThrownBy(() -> store.door().perform(tx -> AuditLog.erasePayloads(tx, RETENTION, "rule", List.of(7L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no audit record 7");
    }

    @Test
    void a_checkpoint_signs_the_head_is_recorded_and_stands_in_the_export() {
        append("first");
        AuditHead head = store.database().read(AuditLog::head);
        Checkpoint checkpoint = checkpoint();
        append("second");

        assertThat(checkpoint.seq()).isEqualTo(1);
        assertThat(checkpoint.hash()).isEqualTo(head.hash());
        assertThat(checkpoint.signedBy(key)).isTrue();
        assertThat(store.database().read(AuditLog::lastCheckpoint)).contains(checkpoint);
        String export = Audits.export(store.database(), key);
        assertThat(export).contains(checkpoint.line() + "\n");
        assertThat(Audits.verify(export, key, checkpoint.line())).isEqualTo(new Verdict.Sound(3, 0, 1, 3, 1));
    }

    @Test
    void an_empty_chain_can_be_checkpointed() {
        Checkpoint checkpoint = checkpoint();

        assertThat(checkpoint.seq()).isZero();
        String export = Audits.export(store.database(), key);
        assertThat(Audits.verify(export, key, checkpoint.line())).isEqualTo(new Verdict.Sound(1, 0, 1, 1, 1));
    }

    @Test
    void two_checkpoints_of_one_line_are_one() {
        append("first");
        List<Checkpoint> both = store.door()
                .unitOfWork(tx -> List.of(
                        AuditLog.checkpoint(tx, RETENTION, key, store.clock()),
                        AuditLog.checkpoint(tx, RETENTION, key, store.clock())));

        assertThat(both.get(0)).isEqualTo(both.get(1));
        assertThat(store.database().read(AuditLog::head).seq()).isEqualTo(2);
    }

    @Test
    void an_export_of_several_pages_is_whole() {
        store.door().perform(tx -> {
            for (int i = 0; i < 1201; i++) {
                tx.append(event("n" + i));
            }
        });
        checkpoint();
        append("last");

        assertThat(Audits.verify(Audits.export(store.database(), key), key))
                .isEqualTo(new Verdict.Sound(1203, 0, 1, 1203, 1));
    }

    @Test
    void an_erasure_while_the_export_runs_is_explained_by_the_export() throws Exception {
        store.door().perform(tx -> {
            for (int i = 0; i < 600; i++) {
                tx.append(event("n" + i));
            }
        });
        var out = new java.io.ByteArrayOutputStream() {
            private boolean erased;

            @Override
            public synchronized void write(byte[] bytes) throws java.io.IOException {
                super.write(bytes);
                if (!erased && size() > 10_000) {
                    erased = true;
                    store.door().perform(tx -> AuditLog.erasePayloads(tx, RETENTION, "meanwhile", List.of(2L, 599L)));
                }
            }
        };
        AuditExport.write(out, store.database(), key, store.clock());

        Verdict verdict = Audits.verify(out.toString(java.nio.charset.StandardCharsets.UTF_8), key);
        assertThat(verdict).isEqualTo(new Verdict.Sound(601, 1, 1, 601, 0));
    }

    @Test
    void rows_cut_off_in_the_database_show() {
        append("first");
        append("second");
        append("third");
        store.door().perform(tx -> tx.sql().execute("DELETE FROM audit WHERE seq = 3"));

        assertThatThrownBy(() -> Audits.export(store.database(), key)).hasMessageContaining("records are missing");
    }

    @Test
    void a_chain_rolled_back_with_its_head_shows_beside_a_witnessed_checkpoint() {
        append("first");
        append("second");
        Checkpoint witnessed = checkpoint();
        store.door().perform(tx -> {
            tx.sql().execute("DELETE FROM checkpoint");
            tx.sql().execute("DELETE FROM audit WHERE seq > 1");
            tx.sql().execute("UPDATE audit_head SET seq = 1, hash = (SELECT hash FROM audit WHERE seq = 1)");
        });

        String export = Audits.export(store.database(), key);
        assertThat(Audits.verify(export, key)).isInstanceOf(Verdict.Sound.class);
        assertThat(Audits.verify(export, key, witnessed.line()).toString()).contains("ROLLED_BACK");
    }

    private Checkpoint checkpoint() {
        return store.door().unitOfWork(tx -> AuditLog.checkpoint(tx, RETENTION, key, store.clock()));
    }

    private void append(String name) {
        store.door().record(event(name));
    }

    private static AuditEvent event(String name) {
        return new AuditEvent(EventKind.DEPOSIT_BEGUN, new Actor.PersonActor("p-1", "org-1"), Map.of("name", name));
    }
}
