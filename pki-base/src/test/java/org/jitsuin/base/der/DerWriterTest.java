package org.jitsuin.base.der;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what is written with what Bouncy Castle writes. */
class DerWriterTest {
  private static byte[] der(ASN1Encodable object) throws IOException {
    return object.toASN1Primitive().getEncoded(ASN1Encoding.DER);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3000",
    "127, 307f",
    "128, 308180",
    "255, 3081ff",
    "256, 30820100",
    "65535, 3082ffff",
    "65536, 3083010000",
    "16777215, 3083ffffff",
    "16777216, 308401000000",
    "4294967295, 3084ffffffff",
    "4294967296, 30850100000000"
  })
  void header_lengthAtABoundary_hasTheFewestOctets(long length, String hex) {
    assertThat(DerWriter.header(DerTag.SEQUENCE, length)).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Property
  void header_anyLength_isReadBack(@ForAll @LongRange(min = 0, max = 1L << 48) long length)
      throws DerException {
    DerReader reader = new DerReader(DerWriter.header(DerTag.SEQUENCE, length));
    assertThat(reader.header(DerTag.SEQUENCE)).isEqualTo(length);
    assertThat(reader.hasMore()).isFalse();
  }

  @Property(tries = 300)
  void octetString_anyLength_isWhatBouncyCastleWrites(@ForAll @IntRange(max = 70_000) int length)
      throws IOException {
    assertThat(DerWriter.octetString(new byte[length]))
        .isEqualTo(der(new DEROctetString(new byte[length])));
  }

  @Property
  void integer_anyNumber_isWhatBouncyCastleWrites(@ForAll long value) throws IOException {
    assertThat(DerWriter.integer(value)).isEqualTo(der(new ASN1Integer(value)));
  }

  @Property
  void enumerated_smallNumber_isWhatBouncyCastleWrites(@ForAll @IntRange(max = 127) int value)
      throws IOException {
    assertThat(DerWriter.enumerated(value)).isEqualTo(der(new ASN1Enumerated(value)));
  }

  @Property(tries = 200)
  void nested_anyParts_areWhatBouncyCastleWrites(
      @ForAll @Size(max = 300) byte[] octets,
      @ForAll @Size(max = 300) byte[] bits,
      @ForAll long number,
      @ForAll @IntRange(max = 30) int tag)
      throws IOException {
    byte[] written =
        DerWriter.sequence(
            DerWriter.octetString(octets),
            DerWriter.element(
                DerTag.constructed(tag),
                DerWriter.sequence(DerWriter.bitString(bits), DerWriter.integer(number))),
            DerWriter.element(DerTag.primitive(tag), octets));
    ASN1Encodable inner =
        new DERSequence(new ASN1Encodable[] {new DERBitString(bits), new ASN1Integer(number)});
    ASN1Encodable expected =
        new DERSequence(
            new ASN1Encodable[] {
              new DEROctetString(octets),
              new DERTaggedObject(true, tag, inner),
              new DERTaggedObject(false, tag, new DEROctetString(octets))
            });
    assertThat(written).isEqualTo(der(expected));
  }

  @Property(tries = 200)
  void concatenate_anyParts_areOneAfterTheOther(
      @ForAll @Size(max = 5) byte[] first, @ForAll @Size(max = 5) byte[] second) {
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(DerWriter.concatenate(first, second)))
        .isEqualTo(hex.formatHex(first) + hex.formatHex(second));
  }
}
