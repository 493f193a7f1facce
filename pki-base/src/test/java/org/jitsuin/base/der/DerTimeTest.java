package org.jitsuin.base.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Time;
import org.jitsuin.base.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerTimeTest {
  /** The first and the last second that have a year of four digits. */
  private static final long FIRST = -62_167_219_200L;

  private static final long LAST = 253_402_300_799L;

  private static Instant read(byte[] time) throws DerException {
    DerReader reader = new DerReader(time);
    Instant instant = reader.time();
    reader.finish();
    return instant;
  }

  @ParameterizedTest
  @CsvSource({
    "0000-01-01T00:00:00Z, 180f30303030303130313030303030305a",
    "1949-12-31T23:59:59Z, 180f31393439313233313233353935395a",
    "1950-01-01T00:00:00Z, 170d3530303130313030303030305a",
    "1999-12-31T23:59:59Z, 170d3939313233313233353935395a",
    "2025-10-27T03:04:05Z, 170d3235313032373033303430355a",
    "2049-12-31T23:59:59Z, 170d3439313233313233353935395a",
    "2050-01-01T00:00:00Z, 180f32303530303130313030303030305a",
    "9999-12-31T23:59:59Z, 180f39393939313233313233353935395a"
  })
  void encode_aroundTheYears1950And2050_changesItsKind(Instant instant, String hex)
      throws DerException {
    byte[] time = DerTime.encode(instant);
    assertThat(HexFormat.of().formatHex(time)).isEqualTo(hex);
    assertThat(read(time)).isEqualTo(instant);
  }

  @Property
  void encode_anySecond_isReadBackAndByBouncyCastle(
      @ForAll @LongRange(min = FIRST, max = LAST) long second) throws DerException, IOException {
    Instant instant = Instant.ofEpochSecond(second);
    byte[] time = DerTime.encode(instant);
    assertThat(read(time)).isEqualTo(instant);
    assertThat(DerWriter.encode(Time.getInstance(ASN1Primitive.fromByteArray(time))))
        .isEqualTo(time);
  }

  /** Since 1582, before which Bouncy Castle's calendar is the Julian one. */
  @Property
  void generalized_anySecond_isReadByBouncyCastle(
      @ForAll @LongRange(min = -12_000_000_000L, max = LAST) long second)
      throws IOException, ParseException {
    byte[] time = DerTime.generalized(Instant.ofEpochSecond(second));
    assertThat(ASN1GeneralizedTime.getInstance(time).getDate().toInstant())
        .isEqualTo(Instant.ofEpochSecond(second));
  }

  @Property
  void put_anySecond_writesTheSameIntoABuffer(
      @ForAll @LongRange(min = FIRST, max = LAST) long second) {
    Instant instant = Instant.ofEpochSecond(second);
    byte[] buffer = new byte[3 + DerTime.GENERALIZED_OCTETS];
    int end = DerTime.put(second, buffer, 3);
    assertThat(buffer).startsWith(DerWriter.concatenate(new byte[3], DerTime.encode(instant)));
    assertThat(end).isEqualTo(3 + DerTime.encode(instant).length);
    assertThat(DerTime.putGeneralized(second, buffer, 3)).isEqualTo(buffer.length);
    assertThat(buffer).endsWith(DerTime.generalized(instant));
  }

  @ParameterizedTest
  @ValueSource(longs = {FIRST - 1, LAST + 1})
  void encode_yearWithoutFourDigits_isRefused(long second) {
    assertThatThrownBy(() -> DerTime.encode(Instant.ofEpochSecond(second)))
        .isInstanceOf(Fault.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "180f32303439303130313030303030305a", // before 2050, yet a GeneralizedTime
        "170d3235313332373033303430355a", // the thirteenth month
        "170d3235303232393033303430355a", // the 29th of February of no leap year
        "170d3235313032373234303430355a", // the hour 24
        "170d3235313032373033303436305a", // the second 60
        "170d32353130323730333034302f5a", // an octet before the digits
        "170d32353130323730333034303a5a", // an octet behind them
        "170d3235313032373033303430352b", // without Z
        "170b323531303237303330345a", // without seconds
        "181132303530303130313030303030302e315a", // with a tenth of one
        "1700"
      })
  void time_malformed_isRefused(String hex) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex))).isInstanceOf(DerException.class);
  }
}
