package org.jitsuin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("stack")
class EntryTableTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WRITERS = 6;

  private final TestStack stack = TestStack.shared();
  private final Jdbi admin = stack.jdbi("admin");

  private static AuditEntry entry() {
    return AuditEntry.of(
        Clocks.system().instant(),
        new Actor.Component("test", "test"),
        new ServiceAct.ServerStopped(),
        RANDOM);
  }

  private TransactionRunner transactions(String user) {
    return new Transactions(stack.jdbi(user), Clocks.system());
  }

  private Integer append(String user, int entries) {
    return transactions(user)
        .run(handle -> {
          EntryTable.append(
              handle, Collections.nCopies(entries, 0).stream().map(_ -> entry()).toList());
          return entries;
        });
  }

  private long last() {
    return admin.withHandle(Head.LOG::last);
  }

  /**
   * Server and launcher at once, in transactions of several entries; an act without any adds none.
   */
  @Test
  void append_manyAtOnce_numbersThemWithoutGaps() throws InterruptedException, ExecutionException {
    long before = last();
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int entries = i;
      writers.add(() -> append(entries % 2 == 0 ? "ca" : "admin", entries));
    }
    int written = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Integer> one : threads.invokeAll(writers)) {
        written += one.get();
      }
    }
    assertThat(last()).isEqualTo(before + written);
    assertThat(numbersAfter(before)).hasSize(written).first().isEqualTo(before + 1);
    assertThat(numbersAfter(before)).last().isEqualTo(before + written);
  }

  private List<Long> numbersAfter(long number) {
    return admin.withHandle(handle ->
        handle
            .select("SELECT entry_no FROM audit.entry WHERE entry_no > ? ORDER BY 1", number)
            .mapTo(Long.class)
            .list());
  }

  /** Numbers that a transaction took and did not use are taken by the next. */
  @ParameterizedTest
  @EnumSource
  void take_rolledBack_leavesNoGap(Head head) {
    admin.useTransaction(handle -> {
      long before = head.last(handle);
      assertThat(head.take(handle, 3)).hasValue(before);
      assertThat(head.take(handle, 1)).hasValue(before + 3);
      handle.rollback();
      assertThat(head.last(handle)).isEqualTo(before);
    });
  }

  @Test
  void append_closed_needsRecoveryAndAddsNothing() {
    long before = last();
    admin.useTransaction(handle -> {
      close(handle);
      assertThatThrownBy(() -> EntryTable.append(handle, List.of(entry())))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.RECOVERY_NEEDED))
          .hasMessageContaining("./jitsuin recover");
      handle.rollback();
    });
    assertThat(last()).isEqualTo(before);
  }

  private static void close(Handle handle) {
    handle.execute("UPDATE status.audit_head SET open = FALSE WHERE one = 1");
  }
}
