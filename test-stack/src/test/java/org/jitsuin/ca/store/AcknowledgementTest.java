package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.store.Transactions.Effect;
import org.jitsuin.store.Head;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A second node of the database that is behind the first. */
@Tag("stack")
class AcknowledgementTest {
  private final TestStack stack = TestStack.shared();
  private final AuditLog auditLog = new AuditLog(Clocks.system(), new SecureRandom());
  private final AtomicInteger acts = new AtomicInteger();

  /** The last entry that the second node has. */
  private final AtomicLong second = new AtomicLong();

  private final Transactions transactions =
      new Transactions(
          stack.jdbi("ca"),
          Clocks.system(),
          () -> {},
          new Acknowledgement() {
            @Override
            public void await(Committed entry) {
              if (entry.entry() > second.get()) {
                throw new Fault(FaultCode.DATABASE_UNAVAILABLE, "not shown yet");
              }
            }

            @Override
            public long shown(Committed last) {
              return Math.min(last.entry(), second.get());
            }
          });

  private final RequestId request =
      new RequestId(
          "caller",
          UUID.randomUUID().toString(),
          Fingerprint.of("request".getBytes(StandardCharsets.UTF_8)));

  private Outcome<Answered<Integer>> act() {
    return transactions.once(
        request,
        handle -> {
          acts.incrementAndGet();
          auditLog.append(
              handle, new Actor.Component("test", "test"), new OfficeAct.HolderRead(request.key()));
          Bytes answer = Bytes.of("{\"done\":1}".getBytes(StandardCharsets.UTF_8));
          return Outcome.done(Effect.<Integer>untold(1).answered(answer));
        });
  }

  private long last() {
    return stack.jdbi("admin").withHandle(Head.LOG::last);
  }

  private static void assertNotTold(Runnable work) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(work::run)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.DATABASE_UNAVAILABLE));
  }

  @Test
  void once_notAtTheSecondNode_isDoneOnceAndToldWhenItIsThere() {
    second.set(last());
    assertNotTold(this::act);
    // Nor is it told again to who asks under the same key.
    assertNotTold(this::act);
    second.set(last());
    assertThat(act()).isInstanceOf(Outcome.Repeated.class);
    assertThat(acts).hasValue(1);
  }

  @Test
  void once_atTheSecondNode_isToldAtOnce() {
    second.set(Long.MAX_VALUE);
    assertThat(act()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void once_refused_needsNoSecondNode() {
    assertThat(
            transactions.once(
                request, _ -> Outcome.<Effect<Answered<Integer>>>refused(RefusalCode.CARD_UNKNOWN)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void attempt_notAtTheSecondNode_isNotTold() {
    second.set(last());
    assertNotTold(() ->
        transactions.attempt(handle -> {
          auditLog.append(
              handle, new Actor.Component("test", "test"), new OfficeAct.HolderRead(request.key()));
          return Optional.of(1);
        }));
  }

  /** What nobody waits for goes on. */
  @Test
  void run_notAtTheSecondNode_goesOn() {
    second.set(last());
    assertThat(
            transactions.<Integer>run(handle -> {
              auditLog.append(
                  handle,
                  new Actor.Component("test", "test"),
                  new OfficeAct.HolderRead(request.key()));
              return 1;
            }))
        .isEqualTo(1);
    assertThat(transactions.shown(new Committed(last(), ""))).isEqualTo(second.get());
  }
}
