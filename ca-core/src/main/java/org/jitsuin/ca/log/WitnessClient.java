package org.jitsuin.ca.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jitsuin.audit.tlog.CheckpointRequest;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.Witnesses.Witness;
import org.jitsuin.ca.CaLog;

/** Asks one witness to cosign (C2SP tlog-witness), and remembers how far it is. */
final class WitnessClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int LARGEST_ANSWER = 16_384;

  private final Witness witness;
  private final HttpClient http;
  private long seen;
  private Optional<Long> ahead = Optional.empty();
  private boolean failing;
  private Optional<String> problem = Optional.empty();

  WitnessClient(Witness witness, HttpClient http) {
    this.witness = witness;
    this.http = http;
  }

  /**
   * @param tree the one that the checkpoint is of
   * @return the cosignature, checked; empty if there is none now
   */
  Optional<SignedNote.Signature> cosign(SignedNote checkpoint, Tree tree) {
    try {
      HttpResponse<byte[]> answer = ask(checkpoint, tree);
      if (answer.statusCode() == CONFLICT && learn(answer.body(), tree.size())) {
        answer = ask(checkpoint, tree);
      }
      Optional<SignedNote.Signature> signature = signature(checkpoint, answer);
      seen = signature.isPresent() ? tree.size() : seen;
      tell(signature.isPresent(), "it answered with status " + answer.statusCode());
      return signature;
    } catch (IOException e) {
      tell(false, e.toString());
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Returns how many entries the witness has seen, which it tells whoever gives another number. It
   * is shown what was signed before, so nothing new is disclosed.
   *
   * @return empty if it does not answer now
   */
  Optional<Long> seen(SignedNote latest) {
    try {
      HttpResponse<byte[]> answer = ask(new CheckpointRequest(0, List.of(), latest));
      return answer.statusCode() == CONFLICT
          ? number(answer.body())
          : Optional.of(0L).filter(_ -> answer.statusCode() == OK);
    } catch (IOException e) {
      tell(false, e.toString());
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  String name() {
    return witness.key().name();
  }

  /**
   * Returns how many entries the witness said that it has seen, where that is more than it was
   * shown.
   */
  Optional<Long> ahead() {
    return ahead;
  }

  /** Returns how it stands after it was asked. */
  WitnessRound.Standing standing(Instant askedAt) {
    return new WitnessRound.Standing(name(), seen, Optional.of(askedAt), problem);
  }

  private HttpResponse<byte[]> ask(SignedNote checkpoint, Tree tree)
      throws IOException, InterruptedException {
    return ask(new CheckpointRequest(seen, tree.consistency(seen), checkpoint));
  }

  private HttpResponse<byte[]> ask(CheckpointRequest asked)
      throws IOException, InterruptedException {
    byte[] body = asked.bytes();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(witness.address() + "/add-checkpoint"))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(
        request,
        HttpResponse.BodyHandlers.limiting(
            HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
  }

  /** A witness that knows more than there is was shown another log. */
  private boolean learn(byte[] body, long size) {
    Optional<Long> said = number(body);
    ahead = said.filter(number -> number > size);
    if (said.isEmpty()) {
      return false;
    }
    long known = said.get();
    if (known > size) {
      tell(
          false,
          String.format(Locale.ROOT, "it has seen %d entries, and there are %d", known, size));
      return false;
    }
    seen = known;
    return true;
  }

  private static Optional<Long> number(byte[] body) {
    String text = new String(body, StandardCharsets.US_ASCII);
    return text.matches("\\d{1,18}\n")
        ? Optional.of(Long.parseLong(text.strip()))
        : Optional.empty();
  }

  private Optional<SignedNote.Signature> signature(
      SignedNote checkpoint, HttpResponse<byte[]> answer) {
    if (answer.statusCode() != OK) {
      return Optional.empty();
    }
    byte[] note =
        (checkpoint.text() + "\n" + new String(answer.body(), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    return SignedNote.parse(note)
        .filter(cosigned -> witness.key().check(cosigned) == NoteKey.Verdict.VALID)
        .map(SignedNote::signatures)
        .map(List::getFirst);
  }

  private void tell(boolean works, String problem) {
    if (!works && !failing) {
      CaLog.LOG.notWitnessed(witness.key().name(), problem);
    }
    failing = !works;
    this.problem = works ? Optional.empty() : Optional.of(problem);
  }
}
