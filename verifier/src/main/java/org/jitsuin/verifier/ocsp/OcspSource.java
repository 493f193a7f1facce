package org.jitsuin.verifier.ocsp;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.http.Exchange;
import org.jitsuin.verifier.http.TooLargeException;
import org.jitsuin.verifier.status.Addresses;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Asks the responder that a certificate names, or another one: by SHA-256, with a nonce. What is
 * sent says nothing of a person but the serial number.
 *
 * <pre>{@code
 * StatusSource ocsp = OcspSource.named(new HttpTransport(Duration.ofSeconds(10)));
 * }</pre>
 */
public final class OcspSource implements StatusSource {
  private static final String REQUEST = "application/ocsp-request";

  /** RFC 9654 §2.1 asks for 32 at least of those who make one. */
  private static final int NONCE_OCTETS = 32;

  private final Exchange exchange;
  private final OcspPolicy policy;
  private final Optional<URI> address;
  private final Optional<RequestKey> key;
  private final SecureRandom random = new SecureRandom();

  private OcspSource(
      Exchange exchange, OcspPolicy policy, Optional<URI> address, Optional<RequestKey> key) {
    this.exchange = exchange;
    this.policy = policy;
    this.address = address;
    this.key = key;
  }

  /** Asks where each certificate says (authorityInfoAccess). */
  public static OcspSource named(Exchange exchange) {
    return new OcspSource(exchange, OcspPolicy.strict(), Optional.empty(), Optional.empty());
  }

  /**
   * Asks at one address, whatever certificates say.
   *
   * @throws IllegalArgumentException if it is none of HTTP
   */
  public static OcspSource at(URI address, Exchange exchange) {
    if (!Addresses.isHttp(address)) {
      throw new IllegalArgumentException("OCSP is asked by HTTP");
    }
    return new OcspSource(exchange, OcspPolicy.strict(), Optional.of(address), Optional.empty());
  }

  /** Returns one that believes by another policy. */
  public OcspSource with(OcspPolicy other) {
    return new OcspSource(exchange, other, address, key);
  }

  /** Returns one that signs its questions, for responders that answer registered parties only. */
  public OcspSource signing(RequestKey requestKey) {
    return new OcspSource(exchange, policy, address, Optional.of(requestKey));
  }

  @Override
  public StatusAnswer status(Question question) {
    try {
      URI asked =
          address
              .or(() -> namedIn(question.certificate()))
              .or(() -> namedIn(question.presented()))
              .orElse(null);
      Unanswered.unless(asked != null, Silence.NO_ADDRESS, "no address of OCSP");
      byte[] nonce = new byte[NONCE_OCTETS];
      random.nextBytes(nonce);
      byte[] answer =
          exchange.post(asked, REQUEST, OcspQuestion.encode(question, nonce, key), policy.most());
      return new OcspReader(question, Optional.of(nonce), policy).read(answer);
    } catch (Unanswered e) {
      return e.answer();
    } catch (TooLargeException e) {
      return new StatusAnswer.Silent(Silence.TOO_LARGE, e.getMessage());
    } catch (IOException e) {
      return new StatusAnswer.Silent(Silence.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the address that a certificate names; empty where it names none of HTTP. It only leads
   * there: what is answered is believed for the signature of the issuer.
   */
  public static Optional<URI> namedIn(X509CertificateHolder certificate) {
    AuthorityInformationAccess access =
        AuthorityInformationAccess.fromExtensions(certificate.getExtensions());
    return access == null
        ? Optional.empty()
        : Arrays.stream(access.getAccessDescriptions())
            .filter(one -> one.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
            .flatMap(one -> Addresses.http(one.getAccessLocation()).stream())
            .findFirst();
  }
}
