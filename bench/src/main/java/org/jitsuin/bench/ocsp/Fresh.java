package org.jitsuin.bench.ocsp;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.environment.EventOrder;
import org.jitsuin.bench.environment.EventsSystem;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.bench.measure.Load;
import org.jitsuin.bench.measure.WorkSource;

/**
 * Measures the time from a revocation that the certificate authority has acknowledged until the
 * responder answers that the certificate is revoked. It is asked every millisecond, by GET without
 * a nonce, and has stored before that the certificate is good.
 */
final class Fresh {
  private static final int CALLERS = 4;
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Environment stage;
  private final Clients clients;
  private final Queue<Long> took = new ConcurrentLinkedQueue<>();

  Fresh(Environment stage, Clients clients) {
    this.stage = stage;
    this.clients = clients;
  }

  /**
   * @param count how many certificates are revoked, each by an event of its own
   */
  Latencies measure(int count) throws InterruptedException {
    stage
        .progress()
        .begin(String.format(Locale.ROOT, "%,d revocations, each until OCSP tells it", count));
    List<String> residents = stage.population().served(count);
    Map<String, Question> questions =
        new Questions(stage.stack().admin()).signatureCertificatesOf(residents);
    try (EventsSystem subject = new EventsSystem(stage.stack())) {
      new Load(CALLERS, Duration.ofHours(1))
          .on(
              WorkSource.of(residents),
              resident -> revoke(subject, resident, questions.get(resident)));
    }
    stage.progress().done("all told");
    return new Latencies(took.stream().mapToLong(Long::longValue).toArray());
  }

  private int revoke(EventsSystem subject, String resident, Question question) {
    await(question, false);
    subject.record(new EventOrder("fresh-" + resident, resident));
    long acknowledged = System.nanoTime();
    await(question, true);
    took.add(System.nanoTime() - acknowledged);
    return 1;
  }

  private void await(Question question, boolean revoked) {
    while (clients.isRevoked(question) != revoked) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
