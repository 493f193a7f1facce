package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.FeedContent;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.store.StatusFeed.Change;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class StatusFeedTest {
  private static final int WRITERS = 8;
  private static final int ACTS = 25;
  private static final Instant END = Instant.parse("2030-02-17T14:59:59Z");

  private final TestStack stack = TestStack.shared();
  private final Transactions transactions = new Transactions(stack.jdbi("ca"), Clocks.system());
  private final SerialSource serials = new SerialSource(new SecureRandom());

  private Change change() {
    return new Change(1, serials.next(Clocks.system().instant()), 1, END, Optional.empty());
  }

  private static long last(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> handle.select("SELECT last FROM status.feed_head").mapTo(long.class).one());
  }

  /** An act that is given up: its numbers must not be missing afterwards. */
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private List<Serial> write(Random random) throws InterruptedException {
    List<Serial> written = new ArrayList<>();
    for (int i = 0; i < ACTS; i++) {
      List<Change> changes = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        changes.add(change());
      }
      boolean giveUp = random.nextInt(4) == 0;
      Thread.sleep(random.nextInt(3));
      try {
        transactions.run(handle -> {
          StatusFeed.append(handle, changes, Clocks.system().instant());
          if (giveUp) {
            throw new GivenUp();
          }
          return changes;
        });
        changes.forEach(change -> written.add(change.serial()));
      } catch (GivenUp e) {
        assertThat(giveUp).isTrue();
      }
    }
    return written;
  }

  /** As the OCSP responder reads it: what is behind the last number that it has. */
  private List<Serial> follow(long from, AtomicBoolean written) throws InterruptedException {
    Jdbi reader = stack.jdbi("ocsp");
    List<Serial> seen = new ArrayList<>();
    long last = from;
    boolean end;
    do {
      end = written.get();
      long after = last;
      List<Long> numbers = new ArrayList<>();
      reader.useHandle(handle ->
          handle
              .select("SELECT seq, serial FROM status.feed WHERE seq > ? ORDER BY seq", after)
              .map((row, context) -> {
                seen.add(Serial.of(row.getBytes("serial")));
                return row.getLong("seq");
              })
              .forEach(numbers::add));
      for (long number : numbers) {
        assertThat(number).isEqualTo(last + 1);
        last = number;
      }
      Thread.sleep(1);
    } while (!end);
    return seen;
  }

  @Test
  void append_byManyAtOnce_isReadInOrderAndWithoutGaps()
      throws InterruptedException, ExecutionException {
    long start = last(stack.jdbi("ocsp"));
    AtomicBoolean written = new AtomicBoolean();
    try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
      Future<List<Serial>> seen = reader.submit(() -> follow(start, written));
      Set<Serial> expected = new HashSet<>();
      try {
        AtOnce.run(WRITERS, () -> write(new Random())).forEach(expected::addAll);
      } finally {
        // Or the reader goes on for ever, and nobody learns why a writer failed.
        written.set(true);
      }
      assertThat(seen.get()).hasSize(expected.size());
      assertThat(new HashSet<>(seen.get())).isEqualTo(expected);
      assertThat(last(stack.jdbi("ocsp"))).isEqualTo(start + expected.size());
    }
  }

  private FeedContent beat() {
    transactions.use(handle -> BeatTable.beat(handle, Clocks.system().instant()));
    return stack
        .jdbi("ocsp")
        .withHandle(handle ->
            handle
                .select("SELECT told, content FROM status.beat")
                .map((row, _) ->
                    new FeedContent(
                        row.getLong("told"), Fingerprint.ofDigest(row.getBytes("content"))))
                .one());
  }

  @Test
  void beat_saysWhatTheFeedComesTo() {
    FeedContent before = beat();
    Instant now = Clocks.system().instant();
    Change good = change();
    Revocation since = new Revocation(now, RevocationReason.KEY_COMPROMISE, Optional.of(now));
    Change revoked = new Change(good.issuerNumber(), good.serial(), 1, END, Optional.of(since));
    transactions.use(handle -> StatusFeed.append(handle, List.of(good, revoked), now));

    FeedContent after = beat();

    assertThat(after.seq()).isGreaterThanOrEqualTo(before.seq() + 2);
    byte[] content = before.digest().octets();
    for (long seq = before.seq() + 1; seq <= after.seq(); seq++) {
      content = comesTo(content, seq);
    }
    assertThat(after.digest().octets()).isEqualTo(content);
  }

  /** By what the documentation says of it. */
  private byte[] comesTo(byte[] before, long seq) {
    byte[] row = Fingerprint.of(line(seq).getBytes(StandardCharsets.US_ASCII)).octets();
    return Fingerprint.of(ByteBuffer.allocate(64).put(before).put(row).array()).octets();
  }

  private String line(long seq) {
    return stack
        .jdbi("ocsp")
        .withHandle(handle ->
            handle
                .select("SELECT * FROM status.feed WHERE seq = ?", seq)
                .map((row, _) ->
                    Stream.of(
                            row.getString("seq"),
                            row.getString("issuer_no"),
                            HexFormat.of().withUpperCase().formatHex(row.getBytes("serial")),
                            row.getString("partition_no"),
                            row.getString("not_after"),
                            row.getString("reason"),
                            row.getString("revoked_at"),
                            row.getString("invalid_since"),
                            row.getString("recorded_at"))
                        .map(value -> value == null ? "-" : value)
                        .collect(Collectors.joining(" ")))
                .one());
  }

  @Test
  void append_nothing_takesNoNumber() {
    long before = last(stack.jdbi("ocsp"));
    transactions.run(handle -> {
      StatusFeed.append(handle, List.of(), Clocks.system().instant());
      return before;
    });
    assertThat(last(stack.jdbi("ocsp"))).isEqualTo(before);
  }
}
