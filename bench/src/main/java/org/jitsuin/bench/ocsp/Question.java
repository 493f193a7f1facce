package org.jitsuin.bench.ocsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.jitsuin.base.model.Serial;

/**
 * A question about one certificate.
 *
 * @param id as the response must repeat it
 * @param revoked what the answer must say
 */
record Question(CertificateID id, Serial serial, boolean revoked) {
  /** The place of the nonce of a call; such a text is nowhere else in a request. */
  private static final byte[] PLACE = "a place of nonce".getBytes(StandardCharsets.US_ASCII);

  /** Returns a GET as RFC 9919 §6 has it: without a nonce, the same octets for everybody. */
  byte[] get(String path) {
    String encoded = Base64.getEncoder().encodeToString(der(new OCSPReqBuilder()));
    return ("GET "
            + path
            + "/"
            + URLEncoder.encode(encoded, StandardCharsets.US_ASCII)
            + head("")
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** POST with a nonce of 16 octets, so that the answer must be signed anew. */
  Post post(String path) {
    return post(path, List.of(nonce()));
  }

  /** The same, to be answered with ECDSA and SHA-256 where that can be (RFC 6960 §4.4.7). */
  Post postPreferringEc(String path) {
    ASN1Encodable preferred =
        new DERSequence(
            new DERSequence(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256)));
    return post(
        path,
        List.of(nonce(), extension(OCSPObjectIdentifiers.id_pkix_ocsp_pref_sig_algs, preferred)));
  }

  private Post post(String path, List<Extension> extensions) {
    byte[] request =
        der(
            new OCSPReqBuilder()
                .setRequestExtensions(new Extensions(extensions.toArray(Extension[]::new))));
    byte[] head =
        ("POST "
                + path
                + head(
                    "Content-Type: application/ocsp-request\r\nContent-Length: "
                        + request.length
                        + "\r\n")
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = ByteBuffer.allocate(head.length + request.length).put(head).put(request).array();
    return new Post(all, indexOf(all));
  }

  /** A request that is sent many times, each time with another nonce. */
  static final class Post {
    private final byte[] octets;
    private final int place;

    private Post(byte[] octets, int place) {
      this.octets = octets;
      this.place = place;
    }

    byte[] next(SecureRandom random) {
      byte[] nonce = new byte[PLACE.length];
      random.nextBytes(nonce);
      byte[] next = octets.clone();
      System.arraycopy(nonce, 0, next, place, nonce.length);
      return next;
    }
  }

  private static String head(String more) {
    return " HTTP/1.1\r\nHost: localhost\r\n" + more;
  }

  private static Extension nonce() {
    return extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, new DEROctetString(PLACE));
  }

  private static Extension extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
    try {
      return new Extension(oid, false, value.toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] der(OCSPReqBuilder builder) {
    try {
      return builder.addRequest(id).build().getEncoded();
    } catch (OCSPException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int indexOf(byte[] request) {
    for (int i = 0; i <= request.length - PLACE.length; i++) {
      if (Arrays.equals(request, i, i + PLACE.length, PLACE, 0, PLACE.length)) {
        return i;
      }
    }
    throw new IllegalStateException("no nonce in " + HexFormat.of().formatHex(request));
  }
}
