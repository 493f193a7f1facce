package org.jitsuin.ocsp.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;

/**
 * The extensions of requests (RFC 6960 §4.4, RFC 9654).
 *
 * <pre>
 * Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension
 *
 * Extension ::= SEQUENCE {
 *   extnID     OBJECT IDENTIFIER,
 *   critical   BOOLEAN DEFAULT FALSE,
 *   extnValue  OCTET STRING }
 * </pre>
 *
 * <p>The nonce and the preferred signature algorithms (§4.4.7) are carried out. The acceptable
 * response types (§4.4.3) are known and need nothing done: every client must take the basic type,
 * which is the only one there is (§4.2.1). Any other is passed over, or refused where it is
 * critical.
 *
 * @param nonce the nonce to repeat
 * @param preferredAlgorithms what the response should be signed with, the most liked first
 */
record RequestExtensions(Optional<Nonce> nonce, List<PreferredAlgorithm> preferredAlgorithms) {
  static final RequestExtensions NONE = new RequestExtensions(Optional.empty(), List.of());

  /** {@code id-pkix-ocsp-nonce}, 1.3.6.1.5.5.7.48.1.2. */
  private static final String NONCE = "2b0601050507300102";

  /** {@code id-pkix-ocsp-response}, 1.3.6.1.5.5.7.48.1.4. */
  private static final String ACCEPTABLE_RESPONSES = "2b0601050507300104";

  /** {@code id-pkix-ocsp-pref-sig-algs}, 1.3.6.1.5.5.7.48.1.8. */
  private static final String PREFERRED_ALGORITHMS = "2b0601050507300108";

  /**
   * @param oid the hexadecimal of its content octets
   * @param value the content of the OCTET STRING
   */
  private record Extension(String oid, boolean critical, DerReader value) {}

  /** Reads the extensions of the whole request. */
  static RequestExtensions ofRequest(DerReader extensions) throws DerException {
    Optional<Nonce> nonce = Optional.empty();
    Optional<List<PreferredAlgorithm>> preferred = Optional.empty();
    while (extensions.hasMore()) {
      Extension extension = next(extensions);
      switch (extension.oid()) {
        case NONCE -> nonce = once(nonce, nonce(extension.value()));
        case PREFERRED_ALGORITHMS ->
            preferred = once(preferred, PreferredAlgorithm.read(extension.value()));
        case ACCEPTABLE_RESPONSES -> {}
        default -> passOver(extension);
      }
    }
    return new RequestExtensions(nonce, preferred.orElseGet(List::of));
  }

  private static <T> Optional<T> once(Optional<T> former, T value) throws DerException {
    if (former.isPresent()) {
      throw new DerException("an extension that comes twice");
    }
    return Optional.of(value);
  }

  /** Reads the extensions of one certificate in a request, none of which is known here. */
  static void checkOfCertificate(DerReader extensions) throws DerException {
    while (extensions.hasMore()) {
      passOver(next(extensions));
    }
  }

  private static void passOver(Extension extension) throws DerException {
    if (extension.critical()) {
      throw new DerException("a critical extension that is not supported");
    }
  }

  private static Nonce nonce(DerReader value) throws DerException {
    byte[] octets = value.rest();
    return Nonce.of(octets)
        .orElseThrow(() -> new DerException("a nonce of no octets, or of too many"));
  }

  private static Extension next(DerReader extensions) throws DerException {
    DerReader fields = extensions.enter(DerTag.SEQUENCE);
    String oid = HexFormat.of().formatHex(fields.content(DerTag.OBJECT_IDENTIFIER));
    boolean critical = fields.nextIs(DerTag.BOOLEAN) && isTrue(fields);
    DerReader value = fields.enter(DerTag.OCTET_STRING);
    fields.finish();
    return new Extension(oid, critical, value);
  }

  private static boolean isTrue(DerReader fields) throws DerException {
    byte[] content = fields.content(DerTag.BOOLEAN);
    if (content.length != 1) {
      throw new DerException("a BOOLEAN of " + content.length + " octets");
    }
    return content[0] != 0;
  }
}
