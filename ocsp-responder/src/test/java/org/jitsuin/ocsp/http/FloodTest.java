package org.jitsuin.ocsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ocsp.testing.Lab;
import org.jitsuin.ocsp.testing.Statuses;
import org.jitsuin.ocsp.testing.StoppedClock;
import org.jitsuin.ocsp.wire.Requests;
import org.jitsuin.testing.SlowToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One client asks for more than the token can sign, of a kind that is signed for it alone. */
@Tag("stack")
class FloodTest {
  private static final int ROOM = 8;
  private static final int FLOOD = 3 * ROOM;

  private final Lab lab =
      new Lab(
          // Stopped, so that it is known of a serial number at once that it was never issued.
          StoppedClock.afterCeremony(),
          Map.of(
              "jitsuin.ocsp.waiting", Integer.toString(ROOM), "jitsuin.pkcs11.deadline", "PT30S"));
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Serial known = lab.rows.issue(Lab.SIGNATURE);
  private final Serial asked = lab.rows.issue(Lab.SIGNATURE);

  @AfterEach
  void close() {
    clients.close();
    lab.close();
  }

  /** Sends them all, and comes back when those were refused for whom there was no room. */
  private void flood(byte[] request) throws InterruptedException, ExecutionException {
    ExecutorCompletionService<List<String>> all = new ExecutorCompletionService<>(clients);
    for (int i = 0; i < FLOOD; i++) {
      all.submit(() -> Statuses.of(lab.post(request)));
    }
    for (int i = 0; i < FLOOD - ROOM; i++) {
      assertThat(all.take().get()).containsExactly("tryLater");
    }
  }

  private void answersDuring(byte[] request) throws Exception {
    lab.refreshed();
    CompletableFuture<List<String>> answer;
    try (SlowToken _ = SlowToken.hold(lab.stack.home().resolve("tokens/tokens"))) {
      flood(request);
      answer =
          CompletableFuture.supplyAsync(() -> Statuses.of(lab.ask(Lab.SIGNATURE, known)), clients);
    }
    assertThat(answer.join()).containsExactly("good");
  }

  @Test
  void ask_whileSomebodyMakesUpSerialNumbers_isAnswered() throws Exception {
    answersDuring(Requests.of(lab.certId(Lab.SIGNATURE, lab.rows.neverIssued())));
  }

  @Test
  void ask_whileSomebodyWantsNonces_isAnswered() throws Exception {
    answersDuring(Requests.with(lab.certId(Lab.SIGNATURE, asked), Requests.nonce(32)));
  }
}
