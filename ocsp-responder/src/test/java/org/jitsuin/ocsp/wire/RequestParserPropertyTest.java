package org.jitsuin.ocsp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ocsp.CertID;

/** Whatever is sent, the parser returns: hostile octets cost nothing but their own length. */
class RequestParserPropertyTest {
  private static final byte[] GOOD =
      Requests.with(Requests.foreign(BigInteger.valueOf(0x0123_4567_89abL)), Requests.nonce(16));

  private final RequestParser parser = new RequestParser(new RequestLimits(16_384, 32, true));

  @Property
  void parse_anyOctets_returns(@ForAll byte[] octets) {
    check(octets);
  }

  @Property
  void parse_anyOctetsInSequences_returns(@ForAll @Size(max = 100) byte[] octets) {
    byte[] nested = octets;
    for (int depth = 0; depth < 5; depth++) {
      byte[] outer = new byte[nested.length + 2];
      outer[0] = 0x30;
      outer[1] = (byte) nested.length;
      System.arraycopy(nested, 0, outer, 2, nested.length);
      nested = outer;
    }
    check(nested);
  }

  @Property(tries = 5_000)
  void parse_requestWithOneOctetChanged_returns(
      @ForAll @IntRange(max = 200) int position, @ForAll byte octet) {
    byte[] octets = GOOD.clone();
    octets[position % octets.length] = octet;
    check(octets);
  }

  /** Either refused, or every CertID in it is one that Bouncy Castle reads as well. */
  private void check(byte[] octets) {
    switch (parser.parse(octets)) {
      case MalformedRequest(String problem) -> assertThat(problem).isNotEmpty();
      case OcspRequest request ->
          assertThat(request.certIds())
              .isNotEmpty()
              .allSatisfy(certId -> CertID.getInstance(certId.encoded()));
    }
  }
}
