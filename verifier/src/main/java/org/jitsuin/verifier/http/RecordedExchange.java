package org.jitsuin.verifier.http;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Remembers what was answered last, so that it can be kept beside what was decided by it. Make one
 * for each question.
 *
 * <pre>{@code
 * RecordedExchange recorded = new RecordedExchange(new HttpTransport(Duration.ofSeconds(10)));
 * TrustAnchors trusted = TrustAnchors.none().with(CertificateKind.SIGNATURE, authority);
 * Verdict today =
 *     Verifier.of(trusted, OcspSource.named(recorded))
 *         .verify(certificate, CertificateKind.SIGNATURE, Instant.now());
 * byte[] proof = recorded.last().orElseThrow(); // StoredOcsp reads it again
 * }</pre>
 */
public final class RecordedExchange implements Exchange {
  private final Exchange exchange;
  private volatile Optional<byte[]> last = Optional.empty();

  /** Takes whoever sends and receives. */
  public RecordedExchange(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public byte[] post(URI address, String type, byte[] content, int most) throws IOException {
    byte[] answer = exchange.post(address, type, content, most);
    last = Optional.of(answer.clone());
    return answer;
  }

  /** Returns the octets of the last answer, believed or not; empty where none came. */
  public Optional<byte[]> last() {
    return last.map(byte[]::clone);
  }
}
