package org.jitsuin.card.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcdSessionTest {
  private static final HexFormat HEX = HexFormat.of();

  private final List<String> told = new ArrayList<>();
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  /** Answers each command with itself and 9000, and remembers what it was told. */
  private final class Echo implements Chip {
    @Override
    public byte[] process(byte[] command) {
      told.add(HEX.formatHex(command));
      return HEX.parseHex(HEX.formatHex(command) + "9000");
    }

    @Override
    public void reset() {
      told.add("reset");
    }

    @Override
    public byte[] atr() {
      return new byte[] {0x3B, 0x00};
    }
  }

  private boolean session(String fromReader, boolean mayLeave) throws IOException {
    return new VpcdSession(new Echo(), () -> told.add("seen"), mayLeave)
        .serve(new ByteArrayInputStream(HEX.parseHex(fromReader)), answers, () -> {});
  }

  private String serve(String fromReader) throws IOException {
    assertThat(session(fromReader, true)).isTrue();
    return HEX.formatHex(answers.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({"000100, ''", "000101, ''", "000102, ''", "000104, 00023b00"})
  void serve_controlOctet_isAnsweredIfItAsks(String message, String answer) throws IOException {
    assertThat(serve(message)).isEqualTo(answer);
    assertThat(told).isEqualTo(answer.isEmpty() ? List.of("reset") : List.of());
  }

  /** As pcscd does with a card that it notices: it looks, gives power, asks, and looks again. */
  @Test
  void serve_readerThatGivesPowerAndLooksAgain_hasSeenTheChip() throws IOException {
    assertThat(serve("000104" + "000101" + "000104")).isEqualTo("00023b00" + "00023b00");
    assertThat(told).containsExactly("reset");
    told.clear();
    assertThat(session("000104" + "000101" + "000104" + "000104", true)).isTrue();
    assertThat(told).containsExactly("reset", "seen");
  }

  /** Power that was taken away again is not missed. */
  @Test
  void serve_readerThatTakesThePowerAgain_isNotLeft() throws IOException {
    assertThat(session("000101" + "000104" + "000100" + "000104".repeat(9), true)).isTrue();
    assertThat(told).startsWith("reset", "seen", "reset", "seen");
  }

  /** It has not noticed that a card was away, and takes none for present as long as one stays. */
  @Test
  void serve_readerThatOnlyLooks_isLeftUnseen() throws IOException {
    assertThat(session("000104".repeat(9), true)).isFalse();
    assertThat(told).isEmpty();
    assertThat(HEX.formatHex(answers.toByteArray())).isEqualTo("00023b00".repeat(3));
  }

  /** There are readers that give power when a program wants it, and not before. */
  @Test
  void serve_readerThatOnlyLooksAndIsNotLeft_hasSeenTheChip() throws IOException {
    assertThat(session("000104".repeat(3), false)).isTrue();
    assertThat(told).isEmpty();
    assertThat(session("000104".repeat(4), false)).isTrue();
    assertThat(told).containsExactly("seen");
  }

  @Test
  void serve_commands_areAnsweredInOrder() throws IOException {
    assertThat(serve("0004" + "00a40000" + "000101" + "0005" + "00b0000004"))
        .isEqualTo("0006" + "00a400009000" + "0007" + "00b00000049000");
    assertThat(told).containsExactly("00a40000", "reset", "00b0000004");
  }

  @ParameterizedTest
  @CsvSource({"00", "0004", "000400a4", "000107", "000103"})
  void serve_brokenStream_ends(String fromReader) {
    assertThatThrownBy(() -> serve(fromReader)).isInstanceOf(IOException.class);
  }

  @Test
  void serve_chipWithoutAnswer_endsRatherThanSeemsPulled() {
    Chip mute =
        new Chip() {
          @Override
          public byte[] process(byte[] command) {
            return new byte[0];
          }

          @Override
          public void reset() {}

          @Override
          public byte[] atr() {
            return new byte[] {0x3B};
          }
        };

    assertThatThrownBy(() ->
            new VpcdSession(mute, () -> {}, true)
                .serve(new ByteArrayInputStream(HEX.parseHex("000400a40000")), answers, () -> {}))
        .isInstanceOf(IOException.class);
  }

  @Property(tries = 200)
  void serve_anyOctets_endsWithAnExceptionForStreamsOrWell(@ForAll @Size(max = 40) byte[] octets) {
    try {
      session(HEX.formatHex(octets), octets.length % 2 == 0);
    } catch (IOException e) {
      // A stream that broke off.
    }
    assertThat(told).doesNotContainNull();
  }
}
