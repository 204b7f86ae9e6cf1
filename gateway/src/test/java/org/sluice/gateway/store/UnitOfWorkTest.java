package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.testkit.TestStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class UnitOfWorkTest {
    private static final AuditEvent EVENT = new AuditEvent(EventKind.GATEWAY_STARTED, new Actor.SystemActor("test"));

    private final TestDatabase kind;
    private TestStore store;

    UnitOfWorkTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        store = kind.open();
        store.door().perform(tx -> tx.sql().execute("CREATE TABLE note (text TEXT NOT NULL UNIQUE)"));
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void what_a_unit_wrote_is_there_once_it_is_answered() {
        String answer = store.door().unitOfWork(tx -> {
            note(tx, "first");
            tx.append(EVENT);
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(notes()).containsExactly("first");
        assertThat(store.database().read(AuditLog::head).seq()).isEqualTo(1);
    }

    @Test
    void a_unit_that_throws_leaves_neither_rows_nor_audit_and_its_exception_comes_out() {
        var thrown = new IOException("the disk is on fire");

        assertThatThrownBy(() -> store.door().unitOfWork(tx -> {
                    note(tx, "first");
                    tx.append(EVENT);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(notes()).isEmpty();
        assertThat(store.database().read(AuditLog::head).seq()).isZero();
    }

    @Test
    void an_error_comes_out_too_and_the_door_goes_on() {
        assertThatThrownBy(() -> store.door().perform(tx -> {
                    throw new AssertionError("never so");
                }))
                .isInstanceOf(AssertionError.class);

        store.door().perform(tx -> note(tx, "after"));
        assertThat(notes()).containsExactly("after");
    }

    @Test
    void a_unit_sees_what_it_has_written() {
        long count = store.door().unitOfWork(tx -> {
            note(tx, "first");
            return tx.sql()
                    .createQuery("SELECT count(*) FROM note")
                    .mapTo(Long.class)
                    .one();
        });

        assertThat(count).isEqualTo(1);
    }

    @Test
    void a_unit_that_goes_on_after_a_failed_statement_is_undone_all_the_same() {
        store.door().perform(tx -> note(tx, "taken"));

        assertThatThrownBy(() -> store.door().perform(tx -> {
                    note(tx, "mine");
                    try {
                        note(tx, "taken");
                    } catch (JdbiException e) {
                        tx.append(EVENT);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed and the unit went on")
                .hasCauseInstanceOf(java.sql.SQLException.class);

        assertThat(notes()).containsExactly("taken");
        store.door().perform(tx -> note(tx, "next"));
        assertThat(notes()).containsExactly("next", "taken");
    }

    @Test
    void neither_the_tx_nor_its_handle_can_be_used_after_the_unit_ended() {
        List<Tx> ended = new ArrayList<>();
        List<Handle> handles = new ArrayList<>();
        store.door().perform(now -> {
            ended.add(now);
            handles.add(now.sql());
        });

        assertThatThrownBy(() -> ended.getFirst().sql())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended");
        assertThatThrownBy(() -> ended.getFirst().append(EVENT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ended.getFirst().afterCommit(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> handles.getFirst().execute("INSERT INTO note VALUES ('late')"))
                .hasMessageContaining("ended");
        assertThat(notes()).isEmpty();
    }

    @Test
    void a_tx_is_refused_on_another_thread() throws InterruptedException {
        var refused = new AtomicReference<Throwable>();
        store.door().perform(tx -> {
            Thread other = new Thread(() -> {
                try {
                    tx.append(EVENT);
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            });
            other.start();
            other.join();
        });

        assertThat(refused.get()).hasMessageContaining("belongs to the thread");
    }

    @Test
    void a_unit_within_a_unit_is_refused() {
        assertThatThrownBy(() -> store.door().perform(tx -> store.door().perform(inner -> note(inner, "inner"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot open another");
    }

    @Test
    void a_reader_within_a_unit_is_refused() {
        assertThatThrownBy(() -> store.door().perform(tx -> store.database().read(AuditLog::head)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its own Tx");
    }

    @Test
    void a_unit_cannot_steer_the_transaction() {
        for (String command : List.of("COMMIT", " rollback", "SAVEPOINT mine", "BEGIN", "PRAGMA secure_delete = OFF")) {
            assertThatThrownBy(() -> store.door().perform(tx -> tx.sql().execute(command)))
                    .as(command)
                    .hasMessageContaining("is not for a unit of work");
        }
        assertThatThrownBy(() -> store.door().perform(tx -> tx.sql().useTransaction(handle -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_write_through_a_reader_fails() {
        assertThatThrownBy(() -> store.database().read(sql -> sql.execute("INSERT INTO note VALUES ('sneaked in')")))
                .isInstanceOf(JdbiException.class);
        assertThatThrownBy(() -> store.database().read(sql -> sql.execute("PRAGMA query_only = OFF")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void a_reader_reads_one_snapshot() {
        store.database().read(sql -> {
            long before = count(sql);
            store.door().perform(tx -> note(tx, "meanwhile"));
            assertThat(count(sql)).isEqualTo(before);
            return true;
        });

        assertThat(notes()).containsExactly("meanwhile");
    }

    @Test
    void hooks_run_after_the_commit_and_before_the_answer_on_the_callers_thread() {
        List<String> order = new ArrayList<>();
        var thread = new AtomicReference<Thread>();
        store.door().perform(tx -> {
            note(tx, "first");
            tx.afterCommit(() -> {
                thread.set(Thread.currentThread());
                order.add("hook sees " + notes());
            });
        });
        order.add("answer");

        assertThat(order).containsExactly("hook sees [first]", "answer");
        assertThat(thread.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void a_failing_hook_fails_neither_the_unit_nor_the_other_hooks() {
        List<String> ran = new ArrayList<>();
        store.door().perform(tx -> {
            note(tx, "first");
            tx.afterCommit(() -> {
                throw new IllegalArgumentException("hook on strike");
            });
            tx.afterCommit(() -> ran.add("second"));
        });

        assertThat(ran).containsExactly("second");
        assertThat(notes()).containsExactly("first");
    }

    @Test
    void hooks_of_a_unit_that_was_undone_do_not_run() {
        List<String> ran = new ArrayList<>();
        assertThatThrownBy(() -> store.door().perform(tx -> {
                    tx.afterCommit(() -> ran.add("hook"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(ran).isEmpty();
    }

    @Test
    void an_interrupted_caller_still_gets_its_answer_and_keeps_its_flag() {
        Thread.currentThread().interrupt();
        List<Boolean> flagInHook = new ArrayList<>();
        store.door().perform(tx -> {
            note(tx, "first");
            tx.afterCommit(() -> flagInHook.add(Thread.currentThread().isInterrupted()));
        });
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertThat(flagInHook).as("a hook that works on files must not be hit").containsExactly(false);
        assertThat(notes()).containsExactly("first");
    }

    @Test
    void a_refused_act_is_recorded_by_itself() {
        store.door().record(EVENT);

        List<AuditRecord> records = store.database().read(sql -> AuditLog.read(sql, 1, 10));
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().kind()).isEqualTo("gateway_started");
        assertThat(records.getFirst().at()).isEqualTo(store.clock().instant());
    }

    @Test
    void a_database_has_one_door() {
        assertThatThrownBy(() -> store.database().writeDoor(store.clock(), new java.security.SecureRandom()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only one");
    }

    private static void note(Tx tx, String text) {
        tx.sql()
                .createUpdate("INSERT INTO note (text) VALUES (:text)")
                .bind("text", text)
                .execute();
    }

    private static long count(Handle sql) {
        return sql.createQuery("SELECT count(*) FROM note").mapTo(Long.class).one();
    }

    private List<String> notes() {
        return store.database()
                .read(sql -> sql.createQuery("SELECT text FROM note ORDER BY text")
                        .mapTo(String.class)
                        .list());
    }
}
