package org.jitsuin.bench.ocsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jitsuin.base.keys.SignatureScheme;

/** Relying parties, each thread with a connection of its own. */
final class Clients implements AutoCloseable {
  private static final byte[] STATIC = get(ResponderServer.STATIC);
  private static final byte[] ALLOCATED = get(ResponderServer.ALLOCATED);

  /**
   * The number of questions asked anew; enough, since none of these answers is the same as another.
   */
  private static final int ASKED_ANEW = 10_000;

  private final int port;
  private final List<byte[]> gets;
  private final List<Question.Post> posts;
  private final List<Question.Post> preferringEc;
  private final SecureRandom random = new SecureRandom();
  private final Queue<HttpConnection> open = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<HttpConnection> connection;

  Clients(int port, List<Question> questions) {
    this.port = port;
    this.gets = questions.stream().map(question -> question.get(ResponderServer.OCSP)).toList();
    this.posts =
        questions.stream()
            .limit(ASKED_ANEW)
            .map(question -> question.post(ResponderServer.OCSP))
            .toList();
    this.preferringEc =
        questions.stream()
            .limit(ASKED_ANEW)
            .map(question -> question.postPreferringEc(ResponderServer.OCSP))
            .toList();
    this.connection =
        ThreadLocal.withInitial(() -> {
          HttpConnection made = new HttpConnection(port);
          open.add(made);
          return made;
        });
  }

  private static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static <T> T any(List<T> all) {
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

  /** A question without a nonce, whose answer is stored. */
  int askAgain() {
    connection.get().exchange(any(gets));
    return 1;
  }

  /** A question with a nonce, whose answer must be signed. */
  int askAnew() {
    return signed(any(posts));
  }

  /** The same, to be signed by a signer with a P-256 key. */
  int askAnewOfEc() {
    return signed(any(preferringEc));
  }

  /** Fails if {@link #askAnew} is answered with another algorithm. */
  void requireAnew(SignatureScheme scheme) {
    require(posts.getFirst(), scheme);
  }

  /** Fails if {@link #askAnewOfEc} is answered with another algorithm. */
  void requireAnewOfEc(SignatureScheme scheme) {
    require(preferringEc.getFirst(), scheme);
  }

  /** Asks over a connection of its own, since one of this thread may long have been idle. */
  private void require(Question.Post question, SignatureScheme scheme) {
    HttpConnection fresh = new HttpConnection(port);
    open.add(fresh);
    String algorithm =
        basic(fresh.exchange(question.next(random)).answer())
            .getSignatureAlgorithmID()
            .getAlgorithm()
            .getId();
    if (!algorithm.equals(scheme.algorithmIdentifier().getAlgorithm().getId())) {
      throw new IllegalStateException(
          "asked for an answer signed with " + scheme.id() + ", got " + algorithm);
    }
  }

  private int signed(Question.Post question) {
    if (isRefused(connection.get().exchange(question.next(random)))) {
      throw new IllegalStateException("the responder refused: is it overloaded?");
    }
    return 1;
  }

  /**
   * Asks a responder that may refuse, and returns 1 if it did not; otherwise as {@link #askAnew}.
   */
  int askTooMuch() {
    return isRefused(connection.get().exchange(any(posts).next(random))) ? 0 : 1;
  }

  /** A signed answer is never so short; a refusal is five octets. */
  private static boolean isRefused(HttpConnection used) {
    return used.answer().length < 100;
  }

  /**
   * Returns whether the answer to a question without a nonce is that the certificate is revoked.
   */
  boolean isRevoked(Question question) {
    byte[] answer = connection.get().exchange(question.get(ResponderServer.OCSP)).answer();
    // Never issued is said as on hold since 1970.
    return single(answer).getCertStatus() instanceof RevokedStatus revoked
        && revoked.getRevocationTime().toInstant().isAfter(Instant.EPOCH);
  }

  int askStatic() {
    connection.get().exchange(STATIC);
    return 1;
  }

  /** Returns how many octets the server's I/O threads have allocated until now. */
  long allocated() {
    byte[] answer = connection.get().exchange(ALLOCATED).answer();
    return Long.parseLong(new String(answer, StandardCharsets.US_ASCII));
  }

  /** Asks as {@link #askAgain} does, and fails if the answer is not the truth. */
  int askAndCompare(Question question) {
    byte[] answer = connection.get().exchange(question.get(ResponderServer.OCSP)).answer();
    SingleResp single = single(answer);
    if (!single.getCertID().getSerialNumber().equals(question.serial().value())
        || question.revoked() != single.getCertStatus() instanceof RevokedStatus) {
      throw new IllegalStateException("a wrong answer about " + question.serial());
    }
    return 1;
  }

  private static SingleResp single(byte[] answer) {
    return basic(answer).getResponses()[0];
  }

  private static BasicOCSPResp basic(byte[] answer) {
    try {
      OCSPResp response = new OCSPResp(answer);
      if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw new IllegalStateException("refused with status " + response.getStatus());
      }
      return basic;
    } catch (OCSPException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    open.forEach(HttpConnection::close);
  }
}
