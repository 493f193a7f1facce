package org.jitsuin.verifier.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets that are DER, and the first of what stands in them. */
class ReadingDerTest {
  /** Lengths around those from which on a length takes an octet more. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 123, 124, 125, 126, 127, 128, 129, 255, 256, 257, 65_535, 65_536})
  void first_ofAnyLength_isWhatCameFirst(int length) throws IOException {
    ASN1Encodable first = new DERSequence(new DEROctetString(new byte[length]));
    byte[] sequence =
        new DERSequence(new ASN1Encodable[] {first, new ASN1Integer(7)}).getEncoded("DER");

    assertThat(Der.first(sequence)).isEqualTo(first.toASN1Primitive().getEncoded("DER"));
  }

  @Test
  void read_derAlone_isSomething() {
    byte[] der = HexFormat.of().parseHex("3003020107");

    assertThat(Der.read(der)).isPresent();
    assertThat(Der.isDer(der)).isTrue();
  }

  /** A length in more octets than it needs, of unknown end, more behind, less, and nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"308103020107", "30800201070000", "300302010700", "30030201", ""})
  void read_anythingElse_isNothing(String hex) {
    assertThat(Der.read(HexFormat.of().parseHex(hex))).isEmpty();
  }
}
