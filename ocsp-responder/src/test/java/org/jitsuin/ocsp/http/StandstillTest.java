package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Party;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.testing.SlowToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token that stands still, before a server that has one worker thread. */
@Tag("stack")
class StandstillTest {
  private static final int ROOM = 4;

  private final Lab lab =
      new Lab(
          Clocks.system(),
          Map.of(
              "jitsuin.ocsp.requesters",
              "registered",
              "jitsuin.ocsp.waiting",
              Integer.toString(ROOM),
              "jitsuin.pkcs11.deadline",
              "PT2S"));
  private final Party party =
      Party.at(Clocks.system().instant()).registered(lab.stack.jdbi("ca"), Authority.SIGNATURE);
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Serial stored = lab.rows.issue(Lab.SIGNATURE);
  private final List<Serial> others =
      Stream.generate(() -> lab.rows.issue(Lab.SIGNATURE)).limit(2 * ROOM).toList();

  @AfterEach
  void close() {
    clients.close();
    lab.close();
  }

  private CompletableFuture<List<String>> begin(Serial serial) {
    return CompletableFuture.supplyAsync(() -> ask(party, serial), clients);
  }

  private SlowToken stop() {
    return SlowToken.hold(lab.stack.home().resolve("tokens/tokens"));
  }

  private List<String> ask(Party asking, Serial serial) {
    return Statuses.of(lab.post(asking.sign(lab.certId(Lab.SIGNATURE, serial))));
  }

  @Test
  void post_tokenStandsStill_holdsNoThreadAndTellsTheOthersToTryLater() {
    lab.refreshed();
    assertThat(ask(party, stored)).containsExactly("good");
    try (SlowToken _ = stop()) {
      // One less than there is room for, so that the questions below are let in.
      List<CompletableFuture<List<String>>> waiting =
          others.stream().limit(ROOM - 1).map(this::begin).toList();
      // Each of these needs the worker, to verify a signature, and none the token.
      assertThat(ask(party, stored)).containsExactly("good");
      assertThat(ask(Party.at(Clocks.system().instant()), stored)).containsExactly("unauthorized");
      assertThat(waiting.stream().map(CompletableFuture::join))
          .allSatisfy(answer -> assertThat(answer).containsExactly("tryLater"));
    }
    assertThat(ask(party, others.getLast())).containsExactly("good");
  }

  @Test
  void post_moreThanThereIsRoomFor_isShed() {
    lab.refreshed();
    try (SlowToken _ = stop()) {
      List<CompletableFuture<List<String>>> all = others.stream().map(this::begin).toList();
      assertThat(all.stream().map(CompletableFuture::join))
          .allSatisfy(answer -> assertThat(answer).containsExactly("tryLater"));
    }
    assertThat(lab.shed()).isPositive();
    assertThat(ask(party, stored)).containsExactly("good");
  }
}
