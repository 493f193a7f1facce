package org.jitsuin.installation.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares that nobody of ours wrote, though their check fits. */
final class SecretShareTest {
  private static final String SET = "0a1b2c3d";

  private static String text(byte[] content) {
    byte[] check = Arrays.copyOf(Fingerprint.of(content).octets(), 4);
    return Base32.encode(ByteBuffer.allocate(content.length + 4).put(content).put(check).array());
  }

  private static byte[] content(int needed, int number) {
    return ByteBuffer.allocate(4 + 2 + CustodySecret.OCTETS)
        .put(new byte[] {0x0a, 0x1b, 0x2c, 0x3d})
        .put((byte) needed)
        .put((byte) number)
        .array();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 20", "20, 20", "3, 2"})
  void parse_ofNumbersThatThereAre_isTheShare(int needed, int number) {
    assertThat(SecretShare.parse(text(content(needed, number))))
        .contains(new SecretShare(SET, needed, number, Bytes.of(new byte[CustodySecret.OCTETS])));
  }

  /** A share at 0 would be the secret itself; one alone gives nothing back. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "21, 1", "255, 1", "2, 0", "2, 21", "2, 128", "2, 255"})
  void parse_ofNumbersThatThereAreNot_isNone(int needed, int number) {
    assertThat(SecretShare.parse(text(content(needed, number)))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SecretShare(SET, needed, number, Bytes.of(new byte[CustodySecret.OCTETS])));
  }

  @ParameterizedTest
  @ValueSource(ints = {-6, -1, 1, 4, 40})
  void parse_ofAnotherLength_isNone(int more) {
    byte[] content = content(2, 1);
    assertThat(SecretShare.parse(text(Arrays.copyOf(content, content.length + more)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0a1b2c3", "0a1b2c3d4", "0A1B2C3D", "0a1b2c3g"})
  void set_inAnotherForm_isRefused(String set) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretShare(set, 2, 1, Bytes.of(new byte[CustodySecret.OCTETS])));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void value_ofAnotherLengthThanTheSecrets_isRefused(int octets) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretShare(SET, 2, 1, Bytes.of(new byte[octets])));
  }

  /** RFC 4648 §3.5: the bits that are left over are zero, so that no two texts mean the same. */
  @Property
  void base32_ofAnyOctets_isReadBackAndWrittenInOneWay(@ForAll @Size(max = 50) byte[] octets) {
    String text = Base32.encode(octets);
    assertThat(text).matches("[a-z2-7]*");
    assertThat(Base32.decode(text)).hasValueSatisfying(read -> assertThat(read).isEqualTo(octets));
  }

  @Property
  void base32_ofAnyText_isNoneOrWrittenAgainInSmallLetters(@ForAll String text) {
    Base32.decode(text)
        .ifPresent(octets -> assertThat(Base32.encode(octets)).isEqualToIgnoringCase(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "mz", "mzx", "mzxw6b", "b", "1y", "0y", "8y", "my=", "m y"})
  void base32_ofWhatEncodesNothing_isNone(String text) {
    assertThat(Base32.decode(text)).isEmpty();
  }
}
