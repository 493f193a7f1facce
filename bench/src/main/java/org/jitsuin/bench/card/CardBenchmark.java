package org.jitsuin.bench.card;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntConsumer;
import javax.crypto.Cipher;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import org.jitsuin.bench.environment.Benchmark;
import org.jitsuin.bench.environment.Environment;
import org.jitsuin.bench.measure.CpuWatch;
import org.jitsuin.bench.measure.Figure;
import org.jitsuin.bench.measure.Goal;
import org.jitsuin.bench.measure.Latencies;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.reader.CardShelf;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A whole issue at a counter, from the click to the certificates on the card: order, keys made on
 * the card, certificates, written, read back, told; through PC/SC and the agent's HTTP, with the
 * use cases behind the office API in this process. And signatures of the card in a second, beside
 * those that Java makes alone.
 */
public final class CardBenchmark implements Benchmark {
  private static final int CARDS = 3;
  private static final int DIGEST_INFO = 51;
  private static final double GOAL_RSA = 3_000;
  private static final double GOAL_P384 = 1_000;

  @Override
  public Result run(Environment stage) {
    stage.fill();
    Path home = stage.stack().home();
    CardShelf shelf = new CardShelf(home.resolve("cards"));
    requireSocket(shelf);
    shelf.ownReader().start();
    try (CardSystem subject = new CardSystem(stage.stack());
        Counter counter = new Counter(shelf, home.resolve("counter"))) {
      return measure(stage, shelf, subject, counter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      shelf.removeAll();
    }
  }

  /** Java finds the service of the readers by its environment alone. */
  private static void requireSocket(CardShelf shelf) {
    String socket = shelf.ownReader().socket().orElseThrow().toString();
    if (!socket.equals(System.getenv("PCSCLITE_CSOCK_NAME"))) {
      throw new SetupFailure("the environment must say PCSCLITE_CSOCK_NAME=" + socket);
    }
  }

  private static Result measure(
      Environment stage, CardShelf shelf, CardSystem subject, Counter counter) throws IOException {
    CpuWatch watch = new CpuWatch(stage.stack().processes());
    List<Figure> figures = new ArrayList<>();
    List<Counter.Inserted> rsa = cards(counter, "rsa");
    figures.addAll(issues(stage, "rsa-2048", GOAL_RSA, subject, counter, rsa));
    double alone = rate(stage, "Java alone signs", alone());
    double card = onCard(stage, rsa.getFirst());
    figures.add(Figure.of("card.sign.rate", card, "1/s").withLimit(alone));
    // The service would end with its last card.
    rsa.stream().skip(1).forEach(one -> shelf.remove(one.name()));
    List<Counter.Inserted> next = cards(counter, "next");
    figures.addAll(issues(stage, "p-384", GOAL_P384, subject, counter, next));
    return new Result(figures, watch.foreign());
  }

  private static List<Counter.Inserted> cards(Counter counter, String name) throws IOException {
    List<Counter.Inserted> cards = new ArrayList<>();
    for (int i = 0; i < CARDS; i++) {
      Counter.Inserted card = counter.insert(name + i);
      counter.setPins(card);
      cards.add(card);
    }
    return cards;
  }

  private static List<Figure> issues(
      Environment stage,
      String scheme,
      double goal,
      CardSystem subject,
      Counter counter,
      List<Counter.Inserted> cards)
      throws IOException {
    stage.progress().begin("issue with " + scheme + ": " + cards.size() + " cards");
    long[] nanos = new long[cards.size()];
    for (int i = 0; i < nanos.length; i++) {
      String card = subject.register();
      Counter.Inserted chip = cards.get(i);
      UUID order = UUID.randomUUID();
      long begun = System.nanoTime();
      subject.open(card, order, chip.chip());
      var requests = counter.prepare(chip, order, scheme);
      var certificates = subject.issue(card, order, requests);
      subject.readBack(card, order, counter.finish(chip, order, certificates));
      nanos[i] = System.nanoTime() - begun;
    }
    Latencies seen = new Latencies(nanos);
    stage.progress().done(String.format(Locale.ROOT, "half within %.0f ms", seen.percentile(50)));
    String name = "card.issue." + scheme;
    return List.of(
        Figure.of(name + ".p50", seen.percentile(50), "ms").withGoal(new Goal.Limit(goal)),
        Figure.of(name + ".longest", seen.percentile(100), "ms"));
  }

  private static double rate(Environment stage, String step, IntConsumer sign) {
    stage.progress().begin(step);
    Duration lasts = stage.duration().plusMillis(100);
    long begun = System.nanoTime();
    int done = 0;
    long passed;
    do {
      sign.accept(done++);
      passed = System.nanoTime() - begun;
    } while (passed < lasts.toNanos());
    double rate = done * 1e9 / passed;
    stage.progress().done(String.format(Locale.ROOT, "%.0f a second", rate));
    return rate;
  }

  private static IntConsumer alone() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      PrivateKey key = generator.generateKeyPair().getPrivate();
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      return _ -> {
        try {
          cipher.init(Cipher.ENCRYPT_MODE, key);
          cipher.doFinal(new byte[DIGEST_INFO]);
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double onCard(Environment stage, Counter.Inserted inserted) {
    try {
      CardTerminal terminal =
          TerminalFactory.getInstance("PC/SC", null).terminals().list().stream()
              .filter(one -> one.getName().equals(inserted.readerName()))
              .findFirst()
              .orElseThrow();
      Card card = terminal.connect("*");
      try (Pin pin = Pin.of(KeyUse.SIGNATURE, "ABC123".toCharArray())) {
        HolderCard holder = HolderCard.open(card.getBasicChannel());
        holder.verify(KeyUse.SIGNATURE, pin);
        return rate(
            stage, "the card signs", _ -> holder.sign(KeyUse.SIGNATURE, new byte[DIGEST_INFO]));
      } finally {
        card.disconnect(true);
      }
    } catch (GeneralSecurityException | CardException e) {
      throw new IllegalStateException(e);
    }
  }
}
