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

  private String serve(String fromReader) throws IOException {
    new VpcdSession(new Echo(), () -> told.add("seen"))
        .serve(new ByteArrayInputStream(HEX.parseHex(fromReader)), answers, () -> {});
    return HEX.formatHex(answers.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({"000100, ''", "000101, ''", "000102, ''", "000104, 00023b00"})
  void serve_controlOctet_isAnsweredIfItAsks(String message, String answer) throws IOException {
    assertThat(serve(message)).isEqualTo(answer);
    assertThat(told).containsExactly(answer.isEmpty() ? "reset" : "seen");
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
            new VpcdSession(mute, () -> {})
                .serve(new ByteArrayInputStream(HEX.parseHex("000400a40000")), answers, () -> {}))
        .isInstanceOf(IOException.class);
  }

  @Property(tries = 200)
  void serve_anyOctets_endsWithAnExceptionForStreamsOrWell(@ForAll @Size(max = 40) byte[] octets) {
    try {
      serve(HEX.formatHex(octets));
    } catch (IOException e) {
      // A stream that broke off.
    }
    assertThat(told).doesNotContainNull();
  }
}
