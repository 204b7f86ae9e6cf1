package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.testkit.Audits;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class GroupCommitTest {
    private static final AuditEvent EVENT = new AuditEvent(EventKind.DEPOSIT_COMPLETED, new Actor.SystemActor("test"));
    private static final WriteDoor.Limits USUAL = WriteDoor.Limits.USUAL;

    private final TestDatabase kind;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DatabaseAddress address;
    private Database database;
    private WriteDoor door;

    GroupCommitTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        address = kind.fresh();
        database = Database.open(address);
        door = database.writeDoor(new MovableClock(), new SecureRandom(), USUAL);
        door.perform(tx -> {
            tx.sql().execute("CREATE TABLE parent (id BIGINT PRIMARY KEY)");
            tx.sql()
                    .execute("CREATE TABLE note (text TEXT NOT NULL, parent BIGINT REFERENCES parent (id)"
                            + " DEFERRABLE INITIALLY DEFERRED)");
        });
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        if (door != null) {
            door.close();
            database.close();
        }
    }

    @Test
    void units_that_wait_together_share_a_commit_and_the_one_that_throws_is_rolled_back_alone() throws Exception {
        List<Future<Boolean>> answers = together(
                () -> note("one"),
                () -> door.unitOfWork(tx -> {
                    insert(tx, "two", null);
                    tx.append(EVENT);
                    throw new IllegalArgumentException("two changed its mind");
                }),
                () -> note("three"));

        assertThat(answers.get(0).get()).isTrue();
        assertThatThrownBy(() -> answers.get(1).get()).hasRootCauseMessage("two changed its mind");
        assertThat(answers.get(2).get()).isTrue();
        assertThat(notes()).containsExactly("one", "three");
        assertThat(Audits.verdict(database)).isEqualTo(new Verdict.Sound(2, 0, 1, 2, 0));
    }

    @Test
    void later_units_of_a_group_see_the_earlier_ones() throws Exception {
        List<Future<Boolean>> answers = together(
                () -> note("one"),
                () -> door.unitOfWork(tx -> !tx.sql()
                        .createQuery("SELECT text FROM note")
                        .mapTo(String.class)
                        .list()
                        .isEmpty()));

        assertThat(answers.get(1).get()).isTrue();
    }

    @Test
    void nobody_is_answered_and_no_hook_runs_before_the_commit_of_the_group() throws Exception {
        List<Boolean> seen = new ArrayList<>();
        together(
                () -> {
                    note("one");
                    // The second unit's row is there as soon as the first is answered: one commit.
                    seen.add(notes().contains("two"));
                    return true;
                },
                () -> note("two"));

        assertThat(seen).containsExactly(true);
    }

    @Test
    void when_the_commit_fails_every_unit_of_the_group_fails_and_the_door_goes_on() throws Exception {
        List<Boolean> hooks = new ArrayList<>();
        List<Future<Boolean>> answers = together(
                () -> door.unitOfWork(tx -> {
                    insert(tx, "one", null);
                    tx.append(EVENT);
                    tx.afterCommit(() -> hooks.add(true));
                    return true;
                }),
                () -> door.unitOfWork(tx -> {
                    // Its reference is looked at when the transaction commits, and leads nowhere.
                    insert(tx, "two", 99L);
                    return true;
                }));

        for (Future<Boolean> answer : answers) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StoreException.CommitFailed.class);
        }
        assertThat(notes()).isEmpty();
        assertThat(hooks).isEmpty();
        note("after");
        assertThat(notes()).containsExactly("after");
        assertThat(Audits.verdict(database)).isEqualTo(new Verdict.Sound(1, 0, 1, 1, 0));
    }

    @Test
    void when_the_chain_cannot_be_appended_to_nothing_is_stored() {
        assertThatThrownBy(() -> door.perform(tx -> {
                    insert(tx, "one", null);
                    tx.sql().execute("DELETE FROM audit_head");
                    tx.append(EVENT);
                }))
                .isInstanceOf(StoreException.CommitFailed.class);

        assertThat(notes()).isEmpty();
        note("after");
        assertThat(Audits.verdict(database)).isEqualTo(new Verdict.Sound(1, 0, 1, 1, 0));
    }

    @Test
    void a_full_queue_refuses_and_says_so() throws Exception {
        door.close();
        database.close();
        database = Database.open(address);
        door = database.writeDoor(
                new MovableClock(), new SecureRandom(), new WriteDoor.Limits(1, 4, Duration.ofMillis(1)));
        var release = new CountDownLatch(1);
        Future<Boolean> busy = hold(release);
        Future<Boolean> waiting = threads.submit(() -> note("waits"));
        waitUntilQueued(1);

        assertThatThrownBy(() -> note("one too many"))
                .isInstanceOf(StoreException.Busy.class)
                .hasMessageContaining("try again");

        release.countDown();
        assertThat(busy.get()).isTrue();
        assertThat(waiting.get()).isTrue();
        assertThat(notes()).containsExactly("waits");
    }

    @Test
    void closing_finishes_what_waits_and_refuses_what_comes() throws Exception {
        var release = new CountDownLatch(1);
        Future<Boolean> busy = hold(release);
        Future<Boolean> waiting = threads.submit(() -> note("waits"));
        waitUntilQueued(1);
        Future<?> closing = threads.submit(() -> door.close());
        while (!door.closing()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> note("too late")).isInstanceOf(StoreException.Closed.class);
        release.countDown();
        closing.get(30, TimeUnit.SECONDS);

        assertThat(busy.get()).isTrue();
        assertThat(waiting.get()).isTrue();
        assertThat(notes()).containsExactly("waits");
        door.close();
    }

    @Test
    void eight_threads_through_two_doors_do_not_fork_the_chain() throws Exception {
        try (Database second = Database.open(address);
                WriteDoor other = second.writeDoor(new MovableClock(), new SecureRandom())) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                WriteDoor mine = thread % 2 == 0 ? door : other;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        mine.perform(tx -> {
                            insert(tx, "n", null);
                            tx.append(EVENT);
                        });
                    }
                    return true;
                }));
            }
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }

        assertThat(Audits.verdict(database)).isEqualTo(new Verdict.Sound(400, 0, 1, 400, 0));
        assertThat(notes()).hasSize(400);
    }

    @Test
    void a_connection_that_broke_between_units_is_replaced() throws Exception {
        Assumptions.assumeTrue(database.dialect() == Dialect.POSTGRESQL, "SQLite has no connection that breaks");
        note("before");
        long process = door.unitOfWork(tx -> tx.sql()
                .createQuery("SELECT pg_backend_pid()")
                .mapTo(Long.class)
                .one());
        terminate(process);

        note("after");
        assertThat(notes()).containsExactly("after", "before");
    }

    @Test
    void a_connection_that_breaks_within_a_group_fails_the_group_and_is_replaced() {
        Assumptions.assumeTrue(database.dialect() == Dialect.POSTGRESQL, "SQLite has no connection that breaks");
        assertThatThrownBy(() -> door.perform(tx -> {
                    insert(tx, "lost", null);
                    terminate(tx.sql()
                            .createQuery("SELECT pg_backend_pid()")
                            .mapTo(Long.class)
                            .one());
                }))
                .isInstanceOf(StoreException.CommitFailed.class);

        note("after");
        assertThat(notes()).containsExactly("after");
    }

    /** Makes these wait behind a unit that holds the writer, so that they come to stand in one group, in this order. */
    @SafeVarargs
    private List<Future<Boolean>> together(Callable<Boolean>... callers) throws Exception {
        var release = new CountDownLatch(1);
        Future<Boolean> holding = hold(release);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (Callable<Boolean> caller : callers) {
            answers.add(threads.submit(caller));
            waitUntilQueued(answers.size());
        }
        release.countDown();
        assertThat(holding.get()).isTrue();
        for (Future<Boolean> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                assertThat(answer.state()).isEqualTo(Future.State.FAILED);
            }
        }
        return answers;
    }

    private Future<Boolean> hold(CountDownLatch release) throws InterruptedException {
        var started = new CountDownLatch(1);
        Future<Boolean> holding = threads.submit(() -> door.unitOfWork(tx -> {
            started.countDown();
            return release.await(30, TimeUnit.SECONDS);
        }));
        started.await();
        return holding;
    }

    private void waitUntilQueued(int count) {
        while (door.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private boolean note(String text) {
        return door.unitOfWork(tx -> {
            insert(tx, text, null);
            tx.append(EVENT);
            return true;
        });
    }

    private static void insert(Tx tx, String text, @org.jspecify.annotations.Nullable Long parent) {
        tx.sql()
                .createUpdate("INSERT INTO note (text, parent) VALUES (:text, :parent)")
                .bind("text", text)
                .bind("parent", parent)
                .execute();
    }

    private List<String> notes() {
        return database.read(sql -> sql.createQuery("SELECT text FROM note ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    private void terminate(long process) throws java.sql.SQLException {
        try (var connection = DriverManager.getConnection(address.place()
                        + address.password().map(it -> "&password=" + it).orElse(""));
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(" + process + ")");
        }
    }
}
