package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class TransactionsTest {
  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final String key = UUID.randomUUID().toString();

  private static Fingerprint content(String text) {
    return Fingerprint.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes encode(Integer number) {
    return Bytes.of(new byte[] {number.byteValue()});
  }

  private Outcome<Answered<Integer>> once(
      Function<Handle, Outcome<Effect<Answered<Integer>>>> act) {
    return transactions.once(new RequestId("caller", key, content("request")), act);
  }

  private Optional<EarlierAnswer> kept(RequestId request) {
    return transactions.run(handle -> IdempotencyTable.find(handle, request));
  }

  private static final Answered<Integer> SEVEN = new Answered<>(7, encode(7));

  private static Outcome<Effect<Answered<Integer>>> seven(Handle handle) {
    return Outcome.done(Effect.untold(7).answered(encode(7)));
  }

  @Test
  void once_secondTime_doesNotActAgain() {
    assertThat(once(TransactionsTest::seven)).isEqualTo(Outcome.done(SEVEN));
    assertThat(
            once(_ -> {
              throw new IllegalStateException("acted");
            }))
        .isEqualTo(new Outcome.Repeated<Answered<Integer>>(encode(7)));
  }

  @Test
  void once_refused_keepsNothingOfWhatTheActWrote() {
    String other = UUID.randomUUID().toString();
    assertThat(
            once(handle -> {
              IdempotencyTable.insert(
                  handle,
                  new RequestId("caller", other, content("x")),
                  encode(1),
                  Clocks.system().instant());
              return Outcome.refused(RefusalCode.CARD_UNKNOWN);
            }))
        .isEqualTo(Outcome.refused(RefusalCode.CARD_UNKNOWN));
    assertThat(kept(new RequestId("caller", other, content("x")))).isEmpty();
    assertThat(once(TransactionsTest::seven)).isEqualTo(Outcome.done(SEVEN));
  }

  /** Refused only because its twin was quicker: the answer is the twin's. */
  @Test
  void once_refusedForWhatItsTwinDid_givesTheTwinsAnswer() {
    Transactions twin = new Transactions(stack.jdbi("ca"), Clocks.system());
    RequestId request = new RequestId("caller", key, content("request"));
    Outcome<Answered<Integer>> outcome =
        once(_ -> {
          assertThat(twin.once(request, TransactionsTest::seven)).isEqualTo(Outcome.done(SEVEN));
          return Outcome.refused(RefusalCode.RESIDENT_CHANGED);
        });
    assertThat(outcome).isEqualTo(new Outcome.Repeated<Answered<Integer>>(encode(7)));
  }

  @Test
  void run_duplicateKey_isTriedAgainAndThenAFault() {
    AtomicInteger tries = new AtomicInteger();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            transactions.run(handle -> {
              tries.incrementAndGet();
              RequestId request = new RequestId("caller", key, content("personal data"));
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              return request;
            }))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_REFUSED))
        .withMessage("the database refused the data: error 1062, SQL state 23000")
        .withNoCause();
    assertThat(tries).hasValue(4);
  }

  @Test
  void attempt_duplicateKey_isNotTriedAgainAndLeavesNothing() {
    AtomicInteger tries = new AtomicInteger();
    RequestId request = new RequestId("caller", key, content("x"));
    assertThat(
            transactions.attempt(handle -> {
              tries.incrementAndGet();
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              return Optional.of(request);
            }))
        .isEmpty();
    assertThat(tries).hasValue(1);
    assertThat(kept(request)).isEmpty();
  }

  @Test
  void attempt_somethingWasInTheWay_leavesNothing() {
    RequestId request = new RequestId("caller", key, content("x"));
    assertThat(
            transactions.<RequestId>attempt(handle -> {
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              return Optional.empty();
            }))
        .isEmpty();
    assertThat(kept(request)).isEmpty();
  }

  @Test
  void run_exceptionOfTheWork_comesThroughAndRollsBack() {
    RequestId request = new RequestId("caller", key, content("x"));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            transactions.run(handle -> {
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              throw new IllegalStateException("no");
            }));
    assertThat(kept(request)).isEmpty();
  }

  private FaultCode failing(String statement) {
    return failing(transactions, statement);
  }

  private static FaultCode failing(Transactions asked, String statement) {
    AtomicReference<FaultCode> code = new AtomicReference<>();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> asked.run(handle -> handle.execute(statement)))
        .satisfies(fault -> code.set(fault.code()));
    return code.get();
  }

  @Test
  void run_whatTheDatabaseWillNeverTake_isNotCalledUnavailable() {
    assertThat(
            failing(
                "INSERT INTO ca.planned (planned_id, kind, register_id, due_at)"
                    + " VALUES ('x', 'event', 'x', '+12027-03-31')"))
        .isEqualTo(FaultCode.DATABASE_REFUSED);
    Transactions admins = new Transactions(stack.jdbi("admin"), Clocks.system());
    assertThat(failing(admins, "INSERT INTO ca.issuing (one, open) VALUES (2, 1)"))
        .isEqualTo(FaultCode.DATABASE_REFUSED);
    assertThat(failing("SELECT * FROM ca.nothing")).isEqualTo(FaultCode.DATABASE_BROKEN);
    assertThat(failing("SELECT 1 FROM ca.card WHERE card_id = '山'"))
        .isEqualTo(FaultCode.DATABASE_BROKEN);
  }

  @Test
  void run_somebodyElseHoldsTheRow_isAConflict() {
    RequestId request = new RequestId("caller", key, content("x"));
    transactions.run(handle -> {
      IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
      return request;
    });
    stack
        .jdbi("ca")
        .useTransaction(other -> {
          other.execute("SELECT 1 FROM ca.idempotency WHERE request_key = ? FOR UPDATE", key);
          assertThatExceptionOfType(Fault.class)
              .isThrownBy(() ->
                  transactions.run(handle ->
                      handle
                          .createQuery(
                              "SELECT 1 FROM ca.idempotency WHERE request_key = :key"
                                  + " FOR UPDATE NOWAIT")
                          .bind("key", key)
                          .mapTo(int.class)
                          .one()))
              .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_CONFLICT));
        });
  }

  private static String stackOf(ThrowingCallable work) {
    Throwable thrown = catchThrowable(work);
    StringWriter told = new StringWriter();
    thrown.printStackTrace(new PrintWriter(told, true));
    return told.toString();
  }

  private static void search(Handle handle, String statement) {
    handle
        .createQuery(statement)
        .bind("name", "山田　花子")
        .bind("birthDate", LocalDate.of(1980, 2, 17))
        .mapTo(int.class)
        .list();
  }

  /** Who is looked for stands neither in what is thrown, nor in what caused it. */
  @Test
  void run_searchThatFails_tellsNothingOfWhoWasLookedFor() {
    String statement = "SELECT 1 FROM ca.gone WHERE name = :name AND birth_date = :birthDate";
    String raw = stackOf(() -> stack.jdbi("ca").useHandle(handle -> search(handle, statement)));
    String fault =
        stackOf(() ->
            transactions.run(handle -> {
              search(handle, statement);
              return handle;
            }));
    String cut =
        stackOf(() ->
            transactions.run(handle -> {
              long connection = handle.select("SELECT CONNECTION_ID()").mapTo(long.class).one();
              stack.jdbi("admin").useHandle(admin -> admin.execute("KILL " + connection));
              search(handle, statement.replace("gone", "resident"));
              return handle;
            }));
    assertThat(raw).contains("UnableToExecuteStatementException");
    assertThat(fault).contains("error 1142");
    assertThat(cut).contains("cannot be used");
    for (String told : List.of(raw, fault, cut)) {
      assertThat(told).contains("TransactionsTest").doesNotContain("花子", "1980");
    }
  }

  /** The second source: the database itself repeats the values of a duplicate key. */
  @Test
  void run_duplicateKey_tellsNothingOfTheKey() {
    RequestId request = new RequestId("山田　花子", key, content("x"));
    String told =
        stackOf(() ->
            transactions.run(handle -> {
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
              return request;
            }));
    assertThat(told).contains("1062").doesNotContain("花子");
  }

  /** The server is killed in the middle of a transaction and comes back. */
  @Test
  void run_databaseKilled_isAFaultAndWorksAgainAfterItsStart() {
    RequestId request = new RequestId("caller", key, content("x"));
    try {
      assertUnavailable(() ->
          transactions.run(handle -> {
            IdempotencyTable.insert(handle, request, encode(1), Clocks.system().instant());
            stack.database().kill();
            return IdempotencyTable.find(handle, request);
          }));
      assertUnavailable(
          () -> transactions.run(handle -> handle.select("SELECT 1").mapTo(int.class).one()));
    } finally {
      stack.restartDatabase();
    }
    assertThat(kept(request)).isEmpty();
    assertThat(once(TransactionsTest::seven)).isEqualTo(Outcome.done(SEVEN));
  }

  private static void assertUnavailable(ThrowingCallable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
  }
}
