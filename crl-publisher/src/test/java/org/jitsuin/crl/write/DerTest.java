package org.jitsuin.crl.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.jitsuin.base.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {
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
    assertThat(Der.header(Der.SEQUENCE, length)).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Property
  void header_anyLength_isReadBack(@ForAll @LongRange(min = 0, max = 1L << 48) long length) {
    DerReader reader = new DerReader(ByteBuffer.wrap(Der.header(Der.SEQUENCE, length)));
    assertThat(reader.header(Der.SEQUENCE)).isEqualTo(length);
    assertThat(reader.hasMore()).isFalse();
  }

  @Property(tries = 300)
  void element_anyContent_isWhatBouncyCastleWrites(@ForAll @IntRange(max = 70_000) int length)
      throws IOException {
    assertThat(Der.element(Der.OCTET_STRING, new byte[length]))
        .isEqualTo(new DEROctetString(new byte[length]).getEncoded(ASN1Encoding.DER));
  }

  @Property
  void integer_anyNumber_isWhatBouncyCastleWrites(@ForAll long value) throws IOException {
    assertThat(Der.integer(value)).isEqualTo(new ASN1Integer(value).getEncoded(ASN1Encoding.DER));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-27T03:04:05Z, 170d3235313032373033303430355a",
    "2049-12-31T23:59:59Z, 170d3439313233313233353935395a",
    "2050-01-01T00:00:00Z, 180f32303530303130313030303030305a"
  })
  void time_aroundTheYear2050_changesItsKind(Instant instant, String hex) {
    byte[] time = Der.time(instant);
    assertThat(HexFormat.of().formatHex(time)).isEqualTo(hex);
    assertThat(new DerReader(ByteBuffer.wrap(time)).time()).isEqualTo(instant);
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
    DerReader reader = new DerReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThatThrownBy(() -> reader.header(Der.SEQUENCE)).isInstanceOf(Fault.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "180f32303439303130313030303030305a", // before 2050, yet a GeneralizedTime
        "170d3235313332373033303430355a", // the thirteenth month
        "170b323531303237303330345a", // without seconds
        "1700"
      })
  void time_malformed_isRefused(String hex) {
    DerReader reader = new DerReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThatThrownBy(reader::time).isInstanceOf(Fault.class);
  }

  @Test
  void content_longerThanWhatHoldsIt_isRefused() {
    DerReader reader = new DerReader(ByteBuffer.wrap(HexFormat.of().parseHex("300501020304")));
    assertThatThrownBy(() -> reader.content(Der.SEQUENCE)).isInstanceOf(Fault.class);
  }
}
