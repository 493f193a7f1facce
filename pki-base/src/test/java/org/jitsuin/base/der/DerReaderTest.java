package org.jitsuin.base.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
  private static DerReader reader(String hex) {
    return new DerReader(HexFormat.of().parseHex(hex));
  }

  @Property(tries = 300)
  void walk_whatBouncyCastleWrote_findsEachPart(
      @ForAll @Size(max = 300) byte[] first, @ForAll @Size(max = 300) byte[] second)
      throws DerException {
    byte[] inner =
        DerWriter.encode(
            new DERSequence(new ASN1Encodable[] {new DEROctetString(second), DERNull.INSTANCE}));
    byte[] whole =
        DerWriter.sequence(DerWriter.encode(new DEROctetString(first)), inner, inner, inner);
    DerReader message = new DerReader(whole);
    DerReader fields = message.enter(DerTag.SEQUENCE);
    message.finish();

    assertThat(fields.nextIs(DerTag.OCTET_STRING)).isTrue();
    assertThat(fields.content(DerTag.OCTET_STRING)).isEqualTo(first);
    assertThat(fields.whole(DerTag.SEQUENCE)).isEqualTo(inner);
    assertThat(fields.whole()).isEqualTo(inner);
    assertThat(fields.remaining()).isEqualTo(inner.length);
    assertThat(fields.position()).isEqualTo(whole.length - inner.length);
    DerReader last = fields.enter(DerTag.SEQUENCE);
    fields.finish();
    last.skip();
    assertThat(last.rest()).isEqualTo(DerWriter.encode(DERNull.INSTANCE));
    last.finish();
  }

  /** What is accepted is what the writer would write of the same tag and content. */
  @Property(tries = 2_000)
  void whole_anyOctets_isRefusedOrAsItWouldBeWritten(@ForAll @Size(min = 1, max = 12) byte[] octets)
      throws DerException {
    DerReader reader = new DerReader(octets);
    byte[] element;
    try {
      element = reader.whole();
    } catch (DerException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.getStackTrace()).isEmpty();
      return;
    }
    assertThat(element.length + reader.remaining()).isEqualTo(octets.length);
    assertThat(octets).startsWith(element);
    int tag = octets[0] & 0xff;
    assertThat(DerWriter.element(tag, new DerReader(octets).content(tag))).isEqualTo(element);
  }

  @Property(tries = 300)
  void header_contentBehindTheEnd_tellsItsLength(@ForAll @IntRange(min = 1) int length)
      throws DerException {
    DerReader reader = new DerReader(DerWriter.header(DerTag.SEQUENCE, length));
    assertThat(reader.header(DerTag.SEQUENCE)).isEqualTo(length);
    DerReader again = new DerReader(DerWriter.header(DerTag.SEQUENCE, length));
    assertThatThrownBy(() -> again.enter(DerTag.SEQUENCE)).isInstanceOf(DerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3080", // an indefinite length
        "30817f", // a length in more octets than it needs
        "3082007f",
        "308800000000000000ff",
        "3081", // the end
        "30",
        "",
        "3100" // another tag
      })
  void header_malformed_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).header(DerTag.SEQUENCE)).isInstanceOf(DerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "1f0100", // a tag of two octets
        "bf0100",
        "040201" // cut off
      })
  void skip_malformed_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).skip()).isInstanceOf(DerException.class);
    assertThatThrownBy(() -> reader(hex).whole()).isInstanceOf(DerException.class);
  }

  @Test
  void content_longerThanWhatHoldsIt_isRefused() {
    assertThatThrownBy(() -> reader("300501020304").content(DerTag.SEQUENCE))
        .isInstanceOf(DerException.class);
    // The inner element ends where the array does, but behind its own sequence.
    assertThatThrownBy(() -> reader("300304020102").enter(DerTag.SEQUENCE).content(4))
        .isInstanceOf(DerException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.840.113549.1.1.11", "2.999", "0.39", "1.3.6.1.5.5.7.48.1.2"})
  void objectIdentifier_anyRightOne_isItsContent(String oid) throws DerException, IOException {
    byte[] element = DerWriter.encode(new ASN1ObjectIdentifier(oid));
    byte[] content = new DerReader(element).objectIdentifier();
    assertThat(DerWriter.element(DerTag.OBJECT_IDENTIFIER, content)).isEqualTo(element);
    assertThat(ASN1Primitive.fromByteArray(element)).isEqualTo(new ASN1ObjectIdentifier(oid));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0600", // no numbers
        "06028001", // a number with a needless octet
        "06032a8001",
        "06022a86", // the last number does not end
        "0401ff" // another tag
      })
  void objectIdentifier_malformed_isRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).objectIdentifier()).isInstanceOf(DerException.class);
  }

  @Test
  void objectIdentifier_of64Octets_isTheLongest() throws DerException {
    byte[] longest = new byte[64];
    byte[] tooLong = new byte[65];
    assertThat(
            new DerReader(DerWriter.element(DerTag.OBJECT_IDENTIFIER, longest)).objectIdentifier())
        .isEqualTo(longest);
    assertThatThrownBy(() ->
            new DerReader(DerWriter.element(DerTag.OBJECT_IDENTIFIER, tooLong)).objectIdentifier())
        .isInstanceOf(DerException.class);
  }

  @Test
  void unsignedOctet_atTheEnd_isRefused() throws DerException {
    DerReader bits = reader("0301ff").enter(DerTag.BIT_STRING);
    assertThat(bits.unsignedOctet()).isEqualTo(0xff);
    assertThatThrownBy(bits::unsignedOctet).isInstanceOf(DerException.class);
  }

  @Test
  void finish_somethingFollows_isRefused() throws DerException {
    DerReader reader = reader("05000500");
    reader.skip();
    assertThatThrownBy(reader::finish).isInstanceOf(DerException.class);
    reader.skip();
    reader.finish();
  }
}
