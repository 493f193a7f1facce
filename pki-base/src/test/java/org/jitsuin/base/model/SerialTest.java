package org.jitsuin.base.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialTest {
  /** The largest INTEGER of 20 octets, RFC 5280 section 4.1.2.2: the sign bit is one of them. */
  private static final BigInteger LARGEST = BigInteger.TWO.pow(159).subtract(BigInteger.ONE);

  @Test
  void of_boundsOfOneAndTwentyOctets_accepted() {
    assertThat(Serial.of(BigInteger.ONE).octets()).containsExactly(1);
    assertThat(Serial.of(LARGEST).octets()).hasSize(20);
    assertThat(Serial.of(LARGEST).value()).isEqualTo(LARGEST);
  }

  @Test
  void of_zeroNegativeOrTooLong_refused() {
    for (BigInteger value :
        List.of(BigInteger.ZERO, BigInteger.ONE.negate(), LARGEST.add(BigInteger.ONE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> Serial.of(value));
    }
  }

  @Test
  void of_leadingZeroOctets_areNoPartOfIt() {
    assertThat(Serial.of(new byte[] {0, 0, 0x12})).isEqualTo(Serial.parse("12"));
    assertThat(Serial.of(new byte[] {(byte) 0x80}).value()).isEqualTo(BigInteger.valueOf(0x80));
  }

  @Test
  void of_noOctets_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Serial.of(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "00",
        "-1",
        "+1",
        " 1",
        "1 ",
        "0x1",
        "g",
        "１", // full-width digit
        "ffffffffffffffffffffffffffffffffffffffff",
        "00000000000000000000000000000000000000001"
      })
  void parse_anythingButFortyHexadecimalDigits_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Serial.parse(text));
  }

  @Test
  void parse_upperCaseAndLeadingZeros_sameSerial() {
    assertThat(Serial.parse("0A")).isEqualTo(Serial.parse("a")).hasToString("0a");
    assertThat(Serial.parse("0A")).hasSameHashCodeAs(Serial.parse("a"));
  }

  @Test
  void octets_changedByTheCaller_leaveTheSerial() {
    Serial serial = Serial.parse("1234");
    serial.octets()[0] = 0;
    assertThat(serial).hasToString("1234");
  }

  @Property
  void parse_ofText_isTheSerial(@ForAll("values") BigInteger value) {
    Serial serial = Serial.of(value);
    assertThat(Serial.parse(serial.toString())).isEqualTo(serial);
    assertThat(Serial.of(serial.octets())).isEqualTo(serial);
    assertThat(serial.value()).isEqualTo(value);
  }

  @Property
  void compareTo_anyTwo_isTheOrderOfNumbers(
      @ForAll("values") BigInteger one, @ForAll("values") BigInteger other) {
    assertThat(Integer.signum(Serial.of(one).compareTo(Serial.of(other))))
        .isEqualTo(one.compareTo(other));
    assertThat(Serial.of(one).equals(Serial.of(other))).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<BigInteger> values() {
    return Arbitraries.bigIntegers().between(BigInteger.ONE, LARGEST);
  }
}
